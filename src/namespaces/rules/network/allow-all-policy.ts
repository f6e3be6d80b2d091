import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { NetworkPolicyView } from '../../../kubernetes/network/network-policy';
import { openings } from '../../../kubernetes/network/reach';
import { collect } from '../../../kubernetes/objects/collect';
import { openingPolicy, ruleLabel, rulesCause, undecidedFaults } from './policy-subjects';

export const allowAllPolicy = defineRule({
  id: 'namespaces/allow-all-policy',
  title: 'NetworkPolicies must not allow all peers or all pods on every TCP port',
  description:
    'An empty rule (`{}` or null), an absent or empty peer list, and a namespaceSelector that is empty, only requires a name '
    + 'to exist, or only excludes (`NotIn`, `DoesNotExist`) all match every peer, every pod, or the pods of every namespace that '
    + 'someone may add. At least half of the TCP ports count as every port.\n\n'
    + 'Policies of Cilium, Calico and Antrea, AdminNetworkPolicies and ClusterNetworkPolicies are checked too: what they allow is '
    + 'open, whatever NetworkPolicies deny.\n\n'
    + 'A rule for all peers on some ports, and address ranges as wide as the internet, are covered by `namespaces/world-cidr`.',
  severity: Severity.MEDIUM,
  fix: 'Name the peers and the ports that are needed; to allow nothing, leave the list of rules empty.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies'],
  bad:
    '{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: open, namespace: payments }, '
    + 'spec: { podSelector: {}, ingress: [{}] } }',
  good:
    '{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: closed, namespace: payments }, '
    + 'spec: { podSelector: {}, ingress: [] } }',
  subject: openingPolicy,
  revisions: [{ since: '1.7', check: forbidAllowAll }],
});

function forbidAllowAll(policy: NetworkPolicyView): readonly Outcome[] {
  const open = collect(DIRECTIONS, (direction) =>
    openings(policy.rules.filter((rule) => rule.direction === direction))
      // Ranges are for world-cidr.
      .filter(({ reach }) => reach !== 'the whole internet')
      .map(({ rule, reach, ports, rules }) => ({
        path: rule.path,
        cause: rulesCause(rule),
        message:
          `${ruleLabel(rule)} ${rules > 1 ? 'and others together allow' : 'allows'} traffic `
          + `${direction === 'Ingress' ? 'from' : 'to'} ${reach} on ${ports}`,
      })),
  );
  return policy.faults.length === 0 ? open : [...undecidedFaults(policy), ...open];
}

const DIRECTIONS = ['Ingress', 'Egress'] as const;
