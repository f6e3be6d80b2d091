import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { seccompBaseline as check } from '../../../kubernetes/pods/security/seccomp';
import { STANDARDS, judgedBy } from '../pod-security-rule';

export const seccompBaseline = defineRule({
  id: 'workloads/seccomp-baseline',
  title: 'Pods must not disable seccomp',
  description:
    'The type Unconfined is a violation, and before Kubernetes 1.19 the annotation with that value. Unset passes here; '
    + '`workloads/seccomp-restricted` requires a profile.',
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
