import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { subject } from '../../../engine/subjects';
import { namespaceView, type NamespaceView } from '../../../kubernetes/namespaces/namespace-view';
import { KONNECTIVITY_LABELS, KONNECTIVITY_NAMESPACE } from '../../../kubernetes/network/konnectivity';
import { allowsPort, type PolicyPeerView, type PolicyRuleView } from '../../../kubernetes/network/network-policy';
import { NONE } from '../../../kubernetes/objects/collect';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import { containerPorts, namedPort } from '../../../kubernetes/pods/container-ports';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { calledServices, type CalledService, type ServiceCaller } from '../../../kubernetes/services/called-services';
import { serviceView, type ServicePortView } from '../../../kubernetes/services/service';
import { podsOfService } from '../../../kubernetes/services/service-pods';
import { MultiMap } from '../../../text/multi-map';
import { bestOf, ConnectionPolicies, nameOfPod, type CutOff, type Verdict } from './cut-off';
import { firstNames } from './policy-subjects';

const WEBHOOK =
  '\n{ apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingWebhookConfiguration, metadata: { name: guard }, '
  + 'webhooks: [{ name: pods.example.com, admissionReviewVersions: [v1], sideEffects: None, '
  + 'clientConfig: { service: { namespace: guard, name: guard } } }] }\n'
  + '---\n'
  + '{ apiVersion: v1, kind: Service, metadata: { name: guard, namespace: guard }, '
  + 'spec: { selector: { app: guard }, ports: [{ port: 443, targetPort: 8443 }] } }\n'
  + '---\n'
  + '{ apiVersion: v1, kind: Pod, metadata: { name: guard, namespace: guard, labels: { app: guard } }, '
  + 'spec: { containers: [{ name: guard, image: registry.example.com/guard:1.4 }] } }\n'
  + '---\n'
  + '{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: default-deny, namespace: guard }, '
  + 'spec: { podSelector: {}, policyTypes: [Ingress] } }\n'
  + '---\n'
  + '{ apiVersion: v1, kind: Namespace, metadata: { name: guard } }\n';

export const webhookIngress = defineRule({
  id: 'namespaces/webhook-ingress',
  title: 'NetworkPolicies must let the API server reach the pods of webhooks and aggregated APIs',
  description:
    'If the API server cannot connect, it rejects every request that the webhook is for (with `failurePolicy: Ignore` it admits them '
    + 'unchecked), fails to convert custom resources, or has no aggregated API. Checked are admission webhooks, conversion webhooks '
    + 'and APIServices whose Service and pods are in the input, on the port of the pods. An ipBlock passes, since the addresses of '
    + 'API servers are not known; so do the pods of konnectivity-agent in kube-system, through which some clusters connect, and the '
    + 'entity `kube-apiserver` of Cilium.\n\n'
    + 'Exempt: pods with `hostNetwork`. One finding is for all webhooks of the same Service and port.\n\n'
    + 'Unknown: other peers of kube-system or of all namespaces, which may be those agents, and namespaces whose Namespace is not in '
    + 'the input.',
  severity: Severity.LOW,
  fix:
    'Add a NetworkPolicy that lets the addresses of the control plane nodes, or the pods of konnectivity-agent, connect to the port of the '
    + 'pods.',
  sources: [
    'https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/',
    'https://kubernetes.io/docs/tasks/extend-kubernetes/setup-konnectivity/',
  ],
  bad: WEBHOOK,
  good:
    `${WEBHOOK}---\n`
    + '{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: api-server, namespace: guard }, '
    + 'spec: { podSelector: { matchLabels: { app: guard } }, policyTypes: [Ingress], '
    + 'ingress: [{ from: [{ ipBlock: { cidr: 192.0.2.0/28 } }], ports: [{ port: 8443 }] }] } }\n',
  subject: subject('Services that the API server calls', ({ inventory }) =>
    calledServices(inventory).map((value) => ({ value, object: value.callers[0]!.object })),
  ),
  revisions: [{ since: '1.9', check: requireIngress }],
});

const SHOWN = 5;

