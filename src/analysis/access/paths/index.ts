/**
 * What an identity or a workload can turn into, step by step: `attackPathsOf(inventory, minor)` is the graph of an input, computed once.
 * {@link AttackPaths.path} is the shortest way from a start to a target, {@link AttackPaths.cut} the fewest changes that leave none.
 */
export { AttackPaths, attackPathsOf, type AttackPath } from './attack-paths';
export { TARGETS, type Target } from './builder';
export { MOST_CHANGES, type Cut } from './cut';
export type { EdgeKind, Peer } from './edge-kind';
export { EDGE_KINDS, edgeKind, OTHER_EDGES } from './edges';
export type { Edge, Evidence, GraphNode } from './graph';
