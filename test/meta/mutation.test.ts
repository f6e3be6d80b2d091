import { nearestFirst, sampleOf } from '../../scripts/mutation';
import { mutantsOf, SWITCH, withSwitches } from '../../scripts/mutation/mutants';

const changed = (source: string) =>
  mutantsOf('a.ts', source).made.map(({ start, end, text }) => source.slice(0, start) + text + source.slice(end));

test.each<[string, string[]]>([
  ['a === b;', [';', 'a !== b;']],
  ['const a = b <= c && d;', ['const a = b <= c || d;', 'const a = b < c && d;']],
  ['const a = !b;', ['const a = b;']],
  ['const a = [b];', ['const a = [];']],
  ["const a = 'b' + c;", ["const a = '' + c;"]],
  ['if (a) b = true;', ['if (true) b = true;', 'if (false) b = true;', 'if (a) ;', 'if (a) b = false;']],
  ['const a = b ? 1 : 2;', ['const a = true ? 1 : 2;', 'const a = false ? 1 : 2;']],
  ["import { a } from 'b'; interface C { readonly d: 'e' } type F = true;", []],
  ['[a, b] = [b, a];', [';', '[a, b] = [];']],
  ["class A extends B { constructor() { super(c); } d = 'e'; }", ["class A extends B { constructor() { super(c); } d = ''; }"]],
])('%s', (source, expected) => expect(changed(source)).toEqual(expected));

test.each<[string, number]>([
  ["const rule = { title: 'Pods', sources: ['https://kubernetes.io'], bad: pod({ a: true }), good: a && b };", 4],
  ["const message = 'is not read';", 1],
])('texts are left out and counted: %s', (source, leftOut) => expect(mutantsOf('a.ts', source)).toEqual({ made: [], leftOut }));

test.each([
  'return !(a && b) === (c || d ? true : false);',
  'if (!a || b < c) { d = [c, [d]]; return d; } else if (a === b) c = 2; else d = 3; return [c, d];',
  "const t = a ? 'x' : b + c - d; [c, d] = [d, c]; return [t, c, d];",
])('code with all of its changes in it does what each of them does alone: %s', (source) => {
  const mutants = mutantsOf('a.ts', source).made.map((mutant, id) => ({ id, mutant }));
  const all = withSwitches(source, mutants);
  const resultsOf = (code: string, active: number) =>
    [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => {
      // eslint-disable-next-line no-bitwise -- each of three values, in code written here
      return new Function(SWITCH, 'a', 'b', 'c', 'd', code)((id: number) => id === active, bits & 1, bits & 2, bits & 4, 5) as unknown;
    });
  expect(resultsOf(all, -1)).toEqual(resultsOf(source, -1));
  for (const { id, mutant } of mutants) {
    const alone = source.slice(0, mutant.start) + mutant.text + source.slice(mutant.end);
    expect([mutant, resultsOf(all, id)]).toEqual([mutant, resultsOf(alone, id)]);
  }
});

test('a sample is the same for a seed, and has nothing twice', () => {
  const items = Array.from({ length: 50 }, (_, i) => i);
  expect(sampleOf(items, 10, 7)).toEqual(sampleOf(items, 10, 7));
  expect(sampleOf(items, 10, 7)).not.toEqual(sampleOf(items, 10, 8));
  expect([...sampleOf(items, 100, 1)].sort((a, b) => a - b)).toEqual(items);
});

test('the own tests of a file come first, then those of its folders, the faster first', () => {
  const tests = ['test/a/c.test.ts', 'test/a/b/slow.test.ts', 'test/a/b/fast.test.ts', 'test/a/b/own.test.ts'];
  const msOf = (test: string) => (test.includes('slow') ? 9 : 1);
  expect(nearestFirst('src/a/b/own.ts', tests, msOf)).toEqual([tests[3], tests[2], tests[1], tests[0]]);
});
