import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { procMountRestricted as check } from '../../../kubernetes/pods/security/proc-mount';
import { STANDARDS, judgedBy } from '../pod-security-rule';

export const procMountRestricted = defineRule({
  id: 'workloads/proc-mount-restricted',
  title: 'Containers must not unmask /proc, even in a user namespace (procMount)',
  description:
    'The restricted level has no exemption for pods with a user namespace of their own, as `workloads/proc-mount` has. Unset ' + 'passes.',
  severity: Severity.LOW,
  fix: 'Remove `procMount`.',
  controls: ['PSS:restricted'],
  sources: [`${STANDARDS}#restricted`],
  bad: examplePod({ container: 'securityContext: { procMount: Unmasked }', spec: 'hostUsers: false' }),
  good: examplePod({ spec: 'hostUsers: false' }),
  ...judgedBy(check),
});
