import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { auditPolicies, meaning } from '../subjects';

export const noUnrecordedRequests = defineRule({
  id: 'audit/no-unrecorded-requests',
  title: 'Audit policies must record every request except named system noise',
  description:
    'A policy is evaluated before the request, so it cannot depend on the status: users that a rule of level `None` covers can '
    + 'be rejected without a record. A rule without users and groups also covers failed authentication. Requests that no rule '
    + 'matches are not recorded.\n\n'
    + 'System noise means the requests that system components make all the time, named by user, verb and resource. A rule that '
    + 'can never match is not a violation here.',
  severity: Severity.HIGH,
  fix:
    'Raise the level to Metadata, or name users, verbs and resources of system components only; end the policy with a rule that has '
    + 'nothing but `level: Metadata`.',
  controls: ['CIS-2.0:3.2.2'],
  sources: [
    'https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/',
    'https://github.com/kubernetes/apiserver/blob/v0.37.0/pkg/audit/policy/checker.go',
  ],
  bad: `apiVersion: audit.k8s.io/v1
kind: Policy
metadata: { name: audit }
rules:
- { level: None, nonResourceURLs: ["/healthz*"] }
- { level: Metadata }`,
  good: `apiVersion: audit.k8s.io/v1
kind: Policy
metadata: { name: audit }
rules:
- { level: None, users: ["system:anonymous"], verbs: [get], nonResourceURLs: [/healthz, /livez, /readyz] }
- { level: Metadata }`,
  subject: auditPolicies,
  revisions: [{ since: '1.24', check: meaning((analysis) => analysis.unrecordedRequests()) }],
});
