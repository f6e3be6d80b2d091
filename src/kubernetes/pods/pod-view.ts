import { NONE } from '../objects/collect';
import type { Inventory } from '../objects/inventory';
import { asArray, asObject, asString, isObject, stringMap, type JsonObject } from '../../text/json';
import type { Remembering } from '../objects/memo';
import { namespaceOf, type KubeObject } from '../objects/object';
import { placeIn } from '../../text/path';

/** One container of a pod, with its place. */
export interface ContainerView extends Remembering {
  /** Which of the three lists it stands in. */
  readonly list: 'containers' | 'initContainers' | 'ephemeralContainers';
  readonly name: string;
  /** For messages: `container "api"`, `init container "setup"`. */
  readonly label: string;
  /** Path within the object: `spec.template.spec.containers[0]`. */
  readonly path: string;
  readonly spec: JsonObject;
  /** Its `securityContext`; empty when unset. */
  readonly securityContext: JsonObject;
}

/** A pod, wherever it is written: a Pod, the template of a workload, of Kubernetes or custom, a CronJob's job template, a PodTemplate. */
export interface PodView extends Remembering {
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
  /** Init, main and ephemeral containers, in this order. */
  readonly containers: readonly ContainerView[];
  /** What is not as the API would have it (`spec` missing, a container that is no mapping): such a pod is refused by the server. */
  readonly faults: readonly { readonly path: string; readonly message: string }[];
}

/** Where kinds keep their pod template: path to the object that has `metadata` and `spec`. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  '/Pod': [],
  '/PodTemplate': ['template'],
  '/ReplicationController': ['spec', 'template'],
  'apps/DaemonSet': ['spec', 'template'],
  'apps/Deployment': ['spec', 'template'],
  'apps/ReplicaSet': ['spec', 'template'],
  'apps/StatefulSet': ['spec', 'template'],
  'batch/CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
  'batch/Job': ['spec', 'template'],
  'extensions/DaemonSet': ['spec', 'template'],
  'extensions/Deployment': ['spec', 'template'],
  'extensions/ReplicaSet': ['spec', 'template'],
};

/**
 * The same for custom kinds whose controllers make pods of a template as it is written. The template may be elsewhere: a Rollout can name a
 * Deployment.
 *
 * Sources: Argo Rollouts (`RolloutSpec.template`), OpenShift (`DeploymentConfigSpec.template`), OpenKruise (`apps.kruise.io`), KEDA
 * (`ScaledJobSpec.jobTargetRef`), agent sandboxes (`SandboxSpec.podTemplate`; the operator of a SandboxTemplate leaves the token out unless
 * it is asked for).
 */
const CUSTOM_TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  // As OpenShift 3 wrote it.
  '/DeploymentConfig': ['spec', 'template'],
  'apps.kruise.io/BroadcastJob': ['spec', 'template'],
  'apps.kruise.io/CloneSet': ['spec', 'template'],
  'apps.kruise.io/DaemonSet': ['spec', 'template'],
  'apps.kruise.io/StatefulSet': ['spec', 'template'],
  'apps.openshift.io/DeploymentConfig': ['spec', 'template'],
  'agents.x-k8s.io/Sandbox': ['spec', 'podTemplate'],
  'argoproj.io/Rollout': ['spec', 'template'],
  'extensions.agents.x-k8s.io/SandboxTemplate': ['spec', 'podTemplate'],
  'keda.sh/ScaledJob': ['spec', 'jobTargetRef', 'template'],
};

const LISTS = [
  ['initContainers', 'init container'],
  ['containers', 'container'],
  ['ephemeralContainers', 'ephemeral container'],
] as const;

/** Kinds that hold pods, as `group/Kind`. */
export const POD_KINDS: readonly string[] = [...Object.keys(TEMPLATES), ...Object.keys(CUSTOM_TEMPLATES)];

/** Where a kind keeps its pod template, with the paths of its parts. */
interface Route {
  readonly steps: readonly string[];
  readonly path: string;
  readonly metadataPath: string;
  readonly isCustom: boolean;
}

/** By kind, which tells most objects at once, then by group. */
const ROUTES = new Map<string, Map<string, Route>>();

/**
 * For a kind in a group that has no such kind. Groups without a dot are those of Kubernetes alone: "v1" of a Deployment is a slip, of which
 * the API server complains first.
 */
