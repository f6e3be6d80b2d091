import { asObject, type JsonObject } from '../../text/json';
import { fact } from '../objects/fact';
import type { Inventory } from '../objects/inventory';
import type { KubeObject } from '../objects/object';
import { isControlled } from '../objects/ownership';
import { podKindOf } from '../pods/pod-kinds';
import { podViews, type PodView } from '../pods/pod-view';
import { scaleOf, type Scale } from './scale';

/** A workload that is scaled by number, such as a Deployment, and that no other object controls. */
export interface Workload {
  readonly object: KubeObject;
  readonly spec: JsonObject;
  readonly pod: PodView;
  readonly scale: Scale;
}

/** All of them, in input order. */
export const workloads: (inventory: Inventory) => readonly Workload[] = fact('workloads', (inventory) =>
  podViews(inventory)
    .filter(({ object }) => podKindOf(object)?.hasScale && !isControlled(object))
    .map((pod) => ({ object: pod.object, pod, spec: asObject(pod.object.json.spec), scale: scaleOf(inventory, pod.object) })),
);

const byObject = fact('workloads by object', (inventory) => new Map(workloads(inventory).map((workload) => [workload.object, workload])));

/** The workload that an object is; undefined when it is none. */
export function workloadOf(inventory: Inventory, object: KubeObject): Workload | undefined {
  return byObject(inventory).get(object);
}
