import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { seccompBaseline as check } from '../../../kubernetes/pods/security/seccomp';
import { STANDARDS, judgedBy } from '../pod-security-rule';

/**
 * Seccomp may not be switched off: by field, or by annotation before 1.19.
 *
 * Unset passes here; `workloads/seccomp-restricted` asks for a profile.
 */
export const seccompBaseline = defineRule({
  id: 'workloads/seccomp-baseline',
  title: 'Seccomp must not be switched off',
  severity: Severity.MEDIUM,
  fix: 'Set `seccompProfile.type` to `RuntimeDefault`, or to `Localhost` with a profile of your own.',
  controls: ['PSS:baseline'],
  sources: [`${STANDARDS}#baseline`, 'https://kubernetes.io/docs/tutorials/security/seccomp/'],
  bad:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4, '
    + 'securityContext: { seccompProfile: { type: Unconfined } } }] } }',
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4, '
    + 'securityContext: { seccompProfile: { type: RuntimeDefault } } }] } }',
  ...judgedBy(check),
});
