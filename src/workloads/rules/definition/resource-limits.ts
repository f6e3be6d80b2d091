import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { fillResourceRequests } from '../../../kubernetes/pods/fill/resource-requests';
import type { ContainerView, PodView } from '../../../kubernetes/pods/pod-view';
import { amountOf, resourceDefaults, resourcesFault, type Amount, type ResourceDefaults } from '../../../kubernetes/resources/resources';
import { asObject, isObject } from '../../../text/json';

const WANTED = [
  ['limits', 'memory', 'memory limit'],
  ['requests', 'cpu', 'CPU request'],
  ['requests', 'memory', 'memory request'],
] as const;
type Wanted = (typeof WANTED)[number];

export const resourceLimits = defineRule({
  id: 'workloads/resource-limits',
  title: 'Containers must set a memory limit and CPU and memory requests',
  description:
    'Otherwise one container can exhaust its node. A request can come from the limit, both from a LimitRange of the namespace '
    + 'in the input and, from Kubernetes 1.34 on, from pod-level `resources`. Zero limits nothing. A CPU limit is not required. '
    + 'Ephemeral containers cannot have resources and are exempt.',
  severity: Severity.MEDIUM,
  fix: 'Set `resources.limits.memory`, `resources.requests.cpu` and `resources.requests.memory`.',
  sources: [
    'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
    'https://kubernetes.io/docs/concepts/policy/limit-range/',
  ],
  bad: examplePod(),
  good: examplePod({ container: 'resources: { limits: { memory: 128Mi }, requests: { cpu: 50m } }' }),
  fixable: [fillResourceRequests],
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
    (outcomes ??= []).push(...requireResources(container, shared, resourceDefaults(inventory, pod.namespace)));
  }
  return outcomes ?? NONE;
}

/** Most containers say all of it: they are told at once. */
function isBounded(resources: unknown): boolean {
  if (!isObject(resources)) return false;
  const { limits, requests } = resources;
  return (
    isObject(limits)
    && isObject(requests)
    && amountOf(limits, 'memory') === 'set'
    && amountOf(requests, 'cpu') === 'set'
    && amountOf(requests, 'memory') === 'set'
  );
}

function requireResources({ spec, label, path }: ContainerView, shared: unknown, defaults: ResourceDefaults): readonly Outcome[] {
  const fault = resourcesFault(spec.resources);
  if (fault) return [undecided(`${path}.${fault.field}`, `${label}: ${fault.fact}`)];
  let outcomes: Outcome[] | undefined;
  let absent: Wanted[] | undefined;
  for (const wanted of WANTED) {
    const [kind, resource, noun] = wanted;
    const amount = written(spec.resources, kind, resource);
    if (amount === 'set' || (amount !== 'malformed' && written(shared, kind, resource) === 'set')) continue;
    const place = `${path}.resources.${kind}.${resource}`;
    if (amount === 'unset') {
      if (!defaults[kind].has(resource)) (absent ??= []).push(wanted);
    } else if (noun !== 'memory request' || isWritten(spec.resources, kind, resource)) {
      // A memory request that is the limit is said with the limit.
      (outcomes ??= []).push(
        amount === 'malformed'
          ? undecided(place, `the ${noun} of ${label} is not a quantity`)
          : { path: place, message: `the ${noun} of ${label} is zero` },
      );
    }
  }
  if (absent) (outcomes ??= []).push(lacking(absent, label, `${path}.resources`));
  return outcomes ?? NONE;
}

/** One finding for all that is not written: it is one thing to do. */
function lacking(absent: readonly Wanted[], label: string, path: string): Outcome {
  const nouns = absent.map(([, , noun]) => `no ${noun}`);
  const last = nouns.pop()!;
  const [kind, resource] = absent[0]!;
  return nouns.length === 0
    ? { path: `${path}.${kind}.${resource}`, message: `${label} has ${last}` }
    : { path, message: `${label} has ${nouns.join(', ')} and ${last}` };
}

function isWritten(resources: unknown, kind: 'limits' | 'requests', resource: string): boolean {
  return amountOf(asObject(asObject(resources)[kind]), resource) !== 'unset';
}

/** A request that is not written is the limit, where that is. */
function written(resources: unknown, kind: 'limits' | 'requests', resource: string): Amount {
  const own = amountOf(asObject(asObject(resources)[kind]), resource);
  return own === 'unset' && kind === 'requests' ? written(resources, 'limits', resource) : own;
}
