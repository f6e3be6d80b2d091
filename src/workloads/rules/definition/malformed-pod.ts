import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { everyPod } from '../../../engine/subjects';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { podFaults } from '../../../kubernetes/pods/security/faults';
import { asArray } from '../../../text/json';

export const malformedPod = defineRule({
  id: 'workloads/malformed-pod',
  title: 'Pod fields must have the types that the API server accepts',
  description:
    'The API server rejects an object with a wrong type. Checked are the fields that the Pod Security Standards read; the rules '
    + 'about those fields report them as unknown. A pod without a spec or without containers is unknown, since the manifest can '
    + 'be a patch.\n\n'
    + 'The rule belongs to both Pod Security levels, so that their profiles do not skip any pod.',
  severity: Severity.LOW,
  fix:
    'Write the value in the type that the API reference gives for the field; YAML needs no quotes for booleans and numbers, and quotes '
    + 'for strings that look like them.',
  controls: ['PSS:baseline', 'PSS:restricted'],
  sources: ['https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/'],
  bad: examplePod({ spec: 'hostNetwork: "false"' }),
  good: examplePod({ spec: 'hostNetwork: false' }),
  subject: everyPod,
  check: malformed,
});

function malformed(pod: PodView): Outcome[] {
  const { containers } = pod.spec;
  const outcomes: Outcome[] = podFaults(pod).map((fault) => ({ ...fault, unknown: fault.path === pod.path, malformed: true }));
  const missing = containers === undefined || containers === null || (Array.isArray(containers) && asArray(containers).length === 0);
  if (missing && outcomes.every(({ path }) => path !== pod.path)) {
    outcomes.push(undecided(`${pod.path}.containers`, 'the pod has no container'));
  }
  return outcomes;
}
