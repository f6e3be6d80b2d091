import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { NamespaceView } from '../../../kubernetes/namespaces/namespace-view';
import { apiServerAddresses, type ApiServerAddresses } from '../../../kubernetes/network/api-server-addresses';
import { allowsPort, type PolicyPeerView, type PolicyRuleView } from '../../../kubernetes/network/network-policy';
import { NONE } from '../../../kubernetes/objects/collect';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import { serviceAccountOf } from '../../../kubernetes/pods/pod-account';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { isBoundByName } from '../../../kubernetes/rbac/bound-accounts';
import { isUnset } from '../../../text/json';
import { governedNamespaces } from '../namespace-subjects';
import { bestOf, ConnectionPolicies, nameOfPod, type Verdict } from './cut-off';
import { firstNames } from './policy-subjects';

const ACCOUNT =
  '\n{ apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: { name: operator, namespace: payments }, '
  + 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }, '
  + 'subjects: [{ kind: ServiceAccount, name: operator, namespace: payments }] }\n'
  + '---\n'
  + '{ apiVersion: v1, kind: Pod, metadata: { name: operator, namespace: payments, labels: { app: operator } }, '
  + 'spec: { serviceAccountName: operator, automountServiceAccountToken: true, '
  + 'containers: [{ name: operator, image: registry.example.com/operator:1.4 }] } }\n'
  + '---\n'
  + '{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }\n'
  + '---\n';

export const apiServerEgress = defineRule({
  id: 'namespaces/api-server-egress',
  title: 'Pods isolated for egress whose ServiceAccount is granted rights must be allowed to reach the API server',
  description:
    'Such a pod has a token, and a binding in the input names its ServiceAccount, but policies let it reach no API server. If the '
    + 'input has the EndpointSlice `kubernetes` of namespace default, its addresses and ports decide. Otherwise an ipBlock that '
    + 'allows TCP port 443, 6443, 8443 or 16443 passes, since the addresses are not known. Policies of Calico and Cilium that allow '
    + 'it pass as well, also if they name the Service `kubernetes` or the entity `kube-apiserver`.\n\n'
    + 'Exempt: pods with `hostNetwork`, and pods without a token.\n\n'
    + 'Unknown: peers for all pods of selected namespaces or for pods with the labels of kube-apiserver, since network plugins differ '
    + 'in whether selectors match pods on the network of a node, and namespaces whose Namespace is not in the input.',
  severity: Severity.LOW,
  fix:
    'Add a NetworkPolicy that lets the pods reach the addresses of the API servers (EndpointSlice `kubernetes` in namespace default) on '
    + 'their port, or remove the token or the binding if the pods do not call the API.',
  sources: [
    'https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/',
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation',
  ],
  bad:
    `${ACCOUNT}{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: default-deny, namespace: payments }, `
    + 'spec: { podSelector: {}, policyTypes: [Egress] } }\n',
  good:
    `${ACCOUNT}{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: api-server, namespace: payments }, `
    + 'spec: { podSelector: {}, policyTypes: [Egress], '
    + 'egress: [{ to: [{ ipBlock: { cidr: 192.0.2.10/32 } }], ports: [{ port: 6443 }] }] } }\n',
  subject: governedNamespaces,
  revisions: [{ since: '1.8', check: requireApiServer }],
});

/** Where API servers listen as a rule: on 443 those of clouds, on 6443 those of kubeadm, on the others those of minikube and MicroK8s. */
const USUAL_PORTS: readonly number[] = [443, 6443, 8443, 16443];

/** Labels that kubeadm gives its static pods. */
const API_SERVER_LABELS: Readonly<Record<string, string>> = { component: 'kube-apiserver', tier: 'control-plane' };

function requireApiServer(view: NamespaceView, { inventory }: CheckContext): readonly Outcome[] {
  if (view.policies.length === 0) return NONE;
  const callers = view.pods.filter((pod) => callsApiServer(pod, inventory));
  if (callers.length === 0) return NONE;
  const known = apiServerAddresses(inventory);
  const policies = new ConnectionPolicies(view, inventory, { direction: 'Egress', allows: (rule) => verdictOf(rule, known) });
  const { no, maybe } = policies.cutOff(callers);
  const outcomes: Outcome[] = [];
  if (no.length > 0) {
    const fact =
      `no policy lets ${firstNames(no.map(nameOfPod))} of ${view.label} reach the API server, though `
      + `${no.length === 1 ? 'its ServiceAccount is' : 'their ServiceAccounts are'} granted rights`;
    outcomes.push(
      view.objects.length > 0
        ? { path: '', message: fact, related: relatedTo(no) }
        : undecided('', `${fact}, but its Namespace is not in the input, so such a policy may be elsewhere`),
    );
  }
  if (maybe.length > 0) {
    outcomes.push(
      undecided(
        '',
        `whether ${firstNames(maybe.map(nameOfPod))} of ${view.label} may reach the API server is not decided: what policies open may be `
          + 'something else',
      ),
    );
  }
  return outcomes;
}

const SHOWN = 5;

function relatedTo(pods: readonly PodView[]) {
  return pods.slice(0, SHOWN).map(({ object, path }) => ({ object, path: `${path}.serviceAccountName`, what: 'a pod that is cut off' }));
}

function callsApiServer(pod: PodView, inventory: Inventory): boolean {
  return pod.spec.hostNetwork !== true && isBoundByName(pod, inventory) && hasToken(pod, inventory);
}

function hasToken(pod: PodView, inventory: Inventory): boolean {
  const own = pod.spec.automountServiceAccountToken;
  if (!isUnset(own)) return own !== false;
  const account = inventory.find('', 'ServiceAccount', pod.namespace, serviceAccountOf(pod)!);
  return account?.json.automountServiceAccountToken !== false;
}

function verdictOf(rule: PolicyRuleView, known: ApiServerAddresses | undefined): Verdict {
  if (!(known?.ports ?? USUAL_PORTS).some((port) => allowsPort(rule, 'TCP', port))) return 'no';
  if (rule.peers === undefined || rule.namesApiServers) return 'yes';
  // Of other APIs, names of hosts, groups and other Services are not read.
  return rule.peers.length === 0 ? 'maybe' : bestOf(rule.peers.map((peer) => peerVerdict(peer, known)));
}

function peerVerdict(peer: PolicyPeerView, known: ApiServerAddresses | undefined): Verdict {
  if (peer.kind === 'pods') {
    // Some network plugins take the pods of all selected namespaces for those on the network of the node, too.
    const mayBe = peer.podSelector === undefined || peer.podSelector.matches(API_SERVER_LABELS);
    return peer.namespaceSelector !== undefined && mayBe ? 'maybe' : 'no';
  }
  const isIn = (address: ApiServerAddresses['addresses'][number]) =>
    peer.cidr.contains(address) && !peer.except.some((hole) => hole.contains(address));
  return !known || known.addresses.some(isIn) ? 'yes' : 'no';
}
