import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { governedNamespaces } from '../namespace-subjects';
import { checkDefaultDeny } from './default-deny';

export const defaultDenyEgress = defineRule({
  id: 'namespaces/default-deny-egress',
  title: 'Every namespace must deny egress by default',
  description:
    'A NetworkPolicy must isolate all pods of the namespace for egress, and no policy for all pods may allow all egress again. '
    + 'A policy for all pods that also allows particular traffic, such as DNS, passes.\n\n'
    + 'A policy of another API (AdminNetworkPolicy, ClusterNetworkPolicy, Calico, Cilium, Antrea) that allows all traffic '
    + 'before the NetworkPolicies, or in addition to them, is a violation.\n\n'
    + 'Unknown: a namespace whose Namespace is not in the input, since its policies can be elsewhere, one that only policies of '
    + 'other APIs close, and one that they may open.',
  severity: Severity.MEDIUM,
  fix: 'Add a NetworkPolicy with an empty podSelector and policyTypes [Egress] that has no egress rule, and none that lets everything out.',
  controls: ['CIS-2.0:5.3.2'],
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
