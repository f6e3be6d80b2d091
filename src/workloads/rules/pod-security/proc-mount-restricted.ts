import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { procMountRestricted as check } from '../../../kubernetes/pods/security/proc-mount';
import { STANDARDS, judgedBy } from '../pod-security-rule';

/**
 * `/proc` keeps its masks, in pods with a user namespace of their own too.
 */
export const procMountRestricted = defineRule({
  id: 'workloads/proc-mount-restricted',
  title: 'Containers must keep /proc masked, even in a user namespace',
  severity: Severity.LOW,
  fix: 'Remove `procMount`.',
  controls: ['PSS:restricted'],
  sources: [`${STANDARDS}#restricted`],
  bad:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { hostUsers: false, '
    + 'containers: [{ name: api, image: registry.example.com/api:1.4, securityContext: { procMount: Unmasked } }] } }',
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + 'spec: { hostUsers: false, containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
  ...judgedBy(check),
});
