import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { isUnset, typeName } from '../../../text/json';

export const hostAliases = defineRule({
  id: 'workloads/host-aliases',
  title: 'Pods must not set hostAliases',
  description:
    'The kubelet writes the entries into `/etc/hosts` of the pod, where they come before DNS: a name that moves is then looked for at '
    + 'its old address, and what the pod calls by a name is not what others call by it. They give the pod no right, so the rule is in '
    + 'the profile `operations`. Unset and empty pass.',
  severity: Severity.LOW,
  fix: 'Remove `hostAliases`; give the address a name by DNS, or by a Service without selector.',
  sources: ['https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/'],
  bad: examplePod({ spec: 'hostAliases: [{ ip: 192.0.2.7, hostnames: [db.example.com] }]' }),
  good: examplePod(),
  operations: true,
  subject: pods,
  check: forbidHostAliases,
});

function forbidHostAliases({ spec: { hostAliases: aliases }, path: holder }: PodView): readonly Outcome[] {
  const path = `${holder}.hostAliases`;
  if (isUnset(aliases)) return NONE;
  if (!Array.isArray(aliases)) return [undecided(path, `hostAliases is ${typeName(aliases)}, not a list`)];
  return aliases.length === 0 ? NONE : [{ path, message: 'the pod resolves names by its own /etc/hosts' }];
}
