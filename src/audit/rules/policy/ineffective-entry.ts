import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { ineffectiveEntries } from '../../ineffective-entries';
import { auditPolicies, type PolicyDocument } from '../subjects';

/**
 * Every entry of a rule's lists can match a request. kube-apiserver accepts what cannot, and the entry then selects nothing: `*` among
 * users, groups, verbs or namespaces (stars work in resources, API groups and paths only), verbs that no request has (`impersonate`,
 * `exec`), singular, misspelt or upper-case resources, resources in the wrong group.
 */
export const ineffectiveEntry = defineRule({
  id: 'audit/ineffective-entry',
  title: 'Every entry of an audit rule must be one that requests can have',
  severity: Severity.MEDIUM,
  fix: 'Write the name as requests have it, or leave the list out to select everything.',
  controls: [],
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
