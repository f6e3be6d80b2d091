import type { Selected, Subject } from '../../engine/rule';
import { subject } from '../../engine/subjects';
import { NONE } from '../../kubernetes/objects/collect';
import type { Inventory } from '../../kubernetes/objects/inventory';
import { asArray, asObject, asString, typeName, type JsonObject } from '../../text/json';
import { namespaceOf, type KubeObject } from '../../kubernetes/objects/object';
import { isTemplate, podViewOf, type PodView } from '../../kubernetes/pods/pod-view';

/** How many pods a workload has at the least, and what says so. */
export interface Scale {
  /** Undefined when the set does not tell. */
  readonly floor: number | undefined;
  /** The object whose field decides: the workload, or its autoscaler. */
  readonly object: KubeObject;
  readonly path: string;
  /** `replicas is unset, which means 1`: for messages. */
  readonly fact: string;
}

/**
 * A workload that is scaled by number: Deployment, StatefulSet, and a ReplicaSet or ReplicationController that no other object controls.
 */
export interface Workload {
  readonly object: KubeObject;
  readonly spec: JsonObject;
  readonly pod: PodView;
  readonly scale: Scale;
}

const KINDS = [
  ['apps', 'Deployment'],
  ['apps', 'StatefulSet'],
  ['apps', 'ReplicaSet'],
  ['', 'ReplicationController'],
] as const;

/** See {@link Workload}. */
export const scaledWorkloads: Subject<Workload> = subject(
  'Deployments, StatefulSets, ReplicaSets and ReplicationControllers',
  ({ inventory }) => inventory.derive(select),
);

/** A HorizontalPodAutoscaler of something that is not among the workloads of the set. */
export interface StrayAutoscaler {
  readonly target: ScaleTarget;
  readonly scale: Scale;
}

/** Workloads, and autoscalers of those that are elsewhere: see {@link Workload} and {@link StrayAutoscaler}. */
export const scales: Subject<Workload | StrayAutoscaler> = subject<Workload | StrayAutoscaler>(
  'workloads that are scaled by number, and autoscalers of others',
  ({ inventory }) => [...inventory.derive(select), ...inventory.derive(selectStrays)],
);

function selectStrays(inventory: Inventory): readonly Selected<StrayAutoscaler>[] {
  const workloads = new Set(inventory.derive(select).map(({ value: { object } }) => targetKey(namespaceOf(object), object)));
  return inventory.byKind('autoscaling', 'HorizontalPodAutoscaler').flatMap((object) => {
    const target = scaleTarget(asObject(object.json.spec).scaleTargetRef);
    return target && !workloads.has(targetKey(namespaceOf(object), target)) ? [{ value: { target, scale: leastOf(object) }, object }] : [];
  });
}

/** The workload that an object is; undefined when it is none. */
export function workloadOf(inventory: Inventory, object: KubeObject): Workload | undefined {
  return inventory.derive(byObject).get(object);
}

function select(inventory: Inventory): readonly Selected<Workload>[] {
  const result: Selected<Workload>[] = [];
  for (const [group, kind] of KINDS) {
    for (const object of inventory.byKind(group, kind)) {
      const pod = podViewOf(object, inventory);
      if (!pod || isControlled(object)) continue;
      result.push({ value: { object, pod, spec: asObject(object.json.spec), scale: scaleOf(inventory, object) }, object });
    }
  }
  return result;
}

function byObject(inventory: Inventory): ReadonlyMap<KubeObject, Workload> {
  return new Map(select(inventory).map(({ value }) => [value.object, value]));
}

/** True when another object made it and goes on managing it, as a Deployment does with its ReplicaSets. */
export function isControlled({ json }: KubeObject): boolean {
  return asArray(asObject(json.metadata).ownerReferences).some((owner) => asObject(owner).controller === true);
}

/** Something that sets the number of pods of a workload. */
export interface Autoscaler {
  readonly object: KubeObject;
  readonly target: ScaleTarget;
  /** True for what Kubernetes defines; else a ScaledObject of KEDA, which makes a HorizontalPodAutoscaler of its own. */
  readonly builtIn: boolean;
}

