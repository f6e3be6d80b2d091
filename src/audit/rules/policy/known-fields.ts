import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { auditPolicies, type PolicyDocument } from '../subjects';

export const knownFields = defineRule({
  id: 'audit/known-fields',
  title: 'Audit policies must not contain unknown fields',
  description:
    'kube-apiserver drops an unknown field with a warning in its own log, and starts. A rule with a misspelt `userGroup` then '
    + 'matches all users. Field names are case-sensitive.',
  severity: Severity.HIGH,
  fix: 'Write the field as the reference has it, such as `userGroups`, or remove it: without it, the rule selects more than it seems to.',
  sources: [
    'https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/',
    'https://github.com/kubernetes/apiserver/blob/v0.37.0/pkg/audit/policy/reader.go',
  ],
  bad:
    '{ apiVersion: audit.k8s.io/v1, kind: Policy, metadata: { name: audit }, '
    + 'rules: [{ level: None, userGroup: ["system:nodes"] }, { level: Metadata }] }',
  good:
    '{ apiVersion: audit.k8s.io/v1, kind: Policy, metadata: { name: audit }, '
    + 'rules: [{ level: Request, userGroups: ["system:nodes"] }, { level: Metadata }] }',
  subject: auditPolicies,
  revisions: [{ since: '1.24', check: known }],
});

function known({ reading }: PolicyDocument): Outcome[] {
  return reading.ignored.map(({ path, message }) => ({ path, message }));
}
