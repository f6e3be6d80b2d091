import { mutantsOf, sampleOf, testsOf } from '../../scripts/mutation';

const changed = (source: string) =>
  mutantsOf('a.ts', source).map(({ start, end, text }) => source.slice(0, start) + text + source.slice(end));

test.each<[string, string[]]>([
  ['a === b;', [';', 'a !== b;']],
  ['const a = b <= c && d;', ['const a = b <= c || d;', 'const a = b < c && d;']],
  ['const a = !b;', ['const a = b;']],
  ['const a = [b];', ['const a = [];']],
  ["const a = 'b' + c;", ["const a = '' + c;"]],
  ['if (a) b = true;', ['if (true) b = true;', 'if (false) b = true;', 'if (a) ;', 'if (a) b = false;']],
  ['const a = b ? 1 : 2;', ['const a = true ? 1 : 2;', 'const a = false ? 1 : 2;']],
  ["import { a } from 'b'; interface C { readonly d: 'e' } type F = true;", []],
])('%s', (source, expected) => expect(changed(source)).toEqual(expected));

test('a sample is the same for a seed, and has nothing twice', () => {
  const items = Array.from({ length: 50 }, (_, i) => i);
  expect(sampleOf(items, 10, 7)).toEqual(sampleOf(items, 10, 7));
  expect(sampleOf(items, 10, 7)).not.toEqual(sampleOf(items, 10, 8));
  expect([...sampleOf(items, 100, 1)].sort((a, b) => a - b)).toEqual(items);
});

test('the tests of a file are the nearest ones, then those of its folders', () => {
  expect(testsOf('src/text/yaml/yaml.ts')).toEqual(['test/text/yaml/yaml.test.ts', 'test/text/yaml', 'test/text']);
  expect(testsOf('src/a/b.ts', () => false)).toEqual([]);
});
