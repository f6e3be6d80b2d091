import { asObject, asString, isObject, type JsonObject } from '../../../text/json';
import { LabelSelector } from '../../objects/label-selector';
import type { KubeObject } from '../../objects/object';
import type { Direction } from '../network-policy';
import type { PolicyFault, PolicyPeerView } from '../policy-peers';
import { readPorts, type PolicyPortView } from '../policy-ports';
import { entriesOf, EVERY, rangePeers, type Action, type OtherPolicy, type OtherRule, type PodChoice } from './other-policy';

/** Groups and kinds, and whether every policy of the kind, none, or that of its `tier` is asked before the NetworkPolicies. */
export const ADMIN_KINDS: readonly (readonly [group: string, kind: string, overrides: boolean | 'tier'])[] = [
  ['policy.networking.k8s.io', 'AdminNetworkPolicy', true],
  ['policy.networking.k8s.io', 'BaselineAdminNetworkPolicy', false],
  ['policy.networking.k8s.io', 'ClusterNetworkPolicy', 'tier'],
  ['networking.k8s.aws', 'ClusterNetworkPolicy', 'tier'],
];

const RULES = [
  ['Ingress', 'ingress', 'from'],
  ['Egress', 'egress', 'to'],
] as const;

const ACTIONS: Readonly<Record<string, Action>> = { Allow: 'allow', Accept: 'allow', Deny: 'deny', Pass: 'pass' };

/**
 * AdminNetworkPolicy and ClusterNetworkPolicy: the lowest priority and, within a policy, the first rule that matches decides, before any
 * NetworkPolicy is asked; `Pass` leaves it to those. What is in the baseline is asked only where no NetworkPolicy selects the pod.
 *
 * Source: apis/v1alpha1 and apis/v1alpha2 of kubernetes-sigs/network-policy-api,
 * https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html
 */
export function adminPolicy(object: KubeObject, overrides: boolean | 'tier'): OtherPolicy {
  const spec = asObject(object.json.spec);
  const rules = RULES.flatMap(([direction, list, peerList]) =>
    entriesOf(spec[list]).map(({ entry, index }) => readRule(entry, direction, `spec.${list}[${index}]`, peerList)),
  );
  const closes = new Set(rules.filter(({ action }) => action === 'deny').map(({ direction }) => direction));
  const priority = typeof spec.priority === 'number' ? spec.priority : undefined;
  return {
    object,
    namespace: undefined,
    family: 'admin',
    rank: priority === undefined ? undefined : [0, priority],
    overrides: overrides === 'tier' ? spec.tier !== 'Baseline' : overrides,
    selects: readChoice(spec.subject) ?? 'which pods it is for is not read',
    rules,
    closes,
  };
}

function readChoice(value: unknown): readonly PodChoice[] | undefined {
  const { namespaces, pods } = asObject(value);
  if (isObject(namespaces)) return [{ namespaces: LabelSelector.of(namespaces), pods: EVERY }];
  if (!isObject(pods)) return undefined;
  return [{ namespaces: LabelSelector.of(pods.namespaceSelector), pods: LabelSelector.of(pods.podSelector) }];
}

function readRule(rule: JsonObject, direction: Direction, path: string, peerList: 'from' | 'to'): OtherRule {
  const faults: PolicyFault[] = [];
  const peersPath = `${path}.${peerList}`;
  const peers = entriesOf(rule[peerList]).flatMap(({ entry, index }) => readPeer(entry, `${peersPath}[${index}]`, faults));
  const action = ACTIONS[asString(rule.action) ?? ''];
  const ports = readPortMatches(rule, path, faults);
  const unread = action === undefined ? 'its action is none that is known' : faults[0]?.message;
  return { direction, path, peersPath, peers, ports, action: action ?? 'allow', ...(unread === undefined ? {} : { unread }) };
}

/** A peer of another form matches nothing, as a server of an older release has it. */
function readPeer(peer: JsonObject, path: string, faults: PolicyFault[]): PolicyPeerView[] {
  const pods = readChoice(peer);
  if (pods) {
    return pods.flatMap(({ namespaces, pods: podSelector }) =>
      typeof namespaces === 'string' ? [] : [{ kind: 'pods' as const, path, podSelector, namespaceSelector: namespaces }],
    );
  }
  return rangePeers(peer.networks, `${path}.networks`, faults);
}

/** `ports` of v1alpha1 and `protocols` of v1alpha2; undefined where neither names any. */
function readPortMatches(rule: JsonObject, path: string, faults: PolicyFault[]): readonly PolicyPortView[] | undefined {
  const written = [
    ...entriesOf(rule.ports).map(({ entry }) => portOfPorts(entry)),
    ...entriesOf(rule.protocols).flatMap(({ entry }) => portsOfProtocol(entry)),
  ];
  return written.length === 0 ? undefined : readPorts(written, `${path}.ports`, faults);
}

function portOfPorts({ portNumber, portRange, namedPort, ...other }: JsonObject): object {
  if (isObject(portNumber)) return portNumber;
  if (isObject(portRange)) return { protocol: portRange.protocol, port: portRange.start, endPort: portRange.end };
  return namedPort === undefined ? other : { port: namedPort };
}

function portsOfProtocol(match: JsonObject): object[] {
  if (match.destinationNamedPort !== undefined) return [{ port: match.destinationNamedPort }];
  return (['tcp', 'udp', 'sctp'] as const).flatMap((name) => {
    if (!isObject(match[name])) return [];
    const { number, range } = asObject(match[name].destinationPort);
    const protocol = name.toUpperCase();
    return [isObject(range) ? { protocol, port: range.start, endPort: range.end } : { protocol, port: number }];
  });
}
