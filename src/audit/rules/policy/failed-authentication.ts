import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { auditPolicies, meaning } from '../subjects';

/**
 * A request whose authentication fails (401) is recorded once, at stage ResponseStarted: it never reaches the stages RequestReceived and
 * ResponseComplete. Whoever omits ResponseStarted loses all of them, guessing of tokens included.
 *
 * Rules that name users or groups never decide about such a request, so they may omit the stage.
 */
export const failedAuthentication = defineRule({
  id: 'audit/failed-authentication',
  title: 'Audit policies must not omit the stage at which failed authentication is recorded',
  severity: Severity.HIGH,
  fix: 'Remove ResponseStarted from omitStages, or limit the rule to named users or groups.',
  controls: [],
  sources: [
    'https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/',
    'https://github.com/kubernetes/apiserver/blob/v0.37.0/pkg/endpoints/filters/authn_audit.go',
  ],
  bad: `apiVersion: audit.k8s.io/v1
kind: Policy
metadata: { name: audit }
omitStages: [RequestReceived, ResponseStarted]
rules:
- { level: Metadata }`,
  good: `apiVersion: audit.k8s.io/v1
kind: Policy
metadata: { name: audit }
omitStages: [RequestReceived]
rules:
- { level: Metadata }`,
  subject: auditPolicies,
  revisions: [{ since: '1.24', check: meaning((analysis) => analysis.omittedFailedAuthentication()) }],
});
