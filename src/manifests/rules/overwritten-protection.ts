import { defineRule } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import { overwriting } from './overwriting';

export const overwrittenProtection = defineRule({
  id: 'manifests/overwritten-protection',
  title: 'Policies, quotas, bindings and Pod Security labels must not be overwritten by an object of the same metadata.name',
  description:
    'The object that is applied last replaces the others of its kind, namespace and name: a default-deny NetworkPolicy that is '
    + 'overwritten protects nothing. Checked are NetworkPolicies and the policies of Calico, Cilium, Istio, Kyverno and Gatekeeper, '
    + 'ResourceQuotas, LimitRanges, RoleBindings, ClusterRoleBindings, admission webhooks and policies, and Namespaces whose Pod '
    + 'Security labels the last one lacks or changes.\n\n'
    + 'Which objects are applied together, and what is exempt, is as for `manifests/overwritten-object`.',
  severity: Severity.CRITICAL,
  bad: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: baseline, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: baseline, namespace: shop }
spec: { podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress] }`,
  good: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: baseline, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec: { podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress] }`,
  ...overwriting(true),
});
