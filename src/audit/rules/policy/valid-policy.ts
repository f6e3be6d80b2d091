import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { auditPolicies, type PolicyDocument } from '../subjects';

export const validPolicy = defineRule({
  id: 'audit/valid-policy',
  title: 'Audit policies must pass the validation of kube-apiserver',
  description:
    'kube-apiserver does not start with a policy that it does not accept. Null counts as unset, as in the API server: a policy '
    + 'without rules and a rule without a level are faults. The API version is covered by `audit/api-version`.',
  severity: Severity.HIGH,
  fix: 'Correct the field: kube-apiserver does not start with this policy.',
  sources: [
    'https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/',
    'https://github.com/kubernetes/apiserver/blob/v0.37.0/pkg/apis/audit/validation/validation.go',
  ],
  bad: '{ apiVersion: audit.k8s.io/v1, kind: Policy, metadata: { name: audit }, rules: [{ level: Everything }] }',
  good: '{ apiVersion: audit.k8s.io/v1, kind: Policy, metadata: { name: audit }, rules: [{ level: Metadata }] }',
  subject: auditPolicies,
  revisions: [{ since: '1.24', check: accepted }],
});

function accepted({ reading }: PolicyDocument): Outcome[] {
  return reading.faults.filter(({ path }) => path !== 'apiVersion').map(({ path, message }) => ({ path, message }));
}
