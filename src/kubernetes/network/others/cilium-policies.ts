import { asArray, asObject, asString, isObject, type JsonObject } from '../../../text/json';
import { namespaceOf, type KubeObject } from '../../objects/object';
import type { Direction } from '../network-policy';
import type { PolicyFault, PolicyPeerView } from '../policy-peers';
import { readPorts, type PolicyPortView } from '../policy-ports';
import {
  entriesOf,
  EVERY,
  isApiServerService,
  rangePeers,
  worldPeers,
  type OtherPolicy,
  type OtherRule,
  type PodChoice,
} from './other-policy';
import { splitSelector, type SplitSelector } from './split-selector';

const LISTS = [
  ['Ingress', 'ingress', 'from', 'allow'],
  ['Egress', 'egress', 'to', 'allow'],
  ['Ingress', 'ingressDeny', 'from', 'deny'],
  ['Egress', 'egressDeny', 'to', 'deny'],
] as const;

/**
 * CiliumNetworkPolicy and CiliumClusterwideNetworkPolicy: what any of them allows is allowed, as is what a NetworkPolicy allows, and what
 * one denies is denied whatever others allow. A rule that names neither peers nor ports allows nothing.
 *
 * One for each of `spec` and `specs`. Source: https://docs.cilium.io/en/stable/security/policy/, pkg/policy/api of cilium/cilium
 */
export function ciliumPolicies(object: KubeObject): OtherPolicy[] {
  const own = object.kind === 'CiliumNetworkPolicy' ? namespaceOf(object) : undefined;
  const parts = [
    ...(isObject(object.json.spec) ? [{ entry: object.json.spec, path: 'spec' }] : []),
    ...entriesOf(object.json.specs).map(({ entry, index }) => ({ entry, path: `specs[${index}]` })),
  ];
  const unread: OtherPolicy = {
    object,
    namespace: own,
    family: 'cilium',
    rank: undefined,
    overrides: true,
    selects: [{ namespaces: own ?? EVERY, pods: EVERY }],
    rules: [],
    closes: new Set(['Ingress', 'Egress']),
  };
  if (parts.length === 0) return [unread];
  return parts.flatMap(({ entry: spec, path }) => {
    // A policy for nodes.
    if (isObject(spec.nodeSelector)) return [];
    if (!isObject(spec.endpointSelector)) return [unread];
    const rules = LISTS.flatMap(([direction, list, side, action]) =>
      entriesOf(spec[list]).flatMap(({ entry, index }) =>
        readRule(entry, { direction, side, action, path: `${path}.${list}[${index}]` }, own),
      ),
    );
    const isolates = asObject(spec.enableDefaultDeny);
    const closes = LISTS.filter(
      ([direction, list, , action]) => asArray(spec[list]).length > 0 && (action === 'deny' || isolates[direction.toLowerCase()] !== false),
    ).map(([direction]) => direction);
    const kinds = (action: string) => rules.filter((rule) => rule.action === action);
    const shared = {
      object,
      namespace: own,
      family: 'cilium',
      overrides: true,
      selects: subjectOf(spec.endpointSelector, own),
      closes: new Set(closes),
    };
    return [
      { ...shared, rank: [0, 0] as const, rules: kinds('deny') },
      { ...shared, rank: [0, 1] as const, rules: kinds('allow') },
    ];
  });
}

function subjectOf(selector: JsonObject, own: string | undefined): readonly PodChoice[] {
  const { pods, namespaces } = splitCilium(selector);
  return [{ namespaces: own ?? namespaces, pods }];
}

interface Place {
  readonly direction: Direction;
  readonly side: 'from' | 'to';
  readonly action: 'allow' | 'deny';
  readonly path: string;
}

