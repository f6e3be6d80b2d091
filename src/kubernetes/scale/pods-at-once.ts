import { asObject, objectAt, type JsonObject } from '../../text/json';
import type { Inventory } from '../objects/inventory';
import type { KubeObject } from '../objects/object';
import { podKindOf, type PodKind } from '../pods/pod-kinds';
import { isSwitchedOn, scaleOf } from './scale';

/** How many pods of an object there are at the same time, at the least. */
export interface PodsAtOnce {
  readonly times: number;
  /** `at times`: while a Job runs; `per node`: on each node, of which one is counted. */
  readonly when: 'always' | 'at times' | 'per node';
}

const NO_PODS: PodsAtOnce = { times: 0, when: 'always' };

/** Counts them; none for what makes no pods, is switched off, or states a number that the API server rejects. */
export function podsAtOnce(inventory: Inventory, object: KubeObject): PodsAtOnce {
  const row = podKindOf(object);
  if (!row || isOff(row, object.json)) return NO_PODS;
  switch (row.count) {
    case 'one':
      return { times: 1, when: 'always' };
    case 'replicas':
      return { times: scaleOf(inventory, object).always, when: 'always' };
    case 'one per node':
      return { times: 1, when: 'per node' };
    case 'job per node':
      return { times: 1, when: 'at times' };
    case 'job':
      return { times: jobPods(objectAt(object.json, row.job!)), when: 'at times' };
    case 'jobs on demand':
      return onDemand(object, jobPods(objectAt(object.json, row.job!)));
    case 'none':
      return NO_PODS;
  }
}

function isOff({ off }: PodKind, json: JsonObject): boolean {
  if (!off) return false;
  const [holder, field] = off[0].split('.') as [string, string];
  return asObject(json[holder])[field] === off[1];
}

/** A JobSpec runs `parallelism` pods, which is 1 where unset, and not more than are left to complete. */
function jobPods({ parallelism, completions, suspend }: JsonObject): number {
  return suspend === true ? 0 : Math.min(count(parallelism, 1), count(completions, Infinity));
}

/**
 * A ScaledJob of KEDA keeps `minReplicaCount` Jobs running, and otherwise starts them when there is work.
 *
 * Source: https://keda.sh/docs/latest/reference/scaledjob-spec/
 */
function onDemand({ json, annotations }: KubeObject, pods: number): PodsAtOnce {
  const { minReplicaCount, maxReplicaCount } = asObject(json.spec);
  const most = count(maxReplicaCount, Infinity);
  if (isSwitchedOn(annotations, 'autoscaling.keda.sh/paused') || most === 0) return NO_PODS;
  const least = Math.min(count(minReplicaCount, 0), most);
  return least === 0 ? { times: pods, when: 'at times' } : { times: least * pods, when: 'always' };
}

function count(value: unknown, unset: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : unset;
}
