import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { procMount as check } from '../../../kubernetes/pods/security/proc-mount';
import { STANDARDS, judgedBy } from '../pod-security-rule';

export const procMount = defineRule({
  id: 'workloads/proc-mount',
  title: 'Containers must not unmask /proc (procMount)',
  description:
    'The masks of `/proc` hide what the kernel reveals about the node. From Kubernetes 1.35 on, any value passes if `hostUsers` '
    + 'is false: see `workloads/proc-mount-restricted`. Unset passes; an empty string is not the default.',
  severity: Severity.MEDIUM,
  fix: 'Remove `procMount`.',
  controls: ['PSS:baseline'],
  sources: [`${STANDARDS}#baseline`],
  bad: examplePod({ container: 'securityContext: { procMount: Unmasked }' }),
  good: examplePod({ container: 'securityContext: { procMount: Default }' }),
  ...judgedBy(check),
});
