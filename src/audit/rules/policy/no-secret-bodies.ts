import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { auditPolicies, meaning } from '../subjects';

export const noSecretBodies = defineRule({
  id: 'audit/no-secret-bodies',
  title: 'Audit policies must not record bodies of Secrets, ConfigMaps or tokens',
  description:
    'Bodies in the log are in plaintext. Level `Request` records what is sent (create, update, patch), and `RequestResponse` '
    + 'also what is returned (get, list, and the result of deletions). Token requests and token reviews count as tokens.\n\n'
    + 'The first matching rule decides, after all rules before it. Wildcards and rules without resources include these resources. '
    + 'Events of a watch are never recorded, so a rule for watches alone passes.',
  severity: Severity.CRITICAL,
  fix: 'Put a rule at level Metadata for these resources in front of the rule, or lower its level to Metadata.',
  controls: ['CIS-2.0:3.2.2'],
  sources: [
    'https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/',
    'https://github.com/kubernetes/apiserver/blob/v0.37.0/pkg/audit/policy/checker.go',
  ],
  bad: `apiVersion: audit.k8s.io/v1
kind: Policy
metadata: { name: audit }
rules:
- { level: Request, resources: [{ group: "", resources: [secrets] }] }
- { level: Metadata }`,
  good:
    'apiVersion: audit.k8s.io/v1\n'
    + 'kind: Policy\n'
    + 'metadata: { name: audit }\n'
    + 'rules:\n'
    + '- { level: Metadata, resources: [{ group: "", resources: [secrets, configmaps, serviceaccounts/token] }, '
    + '{ group: authentication.k8s.io, resources: [tokenreviews] }] }\n'
    + '- { level: Request }',
  subject: auditPolicies,
  revisions: [{ since: '1.24', check: meaning((analysis) => analysis.recordedBodies()) }],
});
