import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { examplePod } from '../../../kubernetes/pods/example-pod';
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
  bad: examplePod({ container: 'securityContext: { seccompProfile: { type: Unconfined } }' }),
  good: examplePod({ container: 'securityContext: { seccompProfile: { type: RuntimeDefault } }' }),
  ...judgedBy(check),
});
