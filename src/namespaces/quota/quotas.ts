import { fact } from '../../kubernetes/objects/fact';
import type { Inventory } from '../../kubernetes/objects/inventory';
import { memo } from '../../kubernetes/objects/memo';
import { namespaceOf, type KubeObject } from '../../kubernetes/objects/object';
import type { PodView } from '../../kubernetes/pods/pod-view';
import { hasPodLevelResources, podLimits, podRequests, type PodResources } from '../../kubernetes/resources/pod-resources';
import { wholeQuantity, type Quantity } from '../../kubernetes/resources/quantity';
import { NO_RESOURCES, readResourceList, type ResourceList } from '../../kubernetes/resources/resource-list';
import { asArray, asObject, asString, isObject } from '../../text/json';
import { MultiMap } from '../../text/multi-map';

interface ScopeRequirement {
  readonly scope: string;
  readonly operator: string;
  readonly values: readonly unknown[];
}

/** A ResourceQuota as the API server reads it. */
export interface QuotaView {
  readonly object: KubeObject;
  readonly namespace: string;
  readonly hard: ResourceList;
  readonly scopes: readonly ScopeRequirement[];
  /** What it was asked already: see {@link unstated}. */
  readonly asked: Map<PodResources, readonly Unstated[]>;
  /** Why the API server rejects it, so that it limits nothing. */
  readonly fault?: { readonly path: string; readonly message: string };
}

/** All quotas of the input, by namespace. */
export const allQuotas: (inventory: Inventory) => MultiMap<string, QuotaView> = fact('ResourceQuotas by namespace', (inventory) =>
  MultiMap.by(inventory.byKind('', 'ResourceQuota').map(quotaView), ({ namespace }) => namespace),
);

const SCOPES: ReadonlySet<string> = new Set([
  'Terminating',
  'NotTerminating',
  'BestEffort',
  'NotBestEffort',
  'PriorityClass',
  'CrossNamespacePodAffinity',
  'VolumeAttributesClass',
]);

/** A quota as the API server reads it. */
export const quotaView: (object: KubeObject) => QuotaView = memo(toView);

function toView(object: KubeObject): QuotaView {
  const spec = asObject(object.json.spec);
  const namespace = namespaceOf(object);
  const refused = (path: string, message: string): QuotaView => ({
    object,
    namespace,
    hard: NO_RESOURCES,
    scopes: [],
    asked: new Map(),
    fault: { path, message },
  });
  const hard = readResourceList(spec.hard);
  if (!hard) return refused('spec.hard', 'hard holds what is not a quantity');
  const scopes: ScopeRequirement[] = [];
  for (const [index, scope] of asArray(spec.scopes).entries()) {
    if (typeof scope !== 'string' || !SCOPES.has(scope)) return refused(`spec.scopes[${index}]`, `${JSON.stringify(scope)} is not a scope`);
    scopes.push({ scope, operator: 'Exists', values: [] });
  }
  for (const [index, value] of asArray(asObject(spec.scopeSelector).matchExpressions).entries()) {
    const { scopeName, operator, values } = asObject(value);
    const path = `spec.scopeSelector.matchExpressions[${index}]`;
    if (typeof scopeName !== 'string' || !SCOPES.has(scopeName)) {
      return refused(`${path}.scopeName`, `${JSON.stringify(scopeName)} is not a scope`);
    }
    if (typeof operator !== 'string' || !['In', 'NotIn', 'Exists', 'DoesNotExist'].includes(operator)) {
      return refused(`${path}.operator`, `${JSON.stringify(operator)} is not an operator`);
    }
    const named = asArray(values);
    if (['In', 'NotIn'].includes(operator) === (named.length === 0)) {
      return refused(`${path}.values`, `${operator} ${named.length === 0 ? 'needs values' : 'takes no values'}`);
    }
    scopes.push({ scope: scopeName, operator, values: named });
  }
  return { object, namespace, hard, scopes, asked: new Map() };
}

/** Whether a quota counts a pod. */
export function countsPod({ hard, scopes }: QuotaView, pod: PodView, resources: PodResources, defaultPriorityClass: string): boolean {
  for (const requirement of scopes) if (!inScope(requirement, pod, resources, defaultPriorityClass)) return false;
  for (const name of hard.keys()) if (isOfPods(name)) return true;
  return false;
}

/** Whether a quota counts a claim. */
export function countsClaim({ scopes }: QuotaView, volumeAttributesClass: string): boolean {
  return scopes.every((requirement) => requirement.scope === 'VolumeAttributesClass' && selects(requirement, volumeAttributesClass));
}

function inScope(requirement: ScopeRequirement, { spec }: PodView, { bestEffort }: PodResources, defaultPriorityClass: string): boolean {
  const isTerminating = typeof spec.activeDeadlineSeconds === 'number' && spec.activeDeadlineSeconds >= 0;
  switch (requirement.scope) {
    case 'Terminating':
      return isTerminating;
    case 'NotTerminating':
      return !isTerminating;
    case 'BestEffort':
      return bestEffort;
    case 'NotBestEffort':
      return !bestEffort;
    case 'PriorityClass':
      return selects(requirement, asString(spec.priorityClassName) || defaultPriorityClass);
    case 'CrossNamespacePodAffinity':
      return reachesOtherNamespaces(spec.affinity);
    default:
      return false;
  }
}

