import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { allowPrivilegeEscalation as check } from '../../../kubernetes/pods/security/privilege-escalation';
import { STANDARDS, judgedBy } from '../pod-security-rule';

/**
 * Every container rules out that its processes gain privileges that their parent had not (set-uid programs, file capabilities).
 *
 * Unset fails, since the default allows it. Windows pods are exempt from 1.25 on.
 */
export const privilegeEscalation = defineRule({
  id: 'workloads/privilege-escalation',
  title: 'Containers must rule out privilege escalation',
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
