import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { fillSeccomp } from '../../../kubernetes/pods/fill/seccomp';
import { seccompRestricted as check } from '../../../kubernetes/pods/security/seccomp';
import { STANDARDS, judgedBy } from '../pod-security-rule';

export const seccompRestricted = defineRule({
  id: 'workloads/seccomp-restricted',
  title: 'Containers must set a seccompProfile',
  description:
    'The profile of the container or of the pod counts. Unset is a violation: without `seccompDefault` of the kubelet, the '
    + 'container runs unconfined. Windows pods are exempt from Kubernetes 1.25 on.',
  severity: Severity.MEDIUM,
  fix: 'Set `seccompProfile: { type: RuntimeDefault }` in the security context of the pod.',
  controls: ['PSS:restricted', 'CIS-2.0:5.6.2', 'NSA-CISA:pod-security'],
  sources: [`${STANDARDS}#restricted`, 'https://kubernetes.io/docs/tutorials/security/seccomp/'],
  bad: examplePod({ container: 'securityContext: { seccompProfile: { type: Unconfined } }' }),
  good: examplePod({ spec: 'securityContext: { seccompProfile: { type: RuntimeDefault } }' }),
  fixable: [fillSeccomp],
  ...judgedBy(check),
});
