import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { checkDefaultDeny } from './default-deny';
import { governedNamespaces } from '../namespace-subjects';

/**
 * In every namespace some policy isolates all pods for egress, and no policy for all pods lets everything out again.
 *
 * Allowed: a policy for all pods that also opens something particular, such as DNS. Unknown: a namespace whose Namespace object is not in
 * the set, since its policies may be elsewhere; policies of other APIs (Cilium, Calico, Antrea, ClusterNetworkPolicy).
 */
export const defaultDenyEgress = defineRule({
  id: 'namespaces/default-deny-egress',
  title: 'Every namespace must deny egress by default',
  severity: Severity.MEDIUM,
  fix: 'Add a NetworkPolicy with an empty podSelector and policyTypes [Egress] that has no egress rule, and none that lets everything out.',
  controls: ['CIS-1.12:5.3.2'],
  sources: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-egress-traffic'],
  bad: `
{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }
---
{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: default-deny, namespace: payments }, spec: { podSelector: {} } }
`,
  good:
    '\n{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }\n'
    + '---\n'
    + '{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: default-deny, namespace: payments }, '
    + 'spec: { podSelector: {}, policyTypes: [Egress] } }\n',
  subject: governedNamespaces,
  revisions: [{ since: '1.8', check: checkDefaultDeny('Egress') }],
});
