import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { procMount as check } from '../../../kubernetes/pods/security/proc-mount';
import { STANDARDS, judgedBy } from '../pod-security-rule';

export const procMount = defineRule({
  id: 'workloads/proc-mount',
  title: 'Containers must not unmask /proc (procMount)',
  description:
    'The masks of `/proc` hide what the kernel tells about the node. From Kubernetes 1.35 on, any value passes if `hostUsers` '
    + 'is false: see `workloads/proc-mount-restricted`. Unset passes; an empty string is not the default.',
  severity: Severity.MEDIUM,
  fix: 'Remove `procMount`.',
  controls: ['PSS:baseline'],
  sources: [`${STANDARDS}#baseline`],
  bad:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + 'spec: { containers: [{ name: api, image: registry.example.com/api:1.4, securityContext: { procMount: Unmasked } }] } }',
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + 'spec: { containers: [{ name: api, image: registry.example.com/api:1.4, securityContext: { procMount: Default } }] } }',
  ...judgedBy(check),
});
