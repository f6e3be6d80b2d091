import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { seccompRestricted as check } from '../../../kubernetes/pods/security/seccomp';
import { STANDARDS, judgedBy } from '../pod-security-rule';

/**
 * Every container has a seccomp profile, its own or the pod's.
 *
 * Unset fails: unless the kubelet is told otherwise (`seccompDefault`), the container then runs unconfined. Windows pods are exempt from
 * 1.25 on.
 */
export const seccompRestricted = defineRule({
  id: 'workloads/seccomp-restricted',
  title: 'Containers must have a seccomp profile',
  severity: Severity.MEDIUM,
  fix: 'Set `seccompProfile: { type: RuntimeDefault }` in the security context of the pod.',
  controls: ['PSS:restricted', 'CIS-1.12:5.6.2', 'NSA-CISA:pod-security'],
  sources: [`${STANDARDS}#restricted`, 'https://kubernetes.io/docs/tutorials/security/seccomp/'],
  bad:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4, '
    + 'securityContext: { seccompProfile: { type: Unconfined } } }] } }',
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { securityContext: { seccompProfile: { type: RuntimeDefault } }, '
    + 'containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
  ...judgedBy(check),
});
