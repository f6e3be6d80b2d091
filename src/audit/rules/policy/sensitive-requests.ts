import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { auditPolicies, meaning } from '../subjects';

export const sensitiveRequests = defineRule({
  id: 'audit/sensitive-requests',
  title: 'Audit policies must record every sensitive request',
  description:
    'Sensitive are: exec, attach, port-forward and proxying; issuing and reviewing tokens; reading Secrets and ConfigMaps; and '
    + 'every change, among them changes to RBAC, admission and certificates, and the deletion of Events.\n\n'
    + 'A policy cannot select impersonation: rules see the impersonating request under its real user.',
  severity: Severity.HIGH,
  fix: 'Raise the level to Metadata, or put a rule at level Metadata for these requests in front.',
  controls: ['CIS-2.0:3.2.2'],
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
