import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { fillPrivilegeEscalation } from '../../../kubernetes/pods/fill/security-context';
import { allowPrivilegeEscalation as check } from '../../../kubernetes/pods/security/privilege-escalation';
import { STANDARDS, judgedBy } from '../pod-security-rule';

export const privilegeEscalation = defineRule({
  id: 'workloads/privilege-escalation',
  title: 'Containers must set allowPrivilegeEscalation: false',
  description:
    'Otherwise a process can get privileges that its parent does not have, through set-uid programs or file capabilities. Unset '
    + 'is a violation, since the default allows it. Windows pods are exempt from Kubernetes 1.25 on.',
  severity: Severity.MEDIUM,
  fix: 'Set `allowPrivilegeEscalation: false` on every container.',
  controls: ['PSS:restricted', 'CIS-2.0:5.2.6', 'CIS-2.0:5.6.3', 'NSA-CISA:pod-security'],
  sources: [`${STANDARDS}#restricted`],
  bad: examplePod({ container: 'securityContext: { allowPrivilegeEscalation: true }' }),
  good: examplePod({ container: 'securityContext: { allowPrivilegeEscalation: false }' }),
  fixable: [fillPrivilegeEscalation],
  ...judgedBy(check),
});
