import type { Subject } from '../../engine/rule';
import { subject } from '../../engine/subjects';
import { fact } from '../../kubernetes/objects/fact';
import type { Inventory } from '../../kubernetes/objects/inventory';
import { namespaceOf, type KubeObject } from '../../kubernetes/objects/object';
import { autoscalers, targetKey, type ScaleTarget } from '../../kubernetes/scale/autoscalers';
import { leastOf, type Scale } from '../../kubernetes/scale/scale';
import { workloads, type Workload } from '../../kubernetes/scale/workloads';

/** See {@link Workload}. */
export const scaledWorkloads: Subject<Workload> = subject('workloads that are scaled by number', ({ inventory }) =>
  workloads(inventory).map((value) => ({ value, object: value.object })),
);

/** A HorizontalPodAutoscaler of something that is not among the workloads of the input. */
export interface StrayAutoscaler {
  readonly target: ScaleTarget;
  readonly scale: Scale;
  readonly object: KubeObject;
  /** True when the target is in the input, but not its pods. */
  readonly isPresent: boolean;
}

/** Workloads, and autoscalers of those that are elsewhere: see {@link Workload} and {@link StrayAutoscaler}. */
export const scales: Subject<Workload | StrayAutoscaler> = subject<Workload | StrayAutoscaler>(
  'workloads that are scaled by number, and autoscalers of others',
  ({ inventory }) => [...workloads(inventory), ...strays(inventory)].map((value) => ({ value, object: value.object })),
);

const strays: (inventory: Inventory) => readonly StrayAutoscaler[] = fact('autoscalers of workloads that are not read', (inventory) => {
  const known = new Set(workloads(inventory).map(({ object }) => targetKey(namespaceOf(object), object)));
  return autoscalers(inventory)
    .filter(({ object, target, builtIn }) => builtIn && !known.has(targetKey(namespaceOf(object), target)))
    .map(({ object, target }) => ({
      object,
      target,
      scale: leastOf(object),
      isPresent: inventory.find(target.group, target.kind, namespaceOf(object), target.name) !== undefined,
    }));
});
