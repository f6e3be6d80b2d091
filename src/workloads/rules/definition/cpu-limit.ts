import { optionalChoiceOption, type OptionValues } from '../../../engine/options';
import { defineRule, NOT_APPLICABLE, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { resourceDefaults } from '../../../kubernetes/resources/resources';
import { asObject, isUnset } from '../../../text/json';

const options = {
  limits: optionalChoiceOption('Whether containers must have a CPU limit (`require`) or must not (`forbid`).', 'require', 'forbid'),
};

export const cpuLimit = defineRule({
  id: 'workloads/cpu-limit',
  title: 'Containers must treat resources.limits.cpu as the option limits says',
  description:
    'A CPU limit makes times predictable and throttles a container also while its node is idle: there are good reasons for and against '
    + 'it, so the rule does not apply until `limits` is set. With `require`, a limit may come from a LimitRange of the namespace in the '
    + 'input or from `resources` of the pod. With `forbid`, only what is written counts. Ephemeral containers cannot have resources '
    + 'and are exempt.',
  severity: Severity.LOW,
  fix: 'Set or remove `resources.limits.cpu`, as the option says.',
  sources: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#how-pods-with-resource-limits-are-run'],
  exampleOptions: { limits: 'require' },
  bad: examplePod({ container: 'resources: { requests: { cpu: 100m } }' }),
  good: examplePod({ container: 'resources: { requests: { cpu: 100m }, limits: { cpu: 200m } }' }),
  operations: true,
  subject: pods,
  options,
  check: judgeCpuLimits,
});

function judgeCpuLimits(pod: PodView, { inventory }: CheckContext, { limits }: OptionValues<typeof options>): readonly Outcome[] {
  if (limits === undefined) return NOT_APPLICABLE;
  const isForAll = limitOf(pod.spec.resources) || resourceDefaults(inventory, pod.namespace).limits.has('cpu');
  if (limits === 'require' && isForAll) return NONE;
  return collect(pod.containers, ({ list, spec, label, path: holder }) => {
    if (list === 'ephemeralContainers') return NONE;
    const path = `${holder}.resources.limits.cpu`;
    if (limits === 'forbid') return limitOf(spec.resources) ? [{ path, message: `${label} has a CPU limit` }] : NONE;
    return limitOf(spec.resources) ? NONE : [{ path, message: `${label} has no CPU limit` }];
  });
}

function limitOf(resources: unknown): boolean {
  return !isUnset(asObject(asObject(resources).limits).cpu);
}
