import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { privileged as check } from '../../../kubernetes/pods/security/privileged';
import { STANDARDS, judgedBy } from '../pod-security-rule';

export const privileged = defineRule({
  id: 'workloads/privileged',
  title: 'Containers must not be privileged',
  description: 'A privileged container is root on its node. Unset and false pass.',
  severity: Severity.CRITICAL,
  fix: 'Remove `privileged: true`; add the one capability or device that the container needs.',
  controls: ['PSS:baseline', 'CIS-2.0:5.2.2', 'NSA-CISA:pod-security'],
  sources: [`${STANDARDS}#baseline`],
  bad: examplePod({ container: 'securityContext: { privileged: true }' }),
  good: examplePod({ container: 'securityContext: { privileged: false }' }),
  ...judgedBy(check),
});
