import type { StructureMap } from '../objects/structure-map';
import type { ContainerView, PodView } from '../pods/pod-view';
import { compareVersions, type KubernetesMinor } from '../releases/versions';
import { compareQuantities, addQuantities, type Quantity } from './quantity';
import { addTo, raiseTo, readRequirements, roundedRequirements, withDefaults, type Requirements, type ResourceList } from './resource-list';

/** What the cluster adds to what a pod says. */
export interface ResourceContext {
  readonly kubernetes: KubernetesMinor;
  /** What the LimitRanges of the namespace fill in, each by itself, in their order. */
  readonly defaults: readonly Requirements[];
  /** What its RuntimeClass adds. */
  readonly overhead: ResourceList;
}

/** The resources of a pod as admission sees them: the defaults of the API and of LimitRanges are filled in. */
export interface PodResources {
  /** Init and main containers; ephemeral ones cannot have resources. */
  readonly containers: readonly ContainerResources[];
  /** Those of the pod as a whole; undefined when it has none, or the release does not know them. */
  readonly whole: Requirements | undefined;
  readonly overhead: ResourceList;
  /** Whether the pod counts as BestEffort: neither requests nor limits for cpu and memory. */
  readonly bestEffort: boolean;
}

export interface ContainerResources extends Requirements {
  /** Its place among the containers of the pod. Pods that say the same share what is computed of it. */
  readonly index: number;
  readonly runs: 'all the time' | 'with what follows' | 'at the start';
}

const HUGE_PAGES = 'hugepages-';
const POD_LEVEL_SINCE: KubernetesMinor = { major: 1, minor: 34 };
const LATE_SINCE: KubernetesMinor = { major: 1, minor: 37 };

/**
 * The resources of a pod, or undefined when it says what the API server rejects.
 *
 * Source: SetDefaults_Pod and DefaultPodLevelResources in pkg/apis/core/v1 and pkg/api/pod of Kubernetes, plugin/pkg/admission/limitranger.
 * The resources of a pod as a whole are defaulted before LimitRanges are applied until 1.36, and after them from 1.37 on.
 */
export function podResources(pod: PodView, { kubernetes, defaults, overhead }: ResourceContext): PodResources | undefined {
  let containers: ContainerResources[] = [];
  for (const [index, container] of pod.containers.entries()) {
    if (container.list === 'ephemeralContainers') continue;
    const own = readRequirements(container.spec.resources);
    if (!own) return undefined;
    containers.push({ index, runs: runsOf(container), limits: own.limits, requests: withDefaults(own.requests, own.limits) });
  }
  const known = compareVersions(kubernetes, POD_LEVEL_SINCE) >= 0 && (pod.spec.resources ?? undefined) !== undefined;
  let whole = known ? readRequirements(pod.spec.resources) : undefined;
  if (known && !whole) return undefined;
  const late = compareVersions(kubernetes, LATE_SINCE) >= 0;
  if (whole && !late) whole = defaultedEarly(whole, containers);
  whole &&= roundedRequirements(whole);
  containers = containers.map(roundedRequirements);
  if (defaults.length > 0) {
    const [requests, limits] = [defaults.map((each) => each.requests), defaults.map((each) => each.limits)];
    containers = containers.map((each) => ({
      ...each,
      requests: withDefaults(each.requests, ...requests),
      limits: withDefaults(each.limits, ...limits),
    }));
  }
  if (whole && late) whole = defaultedLate(whole, containers);
  const judged = whole && (!late || isSet(whole)) ? [whole] : containers;
  return {
    containers,
    whole,
    overhead,
    bestEffort: judged.every(({ requests, limits }) => hasNoCompute(requests) && hasNoCompute(limits)),
  };
}

function runsOf({ list, spec }: ContainerView): ContainerResources['runs'] {
  if (list === 'containers') return 'all the time';
  return spec.restartPolicy === 'Always' ? 'with what follows' : 'at the start';
}

/** Follows all that {@link podResources} reads of a pod: pods that lead to the same place have the same resources. */
export function followResources<T>({ spec, containers }: PodView, from: StructureMap<T>): StructureMap<T> {
  let at = from.through(spec.resources).through(spec.overhead).through(spec.runtimeClassName);
  for (const container of containers) {
    if (container.list !== 'ephemeralContainers') at = at.step(runsOf(container)).through(container.spec.resources);
  }
  return at;
}

/** What the scheduler and a quota count as the requests of the pod. */
export function podRequests({ containers, whole, overhead }: PodResources): ResourceList {
  const sum = aggregated(containers, 'requests');
  if (whole) replaceBy(sum, whole.requests, isPodLevel);
  addTo(sum, overhead);
  return sum;
}

