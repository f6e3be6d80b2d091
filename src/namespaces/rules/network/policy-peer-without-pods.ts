import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { NetworkPolicyView, PolicyPeerView } from '../../../kubernetes/network/network-policy';
import { selectsAcmeSolvers } from '../../../kubernetes/network/acme-solvers';
import { NONE } from '../../../kubernetes/objects/collect';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import { holdsAllPods, selectsPods } from '../../../kubernetes/pods/pod-index';
import { namespacesSelected } from '../namespace-subjects';
import { networkPolicy, ruleLabel, undecidedFaults } from './policy-subjects';

export const policyPeerWithoutPods = defineRule({
  id: 'namespaces/policy-peer-without-pods',
  title: 'NetworkPolicy peers must select at least one pod',
  description:
    'A peer that selects no pod allows nothing or, if matching pods appear later, unintended traffic. It is a '
    + 'violation for a peer in the namespace of the policy, if the Namespace is in the input and neither a custom kind nor a pod '
    + 'in it can create pods; otherwise unknown.\n\n'
    + 'Not checked: peers for all pods of their namespaces, ipBlocks, pods that cert-manager creates for HTTP-01 challenges, and peers whose namespaceSelector matches no Namespace in '
    + 'the input, since the cluster DNS or an ingress controller is usually deployed separately.',
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
  operations: true,
  subject: networkPolicy,
  revisions: [{ since: '1.7', check: requirePodsOfPeers }],
});

function requirePodsOfPeers(policy: NetworkPolicyView, { inventory }: CheckContext): readonly Outcome[] {
  let outcomes: Outcome[] | undefined;
  for (const rule of policy.rules) {
    for (const peer of rule.peers ?? NONE) {
      if (peer.kind === 'ipBlock' || !peer.podSelector || peer.podSelector.selectsEverything || selects(peer, policy, inventory)) continue;
      const path = `${peer.path}.podSelector`;
      const fact = `a peer of ${ruleLabel(rule)} selects no pod`;
      (outcomes ??= []).push(
        !peer.namespaceSelector && holdsAllPods(inventory, policy.namespace)
          ? { path, message: fact }
          : undecided(path, `${fact} of the input, but they may be elsewhere`),
      );
    }
  }
  const faults = undecidedFaults(policy, ofPeers);
  return outcomes ? [...faults, ...outcomes] : faults;
}

function ofPeers(place: string): boolean {
  return /\.(from|to)\[/.test(place);
}

/** True also where there is no namespace of the input to look in. */
function selects(
  { podSelector, namespaceSelector }: PolicyPeerView & { kind: 'pods' },
  { namespace }: NetworkPolicyView,
  inventory: Inventory,
): boolean {
  if (selectsAcmeSolvers(podSelector!)) return true;
  if (!namespaceSelector) return selectsPods(inventory, namespace, podSelector!);
  const names = namespacesSelected(inventory, namespaceSelector);
  return names.length === 0 || names.some((name) => selectsPods(inventory, name, podSelector!));
}
