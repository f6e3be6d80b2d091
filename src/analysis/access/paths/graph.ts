import type { KubeObject } from '../../../kubernetes/objects/object';

/** What an identity can turn into, or what it can get at. */
export type NodeKind =
  | 'identity'
  | 'workload'
  | 'secret'
  | 'cloud'
  /** What stands between others and is not shown: a grant, a role in its place, all pods of a namespace. */
  | 'step'
  | 'target';

/** A node of the graph. */
export interface GraphNode {
  readonly kind: NodeKind;
  /** For messages: `ServiceAccount payments/api`. */
  readonly label: string;
  /** Where it is at home: '' for what is in no namespace. */
  readonly namespace: string;
}

/** What is written that allows a step. */
export interface Evidence {
  /** Undefined for what the API server makes itself. */
  readonly object: KubeObject | undefined;
  /** Path within the object. */
  readonly path: string;
  /** `ClusterRole deployer rules[0]`. */
  readonly text: string;
}

/** A step of an attack, or of the graph alone. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  /** Id of the table of edges; undefined for a step of the graph alone. */
  readonly kind: string | undefined;
  /** What is done, for messages: `creates a pod in namespace payments`. */
  readonly text: string;
  readonly evidence: readonly Evidence[];
  /** True for what can be taken away: an entry of a binding, a field of a pod. */
  readonly isCut: boolean;
}

/** Nodes and edges, each once. */
export class AttackGraph {
  public readonly nodes: GraphNode[] = [];
  public readonly edges: Edge[] = [];
  private readonly numbers = new Map<string, number>();
  private incoming: (readonly number[])[] | undefined;
  private outgoing: (readonly number[])[] | undefined;

  /** The number of the node with that key, which is made where there is none. */
  public node(key: string, make: () => GraphNode): number {
    let number = this.numbers.get(key);
    if (number === undefined) {
      this.numbers.set(key, (number = this.nodes.length));
      this.nodes.push(make());
    }
    return number;
  }

  public find(key: string): number | undefined {
    return this.numbers.get(key);
  }

  public add(from: number, to: number, edge: Partial<Omit<Edge, 'from' | 'to'>> = {}): void {
    if (from === to) return;
    const { kind, text = '', evidence = NONE, isCut = false } = edge;
    this.edges.push({ from, to, kind, text, evidence, isCut });
    this.incoming = this.outgoing = undefined;
  }

  /** Numbers of the edges to a node. */
  public into(node: number): readonly number[] {
    return (this.incoming ??= this.index('to'))[node]!;
  }

  /** Numbers of the edges from a node. */
  public outOf(node: number): readonly number[] {
    return (this.outgoing ??= this.index('from'))[node]!;
  }

  private index(end: 'from' | 'to'): number[][] {
    const lists: number[][] = this.nodes.map(() => []);
    this.edges.forEach((edge, number) => lists[edge[end]]!.push(number));
    return lists;
  }
}

const NONE: readonly never[] = Object.freeze([]);
