import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { auditPolicies, meaning } from '../subjects';

/**
 * ResponseComplete, which has the status of every request, and Panic, which takes its place when a handler crashes, are never omitted, by
 * the policy or by a rule that records something. Rules at level None, and rules that can never match, omit nothing.
 */
export const responseComplete = defineRule({
  id: 'audit/response-complete',
  title: 'Audit policies must not omit the stage that closes a request',
  severity: Severity.HIGH,
  fix: 'Remove ResponseComplete and Panic from omitStages.',
  controls: [],
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
