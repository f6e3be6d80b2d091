import { optionalIntegerOption, type OptionValues } from '../../../engine/options';
import { defineRule, NOT_APPLICABLE, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { PodView } from '../../../kubernetes/pods/pod-view';

const options = {
  most: optionalIntegerOption('The most containers that a pod may have.'),
};

export const containerCount = defineRule({
  id: 'workloads/container-count',
  title: 'Pods must not have more containers than the option most allows',
  description:
    'Containers of a pod are scheduled, scaled and restarted together, and share its network. How many are too many is for each '
    + 'cluster to say, so the rule does not apply until `most` is set. Main containers and sidecars (init containers with '
    + '`restartPolicy: Always`) count; other init containers and ephemeral containers do not.',
  severity: Severity.LOW,
  fix: 'Move containers that can run apart into workloads of their own.',
  sources: ['https://kubernetes.io/docs/concepts/workloads/pods/#how-pods-manage-multiple-containers'],
  exampleOptions: { most: 1 },
  bad: examplePod({ spec: 'initContainers: [{ name: proxy, image: registry.example.com/proxy:1.4, restartPolicy: Always }]' }),
  good: examplePod(),
  operations: true,
  subject: pods,
  options,
  check: limitContainers,
});

function limitContainers({ containers, path }: PodView, _: CheckContext, { most }: OptionValues<typeof options>): readonly Outcome[] {
  if (most === undefined) return NOT_APPLICABLE;
  const lasting = containers.filter(
    ({ list, spec }) => list === 'containers' || (list === 'initContainers' && spec.restartPolicy === 'Always'),
  );
  return lasting.length <= most
    ? NONE
    : [{ path: `${path}.containers`, message: `the pod has ${lasting.length} containers, and ${most} are allowed` }];
}
