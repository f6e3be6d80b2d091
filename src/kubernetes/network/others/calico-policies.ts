import { asArray, asObject, asString, isObject, type JsonObject } from '../../../text/json';
import type { Inventory } from '../../objects/inventory';
import { LabelSelector } from '../../objects/label-selector';
import { namespaceOf, type KubeObject } from '../../objects/object';
import type { Direction } from '../network-policy';
import type { PolicyFault, PolicyPeerView } from '../policy-peers';
import { calicoPorts } from './calico-ports';
import { readCalicoSelector } from './calico-selector';
import {
  entriesOf,
  isApiServerService,
  rangePeers,
  worldPeers,
  type Action,
  type OtherPolicy,
  type OtherRule,
  type PodChoice,
} from './other-policy';
import { splitSelector } from './split-selector';

export const CALICO_GROUPS: readonly string[] = ['projectcalico.org', 'crd.projectcalico.org'];

/** Orders of the tiers that Calico makes; NetworkPolicies of Kubernetes are in `default`. */
const TIERS: Readonly<Record<string, number>> = {
  'adminnetworkpolicy': 1000,
  'kube-admin': 1000,
  'default': 1_000_000,
  'baselineadminnetworkpolicy': 10_000_000,
  'kube-baseline': 10_000_000,
};
const DEFAULT_TIER = 1_000_000;

/** The tiers whose end denies nothing, unless their objects say otherwise. */
const PASSING_TIERS: ReadonlySet<string> = new Set(['adminnetworkpolicy', 'kube-admin', 'baselineadminnetworkpolicy', 'kube-baseline']);

const SIDES = [
  ['Ingress', 'ingress', 'source', 'destination'],
  ['Egress', 'egress', 'destination', 'source'],
] as const;

/**
 * NetworkPolicy and GlobalNetworkPolicy of Calico: tier by tier, and within a tier by order, the first rule that matches decides. Those of
 * Kubernetes are in the tier `default` and only allow there: what they deny is what nothing in the tier has allowed. `Pass` leads behind
 * the tier, and what no tier decides is allowed. Undefined for what is for hosts alone.
 *
 * Source: https://docs.tigera.io/calico/latest/reference/resources/globalnetworkpolicy, …/networkpolicy and …/tier
 */
export function calicoPolicy(object: KubeObject, inventory: Inventory): OtherPolicy | undefined {
  const spec = asObject(object.json.spec);
  if (spec.doNotTrack === true || spec.preDNAT === true) return undefined;
  const own = object.kind === 'NetworkPolicy' ? namespaceOf(object) : undefined;
  const tier = tierOf(asString(spec.tier) ?? 'default', inventory);
  const types = typesOf(spec);
  const rules = SIDES.flatMap(([direction, list, peer, other]) =>
    types.has(direction)
      ? entriesOf(spec[list]).flatMap(({ entry, index }) =>
          readRule(entry, { direction, path: `spec.${list}[${index}]`, peer, other, isDefaultTier: tier.order === DEFAULT_TIER }, own),
        )
      : [],
  );
  const order = spec.order === undefined || spec.order === null ? Infinity : spec.order;
  return {
    object,
    namespace: own,
    family: 'calico',
    rank: tier.order === undefined || typeof order !== 'number' ? undefined : [tier.order, order],
    overrides: tier.order === undefined || tier.order <= DEFAULT_TIER,
    selects: subjectOf(spec, own),
    rules,
    closes: types,
    ...(tier.denies && tier.order !== undefined && tier.order < DEFAULT_TIER ? { tierDenies: types } : {}),
  };
}

function tierOf(name: string, inventory: Inventory): { order: number | undefined; denies: boolean } {
  const written = CALICO_GROUPS.flatMap((group) => inventory.byKind(group, 'Tier')).find((tier) => tier.name === name);
  const { order, defaultAction } = asObject(written?.json.spec);
  return {
    order: name === 'default' ? DEFAULT_TIER : written ? (typeof order === 'number' ? order : Infinity) : TIERS[name],
    denies: defaultAction === undefined ? !PASSING_TIERS.has(name) : defaultAction !== 'Pass',
  };
}

/** Unset: those that there are rules for; ingress where there are none. */
function typesOf({ types, ingress, egress }: JsonObject): ReadonlySet<Direction> {
  const written = asArray(types).filter((type): type is Direction => type === 'Ingress' || type === 'Egress');
  if (written.length > 0) return new Set(written);
  const [inwards, outwards] = [asArray(ingress).length > 0, asArray(egress).length > 0];
  return new Set<Direction>([...(inwards || !outwards ? (['Ingress'] as const) : []), ...(outwards ? (['Egress'] as const) : [])]);
}

function subjectOf(spec: JsonObject, own: string | undefined): readonly PodChoice[] | string {
  const pods = choicesOf(spec.selector, spec.namespaceSelector, own);
  if (typeof pods === 'string' || isEverything(spec.serviceAccountSelector)) return pods;
  // An account is that of some pods.
  return pods.map(({ namespaces }) => ({ namespaces, pods: SOME }));
}

const SOME = LabelSelector.of({ matchLabels: { 'projectcalico.org/serviceaccount': '' } });

function isEverything(selector: unknown): boolean {
  return readCalicoSelector(asString(selector) ?? '')?.some((requirements) => requirements.length === 0) === true;
}

