import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { capabilitiesBaseline as check } from '../../../kubernetes/pods/security/capabilities';
import { STANDARDS, judgedBy } from '../pod-security-rule';

export const capabilitiesBaseline = defineRule({
  id: 'workloads/capabilities-baseline',
  title: 'Containers must not add capabilities beyond the baseline set',
  description:
    'Allowed are the capabilities that container runtimes grant by default, without NET_RAW. Names are compared exactly, as in '
    + 'the API server: `CAP_CHOWN` and `chown` are violations. Unset passes.',
  severity: Severity.HIGH,
  fix: 'Remove the capability from `capabilities.add`.',
  controls: ['PSS:baseline'],
  sources: [`${STANDARDS}#baseline`],
  bad: examplePod({ container: 'securityContext: { capabilities: { add: [SYS_ADMIN] } }' }),
  good: examplePod({ container: 'securityContext: { capabilities: { add: [CHOWN] } }' }),
  ...judgedBy(check),
});