const MISPLACED = new Map<string, Route>();
for (const [groupKind, steps] of Object.entries({ ...TEMPLATES, ...CUSTOM_TEMPLATES })) {
  const slash = groupKind.indexOf('/');
  const [group, kind] = [groupKind.slice(0, slash), groupKind.slice(slash + 1)];
  const base = steps.map((step) => `${step}.`).join('');
  const groups = ROUTES.get(kind) ?? new Map<string, Route>();
  const isCustom = Object.hasOwn(CUSTOM_TEMPLATES, groupKind);
  const route = { steps, path: `${base}spec`, metadataPath: `${base}metadata`, isCustom };
  ROUTES.set(kind, groups.set(group, route));
  if (!isCustom) MISPLACED.set(kind, route);
}

/** All pods of the inventory, in input order. */
export function podViews(inventory: Inventory): readonly PodView[] {
  return inventory.derive(allPods);
}

/** The pod of an object, or undefined when its kind holds none. */
export function podViewOf(object: KubeObject, inventory: Inventory): PodView | undefined {
  return inventory.derive(podsByObject).get(object);
}

function allPods(inventory: Inventory): readonly PodView[] {
  const views: PodView[] = [];
  for (const object of inventory.objects) {
    const view = toPodView(object);
    if (view) views.push(view);
  }
  return views;
}

function podsByObject(inventory: Inventory): ReadonlyMap<KubeObject, PodView> {
  return new Map(podViews(inventory).map((view) => [view.object, view]));
}

function routeOf({ kind, group }: KubeObject): Route | undefined {
  const groups = ROUTES.get(kind);
  return groups && (groups.get(group) ?? (group.includes('.') ? undefined : MISPLACED.get(kind)));
}

/** The pod of an object that need not be in an inventory. */
export function toPodView(object: KubeObject): PodView | undefined {
  const route = routeOf(object);
  if (!route) return undefined;
  let holder: JsonObject = object.json;
  for (const step of route.steps) holder = asObject(holder[step]);
  if (route.isCustom && isUnset(holder.spec)) return undefined;
  const isSandboxTemplate = object.kind === 'SandboxTemplate' && isObject(holder.spec);
  return podIn(object, isSandboxTemplate ? { ...holder, spec: withoutToken(holder.spec as JsonObject) } : holder, route);
}

function withoutToken(spec: JsonObject): JsonObject {
  return isUnset(spec.automountServiceAccountToken) ? { ...spec, automountServiceAccountToken: false } : spec;
}

function isUnset(value: unknown): boolean {
  return value === undefined || value === null;
}

/** True for what makes no pods by itself: a template that others use. */
export function isTemplate({ kind }: KubeObject): boolean {
  return kind === 'PodTemplate' || kind === 'SandboxTemplate';
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
  const metadata = asObject(holder.metadata);
  // A StatefulSet, Deployment, … without template is refused by the server; a PodTemplate or ReplicationController may lack it.
  if (!isObject(holder.spec)) (faults ??= []).push({ path, message: 'the pod has no spec' });
  const spec = asObject(holder.spec);
  const containers: ContainerView[] = [];
  for (const [list, noun] of LISTS) {
    const items = spec[list];
    if (items === undefined || items === null) continue;
    const listPath = placeIn(path, list);
    if (!Array.isArray(items)) (faults ??= []).push({ path: listPath, message: `${list} is not a list` });
    for (let index = 0; index < asArray(items).length; index++) {
      const item = asArray(items)[index];
      const place = placeIn(listPath, index);
      if (!isObject(item)) {
        (faults ??= []).push({ path: place, message: `${noun} ${index} is not a mapping` });
        continue;
      }
      const name = asString(item.name) ?? '';
      containers.push({
        list,
        name,
        label: name === '' ? `${noun} ${index}` : `${noun} "${name}"`,
        path: place,
        spec: item,
        securityContext: asObject(item.securityContext),
        memo: [undefined],
      });
    }
  }
  return {
    object,
    namespace: namespaceOf(object),
    labels: stringMap(metadata.labels),
    annotations: stringMap(metadata.annotations),
    path,
    metadataPath,
    metadata,
    spec,
    securityContext: asObject(spec.securityContext),
    containers,
    faults: faults ?? NONE,
    memo: [undefined, undefined, undefined, undefined, undefined, undefined],
  };
}
