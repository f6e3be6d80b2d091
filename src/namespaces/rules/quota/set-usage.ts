import { admittedResources, isAdmitted } from './pod-admission';
import type { ChargeSum } from './quota-sums';
import { podUsage, type QuotaView } from './quotas';
import type { CheckContext } from '../../../engine/rule';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import { asArray, asObject, asString, isObject, type JsonObject } from '../../../text/json';
import { namespaceView } from '../../../kubernetes/namespaces/namespace-view';
import { namespaceOf, type KubeObject } from '../../../kubernetes/objects/object';
import type { PodResources } from '../../../kubernetes/resources/pod-resources';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { parseQuantity, rounded, wholeQuantity, type Quantity } from '../../../kubernetes/resources/quantity';
import type { ResourceList } from '../../../kubernetes/resources/resource-list';
import { formatMinor } from '../../../kubernetes/releases/versions';

/** What one object of the set takes of a quota. */
export interface Charge {
  readonly object: KubeObject;
  /** How often: pods of a workload, claims of a StatefulSet. */
  readonly times: number;
  /** `always`; `at times` for Jobs; `per node` for a DaemonSet, of which one pod is counted. */
  readonly when: 'always' | 'at times' | 'per node';
  readonly usage: ResourceList;
  /** The pod, for scopes. */
  readonly pod?: { readonly view: PodView; readonly resources: PodResources };
  /** The class of a claim, for scopes. */
  readonly claim?: { readonly volumeAttributesClass: string };
}

/** What the objects of a namespace take. */
export interface Charges {
  readonly all: readonly Charge[];
  /** What they come to by name, as far as it was asked for. */
  readonly sums: Map<string, ChargeSum>;
}

/**
 * What the objects of a namespace take of a quota, at the least: what the API server refuses is left out, and so is what controllers add.
 */
export function chargesOf(context: CheckContext, { namespace, hard }: QuotaView): Charges {
  const countsObjects = [...hard.keys()].some((name) => name.startsWith('count/') || name.startsWith('services') || OLD_NAMES.has(name));
  const known = context.inventory.derive(newMap);
  const key = `${formatMinor(context.kubernetes)} ${countsObjects} ${namespace}`;
  let charges = known.get(key);
  if (!charges) known.set(key, (charges = { all: collect(context, namespace, countsObjects), sums: new Map() }));
  return charges;
}

function newMap(): Map<string, Charges> {
  return new Map();
}

function collect(context: CheckContext, namespace: string, countsObjects: boolean): readonly Charge[] {
  const { inventory } = context;
  const view = namespaceView(inventory, namespace);
  if (!view) return [];
  const counts = (object: KubeObject) => isFirst(object, inventory) && !isOwned(object);
  const charges: Charge[] = [];
  if (countsObjects) {
    for (const object of view.users) if (counts(object)) charges.push({ object, times: 1, when: 'always', usage: objectUsage(object) });
  }
  for (const pod of view.pods) if (isAdmitted(pod) && counts(pod.object)) addPod(charges, pod, context);
  for (const object of view.users) {
    if (object.kind === 'PersistentVolumeClaim' && object.group === '' && counts(object)) {
      charges.push(claimCharge(object, asObject(object.json.spec), asObject(object.json.metadata), { times: 1, when: 'always' }));
    }
  }
  return charges;
}

/** The same object written twice, as in overlays, is applied once. */
function isFirst(object: KubeObject, inventory: Inventory): boolean {
  return object.name === '' || inventory.find(object.group, object.kind, namespaceOf(object), object.name) === object;
}

/** Made by a controller: what makes it is in the set, or is counted elsewhere. */
function isOwned({ json }: KubeObject): boolean {
  const { ownerReferences } = asObject(json.metadata);
  return ownerReferences !== undefined && asArray(ownerReferences).some((owner) => isObject(owner) && owner.controller === true);
}

/** A workload: its pods, with their volumes. */
function addPod(charges: Charge[], pod: PodView, context: CheckContext): void {
  const { object, spec } = pod;
  const runs = podsOf(object, context.inventory);
  if (runs.times > 0) {
    const resources = admittedResources(pod, context);
    if (resources) charges.push({ object, times: runs.times, when: runs.when, usage: podUsage(resources), pod: { view: pod, resources } });
    for (const volume of asArray(spec.volumes)) {
      const claim = asObject(asObject(volume).ephemeral).volumeClaimTemplate;
      if (isObject(claim)) charges.push(claimCharge(object, asObject(claim.spec), asObject(claim.metadata), runs));
    }
  }
  if (object.group !== 'apps' || object.kind !== 'StatefulSet') return;
  for (const claim of asArray(asObject(object.json.spec).volumeClaimTemplates).filter(isObject)) {
    charges.push(claimCharge(object, asObject(claim.spec), asObject(claim.metadata), runs));
  }
}

