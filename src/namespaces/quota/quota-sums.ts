import type { Inventory } from '../../kubernetes/objects/inventory';
import { describe } from '../../kubernetes/objects/object';
import { compareQuantities, multiplyQuantity, NOTHING, sumOf, type Quantity } from '../../kubernetes/resources/quantity';
import { defaultPriorityClass } from './pod-admission';
import { countsClaim, countsPod, type QuotaView } from './quotas';
import type { Charge, Charges, ScopedCharges } from './set-usage';

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
  private listed: readonly string[] | undefined;
  private daemon: { readonly part: Part | undefined } | undefined;

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

  /** What there is at the same time, the largest first: `Deployment payments/api 3 × 500m`. */
  public get together(): readonly string[] {
    return (this.listed ??= this.partsOf(this.charges.filter(({ when }) => when !== 'at times').concat(this.largestJob ?? []))
      .sort(byAmount)
      .map(({ charge, each }) => `${describe(charge.object)} ${charge.times === 1 ? '' : `${charge.times} × `}${each.text}`));
  }

  /** The largest of what there is of it on each node. */
  public get largestPerNode(): Part | undefined {
    return (this.daemon ??= { part: this.partsOf(this.charges.filter(({ when }) => when === 'per node')).sort(byAmount)[0] }).part;
  }

  private partsOf(charges: readonly Charge[]): Part[] {
    return charges.flatMap((charge) => {
      const each = charge.usage.get(this.name);
      return each && each.nanos > 0n ? [{ charge, each, amount: this.amountOf(charge) }] : [];
    });
  }

  private amountOf({ usage, times }: Charge): Quantity {
    return multiplyQuantity(usage.get(this.name) ?? NOTHING, times);
  }
}

function byAmount(a: Part, b: Part): number {
  return compareQuantities(b.amount, a.amount);
}

/** What the input takes of one quantity of a quota. */
export interface QuotaSum {
  readonly name: string;
  readonly allowed: Quantity;
  readonly sum: ChargeSum;
}

/** The sums for each quantity that a quota limits and the input takes of. */
export function sumsOf(quota: QuotaView, charges: Charges, inventory: Inventory): QuotaSum[] {
  const known = sumsWithin(quota, charges, inventory);
  const sums: QuotaSum[] = [];
  for (const [name, allowed] of quota.hard) {
    let sum = known.sums.get(name);
    if (!sum) known.sums.set(name, (sum = new ChargeSum(name, known.charges)));
    if (sum.used.nanos > 0n) sums.push({ name, allowed, sum });
  }
  return sums;
}

/** Quotas of the same scopes count the same. */
function sumsWithin(quota: QuotaView, { all, within }: Charges, inventory: Inventory): ScopedCharges {
  const scopes = JSON.stringify(quota.scopes);
  let known = within.get(scopes);
  if (!known) {
    const charges = quota.scopes.length === 0 ? all : all.filter((charge) => counts(quota, charge, inventory));
    within.set(scopes, (known = { charges, sums: new Map() }));
  }
  return known;
}

function counts(quota: QuotaView, { pod, claim }: Charge, inventory: Inventory): boolean {
  if (pod) return countsPod(quota, pod.view, pod.resources, defaultPriorityClass(inventory));
  return claim ? countsClaim(quota, claim.volumeAttributesClass) : false;
}
