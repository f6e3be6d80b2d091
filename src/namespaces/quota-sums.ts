import { defaultPriorityClass } from './pod-admission';
import { countsClaim, countsPod, type QuotaView } from './quotas';
import type { Charge } from './set-usage';
import type { Inventory } from '../model/inventory';
import { describe } from '../model/object';
import { addQuantities, compareQuantities, multiplyQuantity, NOTHING, type Quantity } from '../model/quantity';

/** What the set takes of one amount of a quota. */
export interface QuotaSum {
  readonly name: string;
  readonly allowed: Quantity;
  /** What is there at all times, and the largest of the Jobs. */
  readonly used: Quantity;
  readonly together: readonly Part[];
}

/** What one object takes of it. */
interface Part {
  readonly charge: Charge;
  readonly each: Quantity;
  /** As often as it counts. */
  readonly amount: Quantity;
}

/** The sums for each amount that a quota limits and the set takes of. */
export function sumsOf(quota: QuotaView, charges: readonly Charge[], inventory: Inventory): QuotaSum[] {
  const counted = charges.filter((charge) => counts(quota, charge, inventory));
  const sums: QuotaSum[] = [];
  for (const [name, allowed] of quota.hard) {
    const together: Part[] = [];
    let largestJob: Part | undefined;
    for (const charge of counted) {
      const each = charge.usage.get(name);
      if (!each || each.nanos <= 0n) continue;
      const part: Part = { charge, each, amount: multiplyQuantity(each, charge.times) };
      if (charge.when !== 'at times') together.push(part);
      else if (!largestJob || compareQuantities(part.amount, largestJob.amount) > 0) largestJob = part;
    }
    if (largestJob) together.push(largestJob);
    if (together.length > 0) sums.push({ name, allowed, together, used: together.reduce((sum, { amount }) => addQuantities(sum, amount), NOTHING) });
  }
  return sums;
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
