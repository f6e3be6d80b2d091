import fc from 'fast-check';
import { LabelSelector } from '../../../src/kubernetes/objects/label-selector';
import { Aggregation } from '../../../src/kubernetes/rbac/aggregation';

interface Role {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly selectors: readonly LabelSelector[] | undefined;
}

/** Role i takes over those of `links[i]`; a role without links is not aggregated. */
const rolesOf = (links: readonly (readonly number[])[]): Role[] =>
  links.map((targets, index) => ({
    name: `r${index}`,
    labels: { [`l${index}`]: 'yes' },
    selectors: targets.length === 0 ? undefined : targets.map((target) => LabelSelector.of({ matchLabels: { [`l${target}`]: 'yes' } })),
  }));

/** All that a role reaches, by trying step by step. */
function reached(links: readonly (readonly number[])[], start: number): Set<number> {
  const seen = new Set<number>();
  const queue = [...links[start]!];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    queue.push(...links[next]!);
  }
  return seen;
}

const graphs = fc
  .integer({ min: 1, max: 9 })
  .chain((size) => fc.array(fc.array(fc.nat(size - 1), { maxLength: 3 }), { minLength: size, maxLength: size }));
const sorted = (items: Iterable<string>) => [...items].sort();

test('members, what is gathered, what is inherited and circles, against trying step by step', () => {
  fc.assert(
    fc.property(graphs, (links) => {
      const roles = rolesOf(links);
      const graph = new Aggregation(roles);
      const gathered = graph.gathered(({ name }) => [name]);
      const inherited = graph.inherited(({ name }) => [name], Infinity);
      roles.forEach((role, index) => {
        const below = reached(links, index);
        const above = links.flatMap((_, from) => (reached(links, from).has(index) && from !== index ? [`r${from}`] : []));
        const others = [...below].filter((target) => target !== index).map((target) => `r${target}`);
        expect(sorted(graph.members(role).map(({ name }) => name))).toEqual(sorted(others));
        expect(sorted(gathered(role))).toEqual(sorted(new Set([role.name, ...others])));
        expect(sorted([...inherited(role)].filter((name) => name !== role.name))).toEqual(sorted(above));
        expect(graph.isCyclic(role)).toBe(others.some((name) => reached(links, Number(name.slice(1))).has(index)));
      });
    }),
    { numRuns: 500 },
  );
});

test('of what is inherited as much as asked for', () => {
  const roles = rolesOf([[4], [4], [4], [4], []]);
  const graph = new Aggregation(roles);
  expect(graph.inherited(({ name }) => [name], 2)(roles[4]!).size).toBe(2);
  expect(graph.inherited(({ name }) => [name], 9)(roles[4]!).size).toBe(4);
});

test('a chain of 50,000 roles, and one selector of as many', () => {
  const size = 50_000;
  const chain = rolesOf(Array.from({ length: size }, (_, index) => (index + 1 < size ? [index + 1] : [])));
  expect(new Aggregation(chain).gathered(({ name }) => (name === `r${size - 1}` ? ['leaf'] : []))(chain[0]!)).toEqual(new Set(['leaf']));
  const all = chain.map((role) => ({ ...role, selectors: [LabelSelector.of({})] }));
  const graph = new Aggregation(all);
  expect([graph.isCyclic(all[0]!), graph.members(all[0]!).length]).toEqual([true, size - 1]);
});

test('a role that is not among them has what it has itself', () => {
  const [role] = rolesOf([[]]);
  const graph = new Aggregation<Role>([]);
  expect([graph.members(role!), graph.isCyclic(role!), [...graph.gathered(({ name }) => [name])(role!)]]).toEqual([[], false, ['r0']]);
  expect(graph.inherited(({ name }) => [name], 3)(role!).size).toBe(0);
});
