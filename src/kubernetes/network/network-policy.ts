import { isObject, typeName } from '../../text/json';
import { MultiMap } from '../../text/multi-map';
import { placeIn } from '../../text/path';
import { fact } from '../objects/fact';
import type { Inventory } from '../objects/inventory';
import { LabelSelector } from '../objects/label-selector';
import { namespaceOf, type KubeObject } from '../objects/object';
import { readPeers, type PolicyFault, type PolicyPeerView } from './policy-peers';
import { readPorts, type PolicyPortView } from './policy-ports';

export type { PolicyFault, PolicyPeerView } from './policy-peers';
export type { PolicyPortView } from './policy-ports';

/** The two directions of traffic, as `policyTypes` writes them. */
export type Direction = 'Ingress' | 'Egress';

/** One entry of `ingress` or `egress`. */
export interface PolicyRuleView {
  readonly direction: Direction;
  /** `spec.egress[0]` */
  readonly path: string;
  /** Path of its peer list: `spec.egress[0].to`. */
  readonly peersPath: string;
  /** The peers it allows; undefined = it names none, so it allows every one, inside the cluster and out. */
  readonly peers: readonly PolicyPeerView[] | undefined;
  /** Whether the API servers are among its peers under a name that only other APIs have for them. */
  readonly namesApiServers?: true;
  /** The ports it allows; undefined = it names none, so it allows every one of every protocol. */
  readonly ports: readonly PolicyPortView[] | undefined;
}

/**
 * A `networking.k8s.io/v1` NetworkPolicy as the API server reads it, defaults filled in.
 *
 * - `podSelector` unset or null selects every pod of the namespace, as does an empty one; so does a policy without spec.
 * - `policyTypes` unset, null or empty means Ingress, and Egress too when there is at least one egress rule.
 * - A direction that is not in `policyTypes` has no effect, whatever rules stand there.
 * - `ingress: []`, null and unset allow nothing; `[{}]` and `[null]` allow everything.
 *
 * Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/, k8s.io/api/networking/v1 types.go and
 * pkg/apis/networking (defaults, validation) of Kubernetes.
 */
export interface NetworkPolicyView {
  readonly object: KubeObject;
  readonly namespace: string;
  readonly podSelector: LabelSelector;
  /** The directions in which the selected pods are isolated: nothing passes but what some policy allows. */
  readonly directions: ReadonlySet<Direction>;
  /** What it allows, in the directions that are in effect. */
  readonly rules: readonly PolicyRuleView[];
  /** Why the API server would reject it; then the rest is only what could be read. */
  readonly faults: readonly PolicyFault[];
}

/** All NetworkPolicies of the inventory, in input order. */
export const networkPolicies: (inventory: Inventory) => readonly NetworkPolicyView[] = fact('NetworkPolicies', (inventory) =>
  inventory.byKind('networking.k8s.io', 'NetworkPolicy').map(toView),
);

/** The NetworkPolicies of a namespace, in input order. */
export function policiesIn(inventory: Inventory, namespace: string): readonly NetworkPolicyView[] {
  return byNamespace(inventory).get(namespace);
}

const byNamespace = fact('NetworkPolicies by namespace', (inventory) =>
  MultiMap.by(networkPolicies(inventory), ({ namespace }) => namespace),
);

const RULES = [
  ['Ingress', 'ingress', 'from'],
  ['Egress', 'egress', 'to'],
] as const;

function toView(object: KubeObject): NetworkPolicyView {
  const faults: PolicyFault[] = [];
  const spec = object.json.spec ?? {};
  if (!isObject(spec)) faults.push({ path: 'spec', message: `spec is ${typeName(spec)}, not a mapping` });
  const fields = isObject(spec) ? spec : {};
  const podSelector = LabelSelector.of(fields.podSelector ?? {});
  if (podSelector.invalid !== undefined) faults.push({ path: 'spec.podSelector', message: podSelector.invalid });
  const egress = listOf(fields.egress, 'spec.egress', faults);
  const directions = readTypes(fields.policyTypes, egress.length > 0, faults);
  const rules: PolicyRuleView[] = [];
  for (const [direction, list, peerList] of RULES) {
    const written = list === 'egress' ? egress : listOf(fields[list], 'spec.ingress', faults);
    for (const [index, entry] of written.entries()) {
      const path = placeIn(placeIn('spec', list), index);
      // Go reads a null entry as an empty one.
      const rule = entry ?? {};
      if (!isObject(rule)) {
        faults.push({ path, message: `the rule is ${typeName(entry)}, not a mapping` });
        continue;
      }
      const [peersPath, portsPath] = [placeIn(path, peerList), placeIn(path, 'ports')];
      const peers = listOf(rule[peerList], peersPath, faults);
      const ports = listOf(rule.ports, portsPath, faults);
      const view: PolicyRuleView = {
        direction,
        path,
        peersPath,
        peers: isAbsent(rule[peerList]) ? undefined : readPeers(peers, peersPath, faults),
        ports: isAbsent(rule.ports) ? undefined : readPorts(ports, portsPath, faults),
      };
      if (directions.has(direction)) rules.push(view);
    }
  }
  return { object, namespace: namespaceOf(object), podSelector, directions, rules, faults };
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function listOf(value: unknown, path: string, faults: PolicyFault[]): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (value !== undefined && value !== null) faults.push({ path, message: `it is ${typeName(value)}, not a list` });
  return [];
}

const INGRESS: ReadonlySet<Direction> = new Set(['Ingress']);
const BOTH: ReadonlySet<Direction> = new Set(['Ingress', 'Egress']);

function readTypes(value: unknown, hasEgress: boolean, faults: PolicyFault[]): ReadonlySet<Direction> {
  const types = listOf(value, 'spec.policyTypes', faults);
  if (types.length === 0) return hasEgress ? BOTH : INGRESS;
  const result = new Set<Direction>();
  types.forEach((type, index) => {
    if (type === 'Ingress' || type === 'Egress') result.add(type);
    else faults.push({ path: `spec.policyTypes[${index}]`, message: `${JSON.stringify(type)} is neither "Ingress" nor "Egress"` });
  });
  if (types.length > 2) faults.push({ path: 'spec.policyTypes', message: 'it has more than two entries' });
  return result;
}

/** The ipBlock peers of a rule. */
export function blocksOf(rule: PolicyRuleView): readonly (PolicyPeerView & { readonly kind: 'ipBlock' })[] {
  return (rule.peers ?? []).flatMap((peer) => (peer.kind === 'ipBlock' ? [peer] : []));
}

/** True when the rule lets this port through; a named port counts as none, since its number is the pod's to choose. */
export function allowsPort(rule: PolicyRuleView, protocol: string, port: number): boolean {
  if (!rule.ports) return true;
  return rule.ports.some((entry) => entry.protocol === protocol && entry.name === undefined && entry.first <= port && port <= entry.last);
}
