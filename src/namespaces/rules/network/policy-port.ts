import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import {
  policiesIn,
  type NetworkPolicyView,
  type PolicyPeerView,
  type PolicyPortView,
  type PolicyRuleView,
} from '../../../kubernetes/network/network-policy';
import { NONE } from '../../../kubernetes/objects/collect';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import { containerPorts } from '../../../kubernetes/pods/container-ports';
import { isLasting } from '../../../kubernetes/pods/lifetime';
import { podsSelected } from '../../../kubernetes/pods/pod-index';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { namespacesSelected } from '../namespace-subjects';
import { networkPolicy, ruleLabel } from './policy-subjects';

const DEPLOYMENT =
  '\n---\n{ apiVersion: v1, kind: Pod, metadata: { name: api, namespace: payments, labels: { app: api } }, '
  + 'spec: { containers: [{ name: api, image: registry.example.com/api:1.4, ports: [{ name: http, containerPort: 8080 }] }] } }\n';

const example = (port: string) =>
  '\n{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: api, namespace: payments }, '
  + `spec: { podSelector: { matchLabels: { app: api } }, ingress: [{ ports: [{ port: ${port} }] }] } }${DEPLOYMENT}`;

export const policyPort = defineRule({
  id: 'namespaces/policy-port',
  title: 'Ports of NetworkPolicies must match a port of the pods that are connected to',
  description:
    'A policy is evaluated with the port of the pod, not with that of a Service. For ingress rules, the pods are those of the policy; for '
    + 'egress rules, those that its peers select. A port name must be that of a container port of the same protocol. A number (or '
    + 'a range) needs no declaration, but it is a violation if every pod declares ports of that protocol and none declares this one. '
    + 'One matching pod is sufficient. If ingress and egress rules open the same wrong port, the finding is at the ingress rule.\n\n'
    + 'Not checked: rules for which the input has no pod, pods with `hostNetwork`, peers that are ranges of addresses, and pods to which '
    + 'an operator adds.',
  severity: Severity.LOW,
  fix: 'Write the name or number of the port on which the containers listen.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource'],
  bad: example('80'),
  good: example('8080'),
  subject: networkPolicy,
  revisions: [{ since: '1.7', check: requirePorts }],
});

function requirePorts(policy: NetworkPolicyView, { inventory }: CheckContext): readonly Outcome[] {
  if (policy.faults.length > 0) return NONE;
  return policy.rules.flatMap((rule): readonly Outcome[] => {
    if (rule.ports === undefined) return NONE;
    const pods = connectedTo(rule, policy, inventory);
    if (pods.length === 0 || pods.some(({ part }) => part !== undefined)) return NONE;
    return rule.ports
      .filter((port) => !pods.some((pod) => offers(pod, port)))
      .filter((port) => rule.direction === 'Ingress' || !pods.some((pod) => isOpenedTo(pod, port, inventory)))
      .map((port) => ({
        path: `${port.path}.port`,
        message: `${ruleLabel(rule)} allows ${port.protocol} port ${textOf(port)}, which none of the pods that it leads to ${
          port.name === undefined ? 'declares' : 'has'
        }`,
      }));
  });
}

/** Pods of the input to which the connections of a rule lead; none where one of its peers is not of the input. */
function connectedTo(rule: PolicyRuleView, { namespace, podSelector }: NetworkPolicyView, inventory: Inventory): readonly PodView[] {
  const pods = rule.direction === 'Ingress' ? podsSelected(inventory, namespace, podSelector) : podsOfPeers(rule, namespace, inventory);
  return pods.filter(({ spec }) => spec.hostNetwork !== true);
}

function podsOfPeers({ peers }: PolicyRuleView, namespace: string, inventory: Inventory): readonly PodView[] {
  const found = (peers ?? NONE).map((peer) => podsOf(peer, namespace, inventory));
  return found.some((pods) => pods.length === 0) ? NONE : found.flat();
}

function podsOf(peer: PolicyPeerView, namespace: string, inventory: Inventory): readonly PodView[] {
  if (peer.kind === 'ipBlock' || !peer.podSelector || peer.podSelector.selectsEverything) return NONE;
  const names = peer.namespaceSelector ? namespacesSelected(inventory, peer.namespaceSelector) : [namespace];
  return names.flatMap((name) => podsSelected(inventory, name, peer.podSelector!));
}

/** True where a policy of the pod lets the same port in: then the finding is there. */
function isOpenedTo({ namespace, labels }: PodView, port: PolicyPortView, inventory: Inventory): boolean {
  const key = keyOf(port);
  return policiesIn(inventory, namespace).some(
    ({ podSelector, rules }) =>
      podSelector.matches(labels)
      && rules.some(({ direction, ports }) => direction === 'Ingress' && ports?.some((own) => keyOf(own) === key)),
  );
}

function keyOf({ protocol, first, last, name }: PolicyPortView): string {
  return `${protocol} ${first}-${last} ${name ?? ''}`;
}

/** Where a pod declares no port of the protocol, it may listen on any number. */
function offers(pod: PodView, { protocol, first, last, name }: PolicyPortView): boolean {
  const declared = pod.containers
    .filter(isLasting)
    .flatMap(containerPorts)
    .filter((port) => port.protocol === protocol);
  if (name !== undefined) return declared.some((port) => port.name === name);
  return declared.length === 0 || declared.some(({ port }) => port !== undefined && first <= port && port <= last);
}

function textOf({ first, last, name }: PolicyPortView): string {
  if (name !== undefined) return JSON.stringify(name);
  return first === last ? String(first) : `${first}-${last}`;
}
