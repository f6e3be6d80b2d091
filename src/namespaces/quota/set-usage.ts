import { namespaceView } from '../../kubernetes/namespaces/namespace-view';
import { factFor } from '../../kubernetes/objects/fact';
import type { Inventory } from '../../kubernetes/objects/inventory';
import { namespaceOf, type KubeObject } from '../../kubernetes/objects/object';
import { isControlled } from '../../kubernetes/objects/ownership';
import { pluralOf } from '../../kubernetes/objects/plural';
import type { PodView } from '../../kubernetes/pods/pod-view';
import { formatMinor } from '../../kubernetes/releases/versions';
import type { PodResources } from '../../kubernetes/resources/pod-resources';
import { parseQuantity, rounded, wholeQuantity, type Quantity } from '../../kubernetes/resources/quantity';
import type { ResourceList } from '../../kubernetes/resources/resource-list';
import { podsAtOnce, type PodsAtOnce } from '../../kubernetes/scale/pods-at-once';
import { claimsOf } from '../../kubernetes/storage/claims';
import { asArray, asObject, asString, isObject, type JsonObject } from '../../text/json';
import { admittedResources, isAdmitted, type QuotaContext } from './pod-admission';
import type { ChargeSum } from './quota-sums';
import { podUsage, type QuotaView } from './quotas';

/** What one object of the input takes of a quota. */
export interface Charge {
  readonly object: KubeObject;
  /** How often: pods of a workload, claims of a StatefulSet. */
  readonly times: number;
  /** `always`; `at times` for Jobs; `per node` for a DaemonSet, of which one pod is counted. */
  readonly when: PodsAtOnce['when'];
  readonly usage: ResourceList;
  /** The pod, for scopes. */
  readonly pod?: { readonly view: PodView; readonly resources: PodResources };
  /** The class of a claim, for scopes. */
  readonly claim?: { readonly volumeAttributesClass: string };
}

/** What the objects of a namespace take. */
export interface Charges {
  readonly all: readonly Charge[];
  /** Those that a quota counts, by its scopes, as far as that was requested. */
  readonly within: Map<string, ScopedCharges>;
}

/** What quotas of the same scopes count. */
export interface ScopedCharges {
  readonly charges: readonly Charge[];
  /** What they come to by name, as far as that was requested. */
  readonly sums: Map<string, ChargeSum>;
}

/**
 * What the objects of a namespace take of a quota, at the least: what the API server rejects is left out, and so is what controllers add.
 */
export function chargesOf(context: QuotaContext, { namespace, hard }: QuotaView): Charges {
  const countsObjects = [...hard.keys()].some((name) => name.startsWith('count/') || name.startsWith('services') || OLD_NAMES.has(name));
  return charges(context.inventory, { context, namespace, countsObjects });
}

interface Asked {
  readonly context: QuotaContext;
  readonly namespace: string;
  readonly countsObjects: boolean;
}

const charges = factFor(
  'what a namespace takes of quotas',
  (_, { context, namespace, countsObjects }: Asked): Charges => ({ all: collect(context, namespace, countsObjects), within: new Map() }),
  ({ context, namespace, countsObjects }) => `${formatMinor(context.kubernetes)} ${countsObjects} ${namespace}`,
);

function collect(context: QuotaContext, namespace: string, countsObjects: boolean): readonly Charge[] {
  const { inventory } = context;
  const view = namespaceView(inventory, namespace);
  if (!view) return [];
  const counts = (object: KubeObject) => isFirst(object, inventory) && !isControlled(object);
  const found: Charge[] = [];
  if (countsObjects) {
    for (const object of view.users) if (counts(object)) found.push({ object, times: 1, when: 'always', usage: objectUsage(object) });
  }
  for (const pod of view.pods) if (isAdmitted(pod) && counts(pod.object)) addPod(found, pod, context);
  for (const object of view.users) {
    if (object.kind === 'PersistentVolumeClaim' && counts(object)) {
      for (const { spec, metadata } of claimsOf(object)) found.push(claimCharge(object, spec, metadata, { times: 1, when: 'always' }));
    }
  }
  return found;
}

/** The same object written twice, as in overlays, is applied once. */
function isFirst(object: KubeObject, inventory: Inventory): boolean {
  return object.name === '' || inventory.find(object.group, object.kind, namespaceOf(object), object.name) === object;
}

/** A workload: its pods, with their volumes. */
function addPod(found: Charge[], pod: PodView, context: QuotaContext): void {
  const { object, spec } = pod;
  const runs = podsAtOnce(context.inventory, object);
  if (runs.times > 0) {
    const resources = admittedResources(pod, context);
    if (resources) found.push({ object, times: runs.times, when: runs.when, usage: podUsage(resources), pod: { view: pod, resources } });
    for (const volume of asArray(spec.volumes)) {
      const claim = asObject(asObject(volume).ephemeral).volumeClaimTemplate;
      if (isObject(claim)) found.push(claimCharge(object, asObject(claim.spec), asObject(claim.metadata), runs));
    }
  }
  for (const claim of claimsOf(object)) found.push(claimCharge(object, claim.spec, claim.metadata, runs));
}

const ONE = wholeQuantity(1);
/** Names of quotas from before `count/…`. */
const OLD_NAMES: ReadonlySet<string> = new Set(['configmaps', 'replicationcontrollers', 'resourcequotas', 'secrets', 'services']);

function objectUsage({ group, kind, json }: KubeObject): ResourceList {
  const resource = pluralOf(kind);
  const usage = new Map<string, Quantity>();
  // Pods and claims are counted with what they request.
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

function claimCharge(object: KubeObject, spec: JsonObject, metadata: JsonObject, runs: PodsAtOnce): Charge {
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