/** The pods that a selector of pods and one of namespaces select together, or what of them is not read. */
function choicesOf(selector: unknown, namespaceSelector: unknown, own: string | undefined): readonly PodChoice[] | string {
  const [podText, namespaceText] = [asString(selector) ?? '', asString(namespaceSelector) ?? ''];
  const pods = readCalicoSelector(podText);
  if (pods === undefined) return `the selector ${JSON.stringify(podText)} is not read`;
  // What is in no namespace is no pod.
  if (namespaceText.replace(/\s/g, '') === 'global()') return [];
  const namespaces = readCalicoSelector(namespaceText);
  if (namespaces === undefined) return `the selector ${JSON.stringify(namespaceText)} is not read`;
  return pods.flatMap((labels) =>
    namespaces.map((namespaceLabels) => {
      const split = splitSelector({ matchExpressions: labels }, meaningOf);
      const rest = splitSelector({ matchExpressions: namespaceLabels }, (key) => ({ namespace: key === OWN_NAME ? NAME : key }));
      const all = LabelSelector.of({ matchExpressions: [...split.namespaceRequirements, ...rest.namespaceRequirements] });
      return { pods: split.pods, namespaces: own !== undefined && namespaceText === '' ? own : all };
    }),
  );
}

const NAME = 'kubernetes.io/metadata.name';
const OWN_NAME = 'projectcalico.org/name';

/** Labels that Calico gives every pod. */
function meaningOf(key: string) {
  if (key === 'projectcalico.org/namespace') return { namespace: NAME };
  return key === 'projectcalico.org/orchestrator' ? ('ignored' as const) : { pod: key };
}

interface RulePlace {
  readonly direction: Direction;
  readonly path: string;
  /** The side of the peer, and that of the pod itself. */
  readonly peer: 'source' | 'destination';
  readonly other: 'source' | 'destination';
  readonly isDefaultTier: boolean;
}

function readRule(rule: JsonObject, { direction, path, peer, other, isDefaultTier }: RulePlace, own: string | undefined): OtherRule[] {
  if (rule.action === 'Log') return [];
  const faults: PolicyFault[] = [];
  const [side, self] = [asObject(rule[peer]), asObject(rule[other])];
  const { ports: _, notPorts: __, ...narrowing } = self;
  const services = asObject(side.services);
  const peers = readSide(side, `${path}.${peer}`, own, faults);
  const ports = calicoPorts(rule, `${path}.destination.ports`, faults);
  const actions: Readonly<Record<string, Action>> = { Allow: 'allow', Deny: 'deny', Pass: isDefaultTier ? 'skip' : 'pass' };
  const action = actions[asString(rule.action) ?? ''];
  const sourcePorts = asObject(rule.source);
  const unread =
    action === undefined
      ? 'its action is none that is known'
      : typeof peers === 'string'
        ? peers
        : Object.keys(narrowing).length > 0
          ? `what its ${other} says of the pods is not read`
          : sourcePorts.ports !== undefined || sourcePorts.notPorts !== undefined
            ? 'the ports of its source are not read'
            : faults[0]?.message;
  return [
    {
      direction,
      path,
      peersPath: `${path}.${peer}`,
      peers: typeof peers === 'string' ? [] : peers,
      ...(isApiServerService(services.name, services.namespace ?? own) ? { namesApiServers: true } : {}),
      ports,
      action: action ?? 'allow',
      ...(unread === undefined ? {} : { unread }),
    },
  ];
}

/** The peers of a rule; undefined for all peers, a text for what is not read. */
function readSide(side: JsonObject, path: string, own: string | undefined, faults: PolicyFault[]): PolicyPeerView[] | undefined | string {
  const { nets, notNets, selector, notSelector, namespaceSelector, serviceAccounts, services, domains } = side;
  const except = asArray(notNets);
  if (asArray(domains).some((domain) => domain === '*')) return worldPeers(`${path}.domains`);
  // Accounts, Services and names of hosts are some.
  if (isObject(serviceAccounts) || isObject(services) || asArray(domains).length > 0) return [];
  const names = [selector, notSelector, namespaceSelector].map((text) => asString(text) ?? '');
  if (names.some((text) => text !== '')) {
    const [are, areNot] = names as [string, string];
    const both = areNot === '' ? are : `${are === '' ? 'all()' : `(${are})`} && !(${areNot})`;
    const choices = choicesOf(both, namespaceSelector, own);
    if (typeof choices === 'string') return choices;
    // Addresses with a selector: pods of those addresses alone.
    if (asArray(nets).length > 0) return [];
    return choices.map(({ pods, namespaces }) => ({
      kind: 'pods',
      path,
      podSelector: pods,
      namespaceSelector: typeof namespaces === 'string' ? undefined : namespaces,
    }));
  }
  if (asArray(nets).length > 0) return within(asArray(nets), except, `${path}.nets`, faults);
  return except.length === 0 ? undefined : within(['0.0.0.0/0', '::/0'], except, `${path}.notNets`, faults);
}

/** Ranges without others: each less what of those is in it. */
function within(nets: readonly unknown[], except: readonly unknown[], place: string, faults: PolicyFault[]): PolicyPeerView[] {
  const holes = rangePeers(except, place, faults);
  return nets.flatMap((net, index) => {
    const [own] = rangePeers([net], place, faults);
    if (own?.kind !== 'ipBlock') return [];
    const cidrs = holes.flatMap((hole) => (hole.kind === 'ipBlock' ? [hole.cidr] : []));
    if (cidrs.some((cidr) => cidr.contains(own.cidr))) return [];
    const at = `${place}[${index}]`;
    return [{ ...own, path: at, place: at, cidrPlace: at, except: cidrs.filter((cidr) => own.cidr.contains(cidr)) }];
  });
}
