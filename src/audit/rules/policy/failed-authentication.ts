import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { auditPolicies, meaning } from '../subjects';

export const failedAuthentication = defineRule({
  id: 'audit/failed-authentication',
  title: 'Audit policies must record failed authentication (stage ResponseStarted)',
  description:
    'A request that fails authentication (401) is recorded once, at stage `ResponseStarted`. It never reaches the stages '
    + '`RequestReceived` and `ResponseComplete`. A policy that omits `ResponseStarted` records no failed authentication at all, '
    + 'so attempts to guess tokens stay invisible.\n\n'
    + 'Rules that name users or groups never match such a request, so they may omit the stage.',
  severity: Severity.HIGH,
  fix: 'Remove ResponseStarted from omitStages, or limit the rule to named users or groups.',
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