function readRule(rule: JsonObject, { direction, side, action, path }: Place, own: string | undefined): OtherRule[] {
  const faults: PolicyFault[] = [];
  const field = (name: string) => `${side}${name}`;
  const named = Object.keys(rule).filter(
    (key) => key.startsWith(side) && key !== 'toPorts' && rule[key] !== null && rule[key] !== undefined,
  );
  const peersPath = path;
  const at = (name: string) => `${path}.${name}`;
  let unread: string | undefined;
  const peers: PolicyPeerView[] = [
    ...entriesOf(rule[field('Endpoints')]).map(({ entry, index }) => endpointPeer(entry, `${at(field('Endpoints'))}[${index}]`, own)),
    ...asArray(rule[field('Entities')]).flatMap((entity, index) => entityPeers(entity, `${at(field('Entities'))}[${index}]`)),
    ...rangePeers(rule[field('CIDR')], at(field('CIDR')), faults),
    ...entriesOf(rule[field('CIDRSet')]).flatMap(({ entry, index }) => {
      const place = `${at(field('CIDRSet'))}[${index}]`;
      if (entry.cidr !== undefined) return rangePeers([entry.cidr], place, faults, asArray(entry.except));
      unread ??= 'the addresses of a CiliumCIDRGroup are not read';
      return [];
    }),
    ...entriesOf(rule[field('FQDNs')]).flatMap(({ entry, index }) =>
      entry.matchPattern === '*' || entry.matchPattern === '**' ? worldPeers(`${at(field('FQDNs'))}[${index}].matchPattern`) : [],
    ),
  ];
  const ports = readToPorts(rule, path, faults);
  // Neither peers nor ports: nothing matches.
  if (named.length === 0 && ports === undefined) return [];
  const entities = asArray(rule[field('Entities')]);
  const isEveryone = named.length === 0 || entities.includes('all');
  unread ??= faults[0]?.message;
  const namesApiServers =
    entities.some((entity) => API_SERVER_ENTITIES.has(entity))
    || entriesOf(rule[field('Services')]).some(({ entry }) => {
      const { serviceName, namespace } = asObject(entry.k8sService);
      return isApiServerService(serviceName, namespace ?? own);
    });
  return [
    {
      direction,
      path,
      peersPath,
      peers: isEveryone ? undefined : peers,
      ...(namesApiServers ? { namesApiServers } : {}),
      ports,
      action,
      ...(unread === undefined ? {} : { unread }),
    },
  ];
}

/** Entities to which the API servers belong wherever they run. Source: InitEntities in pkg/policy/api/entity.go of cilium/cilium */
const API_SERVER_ENTITIES: ReadonlySet<unknown> = new Set(['kube-apiserver', 'cluster']);

/** Undefined for every port. ICMP alone is none. */
function readToPorts(rule: JsonObject, path: string, faults: PolicyFault[]): readonly PolicyPortView[] | undefined {
  const lists = entriesOf(rule.toPorts);
  if (lists.length === 0) return entriesOf(rule.icmps).length > 0 ? [] : undefined;
  const written = lists.flatMap(({ entry }) => entriesOf(entry.ports).map((port) => port.entry));
  if (lists.some(({ entry }) => asArray(entry.ports).length === 0)) return undefined;
  return readPorts(written.flatMap(portsOf), `${path}.toPorts`, faults);
}

function portsOf({ port, endPort, protocol }: JsonObject): object[] {
  const text = asString(port) ?? String(port);
  const number = /^\d+$/.test(text) ? Number(text) : undefined;
  const numbers = number === 0 ? {} : { port: number ?? text, ...(number !== undefined && endPort !== undefined ? { endPort } : {}) };
  const protocols = protocol === undefined || protocol === '' || protocol === 'ANY' ? ['TCP', 'UDP', 'SCTP'] : [protocol];
  return protocols.filter((name) => name === 'TCP' || name === 'UDP' || name === 'SCTP').map((name) => ({ protocol: name, ...numbers }));
}

/** Without a namespace, peers of a namespaced policy are those of its own. */
function endpointPeer(selector: JsonObject, path: string, own: string | undefined): PolicyPeerView {
  const { pods, namespaces, namespaceRequirements } = splitCilium(selector);
  const isOwn = own !== undefined && namespaceRequirements.length === 0;
  return { kind: 'pods', path, podSelector: pods, namespaceSelector: isOwn ? undefined : namespaces };
}

function entityPeers(entity: unknown, path: string): PolicyPeerView[] {
  if (entity === 'cluster') return [{ kind: 'pods', path, podSelector: undefined, namespaceSelector: EVERY }];
  if (entity === 'world') return worldPeers(path);
  if (entity === 'world-ipv4') return rangePeers(['0.0.0.0/0'], path, []);
  return entity === 'world-ipv6' ? rangePeers(['::/0'], path, []) : [];
}

const NAMESPACE = 'io.kubernetes.pod.namespace';
const NAMESPACE_LABELS = 'io.cilium.k8s.namespace.labels.';
const CLUSTER = 'io.cilium.k8s.policy.cluster';

/** Labels of Cilium have a source in front: `k8s:app`, `any:app`. Those of the namespace stand among those of the pod. */
function splitCilium(selector: JsonObject): SplitSelector {
  return splitSelector(selector, (written) => {
    const key = written.replace(/^(?:k8s|any)[:.]/, '');
    if (key === CLUSTER) return 'ignored';
    if (key === NAMESPACE) return { namespace: 'kubernetes.io/metadata.name' };
    return key.startsWith(NAMESPACE_LABELS) ? { namespace: key.slice(NAMESPACE_LABELS.length) } : { pod: key };
  });
}