/** What a quota counts as the limits of the pod. */
export function podLimits({ containers, whole, overhead }: PodResources): ResourceList {
  const sum = aggregated(containers, 'limits');
  if (whole) replaceBy(sum, whole.limits, isPodLevel);
  for (const [name, quantity] of overhead) {
    const limit = sum.get(name);
    if (limit && limit.nanos !== 0n) sum.set(name, addQuantities(limit, quantity));
  }
  return sum;
}

/** What a LimitRange of type Pod compares: without overhead, and of a pod as a whole only cpu and memory. */
export function limitRangeTotals({ containers, whole }: PodResources): Requirements {
  const [requests, limits] = [aggregated(containers, 'requests'), aggregated(containers, 'limits')];
  if (whole) {
    replaceBy(requests, whole.requests, isCompute);
    replaceBy(limits, whole.limits, isCompute);
  }
  return { requests, limits };
}

/** Whether the pod says for cpu, memory or huge pages what it needs as a whole: then its containers need not. */
export function hasPodLevelResources({ whole }: PodResources): boolean {
  return whole !== undefined && isSet(whole);
}

/**
 * The sum over main containers and sidecars, or what the start takes where that is more: an init container with the sidecars before it.
 */
function aggregated(containers: readonly ContainerResources[], kind: 'requests' | 'limits'): Map<string, Quantity> {
  const result = new Map<string, Quantity>();
  let start: Map<string, Quantity> | undefined;
  let sidecars: Map<string, Quantity> | undefined;
  for (const each of containers) {
    const amounts = each[kind];
    if (each.runs === 'all the time') {
      addTo(result, amounts);
      continue;
    }
    start ??= new Map();
    if (each.runs === 'with what follows') {
      addTo(result, amounts);
      addTo((sidecars ??= new Map()), amounts);
      raiseTo(start, sidecars);
    } else if (!sidecars) raiseTo(start, amounts);
    else {
      const beside = new Map(amounts);
      addTo(beside, sidecars);
      raiseTo(start, beside);
    }
  }
  if (start) raiseTo(result, start);
  return result;
}

function replaceBy(sum: Map<string, Quantity>, list: ResourceList, applies: (name: string) => boolean): void {
  for (const [name, quantity] of list) if (applies(name)) sum.set(name, quantity);
}

function defaultedEarly(whole: Requirements, containers: readonly ContainerResources[]): Requirements {
  const limits = withHugePages(whole, containers);
  return limits.size === 0 ? whole : { limits, requests: requestsOf({ requests: whole.requests, limits }, containers) };
}

function defaultedLate(whole: Requirements, containers: readonly ContainerResources[]): Requirements {
  if (whole.requests.size + whole.limits.size === 0) return whole;
  const limits = new Map(withHugePages(whole, containers));
  const requests = requestsOf({ requests: whole.requests, limits }, containers);
  const sum = aggregated(containers, 'limits');
  for (const [name, request] of requests) {
    if (!isPodLevel(name) || limits.has(name) || !containers.every((each) => each.limits.has(name))) continue;
    const limit = sum.get(name);
    if (limit) limits.set(name, compareQuantities(request, limit) > 0 ? request : limit);
  }
  return { requests, limits };
}

/** Limits of huge pages that containers state and the pod as a whole does not mention hold for it too. */
function withHugePages({ requests, limits }: Requirements, containers: readonly ContainerResources[]): ResourceList {
  if (requests.size + limits.size === 0) return limits;
  const sum = aggregated(containers, 'limits');
  for (const name of [...sum.keys()]) if (!name.startsWith(HUGE_PAGES) || requests.has(name)) sum.delete(name);
  return withDefaults(limits, sum);
}

/** A request that the pod as a whole does not state is that of its containers, and where they have none its limit. */
function requestsOf({ requests, limits }: Requirements, containers: readonly ContainerResources[]): ResourceList {
  const only = (list: ResourceList, wanted: (name: string) => boolean) => new Map([...list].filter(([name]) => wanted(name)));
  return withDefaults(requests, only(aggregated(containers, 'requests'), isCompute), only(limits, isPodLevel));
}

function isCompute(name: string): boolean {
  return name === 'cpu' || name === 'memory';
}

function isPodLevel(name: string): boolean {
  return isCompute(name) || name.startsWith(HUGE_PAGES);
}

function isSet({ requests, limits }: Requirements): boolean {
  for (const name of requests.keys()) if (isPodLevel(name)) return true;
  for (const name of limits.keys()) if (isPodLevel(name)) return true;
  return false;
}

function hasNoCompute(list: ResourceList): boolean {
  return (list.get('cpu')?.nanos ?? 0n) === 0n && (list.get('memory')?.nanos ?? 0n) === 0n;
}
