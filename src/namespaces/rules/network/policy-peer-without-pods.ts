import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import type { NetworkPolicyView, PolicyPeerView } from '../../../kubernetes/network/network-policy';
import { holdsAllPods, selectsPods } from '../../../kubernetes/pods/pod-index';
import { namespacesSelected } from '../namespace-subjects';
import { networkPolicy, ruleLabel, undecidedFaults } from './policy-subjects';

/**
 * A peer of a NetworkPolicy that names pods by label selects some: one that does not lets nobody through, or, if such pods appear later,
 * somebody unforeseen.
 *
 * A violation only for peers of the policy's own namespace, where that is in the set and holds no custom kind whose operator may make pods,
 * nor a pod whose account may; unknown otherwise. Not looked at: peers for all pods of their namespaces, ipBlocks, and peers whose
 * namespace selector selects no Namespace of the set: the cluster's DNS or an ingress controller belongs to somebody else, and asking after
 * it in every policy would say nothing.
 */
export const policyPeerWithoutPods = defineRule({
  id: 'namespaces/policy-peer-without-pods',
  title: 'Peers of network policies must select pods',
  severity: Severity.LOW,
  fix: 'Correct the selectors of the peer to the labels of the pods and of their Namespace, or remove the peer.',
  controls: [],
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
  operations: true,
  subject: networkPolicy,
  revisions: [{ since: '1.7', check: judge }],
});

function judge(policy: NetworkPolicyView, { inventory }: CheckContext): readonly Outcome[] {
  let outcomes: Outcome[] | undefined;
  for (const rule of policy.rules) {
    for (const peer of rule.peers ?? NONE) {
      if (peer.kind === 'ipBlock' || !peer.podSelector || peer.podSelector.selectsEverything || selects(peer, policy, inventory)) continue;
      const path = `${peer.path}.podSelector`;
      const fact = `a peer of ${ruleLabel(rule)} selects no pod`;
      (outcomes ??= []).push(
        !peer.namespaceSelector && holdsAllPods(inventory, policy.namespace)
          ? { path, message: fact }
          : undecided(path, `${fact} of the set, but they may be elsewhere`),
      );
    }
  }
  const faults = undecidedFaults(policy, ofPeers);
  return outcomes ? [...faults, ...outcomes] : faults;
}

function ofPeers(place: string): boolean {
  return /\.(from|to)\[/.test(place);
}

/** True also where there is no namespace of the set to look in. */
function selects(
  { podSelector, namespaceSelector }: PolicyPeerView & { kind: 'pods' },
  { namespace }: NetworkPolicyView,
  inventory: Inventory,
): boolean {
  if (!namespaceSelector) return selectsPods(inventory, namespace, podSelector!);
  const names = namespacesSelected(inventory, namespaceSelector);
  return names.length === 0 || names.some((name) => selectsPods(inventory, name, podSelector!));
}
