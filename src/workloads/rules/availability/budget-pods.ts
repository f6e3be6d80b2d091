import { factFor } from '../../../kubernetes/objects/fact';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import { isControlled } from '../../../kubernetes/objects/ownership';
import { GIVEN_LABELS, podsSelected } from '../../../kubernetes/pods/pod-index';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { workloadOf } from '../../../kubernetes/scale/workloads';
import type { Budget } from './budgets';

/** The pods of a budget, counted as the disruption controller does: by what the workloads are scaled to. */
export interface BudgetPods {
  /** False when the budget selects nothing that is in the input. */
  readonly any: boolean;
  /** Pods of scaled workloads, at the least; undefined when the input does not tell. */
  readonly scaled: number | undefined;
  /** Pods without controller. */
  readonly bare: number;
  /** What makes pods without a scale (a DaemonSet, a Job), the first of them. */
  readonly unscaled: PodView | undefined;
  /** Why `scaled` is not known. */
  readonly reason: string;
}

/** Counts them, once for a budget. Labels that controllers give cannot be counted. */
export const podsOf: (inventory: Inventory, budget: Budget) => BudgetPods = factFor('pods of a disruption budget', count);

function count(inventory: Inventory, { namespace, selector }: Budget): BudgetPods {
  let [scaled, bare]: [number | undefined, number] = [0, 0];
  let unscaled: PodView | undefined;
  let reason = '';
  const pods = podsSelected(inventory, namespace, selector);
  for (const pod of pods) {
    if (isControlled(pod.object)) continue;
    if (pod.object.kind === 'Pod') {
      bare += 1;
      continue;
    }
    const workload = workloadOf(inventory, pod.object);
    if (!workload) {
      unscaled ??= pod;
      continue;
    }
    const { floor, fact } = workload.scale;
    if (floor === undefined) reason ||= `${fact}, so the least number of pods is not known`;
    scaled = scaled === undefined || floor === undefined ? undefined : scaled + floor;
  }
  if (selector.asksFor(GIVEN_LABELS)) [scaled, reason] = [undefined, 'the selector requires labels that controllers set'];
  return { any: pods.length > 0, scaled, bare, unscaled, reason };
}
