import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
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
  bad:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4, '
    + 'securityContext: { capabilities: { add: [SYS_ADMIN] } } }] } }',
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + 'spec: { containers: [{ name: api, image: registry.example.com/api:1.4, securityContext: { capabilities: { add: [CHOWN] } } }] } }',
  ...judgedBy(check),
});
