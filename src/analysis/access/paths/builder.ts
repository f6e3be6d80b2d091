import { describeIdentity, type Identity } from '../identity';
import { edgeKind } from './edges';
import { AttackGraph, type Evidence, type GraphNode } from './graph';
import type { Lead } from './rights';

/** What the graph leads to, by the name that the command has for it. */
export const TARGETS = ['cluster-admin', 'node', 'control-plane', 'foreign-secrets', 'cloud-identity'] as const;
export type Target = (typeof TARGETS)[number];

/** A place of the graph in a namespace; '' = in all of them. */
export type Place = Lead | 'all';

const PLACES: Readonly<Record<Place, string>> = {
  'new-pods': 'a pod of its own',
  'pods': 'every pod',
  'accounts': 'every ServiceAccount',
  'secrets': 'Secrets',
  'users': 'every user',
  'groups': 'every group',
  'all': 'everything',
  'admin': 'everything',
};

/** The graph while it is made: nodes by what they mean. */
export class GraphBuilder {
  public readonly graph = new AttackGraph();
  /** Everything, everywhere. */
  public readonly admin = this.target('cluster-admin', 'every right in the cluster');
  /** Root on a node that the attacker chooses, and on the one that a pod happens to run on. */
  public readonly anyNode = this.target('any node', 'root on any node');
  public readonly someNode = this.target('a node', 'root on the node of a pod');
  public readonly controlPlane = this.target('control-plane', 'the keys of the control plane');
  private readonly namespaces: readonly string[];

  constructor(namespaces: Iterable<string>) {
    this.namespaces = [...new Set(namespaces)].filter((name) => name !== '').sort();
  }

  public identity(identity: Identity): number {
    const label = describeIdentity(identity);
    const account = /^ServiceAccount ([^/]+)\//.exec(label);
    return this.graph.node(`identity ${label}`, () => ({ kind: 'identity', label, namespace: account?.[1] ?? '' }));
  }

  /** The node for a place of a namespace: with one for all namespaces, which leads to each. */
  public place(place: Place, namespace: string): number {
    if (place === 'admin' || (place === 'all' && namespace === '')) return this.admin;
    const key = `${place}@${namespace}`;
    const known = this.graph.find(key);
    if (known !== undefined) return known;
    const label = `${PLACES[place]} ${namespace === '' ? 'of all namespaces' : `of namespace ${namespace}`}`;
    const node = this.graph.node(key, () => ({ kind: place === 'secrets' ? 'secret' : 'step', label, namespace }));
    if (namespace === '' && place !== 'users' && place !== 'groups') {
      for (const each of this.namespaces) this.graph.add(node, this.place(place, each));
    }
    return node;
  }

  public secret(namespace: string, name: string): number {
    return this.graph.node(`secret ${namespace}/${name}`, () => ({ kind: 'secret', label: `Secret ${namespace}/${name}`, namespace }));
  }

  public workload(key: string, namespace: string): number {
    return this.graph.node(`workload ${key}`, () => ({ kind: 'workload', label: key, namespace }));
  }

  /** A step of an attack. */
  public step(from: number, to: number, kind: string, namespace: string, evidence: readonly Evidence[] = [], isCut = false): void {
    const text = `${edgeKind(kind).step}${namespace === '' ? '' : ` in namespace ${namespace}`}`;
    this.graph.add(from, to, { kind, text, evidence, isCut });
  }

  private target(key: string, label: string): number {
    return this.graph.node(key, (): GraphNode => ({ kind: 'target', label, namespace: '' }));
  }
}
