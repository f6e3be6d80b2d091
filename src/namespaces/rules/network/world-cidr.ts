import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { openingPolicy } from './policy-subjects';
import { forbidWorld } from './wide-ranges';

export const worldCidr = defineRule({
  id: 'namespaces/world-cidr',
  title: 'NetworkPolicies must not allow internet-wide ranges such as 0.0.0.0/0',
  description:
    'A violation is a range, or several ranges of a policy or of policies for the same pods together, that cover half of the '
    + 'internet or more. Addresses in `except` count as not allowed. A rule that names ports and no peer is as wide; one that '
    + 'names neither is covered by `namespaces/allow-all-policy`.',
  severity: Severity.MEDIUM,
  takesReason: true,
  fix: 'Name the address ranges that are needed; send traffic to the internet through an egress gateway or proxy of known address.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors'],
  bad:
    '{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: web, namespace: payments }, '
    + 'spec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: 443 }] }] } }',
  good:
    '{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: web, namespace: payments }, spec: { podSelector: {}, '
    + 'policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 203.0.113.0/24 } }], ports: [{ port: 443 }] }] } }',
  subject: openingPolicy,
  revisions: [{ since: '1.8', check: forbidWorld }],
});
