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
  /** What it is made of, the largest first: `Deployment payments/api 3 × 500m`. */
  readonly parts: readonly string[];
  /** What each DaemonSet takes on one more node. */
  readonly perNode: readonly { readonly charge: Charge; readonly amount: Quantity }[];
}

/** The sums for each amount that a quota limits and the set takes of. */
export function sumsOf(quota: QuotaView, charges: readonly Charge[], inventory: Inventory): QuotaSum[] {
  const counted = charges.filter((charge) => counts(quota, charge, inventory));
  return [...quota.hard].flatMap(([name, allowed]) => {
    const all = counted.flatMap((charge) => {
      const each = charge.usage.get(name);
      return each && each.nanos > 0n ? [{ charge, each, amount: multiplyQuantity(each, charge.times) }] : [];
    }).sort((a, b) => compareQuantities(b.amount, a.amount));
    if (all.length === 0) return [];
    const largestJob = all.find(({ charge }) => charge.when === 'at times');
    const together = all.filter((part) => part.charge.when !== 'at times' || part === largestJob);
    return [{
      name, allowed,
      used: together.reduce((sum, { amount }) => addQuantities(sum, amount), NOTHING),
      parts: together.map(({ charge, each }) => `${describe(charge.object)} ${charge.times === 1 ? '' : `${charge.times} × `}${each.text}`),
      perNode: together.filter(({ charge }) => charge.when === 'per node').map(({ charge, each }) => ({ charge, amount: each })),
    }];
  });
}

function counts(quota: QuotaView, { pod, claim }: Charge, inventory: Inventory): boolean {
  if (pod) return countsPod(quota, pod.view, pod.resources, defaultPriorityClass(inventory));
  return claim ? countsClaim(quota, claim.volumeAttributesClass) : quota.scopes.length === 0;
}
