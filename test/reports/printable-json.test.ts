import * as fc from 'fast-check';
import { printableJson, Streamed } from '../../src/reports/printable-json';

const joined = (value: unknown) => [...printableJson(value)].join('');
const listed = <T>(items: readonly T[]) => new Streamed(items, (item) => ({ item }));

test('is indented JSON with everything deceptive escaped', () => {
  expect(joined({ a: ['\u001b', '\u009b', '\u202e', '\u2028', '\ud800', '\u{e0041}', 'é', '\n'] })).toBe(
    '{\n  "a": [\n    "\\u001b",\n    "\\u009b",\n    "\\u202e",\n    "\\u2028",\n    "\\ud800",\n    "\\udb40\\udc41",\n    "é",\n'
      + '    "\\n"\n  ]\n}\n',
  );
});

test('parses back to the same text, whatever it is', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(0xffff)), (units) => {
      const text = String.fromCharCode(...units);
      const json = joined([text]);
      expect(JSON.parse(json)).toEqual([text]);
      expect(json).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    }),
  );
});

test.each([
  ['at the top', (list: unknown) => list],
  ['in a mapping', (list: unknown) => ({ 'a': 1, 'the "list"': list, 'none': undefined, 'z': { y: [] } })],
  ['deep within', (list: unknown) => [{ runs: [7, null, { list, other: list }] }, {}]],
])('a streamed list %s reads like one that was there', (_, around) => {
  const lists: readonly (readonly unknown[])[] = [[], ['a\u202eb\n'], [{ b: [] }, [1, [2]], null]];
  for (const items of lists) {
    const plain = `${JSON.stringify(around(items.map((item) => ({ item }))), null, 2)}\n`.replaceAll('\u202e', '\\u202e');
    expect(joined(around(listed(items)))).toBe(plain);
  }
});

test('an entry is made when the entries before it are written', () => {
  const made: number[] = [];
  const list = new Streamed([1, 2, 3], (item) => {
    made.push(item);
    return { item };
  });
  for (const piece of printableJson({ list })) if (piece.includes('"item": 2')) break;
  expect(made).toEqual([1, 2]);
});
