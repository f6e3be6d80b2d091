import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { runAsNonRoot as check } from '../../../kubernetes/pods/security/run-as-non-root';
import { STANDARDS, judgedBy } from '../pod-security-rule';

/**
 * The kubelet is told to refuse containers that would run as root.
 *
 * Unset fails unless the pod's own field is true. From 1.35 on pods with a user namespace of their own are exempt.
 */
export const runAsNonRoot = defineRule({
  id: 'workloads/run-as-non-root',
  title: 'Containers must be required to run as a user other than root',
  severity: Severity.MEDIUM,
  fix: 'Set `runAsNonRoot: true` in the security context of the pod.',
  controls: ['PSS:restricted', 'CIS-1.12:5.2.7', 'CIS-1.12:5.6.3', 'NSA-CISA:pod-security'],
  sources: [`${STANDARDS}#restricted`],
  bad:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + 'spec: { containers: [{ name: api, image: registry.example.com/api:1.4, securityContext: { runAsNonRoot: false } }] } }',
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + 'spec: { securityContext: { runAsNonRoot: true }, containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
  ...judgedBy(check),
});
