import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { networkPolicy } from './policy-subjects';
import { forbidWorld } from './wide-ranges';

/**
 * No NetworkPolicy opens the internet: no range, nor ranges of a policy (or of policies for the same pods) taken together, hold half of it
 * or more. Exceptions count as closed. A rule that names no peer at all is as wide; without ports it is left to
 * `namespaces/allow-all-policy`.
 */
export const worldCidr = defineRule({
  id: 'namespaces/world-cidr',
  title: 'Network policies must not open the whole internet',
  severity: Severity.MEDIUM,
  fix: 'Name the address ranges that are needed; send traffic to the internet through an egress gateway or proxy of known address.',
  controls: [],
  sources: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors'],
  bad:
    '{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: web, namespace: payments }, '
    + 'spec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: 443 }] }] } }',
  good:
    '{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: web, namespace: payments }, spec: { podSelector: {}, '
    + 'policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 203.0.113.0/24 } }], ports: [{ port: 443 }] }] } }',
  subject: networkPolicy,
  revisions: [{ since: '1.8', check: forbidWorld }],
});
