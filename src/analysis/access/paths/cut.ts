import type { AttackGraph, Edge } from './graph';

/** The fewest changes that leave no way. */
export interface Cut {
  /** What has to be taken away. */
  readonly edges: readonly Edge[];
  /** False where nothing that can be taken away would do, or where there are too many to count: `edges` is empty then. */
  readonly isFound: boolean;
  /** How many changes it takes at least. */
  readonly least: number;
}

/** From here on a cut is not sought any further. */
export const MOST_CHANGES = 30;

/**
 * The fewest edges that can be taken away so that no way leads from the sources to the targets: a maximum flow in which what can be taken
 * away carries one unit and the rest any number. In time that grows with the edges and the changes.
 *
 * @param ignored nodes through which no way counts
 */
export function minimumCut(graph: AttackGraph, sources: ReadonlySet<number>, targets: ReadonlySet<number>): Cut {
  const flow = new Int32Array(graph.edges.length);
  const search: Search = { graph, sources, targets, flow, seen: new Int32Array(graph.nodes.length) };
  for (let count = 0; ; count++) {
    const { reached, order } = explore(search);
    if (reached === undefined) return { edges: cutOf(search, order), isFound: true, least: count };
    const way = wayTo(search, reached);
    if (!way.some(({ edge, isBack }) => isBack || graph.edges[edge]!.isCut)) return { edges: [], isFound: false, least: Infinity };
    if (count === MOST_CHANGES) return { edges: [], isFound: false, least: count + 1 };
    for (const { edge, isBack } of way) flow[edge]! += isBack ? -1 : 1;
  }
}

interface Search {
  readonly graph: AttackGraph;
  readonly sources: ReadonlySet<number>;
  readonly targets: ReadonlySet<number>;
  readonly flow: Int32Array;
  /** For each node how it is reached: {@link UNSEEN}, {@link SOURCE}, 1 + the edge to it, or -1 - one against its direction. */
  readonly seen: Int32Array;
}

interface Explored {
  readonly reached: number | undefined;
  /** Every node that was seen. */
  readonly order: readonly number[];
}

const UNSEEN = 0;
const SOURCE = 2 ** 31 - 1;

function explore({ graph, sources, targets, flow, seen }: Search): Explored {
  seen.fill(UNSEEN);
  const order = [...sources];
  for (const source of order) seen[source] = SOURCE;
  for (const node of order) {
    if (targets.has(node)) return { reached: node, order };
    for (const edge of graph.outOf(node)) {
      const { to, isCut } = graph.edges[edge]!;
      if (seen[to] !== UNSEEN || (isCut && flow[edge]! > 0)) continue;
      seen[to] = 1 + edge;
      order.push(to);
    }
    for (const edge of graph.into(node)) {
      const { from } = graph.edges[edge]!;
      if (flow[edge]! === 0 || seen[from] !== UNSEEN) continue;
      seen[from] = -1 - edge;
      order.push(from);
    }
  }
  return { reached: undefined, order };
}

function wayTo({ graph, seen }: Search, target: number): { readonly edge: number; readonly isBack: boolean }[] {
  const way: { edge: number; isBack: boolean }[] = [];
  for (let node = target, mark = seen[node]!; mark !== SOURCE; mark = seen[node]!) {
    const isBack = mark < 0;
    const edge = isBack ? -1 - mark : mark - 1;
    way.push({ edge, isBack });
    node = isBack ? graph.edges[edge]!.to : graph.edges[edge]!.from;
  }
  return way;
}

/** What leads out of what is reached still, and is used up. */
function cutOf({ graph, flow, seen }: Search, order: readonly number[]): Edge[] {
  return order.flatMap((node) =>
    graph.outOf(node).flatMap((edge) => (flow[edge]! > 0 && seen[graph.edges[edge]!.to] === UNSEEN ? [graph.edges[edge]!] : [])),
  );
}
