import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { runAsUser as check } from '../../../kubernetes/pods/security/run-as-user';
import { STANDARDS, judgedBy } from '../pod-security-rule';

/**
 * Nobody asks for uid 0, neither the pod nor a container.
 *
 * Unset passes (then `workloads/run-as-non-root` decides). From 1.35 on pods with a user namespace of their own are exempt.
 */
export const runAsUser = defineRule({
  id: 'workloads/run-as-user',
  title: 'Containers must not run as uid 0',
  severity: Severity.MEDIUM,
  fix: 'Remove `runAsUser: 0`, or set a uid that the image supports.',
  controls: ['PSS:restricted', 'CIS-1.12:5.2.7'],
  sources: [`${STANDARDS}#restricted`],
  bad:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + 'spec: { containers: [{ name: api, image: registry.example.com/api:1.4, securityContext: { runAsUser: 0 } }] } }',
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + 'spec: { containers: [{ name: api, image: registry.example.com/api:1.4, securityContext: { runAsUser: 1000 } }] } }',
  ...judgedBy(check),
});