function requireIngress(called: CalledService, { inventory }: CheckContext): readonly Outcome[] {
  const object = inventory.find('', 'Service', called.namespace, called.name);
  const view = namespaceView(inventory, called.namespace);
  const service = object && serviceView(object);
  const target = service?.ports.find(({ port, protocol }) => port === called.port && protocol === 'TCP');
  if (!service || !target || !view || view.policies.length === 0) return NONE;
  const pods = podsOfService(inventory, service).filter(({ spec }) => spec.hostNetwork !== true);
  const { no, maybe } = cutOffPods(pods, target, view, inventory);
  const [first, ...others] = called.callers as [ServiceCaller, ...ServiceCaller[]];
  const related = others.slice(0, SHOWN).map((other) => ({ object: other.object, path: other.path, what: 'calls the same Service' }));
  const whom = `${first.label}${others.length > 0 ? ` (and ${others.length} more)` : ''}`;
  const port = `port ${JSON.stringify(target.target)}`;
  const outcomes: Outcome[] = [];
  if (no.length > 0) {
    const fact = `${whom} cannot be called: no policy lets the API server connect to ${list(no)} of ${view.label} on ${port}`;
    const elsewhere = `${fact}, but its Namespace is not in the input, so such a policy may be elsewhere`;
    outcomes.push({ ...(view.objects.length > 0 ? { path: first.path, message: fact } : undecided(first.path, elsewhere)), related });
  }
  if (maybe.length > 0) {
    const fact = `whether the API server reaches ${list(maybe)} of ${view.label} on ${port} for ${whom} is not decided`;
    outcomes.push({ ...undecided(first.path, `${fact}: whom policies let in there may be something else`), related });
  }
  return outcomes;
}

function list(pods: readonly PodView[]): string {
  return firstNames(pods.map(nameOfPod));
}

/** What policies call the port of a pod: its number and the names under which its containers declare it. */
interface PodPort {
  readonly number: number | undefined;
  readonly names: readonly string[];
}

function cutOffPods(pods: readonly PodView[], target: ServicePortView, view: NamespaceView, inventory: Inventory): CutOff {
  const cut = [...MultiMap.by(pods, (pod) => JSON.stringify(portOf(pod, target))).values()].map((alike) => {
    const port = portOf(alike[0]!, target);
    return new ConnectionPolicies(view, inventory, { direction: 'Ingress', allows: (rule) => verdictOf(rule, port) }).cutOff(alike);
  });
  return { no: cut.flatMap(({ no }) => no), maybe: cut.flatMap(({ maybe }) => maybe) };
}

function portOf(pod: PodView, { target, protocol }: ServicePortView): PodPort {
  const number = typeof target === 'number' ? target : namedPort(pod, target, protocol)?.port;
  const declared = pod.containers.flatMap(containerPorts).filter(({ port, name }) => port === number && name !== '');
  return { number, names: typeof target === 'string' ? [target, ...declared.map(({ name }) => name)] : declared.map(({ name }) => name) };
}

function verdictOf(rule: PolicyRuleView, { number, names }: PodPort): Verdict {
  const isOpen =
    (number !== undefined && allowsPort(rule, 'TCP', number))
    || rule.ports === undefined
    || rule.ports.some(({ protocol, name }) => protocol === 'TCP' && name !== undefined && names.includes(name));
  if (!isOpen) return 'no';
  if (rule.peers === undefined || rule.namesApiServers) return 'yes';
  // Of other APIs, names of hosts, groups and other Services are not read.
  return rule.peers.length === 0 ? 'maybe' : bestOf(rule.peers.map(peerVerdict));
}

const AGENT_NAMESPACE: Readonly<Record<string, string>> = { 'kubernetes.io/metadata.name': KONNECTIVITY_NAMESPACE };

function peerVerdict(peer: PolicyPeerView): Verdict {
  if (peer.kind === 'ipBlock') return 'yes';
  const { podSelector, namespaceSelector } = peer;
  if (!namespaceSelector?.matches(AGENT_NAMESPACE)) return 'no';
  if (!podSelector || podSelector.selectsUnlabelled()) return 'maybe';
  return KONNECTIVITY_LABELS.some((labels) => podSelector.matches(labels)) ? 'yes' : 'no';
}
