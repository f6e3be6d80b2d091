import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { checkDefaultDeny } from './default-deny';
import { governedNamespaces } from '../namespace-subjects';

/**
 * In every namespace some policy isolates all pods for ingress, and no policy for all pods lets everything in again.
 *
 * Allowed: a policy for all pods that also opens something particular. Unknown: a namespace whose Namespace object is not in the set, since
 * its policies may be elsewhere; policies of other APIs (Cilium, Calico, Antrea, ClusterNetworkPolicy).
 */
export const defaultDenyIngress = defineRule({
  id: 'namespaces/default-deny-ingress',
  title: 'Every namespace must deny ingress by default',
  severity: Severity.MEDIUM,
  fix:
    'Add a NetworkPolicy with an empty podSelector and policyTypes [Ingress] that has no ingress rule, and none that lets everything '
    + 'in.',
  controls: ['CIS-1.12:5.3.2'],
  sources: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-ingress-traffic'],
  bad: '{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }',
  good:
    '\n{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }\n'
    + '---\n'
    + '{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: default-deny, namespace: payments }, '
    + 'spec: { podSelector: {}, policyTypes: [Ingress] } }\n',
  subject: governedNamespaces,
  revisions: [{ since: '1.7', check: checkDefaultDeny('Ingress') }],
});
