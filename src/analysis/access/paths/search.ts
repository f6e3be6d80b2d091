import type { AttackGraph, Edge } from './graph';

/** The next step from a node to a target. */
interface Step {
  readonly target: number;
  readonly label: string;
  readonly distance: number;
  /** Undefined at the target. */
  readonly edge: number | undefined;
}

/** How many targets of different labels are kept for a node: one may be at home where the node is. */
const MOST = 2;

/**
 * The shortest ways from every node to the nearest targets, found from the targets backwards: in time that grows with the edges alone.
 * Targets have labels; for each node the nearest ones of two different labels are kept.
 */
export class Reach {
  private readonly steps: Step[][];

  constructor(
    private readonly graph: AttackGraph,
    targets: ReadonlyMap<number, string>,
  ) {
    this.steps = graph.nodes.map(() => []);
    const queue: (readonly [node: number, step: Step])[] = [];
    const visit = (node: number, step: Step) => {
      const known = this.steps[node]!;
      if (known.length >= MOST || known.some(({ label }) => label === step.label)) return;
      known.push(step);
      queue.push([node, step]);
    };
    for (const [target, label] of targets) visit(target, { target, label, distance: 0, edge: undefined });
    for (const [node, { target, label, distance }] of queue) {
      for (const edge of graph.into(node)) visit(graph.edges[edge]!.from, { target, label, distance: distance + 1, edge });
    }
  }

  /** The edges of the shortest way from a node to a target whose label is not `except`; undefined where there is none. */
  public way(node: number, except?: string): readonly Edge[] | undefined {
    const first = this.steps[node]!.find(({ label }) => label !== except);
    if (!first) return undefined;
    const edges: Edge[] = [];
    for (let step = first; step.edge !== undefined;) {
      const edge = this.graph.edges[step.edge]!;
      edges.push(edge);
      step = this.steps[edge.to]!.find(({ label }) => label === first.label)!;
    }
    return edges;
  }
}
