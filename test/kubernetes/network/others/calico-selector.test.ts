import { readCalicoSelector } from '../../../../src/kubernetes/network/others/calico-selector';

/** `a In x,y & b Exists | …`. */
function read(text: string): string | undefined {
  return readCalicoSelector(text)
    ?.map((all) => all.map(({ key, operator, values }) => [key, operator, ...(values ? [values.join()] : [])].join(' ')).join(' & '))
    .join(' | ');
}

test.each<[string, string]>([
  ['', ''],
  ['  ', ''],
  ['all()', ''],
  ["a == 'x'", 'a In x'],
  ['a == "x"', 'a In x'],
  ["a=='x'", 'a In x'],
  ["a != 'x'", 'a NotIn x'],
  ["a == ''", 'a In '],
  ["a in { 'x', 'y' }", 'a In x,y'],
  ["a in {'x',}", 'a In x'],
  ["a not in { 'x' }", 'a NotIn x'],
  ['has(a)', 'a Exists'],
  ['!has(a)', 'a DoesNotExist'],
  ['!!has(a)', 'a Exists'],
  ["has(a) && b == 'x'", 'a Exists & b In x'],
  ["has(a) || b == 'x'", 'a Exists | b In x'],
  ['has(a) || has(b) && has(c)', 'a Exists | b Exists & c Exists'],
  ['(has(a) || has(b)) && has(c)', 'a Exists & c Exists | b Exists & c Exists'],
  ["!(has(a) && b == 'x')", 'a DoesNotExist | b NotIn x'],
  ["!(has(a) || b in {'x'})", 'a DoesNotExist & b NotIn x'],
  ["!(a not in {'x'} && !has(b))", 'a In x | b Exists'],
  ["projectcalico.org/name == 'x'", 'projectcalico.org/name In x'],
  ['all() && has(a)', 'a Exists'],
  ['all() || has(a)', ' | a Exists'],
])('%s', (text, expected) => expect(read(text)).toBe(expected));

test('what is the opposite of everything is nothing', () => expect(readCalicoSelector('!all()')).toEqual([]));

test.each([
  'a',
  'a ==',
  'a == x',
  "a = 'x'",
  "a == 'x",
  "'a' == 'x'",
  "a == 'x' b",
  "a == 'x' &&",
  "&& a == 'x'",
  '(has(a)',
  'has(a))',
  'has(a',
  "has('a')",
  'has()',
  'all(a)',
  'global()',
  'some(a)',
  'a in {}',
  "a in 'x'",
  "a in {'x' 'y'}",
  "a in {'x', y}",
  "a in {'x'",
  "a not {'x'}",
  "a not on {'x'}",
  // Comparisons with a part of a value: more or less than all that have the label.
  "a contains 'x'",
  "!(a contains 'x')",
  "a starts with 'x'",
  "has(b) || !(a starts with 'x')",
  "a ends with 'x'",
  "!(a ends with 'x')",
  "a holds 'x'",
  'a contains x',
  '!',
  '()',
])('%s is not read', (text) => expect(readCalicoSelector(text)).toBeUndefined());

describe('limits', () => {
  const or = (count: number) => Array.from({ length: count }, (_, i) => `has(a${i})`).join(' || ');

  test('64 alternatives are read, 65 are not', () => {
    expect(readCalicoSelector(or(64))).toHaveLength(64);
    expect(readCalicoSelector(or(65))).toBeUndefined();
    expect(readCalicoSelector(`(${or(8)}) && (${or(8)})`)).toHaveLength(64);
    expect(readCalicoSelector(`(${or(9)}) && (${or(8)})`)).toBeUndefined();
  });

  test('100 levels are read, 101 are not; many beside each other are no levels', () => {
    const nested = (levels: number) => `${'!'.repeat(levels - 1)}has(a)`;
    expect(readCalicoSelector(nested(100))).toHaveLength(1);
    expect(readCalicoSelector(nested(101))).toBeUndefined();
    expect(readCalicoSelector(Array(200).fill('has(a)').join(' && '))).toHaveLength(1);
  });

  test('10,000 characters are read, more are not', () => {
    const padded = (length: number) => 'has(a)'.padEnd(length);
    expect(read(padded(10_000))).toBe('a Exists');
    expect(read(padded(10_001))).toBeUndefined();
  });
});
