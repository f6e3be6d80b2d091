import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { capabilitiesBaseline as check } from '../../../kubernetes/pods/security/capabilities';
import { STANDARDS, judgedBy } from '../pod-security-rule';

/**
 * Containers may add only capabilities that container runtimes grant anyway, and not NET_RAW.
 *
 * Names are compared to the letter, as the API server does: `CAP_CHOWN` and `chown` are refused.
 */
export const capabilitiesBaseline = defineRule({
  id: 'workloads/capabilities-baseline',
  title: 'Containers must not add capabilities beyond the default set',
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
