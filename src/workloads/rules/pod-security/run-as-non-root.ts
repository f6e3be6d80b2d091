import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { fillRunAsNonRoot } from '../../../kubernetes/pods/fill/run-as-non-root';
import { runAsNonRoot as check } from '../../../kubernetes/pods/security/run-as-non-root';
import { STANDARDS, judgedBy } from '../pod-security-rule';

export const runAsNonRoot = defineRule({
  id: 'workloads/run-as-non-root',
  title: 'Containers must set runAsNonRoot: true',
  description:
    'The kubelet then does not start a container whose user is root. Unset is a violation unless the field of the pod is '
    + 'true. From Kubernetes 1.35 on, pods with a user namespace of their own are exempt.',
  severity: Severity.MEDIUM,
  fix: 'Set `runAsNonRoot: true` in the security context of the pod.',
  controls: ['PSS:restricted', 'CIS-2.0:5.2.7', 'CIS-2.0:5.6.3', 'NSA-CISA:pod-security'],
  sources: [`${STANDARDS}#restricted`],
  bad: examplePod({ container: 'securityContext: { runAsNonRoot: false }' }),
  good: examplePod({ spec: 'securityContext: { runAsNonRoot: true }' }),
  fixable: [fillRunAsNonRoot],
  ...judgedBy(check),
});
