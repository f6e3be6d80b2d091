import { namespaceView, type NamespaceView } from '../../../kubernetes/namespaces/namespace-view';
import { allowsPort, type NetworkPolicyView, type PolicyPeerView } from '../../../kubernetes/network/network-policy';
import { otherPoliciesFor } from '../../../kubernetes/network/others/other-policies';
import { coverage } from '../../../kubernetes/network/others/other-policy';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import { SelectorIndex } from '../../../kubernetes/objects/selector-index';
import type { PodView } from '../../../kubernetes/pods/pod-view';

/** Whether policies let pods reach DNS: `maybe` when the peer cannot be told from the input. */
type DnsVerdict = 'yes' | 'maybe' | 'no';

/** Who does not reach DNS, and who may not. */
export interface CutOff {
  readonly no: readonly string[];
  readonly maybe: readonly string[];
}

const CLUSTER_DNS_NAMESPACE = 'kube-system';
const CLUSTER_DNS_LABELS: Readonly<Record<string, string>> = { 'k8s-app': 'kube-dns' };

/** DNS pods of OpenShift listen on 5353; policies are evaluated with the port of the pod. */
const DNS_PORTS: readonly number[] = [53, 5353];

/**
 * Pods of a namespace that policies cut off from DNS over a protocol; `every pod` where a policy is for all of them and none is in the
 * input.
 */
export function cutOffFromDns(view: NamespaceView, protocol: string, inventory: Inventory): CutOff {
  const cutOff = { no: [] as string[], maybe: [] as string[] };
  const policies = view.policies.filter(({ directions }) => directions.has('Egress'));
  const verdicts = new Map(policies.map((policy) => [policy, policyVerdict(policy, protocol, view, inventory)]));
  const best = (selecting: readonly NetworkPolicyView[]): DnsVerdict => {
    const all = selecting.map((policy) => verdicts.get(policy)!);
    return all.includes('yes') ? 'yes' : all.includes('maybe') ? 'maybe' : 'no';
  };
  const forAll = policies.filter(({ podSelector }) => podSelector.selectsEverything);
  if (policies.length === 0 || best(forAll) === 'yes') return cutOff;
  const elsewhere = otherVerdict(view, protocol, inventory);
  if (elsewhere === 'yes') return cutOff;
  if (view.pods.length === 0 && forAll.length > 0) cutOff[best(forAll) as 'no' | 'maybe'].push('every pod');
  const index = new SelectorIndex(policies, ({ podSelector }) => podSelector);
  for (const pod of view.pods.filter(asksClusterDns)) {
    const selecting = index.matching(pod.labels);
    const verdict = selecting.length === 0 ? 'yes' : best(selecting);
    if (verdict !== 'yes') cutOff[verdict].push(`${pod.object.kind} ${pod.object.name || '(unnamed)'}`);
  }
  return elsewhere === 'maybe' ? { no: [], maybe: [...cutOff.no, ...cutOff.maybe] } : cutOff;
}

/** Whether policies of other APIs let all pods of the namespace reach DNS, whatever its NetworkPolicies deny. */
function otherVerdict(view: NamespaceView, protocol: string, inventory: Inventory): DnsVerdict {
  const verdicts = otherPoliciesFor(inventory, view.name)
    .filter(({ overrides }) => overrides)
    .flatMap(({ rules, selects }) =>
      rules
        .filter(({ action }) => action === 'allow')
        .flatMap<DnsVerdict>((rule) => {
          const covers = coverage(rule.selects ?? selects, view.name, view.objects[0]?.labels);
          if (covers === 'none' || covers === 'some') return [];
          const verdict = policyVerdict({ rules: [rule], faults: [] }, protocol, view, inventory);
          if (verdict === 'no') return rule.direction === 'Egress' && rule.unread !== undefined ? ['maybe'] : [];
          return [covers === 'all' ? verdict : 'maybe'];
        }),
    );
  return verdicts.includes('yes') ? 'yes' : verdicts.includes('maybe') ? 'maybe' : 'no';
}

function policyVerdict(
  { rules, faults }: Pick<NetworkPolicyView, 'rules' | 'faults'>,
  protocol: string,
  view: NamespaceView,
  inventory: Inventory,
): DnsVerdict {
  const verdicts = rules
    .filter((rule) => rule.direction === 'Egress' && DNS_PORTS.some((port) => allowsPort(rule, protocol, port)))
    .flatMap<DnsVerdict>((rule) => rule.peers?.map((peer) => peerVerdict(peer, view, inventory)) ?? ['yes']);
  if (verdicts.includes('yes')) return 'yes';
  return faults.length > 0 || verdicts.includes('maybe') ? 'maybe' : 'no';
}

function peerVerdict(peer: PolicyPeerView, view: NamespaceView, inventory: Inventory): DnsVerdict {
  // An address opened on port 53 is a DNS server that the input does not show, such as a node-local cache.
  if (peer.kind === 'ipBlock') return 'yes';
  const { podSelector, namespaceSelector } = peer;
  if (!namespaceSelector) {
    if (view.name === CLUSTER_DNS_NAMESPACE) return (podSelector?.matches(CLUSTER_DNS_LABELS) ?? true) ? 'yes' : 'maybe';
    const named = podSelector !== undefined && !podSelector.selectsEverything;
    return named && view.pods.some(({ labels }) => podSelector.matches(labels)) ? 'maybe' : 'no';
  }
  const system = namespaceView(inventory, CLUSTER_DNS_NAMESPACE)?.objects[0];
  const labels = { ...system?.labels, 'kubernetes.io/metadata.name': CLUSTER_DNS_NAMESPACE };
  return namespaceSelector.matches(labels) && (podSelector?.matches(CLUSTER_DNS_LABELS) ?? true) ? 'yes' : 'maybe';
}

/** True for pods that ask the cluster DNS through the pod network. */
function asksClusterDns({ spec: { hostNetwork, dnsPolicy } }: PodView): boolean {
  return hostNetwork !== true && dnsPolicy !== 'None' && dnsPolicy !== 'Default';
}
