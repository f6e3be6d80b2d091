import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { auditPolicies, meaning } from '../subjects';

/**
 * The first rule that matches decides, so a rule behind one that covers it, or behind several that cover it together, does nothing.
 *
 * Exact over users, groups, verbs, namespaces, groups of the API, resources, subresources, names and paths as texts; it knows nothing of
 * which users are in which groups, or which resources exist.
 */
export const unreachableRule = defineRule({
  id: 'audit/unreachable-rule',
  title: 'Every audit rule must be one that can match',
  severity: Severity.MEDIUM,
  fix: 'Move the rule in front of those that hide it, or remove it.',
  controls: [],
  sources: [
    'https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/',
    'https://github.com/kubernetes/apiserver/blob/v0.37.0/pkg/audit/policy/checker.go',
  ],
  bad: `apiVersion: audit.k8s.io/v1
kind: Policy
metadata: { name: audit }
rules:
- { level: Metadata }
- { level: RequestResponse, resources: [{ group: rbac.authorization.k8s.io }] }`,
  good: `apiVersion: audit.k8s.io/v1
kind: Policy
metadata: { name: audit }
rules:
- { level: RequestResponse, resources: [{ group: rbac.authorization.k8s.io }] }
- { level: Metadata }`,
  subject: auditPolicies,
  revisions: [{ since: '1.24', check: meaning((analysis) => analysis.unreachableRules()) }],
});
