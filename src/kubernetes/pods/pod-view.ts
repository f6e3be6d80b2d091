import { asArray, asObject, asString, isObject, labelMap, objectAt, stringMap, type JsonObject } from '../../text/json';
import { placeIn } from '../../text/path';
import { NONE } from '../objects/collect';
import { fact } from '../objects/fact';
import type { Inventory } from '../objects/inventory';
import { namespaceOf, type KubeObject } from '../objects/object';
import { podKindOf } from './pod-kinds';

/** One container of a pod, with its place. */
export interface ContainerView {
  /** Which of the three lists it is in. */
  readonly list: 'containers' | 'initContainers' | 'ephemeralContainers';
  readonly name: string;
  /** For messages: `container "api"`, `init container "setup"`. */
  readonly label: string;
  /** Path within the object: `spec.template.spec.containers[0]`. */
  readonly path: string;
  readonly spec: JsonObject;
  /** Its `securityContext`; empty when unset. */
  readonly securityContext: JsonObject;
  /** Path of what has that `securityContext`, where it is taken over from elsewhere. */
  readonly contextHolder?: string;
}

/** A pod, wherever it is written: a Pod, the template of a workload, of Kubernetes or custom, a CronJob's job template, a PodTemplate. */
export interface PodView {
  readonly object: KubeObject;
  /** The namespace in which it runs. */
  readonly namespace: string;
  /** Labels of the pods that it makes. */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Path of the pod's spec within the object. */
  readonly path: string;
  /** Path of the pod's metadata within the object. */
  readonly metadataPath: string;
  /** The pod's metadata as written; empty when unset. */
  readonly metadata: JsonObject;
  readonly spec: JsonObject;
  /** The pod's `securityContext`; empty when unset. */
  readonly securityContext: JsonObject;
  /** Path of its `securityContext`, where that is not a field of the spec. */
  readonly contextPath?: string;
  /** Init, main and ephemeral containers, in this order. */
  readonly containers: readonly ContainerView[];
  /** What is not as the API would have it (`spec` missing, a container that is not a mapping): such a pod is refused by the server. */
  readonly faults: readonly { readonly path: string; readonly message: string }[];
  /**
   * Of parts in a custom resource, to which its operator adds: what is unset here may be set there. `guessed` where it is not known that
   * pods are made of them at all. Undefined for a pod as it will be.
   */
  readonly part?: 'known' | 'guessed';
}

const LISTS = [
  ['initContainers', 'init container'],
  ['containers', 'container'],
  ['ephemeralContainers', 'ephemeral container'],
] as const;

/** All pods of the inventory, in input order. */
export const podViews: (inventory: Inventory) => readonly PodView[] = fact('pods', (inventory) => {
  const views: PodView[] = [];
  for (const object of inventory.objects) {
    const view = toPodView(object);
    if (view) views.push(view);
  }
  return views;
});

const podsByObject = fact('pods by object', (inventory) => new Map(podViews(inventory).map((view) => [view.object, view])));

/** The pod of an object, or undefined when its kind holds none. */
export function podViewOf(object: KubeObject, inventory: Inventory): PodView | undefined {
  return podsByObject(inventory).get(object);
}

/** The pod of an object that need not be in an inventory. */
export function toPodView(object: KubeObject): PodView | undefined {
  const row = podKindOf(object);
  if (!row) return undefined;
  const places = row.templates.map((path) => ({ path, holder: objectAt(object.json, path) }));
  const place = places.find(({ holder }) => !isUnset(holder.spec)) ?? (row.isCustom ? undefined : places[0]);
  if (!place) return undefined;
  const base = place.path === '' ? '' : `${place.path}.`;
  return podIn(object, withSets(place.holder, row.sets), { path: `${base}spec`, metadataPath: `${base}metadata` });
}

/** The same with the fields that the controller sets where they are unset. */
function withSets(holder: JsonObject, sets: JsonObject | undefined): JsonObject {
  if (!sets || !isObject(holder.spec)) return holder;
  const spec = { ...holder.spec };
  for (const key of Object.keys(sets)) if (isUnset(spec[key])) spec[key] = sets[key];
  return { ...holder, spec };
}

function isUnset(value: unknown): boolean {
  return value === undefined || value === null;
}

/** The pod of any object, where the given part of it has the metadata and spec of one. */
export function podIn(
  object: KubeObject,
  holder: JsonObject,
  { path, metadataPath }: { readonly path: string; readonly metadataPath: string },
): PodView {
  let faults: { path: string; message: string }[] | undefined;
  if (holder.metadata !== undefined && holder.metadata !== null && !isObject(holder.metadata)) {
    (faults ??= []).push({ path: metadataPath, message: 'metadata is not a mapping' });
  }
  // A StatefulSet, Deployment, … without template is refused by the server; a PodTemplate or ReplicationController may lack it.
  if (!isObject(holder.spec)) (faults ??= []).push({ path, message: 'the pod has no spec' });
  const spec = asObject(holder.spec);
  const containers: WrittenContainer[] = [];
  for (const [list, noun] of LISTS) {
    const items = spec[list];
    if (items === undefined || items === null) continue;
    const listPath = placeIn(path, list);
    if (!Array.isArray(items)) (faults ??= []).push({ path: listPath, message: `${list} is not a list` });
    for (let index = 0; index < asArray(items).length; index++) {
      const item = asArray(items)[index];
      const place = placeIn(listPath, index);
      if (isObject(item)) containers.push({ list, noun, index, path: place, spec: item });
      else (faults ??= []).push({ path: place, message: `${noun} ${index} is not a mapping` });
    }
  }
  return podOf(object, { path, metadataPath, spec, metadata: asObject(holder.metadata), containers, faults });
}

/** A container, wherever it is written. */
export interface WrittenContainer extends Pick<ContainerView, 'list' | 'path' | 'spec' | 'contextHolder'> {
  /** What messages call it: `container`, `step`. */
  readonly noun: string;
  /** For messages about one without name. */
  readonly index: number;
}

/** The parts of a pod, wherever they are written. */
export interface WrittenPod extends Pick<PodView, 'path' | 'metadataPath' | 'metadata' | 'spec'> {
  readonly containers: readonly WrittenContainer[];
  readonly faults?: PodView['faults'];
  readonly part?: PodView['part'];
  readonly contextPath?: string;
}

/** The pod of an object, made of its parts. */
export function podOf(
  object: KubeObject,
  { path, metadataPath, metadata, spec, containers, faults, part, contextPath }: WrittenPod,
): PodView {
  return {
    object,
    namespace: namespaceOf(object),
    labels: labelMap(metadata.labels),
    annotations: stringMap(metadata.annotations),
    path,
    metadataPath,
    metadata,
    spec,
    securityContext: asObject(spec.securityContext),
    containers: containers.map(containerView),
    faults: faults ?? NONE,
    ...(part === undefined ? {} : { part }),
    ...(contextPath === undefined ? {} : { contextPath }),
  };
}

function containerView({ list, noun, index, path, spec, contextHolder }: WrittenContainer): ContainerView {
  const name = asString(spec.name) ?? '';
  const label = name === '' ? `${noun} ${index}` : `${noun} "${name}"`;
  const view = { list, name, label, path, spec, securityContext: asObject(spec.securityContext) };
  return contextHolder === undefined ? view : { ...view, contextHolder };
}
