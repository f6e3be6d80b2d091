import { NONE } from '../../../kubernetes/objects/collect';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import { describe } from '../../../kubernetes/objects/object';
import { compareQuantities, multiplyQuantity, NOTHING, sumOf, type Quantity } from '../../../kubernetes/resources/quantity';
import { defaultPriorityClass } from './pod-admission';
import { countsClaim, countsPod, type QuotaView } from './quotas';
import type { Charge, Charges } from './set-usage';

/** What one object takes of a quantity. */
export interface Part {
  readonly charge: Charge;
  readonly each: Quantity;
  /** As often as it counts. */
  readonly amount: Quantity;
}

/** What charges come to for one name. */
export class ChargeSum {
  /** What is there at all times, and the largest of the Jobs. */
  public readonly used: Quantity;
  private readonly largestJob: Charge | undefined;
  private daemons: readonly Part[] | undefined;

  constructor(
    private readonly name: string,
    private readonly charges: readonly Charge[],
  ) {
    for (const charge of charges) {
      if (
        charge.when === 'at times'
        && (!this.largestJob || compareQuantities(this.amountOf(charge), this.amountOf(this.largestJob)) > 0)
      ) {
        this.largestJob = charge;
      }
    }
    this.used = sumOf(
      charges,
      ({ usage }) => usage.get(name),
      (charge) => (charge.when !== 'at times' || charge === this.largestJob ? charge.times : 0),
    );
  }

  /** What there is at the same time. */
  public get together(): readonly Part[] {
    return this.partsOf(this.charges.filter(({ when }) => when !== 'at times').concat(this.largestJob ?? []));
  }

  /** What there is of it on each node. */
  public get perNode(): readonly Part[] {
    return (this.daemons ??= this.partsOf(this.charges.filter(({ when }) => when === 'per node')));
  }

  private partsOf(charges: readonly Charge[]): readonly Part[] {
    return charges.length === 0
      ? NONE
      : charges.flatMap((charge) => {
          const each = charge.usage.get(this.name);
          return each && each.nanos > 0n ? [{ charge, each, amount: this.amountOf(charge) }] : [];
        });
  }

  private amountOf({ usage, times }: Charge): Quantity {
    return multiplyQuantity(usage.get(this.name) ?? NOTHING, times);
  }
}

/** What the input takes of one quantity of a quota. */
export interface QuotaSum {
  readonly name: string;
  readonly allowed: Quantity;
  readonly sum: ChargeSum;
}

/** The sums for each quantity that a quota limits and the input takes of. */
export function sumsOf(quota: QuotaView, charges: Charges, inventory: Inventory): QuotaSum[] {
  const all = quota.scopes.length === 0 ? charges.all : charges.all.filter((charge) => counts(quota, charge, inventory));
  const sums: QuotaSum[] = [];
  for (const [name, allowed] of quota.hard) {
    const sum = quota.scopes.length === 0 ? wholeSum(charges, name) : new ChargeSum(name, all);
    if (sum.used.nanos > 0n) sums.push({ name, allowed, sum });
  }
  return sums;
}

/** Quotas without scopes count the same. */
function wholeSum({ all, sums }: Charges, name: string): ChargeSum {
  let sum = sums.get(name);
  if (!sum) sums.set(name, (sum = new ChargeSum(name, all)));
  return sum;
}

/** What a sum is made of, the largest first: `Deployment payments/api 3 × 500m`. */
export function partsOf({ sum: { together } }: QuotaSum): string[] {
  return [...together]
    .sort((a, b) => compareQuantities(b.amount, a.amount))
    .map(({ charge, each }) => `${describe(charge.object)} ${charge.times === 1 ? '' : `${charge.times} × `}${each.text}`);
}

function counts(quota: QuotaView, { pod, claim }: Charge, inventory: Inventory): boolean {
  if (pod) return countsPod(quota, pod.view, pod.resources, defaultPriorityClass(inventory));
  return claim ? countsClaim(quota, claim.volumeAttributesClass) : false;
}
