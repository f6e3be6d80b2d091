import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { seLinuxOptions as check } from '../../../kubernetes/pods/security/selinux';
import { STANDARDS, judgedBy } from '../pod-security-rule';

export const seLinux = defineRule({
  id: 'workloads/selinux',
  title: 'Pods must not set a custom SELinux type, user or role',
  description:
    'Allowed are the types for containers; `container_engine_t` is allowed from Kubernetes 1.31 on. Unset passes: the container '
    + 'runtime then chooses.',
  severity: Severity.MEDIUM,
  fix: 'Remove `user` and `role`, and use `container_t`, `container_init_t`, `container_kvm_t` or `container_engine_t` as type.',
  controls: ['PSS:baseline', 'NSA-CISA:pod-security'],
  sources: [`${STANDARDS}#baseline`],
  bad: examplePod({ container: 'securityContext: { seLinuxOptions: { type: spc_t } }' }),
  good: examplePod({ container: 'securityContext: { seLinuxOptions: { type: container_t } }' }),
  ...judgedBy(check),
});
