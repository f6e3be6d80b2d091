import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { seLinuxOptions as check } from '../../../kubernetes/pods/security/selinux';
import { STANDARDS, judgedBy } from '../pod-security-rule';

/**
 * SELinux types are limited to those made for containers; user and role stay unset.
 *
 * Unset passes: the container runtime then chooses. `container_engine_t` is allowed from 1.31 on.
 */
export const seLinux = defineRule({
  id: 'workloads/selinux',
  title: 'SELinux types must be those for containers',
  severity: Severity.MEDIUM,
  fix: 'Remove `user` and `role`, and use `container_t`, `container_init_t`, `container_kvm_t` or `container_engine_t` as type.',
  controls: ['PSS:baseline', 'NSA-CISA:pod-security'],
  sources: [`${STANDARDS}#baseline`],
  bad:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + 'spec: { containers: [{ name: api, image: registry.example.com/api:1.4, securityContext: { seLinuxOptions: { type: spc_t } } }] } }',
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4, '
    + 'securityContext: { seLinuxOptions: { type: container_t } } }] } }',
  ...judgedBy(check),
});
