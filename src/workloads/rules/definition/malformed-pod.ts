import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { podView } from '../../../engine/subjects';
import { asArray } from '../../../text/json';
import { podFaults } from '../../../kubernetes/pods/security/faults';
import type { PodView } from '../../../kubernetes/pods/pod-view';

/**
 * Every field that the Pod Security Standards read has the type that the API server asks for: it refuses the object otherwise.
 *
 * The rules that read such a field report it as unknown. Where the pod has no spec or no container, that alone is unknown: the manifest may
 * be a patch that is merged into another. The rule belongs to both levels, so that their profiles pass over no pod.
 */
export const malformedPod = defineRule({
  id: 'workloads/malformed-pod',
  title: 'Pods must have the form that the API server accepts',
  severity: Severity.LOW,
  fix:
    'Write the value in the type that the API reference gives for the field; YAML needs no quotes for booleans and numbers, and quotes '
    + 'for strings that look like them.',
  controls: ['PSS:baseline', 'PSS:restricted'],
  sources: ['https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/'],
  bad:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + 'spec: { hostNetwork: "false", containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + 'spec: { hostNetwork: false, containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
  subject: podView,
  revisions: [{ since: '1.0', check: malformed }],
});

function malformed(pod: PodView): Outcome[] {
  const { containers } = pod.spec;
  const outcomes: Outcome[] = podFaults(pod).map((fault) => ({ ...fault, unknown: fault.path === pod.path }));
  const missing = containers === undefined || containers === null || (Array.isArray(containers) && asArray(containers).length === 0);
  if (missing && outcomes.every(({ path }) => path !== pod.path)) {
    outcomes.push(undecided(`${pod.path}.containers`, 'the pod has no container'));
  }
  return outcomes;
}
