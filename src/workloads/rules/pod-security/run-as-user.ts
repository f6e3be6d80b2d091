import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { runAsUser as check } from '../../../kubernetes/pods/security/run-as-user';
import { STANDARDS, judgedBy } from '../pod-security-rule';

export const runAsUser = defineRule({
  id: 'workloads/run-as-user',
  title: 'Pods and containers must not set runAsUser: 0',
  description:
    'Unset passes: `workloads/run-as-non-root` then decides. From Kubernetes 1.35 on, pods with a user namespace of their own '
    + 'are exempt.',
  severity: Severity.MEDIUM,
  fix: 'Remove `runAsUser: 0`, or set a uid that the image supports.',
  controls: ['PSS:restricted', 'CIS-2.0:5.2.7'],
  sources: [`${STANDARDS}#restricted`],
  bad: examplePod({ container: 'securityContext: { runAsUser: 0 }' }),
  good: examplePod({ container: 'securityContext: { runAsUser: 1000 }' }),
  ...judgedBy(check),
});
