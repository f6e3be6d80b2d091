import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { fillCapabilities } from '../../../kubernetes/pods/fill/security-context';
import { capabilitiesRestricted as check } from '../../../kubernetes/pods/security/capabilities';
import { STANDARDS, judgedBy } from '../pod-security-rule';

export const capabilitiesRestricted = defineRule({
  id: 'workloads/capabilities-restricted',
  title: 'Containers must drop ALL capabilities and may add back only NET_BIND_SERVICE',
  description: 'Unset is a violation, and so is a list without the literal `ALL`. Windows pods are exempt from Kubernetes 1.25 on.',
  severity: Severity.MEDIUM,
  fix: 'Set `capabilities.drop: [ALL]` on every container, and add back at most `NET_BIND_SERVICE`.',
  controls: ['PSS:restricted', 'CIS-2.0:5.2.8', 'CIS-2.0:5.2.9', 'CIS-2.0:5.6.3'],
  sources: [`${STANDARDS}#restricted`],
  bad: examplePod({ container: 'securityContext: { capabilities: { drop: [NET_RAW] } }' }),
  good: examplePod({ container: 'securityContext: { capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } }' }),
  fixable: [fillCapabilities],
  ...judgedBy(check),
});
