import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { allowsEveryTcpPort, reachOf, type NetworkPolicyView } from '../../../kubernetes/network/network-policy';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import { networkPolicy, ruleLabel, undecidedFaults } from './policy-subjects';

export const allowAllPolicy = defineRule({
  id: 'namespaces/allow-all-policy',
  title: 'NetworkPolicies must not allow all peers or all pods on every TCP port',
  description:
    'An empty rule (`{}` or null), an absent or empty peer list, and a namespaceSelector that is empty or only requires a name '
    + 'to exist, all match every peer or every pod.\n\n'
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
  subject: networkPolicy,
  revisions: [{ since: '1.7', check: forbidAllowAll }],
});

function forbidAllowAll(policy: NetworkPolicyView): readonly Outcome[] {
  const open = collect(policy.rules, (rule) => {
    const reach = allowsEveryTcpPort(rule) ? reachOf(rule) : 'some';
    if (reach === 'some') return NONE;
    return [
      {
        path: rule.path,
        message:
          `${ruleLabel(rule)} allows traffic ${rule.direction === 'Ingress' ? 'from' : 'to'} ${reach} on `
          + `${rule.ports ? 'every TCP port' : 'every port'}`,
      },
    ];
  });
  return policy.faults.length === 0 ? open : [...undecidedFaults(policy), ...open];
}