/** How many pods run at the same time. */
function podsOf(object: KubeObject, inventory: Inventory): Pick<Charge, 'times' | 'when'> {
  const spec = asObject(object.json.spec);
  switch (object.kind) {
    case 'Pod':
      return { times: 1, when: 'always' };
    case 'DaemonSet':
      return { times: 1, when: 'per node' };
    case 'Job':
      return { times: jobPods(spec), when: 'at times' };
    case 'CronJob':
      return { times: spec.suspend === true ? 0 : jobPods(asObject(asObject(spec.jobTemplate).spec)), when: 'at times' };
    default:
      return { times: scaled(object, count(spec.replicas, 1), inventory), when: 'always' };
  }
}

function jobPods({ parallelism, completions, suspend }: JsonObject): number {
  return suspend === true ? 0 : Math.min(count(parallelism, 1), count(completions, Infinity));
}

function count(value: unknown, unset: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : unset;
}

/** A HorizontalPodAutoscaler keeps the number between its bounds; the lowest that it may be is counted. */
function scaled(object: KubeObject, replicas: number, inventory: Inventory): number {
  const known = inventory.derive(autoscalers);
  const spec = known.size === 0 ? undefined : known.get(`${namespaceOf(object)}/${object.kind}/${object.name}`);
  return spec && replicas > 0 ? count(spec.minReplicas, 1) : replicas;
}

function autoscalers(inventory: Inventory): ReadonlyMap<string, JsonObject> {
  return new Map(
    inventory.byKind('autoscaling', 'HorizontalPodAutoscaler').map((object) => {
      const spec = asObject(object.json.spec);
      const { kind, name } = asObject(spec.scaleTargetRef);
      return [`${namespaceOf(object)}/${asString(kind) ?? ''}/${asString(name) ?? ''}`, spec];
    }),
  );
}

const ONE = wholeQuantity(1);
/** Names of quotas from before `count/…`. */
const OLD_NAMES: ReadonlySet<string> = new Set(['configmaps', 'replicationcontrollers', 'resourcequotas', 'secrets', 'services']);

function objectUsage({ group, kind, json }: KubeObject): ResourceList {
  const resource = plural(kind);
  const usage = new Map<string, Quantity>();
  // Pods and claims are counted with what they ask for.
  if (group === '' && (kind === 'Pod' || kind === 'PersistentVolumeClaim')) return usage;
  usage.set(group === '' ? `count/${resource}` : `count/${resource}.${group}`, ONE);
  if (group !== '') return usage;
  if (OLD_NAMES.has(resource)) usage.set(resource, ONE);
  if (kind === 'Service') {
    const { type, ports, allocateLoadBalancerNodePorts: allocate } = asObject(json.spec);
    const own = asArray(ports).filter((port) => (asObject(port).nodePort ?? 0) !== 0).length;
    if (type === 'LoadBalancer') usage.set('services.loadbalancers', ONE);
    if (type === 'NodePort' || type === 'LoadBalancer') {
      usage.set('services.nodeports', wholeQuantity(type === 'LoadBalancer' && allocate === false ? own : asArray(ports).length));
    }
  }
  return usage;
}

function plural(kind: string): string {
  const name = kind.toLowerCase();
  if (name === 'endpoints') return name;
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}

function claimCharge(object: KubeObject, spec: JsonObject, metadata: JsonObject, runs: Pick<Charge, 'times' | 'when'>): Charge {
  const usage = new Map<string, Quantity>([
    ['persistentvolumeclaims', ONE],
    ['count/persistentvolumeclaims', ONE],
  ]);
  const storageClass =
    asString(asObject(metadata.annotations)['volume.beta.kubernetes.io/storage-class']) ?? asString(spec.storageClassName) ?? '';
  const perClass = (name: string) => `${storageClass}.storageclass.storage.k8s.io/${name}`;
  if (storageClass !== '') usage.set(perClass('persistentvolumeclaims'), ONE);
  const asked = parseQuantity(asObject(asObject(spec.resources).requests).storage);
  if (asked && asked.nanos >= 0n) {
    // Storage is charged in whole bytes.
    const storage = rounded(asked, 1n);
    usage.set('requests.storage', storage);
    if (storageClass !== '') usage.set(perClass('requests.storage'), storage);
  }
  return { object, ...runs, usage, claim: { volumeAttributesClass: asString(spec.volumeAttributesClassName) ?? '' } };
}
