import { asObject, typeName } from '../../text/json';
import { joinPath } from '../../text/path';
import type { Inventory } from '../objects/inventory';
import type { KubeObject } from '../objects/object';
import { podKindOf } from '../pods/pod-kinds';
import { autoscalersOf } from './autoscalers';

/** How many pods a workload has at the least, and what says so. */
export interface Scale {
  /** While it runs. Undefined when the input does not tell. */
  readonly floor: number | undefined;
  /** At all times: fewer than `floor` where KEDA scales an idle workload down; 0 where the input does not tell. */
  readonly always: number;
  /** The object whose field decides: the workload, or its autoscaler. */
  readonly object: KubeObject;
  readonly path: string;
  /** `replicas is unset, which means 1`: for messages. */
  readonly fact: string;
}

/**
 * The least number of pods of a workload: that of its autoscaler, else `replicas`.
 *
 * 0 replicas switch the workload and its HorizontalPodAutoscaler off, but not a ScaledObject of KEDA, which scales from none.
 *
 * Source: https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#implicit-maintenance-mode-deactivation
 */
export function scaleOf(inventory: Inventory, object: KubeObject): Scale {
  const own = countOf(object, 'spec.replicas', asObject(object.json.spec).replicas, 'replicas');
  const autoscaler = podKindOf(object)?.hasScale ? autoscalersOf(inventory, object)[0] : undefined;
  if (!autoscaler) return own;
  if (!autoscaler.builtIn) return scaledByKeda(autoscaler.object);
  return own.floor === 0 ? own : leastOf(autoscaler.object);
}

/** The least number that a HorizontalPodAutoscaler leaves. */
export function leastOf(autoscaler: KubeObject): Scale {
  const noun = `minReplicas of HorizontalPodAutoscaler ${autoscaler.name}`;
  return countOf(autoscaler, 'spec.minReplicas', asObject(autoscaler.json.spec).minReplicas, noun);
}

const PAUSED = 'autoscaling.keda.sh/paused';
const PAUSED_REPLICAS = 'autoscaling.keda.sh/paused-replicas';

/**
 * A ScaledObject scales to `idleReplicaCount`, or to `minReplicaCount`, which is 0 where unset, while no trigger is active. Where that is
 * none, how many pods there are while one is active is not known.
 *
 * Source: https://keda.sh/docs/latest/reference/scaledobject-spec/
 */
function scaledByKeda(object: KubeObject): Scale {
  const { annotations, name } = object;
  const { minReplicaCount, idleReplicaCount } = asObject(object.json.spec);
  const place = { object, path: 'spec.minReplicaCount' };
  const pinned = Object.hasOwn(annotations, PAUSED_REPLICAS) ? annotations[PAUSED_REPLICAS]! : undefined;
  if (pinned !== undefined) {
    const written = /^\d{1,9}$/.test(pinned) ? Number(pinned) : pinned;
    return countOf(object, joinPath('metadata.annotations', PAUSED_REPLICAS), written, `${PAUSED_REPLICAS} of ScaledObject ${name}`);
  }
  if (isSwitchedOn(annotations, PAUSED)) return { ...place, floor: undefined, always: 0, fact: `ScaledObject ${name} is paused` };
  const least = countOf(object, place.path, minReplicaCount ?? 0, `minReplicaCount of ScaledObject ${name}`);
  if (least.floor === 0) return { ...place, floor: undefined, always: 0, fact: `ScaledObject ${name} scales it` };
  const idle = idleReplicaCount ?? undefined;
  return idle === undefined ? least : { ...least, always: countOf(object, '', idle, '').always };
}

/** An annotation of KEDA: whatever Go does not read as false. */
export function isSwitchedOn(annotations: Readonly<Record<string, string>>, key: string): boolean {
  return Object.hasOwn(annotations, key) && !['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(annotations[key]!);
}

function countOf(object: KubeObject, path: string, value: unknown, noun: string): Scale {
  const known = (floor: number, fact: string) => ({ object, path, floor, always: floor, fact: `${noun} is ${fact}` });
  const unknown = (fact: string) => ({ object, path, floor: undefined, always: 0, fact: `${noun} is ${fact}` });
  if (value === undefined || value === null) return known(1, 'unset, which means 1');
  if (typeof value !== 'number') return unknown(`${typeName(value)}, not a number`);
  return Number.isInteger(value) && value >= 0 ? known(value, String(value)) : unknown(`${value}, which is not a number of pods`);
}
