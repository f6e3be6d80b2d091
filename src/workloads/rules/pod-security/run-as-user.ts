import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { runAsUser as check } from '../../../kubernetes/pods/security/run-as-user';
import { STANDARDS, judgedBy } from '../pod-security-rule';

export const runAsUser = defineRule({
  id: 'workloads/run-as-user',
  title: 'Pods and containers must not set runAsUser: 0',
  description:
    'Unset passes: `workloads/run-as-non-root` then decides. From Kubernetes 1.35 on, pods with a user namespace of their own '
    + 'are exempt.',
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
