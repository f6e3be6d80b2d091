import { optionalIntegerOption, type OptionValues } from '../../../engine/options';
import { defineRule, NOT_APPLICABLE, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { ContainerView, PodView } from '../../../kubernetes/pods/pod-view';
import { parseQuantity } from '../../../kubernetes/resources/quantity';
import { resourceDefaults, type ResourceDefaults } from '../../../kubernetes/resources/resources';
import { asObject, isUnset } from '../../../text/json';

const options = {
  memory: optionalIntegerOption('The most that a memory limit may be, in percent of the request: 100 means that both are equal.'),
  cpu: optionalIntegerOption('The most that a CPU limit may be, in percent of the request: 100 means that both are equal.'),
};

export const limitRatio = defineRule({
  id: 'workloads/limit-ratio',
  title: 'Limits must not exceed requests by more than the options memory and cpu allow (resources)',
  description:
    'What a container may use beyond its request is not reserved for it: on a full node it is throttled, evicted or killed. How much '
    + 'is worth it differs, so the rule does not apply until an option is set; 100 for both gives every pod the class Guaranteed. A '
    + 'request that is unset is the limit. A container without a limit is a violation, or unknown where a LimitRange of the namespace '
    + 'in the input gives one. Ephemeral containers cannot have resources and are exempt.',
  severity: Severity.LOW,
  fix: 'Raise the request or lower the limit.',
  sources: ['https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/'],
  exampleOptions: { memory: 100, cpu: 250 },
  bad: examplePod({ container: 'resources: { requests: { cpu: 100m, memory: 64Mi }, limits: { cpu: 200m, memory: 128Mi } }' }),
  good: examplePod({ container: 'resources: { requests: { cpu: 100m, memory: 128Mi }, limits: { cpu: 200m, memory: 128Mi } }' }),
  operations: true,
  subject: pods,
  options,
  check: judgeRatios,
});

function judgeRatios(pod: PodView, { inventory }: CheckContext, { memory, cpu }: OptionValues<typeof options>): readonly Outcome[] {
  if (memory === undefined && cpu === undefined) return NOT_APPLICABLE;
  const defaults = resourceDefaults(inventory, pod.namespace);
  return collect(pod.containers, (container) =>
    container.list === 'ephemeralContainers'
      ? NONE
      : [...judgeRatio(container, 'memory', memory, defaults), ...judgeRatio(container, 'cpu', cpu, defaults)],
  );
}

function judgeRatio(
  { spec, label, path: holder }: ContainerView,
  resource: 'memory' | 'cpu',
  most: number | undefined,
  defaults: ResourceDefaults,
): readonly Outcome[] {
  if (most === undefined) return NONE;
  const { limits, requests } = asObject(spec.resources);
  const path = `${holder}.resources.limits.${resource}`;
  const noun = resource === 'cpu' ? 'CPU' : resource;
  const { [resource]: written } = asObject(limits);
  if (isUnset(written)) {
    return defaults.limits.has(resource)
      ? [undecided(path, `the ${noun} limit of ${label} comes from a LimitRange, which is not compared with the request`)]
      : [{ path, message: `${label} has no ${noun} limit` }];
  }
  const limit = parseQuantity(written);
  const request = parseQuantity(asObject(requests)[resource] ?? written);
  if (limit === undefined || request === undefined) return [undecided(path, `the ${noun} of ${label} is not a quantity`)];
  if (limit.nanos * 100n <= request.nanos * BigInt(most)) return NONE;
  return [{ path, message: `the ${noun} limit ${limit.text} of ${label} is more than ${most} percent of the request ${request.text}` }];
}
