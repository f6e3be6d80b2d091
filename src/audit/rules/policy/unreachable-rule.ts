import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { auditPolicies, meaning } from '../subjects';

export const unreachableRule = defineRule({
  id: 'audit/unreachable-rule',
  title: 'Audit rules must not be shadowed by earlier rules',
  description:
    'The first rule that matches a request decides. A rule that an earlier rule covers, or several earlier rules together, '
    + 'therefore has no effect.\n\n'
    + 'The comparison is exact for users, groups, verbs, namespaces, API groups, resources, subresources, names and paths, as '
    + 'strings. It does not know which users are in which groups, or which resources exist.',
  severity: Severity.MEDIUM,
  fix: 'Move the rule in front of those that hide it, or remove it.',
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