/** What scales an object, in input order. */
export function autoscalersOf(inventory: Inventory, object: KubeObject): readonly Autoscaler[] {
  const known = autoscalersByTarget(inventory);
  return known.size === 0 ? NONE : (known.get(targetKey(namespaceOf(object), object)) ?? NONE);
}

/** What scales each thing that is named by an autoscaler, in the set or not, by {@link targetKey}. */
export function autoscalersByTarget(inventory: Inventory): ReadonlyMap<string, readonly Autoscaler[]> {
  return inventory.derive(autoscalers);
}

/** The object that an autoscaler names; undefined when the reference has no kind or name. */
export interface ScaleTarget {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

/** Reads `scaleTargetRef` or `targetRef`. */
export function scaleTarget(reference: unknown, defaults: JsonObject = {}): ScaleTarget | undefined {
  const { apiVersion, kind, name } = { ...defaults, ...asObject(reference) };
  if (typeof kind !== 'string' || typeof name !== 'string' || kind === '' || name === '') return undefined;
  const version = asString(apiVersion) ?? '';
  return { group: version.includes('/') ? version.slice(0, version.indexOf('/')) : '', kind, name };
}

/** For indexes. */
export function targetKey(namespace: string, { group, kind, name }: ScaleTarget): string {
  return `${namespace} ${group}/${kind}/${name}`;
}

const SCALED_OBJECT = { apiVersion: 'apps/v1', kind: 'Deployment' };

function autoscalers(inventory: Inventory): ReadonlyMap<string, readonly Autoscaler[]> {
  const result = new Map<string, Autoscaler[]>();
  const add = (object: KubeObject, builtIn: boolean, defaults: JsonObject) => {
    const target = scaleTarget(asObject(object.json.spec).scaleTargetRef, defaults);
    if (!target) return;
    const key = targetKey(namespaceOf(object), target);
    const list = result.get(key);
    if (list) list.push({ object, target, builtIn });
    else result.set(key, [{ object, target, builtIn }]);
  };
  for (const object of inventory.byKind('autoscaling', 'HorizontalPodAutoscaler')) add(object, true, {});
  for (const object of inventory.byKind('keda.sh', 'ScaledObject')) add(object, false, SCALED_OBJECT);
  return result;
}

/** The least number of pods: that of the autoscaler, else `replicas`; 0 replicas switch the workload and its autoscaler off. */
function scaleOf(inventory: Inventory, object: KubeObject): Scale {
  const own = countOf(object, 'spec.replicas', asObject(object.json.spec).replicas, 'replicas');
  const [autoscaler] = autoscalersOf(inventory, object);
  if (!autoscaler || own.floor === 0) return own;
  const { object: scaler, builtIn } = autoscaler;
  if (builtIn) return leastOf(scaler);
  return { object: scaler, path: 'spec.minReplicaCount', floor: undefined, fact: `ScaledObject ${scaler.name} scales it` };
}

function leastOf(autoscaler: KubeObject): Scale {
  return countOf(
    autoscaler,
    'spec.minReplicas',
    asObject(autoscaler.json.spec).minReplicas,
    `minReplicas of HorizontalPodAutoscaler ${autoscaler.name}`,
  );
}

function countOf(object: KubeObject, path: string, value: unknown, noun: string): Scale {
  if (value === undefined || value === null) return { object, path, floor: 1, fact: `${noun} is unset, which means 1` };
  if (typeof value !== 'number') return { object, path, floor: undefined, fact: `${noun} is ${typeName(value)}, not a number` };
  if (!Number.isInteger(value) || value < 0) {
    return { object, path, floor: undefined, fact: `${noun} is ${value}, which is no number of pods` };
  }
  return { object, path, floor: value, fact: `${noun} is ${value}` };
}

const ENDING: ReadonlySet<string> = new Set(['Job', 'CronJob', 'BroadcastJob', 'Sandbox', 'ScaledJob']);

/** True for a pod that is meant to run on: not that of a Job, nor one that is not started again. */
export function runsOn({ object, spec }: PodView): boolean {
  if (object.kind === 'Pod') {
    return spec.restartPolicy === undefined || spec.restartPolicy === null || spec.restartPolicy === '' || spec.restartPolicy === 'Always';
  }
  return !ENDING.has(object.kind) && !isTemplate(object);
}
