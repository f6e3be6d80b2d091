import { defineRule, undecided, type CheckContext, type Outcome } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import { NONE } from '../../model/collect';
import { asObject, isObject } from '../../model/json';
import type { ContainerView, PodView } from '../../model/pod-view';
import { amountOf, resourceDefaults, resourcesFault, type Amount, type ResourceDefaults } from '../../model/resources';
import { pods } from '../pod-security-rule';

const WANTED = [['limits', 'memory', 'memory limit'], ['requests', 'cpu', 'CPU request'], ['requests', 'memory', 'memory request']] as const;

/**
 * Every container has a memory limit, and requests for CPU and memory: else one can starve its node.
 *
 * A request may come from the limit, either from a LimitRange of the namespace in the set, and from 1.34 on from the pod's own `resources`.
 * Zero limits nothing. A CPU limit is not asked for. Ephemeral containers are exempt: they cannot have resources.
 */
export const resourceLimits = defineRule({
  id: 'workloads/resource-limits',
  title: 'Containers must have a memory limit, and requests for CPU and memory',
  severity: Severity.MEDIUM,
  fix: 'Set `resources.limits.memory`, `resources.requests.cpu` and `resources.requests.memory`.',
  controls: [],
  sources: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/', 'https://kubernetes.io/docs/concepts/policy/limit-range/'],
  bad: '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
  good: '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4, resources: { limits: { memory: 128Mi }, requests: { cpu: 50m } } }] } }',
  subject: pods,
  revisions: [
    { since: '1.0', check: (pod, context) => unbounded(pod, undefined, context) },
    { since: '1.34', check: (pod, context) => unbounded(pod, pod.spec.resources, context) },
  ],
});

function unbounded(pod: PodView, shared: unknown, { inventory }: CheckContext): readonly Outcome[] {
  const fault = resourcesFault(shared);
  if (fault) return [undecided(`${pod.path}.${fault.field}`, fault.fact)];
  let outcomes: Outcome[] | undefined;
  for (const container of pod.containers) {
    if (container.list === 'ephemeralContainers' || isBounded(container.spec.resources)) continue;
    const found = judge(container, shared, resourceDefaults(inventory, pod.namespace));
    if (found.length > 0) (outcomes ??= []).push(...found);
  }
  return outcomes ?? NONE;
}

/** Most containers say all of it: they are told at once. */
function isBounded(resources: unknown): boolean {
  if (!isObject(resources)) return false;
  const { limits, requests } = resources;
  return isObject(limits) && isObject(requests) && amountOf(limits, 'memory') === 'set' && amountOf(requests, 'cpu') === 'set' && amountOf(requests, 'memory') === 'set';
}

function judge({ spec, label, path }: ContainerView, shared: unknown, defaults: ResourceDefaults): readonly Outcome[] {
  const fault = resourcesFault(spec.resources);
  if (fault) return [undecided(`${path}.${fault.field}`, `${label}: ${fault.fact}`)];
  let outcomes: Outcome[] | undefined;
  for (const [kind, resource, noun] of WANTED) {
    const amount = written(spec.resources, kind, resource);
    if (amount === 'set' || (amount !== 'malformed' && written(shared, kind, resource) === 'set')) continue;
    const place = `${path}.resources.${kind}.${resource}`;
    outcomes ??= [];
    if (amount === 'malformed') outcomes.push(undecided(place, `the ${noun} of ${label} is no amount`));
    else if (amount === 'zero') outcomes.push({ path: place, message: `the ${noun} of ${label} is zero` });
    else if (!defaults[kind].has(resource)) outcomes.push({ path: place, message: `${label} has no ${noun}` });
  }
  return outcomes ?? NONE;
}

/** A request that is not written is the limit, where that is. */
function written(resources: unknown, kind: 'limits' | 'requests', resource: string): Amount {
  const own = amountOf(asObject(asObject(resources)[kind]), resource);
  return own === 'unset' && kind === 'requests' ? written(resources, 'limits', resource) : own;
}
