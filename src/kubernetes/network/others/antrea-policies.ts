import { asObject, asString, isObject, type JsonObject } from '../../../text/json';
import type { Inventory } from '../../objects/inventory';
import { LabelSelector } from '../../objects/label-selector';
import { namespaceOf, type KubeObject } from '../../objects/object';
import type { Direction } from '../network-policy';
import { readBlock, type PolicyFault, type PolicyPeerView } from '../policy-peers';
import { readPorts } from '../policy-ports';
import { entriesOf, EVERY, type Action, type OtherPolicy, type OtherRule, type PodChoice } from './other-policy';

export const ANTREA_GROUPS: readonly string[] = ['crd.antrea.io', 'security.antrea.tanzu.vmware.com'];

/** Priorities of the tiers that Antrea makes. All but the last are asked before the NetworkPolicies. */
const TIERS: Readonly<Record<string, number>> = {
  emergency: 50,
  securityops: 100,
  networkops: 150,
  platform: 200,
  application: 250,
  baseline: 253,
};

const ACTIONS: Readonly<Record<string, Action>> = { Allow: 'allow', Drop: 'deny', Reject: 'deny', Pass: 'pass' };

const RULES = [
  ['Ingress', 'ingress', 'from'],
  ['Egress', 'egress', 'to'],
] as const;

/**
 * NetworkPolicy and ClusterNetworkPolicy of Antrea: by tier, by priority and, within a policy, in the order of its rules, the first that
 * matches decides, before any NetworkPolicy of Kubernetes is asked; `Pass` leaves it to those. The tier baseline is asked only where no
 * NetworkPolicy selects the pod.
 *
 * Source: https://antrea.io/docs/main/docs/antrea-network-policy/
 */
export function antreaPolicy(object: KubeObject, inventory: Inventory): OtherPolicy {
  const spec = asObject(object.json.spec);
  const own = object.kind === 'NetworkPolicy' ? namespaceOf(object) : undefined;
  const rules = RULES.flatMap(([direction, list, peerList]) =>
    entriesOf(spec[list]).map(({ entry, index }) => readRule(entry, direction, `spec.${list}[${index}]`, peerList, own)),
  );
  const name = (asString(spec.tier) ?? 'application').toLowerCase();
  const tier = tierPriority(inventory, name);
  const priority = typeof spec.priority === 'number' ? spec.priority : undefined;
  return {
    object,
    namespace: own,
    family: 'antrea',
    rank: tier === undefined || priority === undefined ? undefined : [tier, priority],
    overrides: name !== 'baseline',
    selects: readChoices(spec.appliedTo, own),
    rules,
    closes: new Set(rules.filter(({ action }) => action === 'deny').map(({ direction }) => direction)),
  };
}

function tierPriority(inventory: Inventory, name: string): number | undefined {
  const written = ANTREA_GROUPS.flatMap((group) => inventory.byKind(group, 'Tier')).find((tier) => tier.name.toLowerCase() === name);
  const priority = asObject(written?.json.spec).priority;
  return typeof priority === 'number' ? priority : TIERS[name];
}

/** An account, a node or a Service is some pods; which ones a group has stands elsewhere. */
function readChoices(value: unknown, own: string | undefined): readonly PodChoice[] | string {
  const entries = entriesOf(value).map(({ entry }) => entry);
  const group = entries.find((entry) => entry.group !== undefined)?.group;
  if (group !== undefined) return `the pods of the group ${asString(group) ?? ''} are not read`;
  return entries.flatMap(({ podSelector, namespaceSelector, ...other }) => {
    if (Object.keys(other).length > 0 || (!isObject(podSelector) && !isObject(namespaceSelector))) return [];
    const namespaces = own ?? (isObject(namespaceSelector) ? LabelSelector.of(namespaceSelector) : EVERY);
    return [{ namespaces, pods: isObject(podSelector) ? LabelSelector.of(podSelector) : EVERY }];
  });
}

function readRule(rule: JsonObject, direction: Direction, path: string, peerList: 'from' | 'to', own: string | undefined): OtherRule {
  const faults: PolicyFault[] = [];
  const peersPath = `${path}.${peerList}`;
  const written = entriesOf(rule[peerList]);
  const isNarrow = entriesOf(rule.toServices).length > 0 || entriesOf(rule.protocols).length > 0 || entriesOf(rule.l7Protocols).length > 0;
  const peers = written.flatMap(({ entry, index }) => readPeer(entry, `${peersPath}[${index}]`, own, faults));
  const ports = entriesOf(rule.ports).map(({ entry }) => entry);
  const action = ACTIONS[asString(rule.action) ?? ''];
  const unread = action === undefined ? 'its action is none that is known' : faults[0]?.message;
  return {
    direction,
    path,
    peersPath,
    peers: isNarrow ? [] : written.length === 0 ? undefined : peers,
    ports: ports.length === 0 ? undefined : readPorts(ports, `${path}.ports`, faults),
    action: action ?? 'allow',
    ...(unread === undefined ? {} : { unread }),
    ...(rule.appliedTo === undefined ? {} : { selects: readChoices(rule.appliedTo, own) }),
  };
}

function readPeer(peer: JsonObject, path: string, own: string | undefined, faults: PolicyFault[]): PolicyPeerView[] {
  const { podSelector, namespaceSelector, ipBlock } = peer;
  if (isObject(ipBlock)) {
    const place = `${path}.ipBlock`;
    return readBlock(ipBlock, { path, place, cidrPlace: `${place}.cidr`, exceptPlace: `${place}.except` }, faults);
  }
  if (!isObject(podSelector) && !isObject(namespaceSelector)) return [];
  const everywhere = own === undefined && peer.namespaces === undefined ? EVERY : undefined;
  return [
    {
      kind: 'pods',
      path,
      podSelector: isObject(podSelector) ? LabelSelector.of(podSelector) : undefined,
      namespaceSelector: isObject(namespaceSelector) ? LabelSelector.of(namespaceSelector) : everywhere,
    },
  ];
}
