import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { auditPolicies, meaning } from '../subjects';

export const responseComplete = defineRule({
  id: 'audit/response-complete',
  title: 'Audit policies must not omit the stages ResponseComplete and Panic',
  description:
    '`ResponseComplete` holds the status of every request, and `Panic` replaces it if a handler crashes. Neither the policy nor '
    + 'a rule that records something may omit them. Rules at level `None`, and rules that can never match, pass.',
  severity: Severity.HIGH,
  fix: 'Remove ResponseComplete and Panic from omitStages.',
  sources: [
    'https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/',
    'https://github.com/kubernetes/apiserver/blob/v0.37.0/pkg/endpoints/filters/audit.go',
  ],
  bad: `apiVersion: audit.k8s.io/v1
kind: Policy
metadata: { name: audit }
omitStages: [ResponseComplete]
rules:
- { level: Metadata }`,
  good: `apiVersion: audit.k8s.io/v1
kind: Policy
metadata: { name: audit }
omitStages: [RequestReceived]
rules:
- { level: Metadata }`,
  subject: auditPolicies,
  revisions: [{ since: '1.24', check: meaning((analysis) => analysis.omittedEnds()) }],
});
