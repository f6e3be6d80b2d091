import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { auditPolicies, meaning } from '../subjects';

/**
 * Nobody does any of these unrecorded: exec, attach, port-forward, proxying; issuing and reviewing of tokens; reading secrets and config
 * maps; changes of whatever kind, among them RBAC, admission, certificates and the deletion of events.
 *
 * Impersonation cannot be selected by a policy: the impersonating request itself is what the rules see, under its real user.
 */
export const sensitiveRequests = defineRule({
  id: 'audit/sensitive-requests',
  title: 'Audit policies must record every sensitive request',
  severity: Severity.HIGH,
  fix: 'Raise the level to Metadata, or put a rule at level Metadata for these requests in front.',
  controls: ['CIS-1.12:3.2.2'],
  sources: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/'],
  bad: `apiVersion: audit.k8s.io/v1
kind: Policy
metadata: { name: audit }
rules:
- { level: None, userGroups: ["system:serviceaccounts"], resources: [{ group: "", resources: [pods/exec] }] }
- { level: Metadata }`,
  good: `apiVersion: audit.k8s.io/v1
kind: Policy
metadata: { name: audit }
rules:
- { level: Metadata }`,
  subject: auditPolicies,
  revisions: [{ since: '1.24', check: meaning((analysis) => analysis.unrecordedSensitive()) }],
});
