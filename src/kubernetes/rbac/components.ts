/**
 * The strongly connected components of a graph, as a number for each node: what a component leads to has a lower one. Tarjan's algorithm,
 * without recursion, since chains may be long.
 */
export function components(edges: readonly (readonly number[])[]): number[] {
  const result = new Array<number>(edges.length).fill(-1);
  const index = new Array<number>(edges.length).fill(-1);
  const low = new Array<number>(edges.length).fill(0);
  const open: number[] = [];
  const path: { readonly node: number; next: number }[] = [];
  let visited = 0;
  let count = 0;
  const enter = (node: number): void => {
    index[node] = low[node] = visited++;
    open.push(node);
    path.push({ node, next: 0 });
  };
  for (let start = 0; start < edges.length; start++) {
    if (index[start]! < 0) enter(start);
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const { node } = step;
      const target = edges[node]![step.next++];
      if (target !== undefined) {
        if (index[target]! < 0) enter(target);
        else if (result[target]! < 0) low[node] = Math.min(low[node]!, index[target]!);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent) low[parent.node] = Math.min(low[parent.node]!, low[node]!);
      if (low[node] !== index[node]) continue;
      for (let member = open.pop()!; ; member = open.pop()!) {
        result[member] = count;
        if (member === node) break;
      }
      count++;
    }
  }
  return result;
}
