import { defaultPriorityClass } from './pod-admission';
import { countsClaim, countsPod, type QuotaView } from './quotas';
import type { Charge } from './set-usage';
import type { Inventory } from '../model/inventory';
import { describe } from '../model/object';
import { compareQuantities, multiplyQuantity, NOTHING, sumOf, type Quantity } from '../model/quantity';

/** What one object takes of an amount. */
interface Part {
  readonly charge: Charge;
  readonly each: Quantity;
  /** As often as it counts. */
  readonly amount: Quantity;
}

/** What the set takes of one amount of a quota. */
export class QuotaSum {
  /** What is there at all times, and the largest of the Jobs. */
  public readonly used: Quantity;
  private readonly largestJob: Charge | undefined;

  constructor(public readonly name: string, public readonly allowed: Quantity, private readonly charges: readonly Charge[]) {
    for (const charge of charges) {
      if (charge.when === 'at times' && (!this.largestJob || compareQuantities(this.amountOf(charge), this.amountOf(this.largestJob)) > 0)) this.largestJob = charge;
    }
    this.used = sumOf(charges, ({ usage }) => usage.get(name), (charge) => (this.isTogether(charge) ? charge.times : 0));
  }

  /** What there is at the same time. */
  public get together(): readonly Part[] {
    const charges = this.charges.filter(({ when }) => when !== 'at times').concat(this.largestJob ?? []);
    return charges.flatMap((charge) => {
      const each = charge.usage.get(this.name);
      return each && each.nanos > 0n ? [{ charge, each, amount: this.amountOf(charge) }] : [];
    });
  }

  private isTogether(charge: Charge): boolean {
    return charge.when !== 'at times' || charge === this.largestJob;
  }

  private amountOf({ usage, times }: Charge): Quantity {
    return multiplyQuantity(usage.get(this.name) ?? NOTHING, times);
  }
}

/** The sums for each amount that a quota limits and the set takes of. */
export function sumsOf(quota: QuotaView, charges: readonly Charge[], inventory: Inventory): QuotaSum[] {
  const counted = charges.filter((charge) => counts(quota, charge, inventory));
  return [...quota.hard].map(([name, allowed]) => new QuotaSum(name, allowed, counted)).filter(({ used }) => used.nanos > 0n);
}

/** What a sum is made of, the largest first: `Deployment payments/api 3 × 500m`. */
export function partsOf({ together }: QuotaSum): string[] {
  return [...together].sort((a, b) => compareQuantities(b.amount, a.amount))
    .map(({ charge, each }) => `${describe(charge.object)} ${charge.times === 1 ? '' : `${charge.times} × `}${each.text}`);
}

function counts(quota: QuotaView, { pod, claim }: Charge, inventory: Inventory): boolean {
  if (pod) return countsPod(quota, pod.view, pod.resources, defaultPriorityClass(inventory));
  return claim ? countsClaim(quota, claim.volumeAttributesClass) : quota.scopes.length === 0;
}
