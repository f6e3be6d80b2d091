import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
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
  controls: ['PSS:restricted', 'CIS-1.12:5.2.6', 'CIS-1.12:5.6.3', 'NSA-CISA:pod-security'],
  sources: [`${STANDARDS}#restricted`],
  bad:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + 'spec: { containers: [{ name: api, image: registry.example.com/api:1.4, securityContext: { allowPrivilegeEscalation: true } }] } }',
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + 'spec: { containers: [{ name: api, image: registry.example.com/api:1.4, securityContext: { allowPrivilegeEscalation: false } }] } }',
  ...judgedBy(check),
});
