import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { selectsAcmeSolvers } from '../../../kubernetes/network/acme-solvers';
import type { NetworkPolicyView, PolicyPeerView } from '../../../kubernetes/network/network-policy';
import { NONE } from '../../../kubernetes/objects/collect';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import { holdsAllPods, podsSelected } from '../../../kubernetes/pods/pod-index';
import { namespacesSelected } from '../namespace-subjects';
import { networkPolicy, ruleLabel, undecidedFaults } from './policy-subjects';

export const policyPeerWithoutPods = defineRule({
  id: 'namespaces/policy-peer-without-pods',
  title: 'NetworkPolicy peers must select at least one pod',
  description:
    'A peer that selects no pod allows nothing or, if matching pods appear later, unintended traffic. It is a '
    + 'violation for a peer in the namespace of the policy, or in one that it names by `kubernetes.io/metadata.name`, if the Namespace is '
    + 'in the input and neither a custom kind nor a pod in it can create pods; otherwise unknown. Pods with `hostNetwork` do not '
    + 'count: network plugins cannot tell their traffic from that of the node.\n\n'
    + 'Not checked: peers for all pods of their namespaces, ipBlocks, pods that cert-manager creates for HTTP-01 challenges, and '
    + 'peers whose namespaceSelector matches no Namespace in the input, since the cluster DNS or an ingress controller is usually '
    + 'deployed separately.',
  severity: Severity.LOW,
  fix: 'Correct the selectors of the peer to the labels of the pods and of their Namespace, or remove the peer.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors'],
  bad:
    '\n{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }\n'
    + '---\n'
    + '{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: api, namespace: payments }, '
    + 'spec: { podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { app: wep } } }] }] } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Pod, metadata: { name: web, namespace: payments, labels: { app: web } }, '
    + 'spec: { containers: [{ name: web, image: registry.example.com/web:1.4 }] } }\n',
  good:
    '\n{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }\n'
    + '---\n'
    + '{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: api, namespace: payments }, '
    + 'spec: { podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }] }] } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Pod, metadata: { name: web, namespace: payments, labels: { app: web } }, '
    + 'spec: { containers: [{ name: web, image: registry.example.com/web:1.4 }] } }\n',
  subject: networkPolicy,
  revisions: [{ since: '1.7', check: requirePodsOfPeers }],
});

type PodPeer = PolicyPeerView & { readonly kind: 'pods' };

function requirePodsOfPeers(policy: NetworkPolicyView, { inventory }: CheckContext): readonly Outcome[] {
  let outcomes: Outcome[] | undefined;
  for (const rule of policy.rules) {
    for (const peer of rule.peers ?? NONE) {
      if (peer.kind === 'ipBlock' || !peer.podSelector || peer.podSelector.selectsEverything || selectsAcmeSolvers(peer.podSelector)) {
        continue;
      }
      const names = namespacesOf(peer, policy, inventory);
      const found = names.flatMap((name) => podsSelected(inventory, name, peer.podSelector!));
      if (names.length === 0 || found.some(({ spec }) => spec.hostNetwork !== true)) continue;
      const path = `${peer.path}.podSelector`;
      const isDecided = isNamed(peer) && names.every((name) => holdsAllPods(inventory, name));
      const fact = `a peer of ${ruleLabel(rule)} selects ${found.length > 0 ? ON_NODES : 'no pod'}`;
      (outcomes ??= []).push(
        isDecided
          ? { path, message: fact }
          : undecided(path, `${fact}${found.length > 0 ? '' : ' of the input'}, but they may be elsewhere`),
      );
    }
  }
  const faults = undecidedFaults(policy, ofPeers);
  return outcomes ? [...faults, ...outcomes] : faults;
}

const ON_NODES = 'only pods with hostNetwork, which policies do not apply to';

function ofPeers(place: string): boolean {
  return /\.(from|to)\[/.test(place);
}

/** Names of the namespaces of the input in which a peer selects pods. */
function namespacesOf({ namespaceSelector }: PodPeer, { namespace }: NetworkPolicyView, inventory: Inventory): readonly string[] {
  return namespaceSelector ? namespacesSelected(inventory, namespaceSelector) : [namespace];
}

/** True where the namespaces of a peer are known by their names, so that none elsewhere is meant. */
function isNamed({ namespaceSelector }: PodPeer): boolean {
  return namespaceSelector?.valuesOf('kubernetes.io/metadata.name')?.length === 1 || namespaceSelector === undefined;
}
