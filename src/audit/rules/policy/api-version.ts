import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { AUDIT_API_VERSION } from '../../../kubernetes/audit/audit-policy';
import { NONE } from '../../../kubernetes/objects/collect';
import { auditPolicies, type PolicyDocument } from '../subjects';

export const apiVersion = defineRule({
  id: 'audit/api-version',
  title: 'Audit policies must be written in audit.k8s.io/v1',
  description: 'The versions v1alpha1 and v1beta1 were removed in Kubernetes 1.24. kube-apiserver does not start with them.',
  severity: Severity.HIGH,
  fix: 'Set `apiVersion: audit.k8s.io/v1`.',
  sources: ['https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/'],
  bad: '{ apiVersion: audit.k8s.io/v1beta1, kind: Policy, metadata: { name: audit }, rules: [{ level: Metadata }] }',
  good: '{ apiVersion: audit.k8s.io/v1, kind: Policy, metadata: { name: audit }, rules: [{ level: Metadata }] }',
  subject: auditPolicies,
  revisions: [{ since: '1.24', check: requireV1 }],
});

function requireV1({ object }: PolicyDocument): readonly Outcome[] {
  if (object.apiVersion === AUDIT_API_VERSION) return NONE;
  return [{ path: 'apiVersion', message: `the policy is written in ${object.apiVersion}, with which kube-apiserver does not start` }];
}
