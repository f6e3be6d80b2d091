import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { ineffectiveEntries } from '../../ineffective-entries';
import { auditPolicies, type PolicyDocument } from '../subjects';

export const ineffectiveEntry = defineRule({
  id: 'audit/ineffective-entry',
  title: 'Audit rules must not contain entries that match no request',
  description:
    'kube-apiserver accepts entries that no request can match, and they select nothing: `*` in users, groups, verbs or '
    + 'namespaces (wildcards work only in resources, API groups and paths), verbs that no request has (`impersonate`, `exec`), '
    + 'resources that are singular, misspelt or in upper case, and resources in the wrong API group.\n\n'
    + 'A policy that kube-apiserver does not accept is covered by `audit/valid-policy`.',
  severity: Severity.MEDIUM,
  fix: 'Write the name as requests have it, or leave the list out to select everything.',
  sources: [
    'https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/',
    'https://github.com/kubernetes/apiserver/blob/v0.37.0/pkg/endpoints/request/requestinfo.go',
  ],
  bad: `apiVersion: audit.k8s.io/v1
kind: Policy
metadata: { name: audit }
rules:
- { level: RequestResponse, resources: [{ group: "", resources: [rolebindings] }] }
- { level: Metadata }`,
  good: `apiVersion: audit.k8s.io/v1
kind: Policy
metadata: { name: audit }
rules:
- { level: RequestResponse, resources: [{ group: rbac.authorization.k8s.io, resources: [rolebindings] }] }
- { level: Metadata }`,
  subject: auditPolicies,
  revisions: [{ since: '1.24', check: effective }],
});

function effective({ reading }: PolicyDocument): Outcome[] {
  // A policy that is refused is audit/valid-policy's matter.
  return reading.policy?.rules.flatMap((rule) => ineffectiveEntries(rule)) ?? [];
}
