import { namespaceView, type NamespaceView } from '../../../kubernetes/namespaces/namespace-view';
import { allowsPort, type PolicyPeerView } from '../../../kubernetes/network/network-policy';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { bestOf, ConnectionPolicies, nameOfPod, type Verdict } from './cut-off';

/** Who does not reach DNS, and who may not. */
export interface CutOffFromDns {
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
export function cutOffFromDns(view: NamespaceView, protocol: string, inventory: Inventory): CutOffFromDns {
  const policies = new ConnectionPolicies(view, inventory, {
    direction: 'Egress',
    allows: (rule) => {
      if (!DNS_PORTS.some((port) => allowsPort(rule, protocol, port))) return 'no';
      return rule.peers === undefined ? 'yes' : bestOf(rule.peers.map((peer) => peerVerdict(peer, view, inventory)));
    },
  });
  const { everyPod, elsewhere } = policies;
  if (view.pods.length === 0 && everyPod !== undefined && everyPod !== 'yes' && elsewhere !== 'yes') {
    return everyPod === 'no' && elsewhere === 'no' ? { no: ['every pod'], maybe: [] } : { no: [], maybe: ['every pod'] };
  }
  const { no, maybe } = policies.cutOff(view.pods.filter(asksClusterDns));
  return { no: no.map(nameOfPod), maybe: maybe.map(nameOfPod) };
}

function peerVerdict(peer: PolicyPeerView, view: NamespaceView, inventory: Inventory): Verdict {
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