/** Whether a requirement of a scope with values holds for a pod's or claim's one; '' is none. */
export function selects({ operator, values }: ScopeRequirement, value: string): boolean {
  switch (operator) {
    case 'In':
      return value !== '' && values.includes(value);
    case 'NotIn':
      return value === '' || !values.includes(value);
    case 'Exists':
      return value !== '';
    default:
      return value === '';
  }
}

function reachesOtherNamespaces(affinity: unknown): boolean {
  return ['podAffinity', 'podAntiAffinity'].some((kind) => {
    const { requiredDuringSchedulingIgnoredDuringExecution: required, preferredDuringSchedulingIgnoredDuringExecution: preferred } =
      asObject(asObject(affinity)[kind]);
    const terms = [...asArray(required), ...asArray(preferred).map((term) => asObject(term).podAffinityTerm)];
    return terms.map(asObject).some(({ namespaces, namespaceSelector }) => asArray(namespaces).length > 0 || isObject(namespaceSelector));
  });
}

const ONE = wholeQuantity(1);
const COMPUTE = ['cpu', 'memory', 'ephemeral-storage'];
const COMPUTE_NAMES = COMPUTE.map((name) => [name, `requests.${name}`, `limits.${name}`] as const);
const HUGE_PAGES = 'hugepages-';
const DEVICE_CLASS = 'deviceclass.resource.kubernetes.io/';
const OF_PODS: ReadonlySet<string> = new Set([
  'pods',
  'count/pods',
  ...COMPUTE,
  ...COMPUTE.flatMap((name) => [`requests.${name}`, `limits.${name}`]),
]);

/** Whether a name in a quota is about pods. */
function isOfPods(name: string): boolean {
  if (OF_PODS.has(name) || name.startsWith(HUGE_PAGES) || name.startsWith(`requests.${HUGE_PAGES}`)) return true;
  return name.startsWith('requests.') && (isForeign(name) || name.startsWith(`requests.${DEVICE_CLASS}`));
}

/** A resource that Kubernetes does not define, such as `nvidia.com/gpu`. */
function isForeign(name: string): boolean {
  return name.includes('/') && !name.includes('kubernetes.io/');
}

/** What a quota charges for one pod. */
export const podUsage: (resources: PodResources) => ResourceList = memo((resources: PodResources) => {
  const usage = usageOf(podRequests(resources), podLimits(resources));
  usage.set('count/pods', ONE);
  return usage;
});

function usageOf(requests: ResourceList, limits: ResourceList): Map<string, Quantity> {
  const usage = new Map<string, Quantity>([['pods', ONE]]);
  for (const [name, ofRequests, ofLimits] of COMPUTE_NAMES) {
    const request = requests.get(name);
    const limit = limits.get(name);
    if (request) usage.set(name, request).set(ofRequests, request);
    if (limit) usage.set(ofLimits, limit);
  }
  for (const [name, request] of requests) {
    if (name === 'cpu' || name === 'memory') continue;
    if (name.startsWith(HUGE_PAGES)) usage.set(name, request).set(`requests.${name}`, request);
    if ((isForeign(name) && !name.startsWith('requests.')) || name.startsWith(DEVICE_CLASS)) usage.set(`requests.${name}`, request);
  }
  return usage;
}

/** What the API server asks every container to state where a quota limits it; nothing else is required. */
const DEMANDED = [
  ['cpu', 'requests', 'cpu'],
  ['memory', 'requests', 'memory'],
  ['requests.cpu', 'requests', 'cpu'],
  ['requests.memory', 'requests', 'memory'],
  ['limits.cpu', 'limits', 'cpu'],
  ['limits.memory', 'limits', 'memory'],
] as const;

/** What a quota demands and a container does not state. */
export interface Unstated {
  /** Place of the container in the pod. */
  readonly index: number;
  /** As the quota calls it. */
  readonly name: string;
  readonly kind: 'requests' | 'limits';
  readonly resource: string;
}

/**
 * What a quota demands and containers do not state: such a pod is refused. Nothing is asked of containers of a pod that states what it
 * needs as a whole.
 */
export function unstated(quota: QuotaView, resources: PodResources): readonly Unstated[] {
  let missing = quota.asked.get(resources);
  if (!missing) quota.asked.set(resources, (missing = missingIn(quota, resources)));
  return missing;
}

function missingIn({ hard }: QuotaView, resources: PodResources): readonly Unstated[] {
  const missing: Unstated[] = [];
  if (hasPodLevelResources(resources)) return missing;
  for (const container of resources.containers) {
    for (const [name, kind, resource] of DEMANDED) {
      if (hard.has(name) && !container[kind].has(resource)) missing.push({ index: container.index, name, kind, resource });
    }
  }
  return missing;
}
