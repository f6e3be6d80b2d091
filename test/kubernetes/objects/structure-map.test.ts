import * as fc from 'fast-check';
import { StructureMap } from '../../../src/kubernetes/objects/structure-map';

test('values lead to the same place when they are written alike, and to others when they are not', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      const map = new StructureMap<string>();
      const [first, second] = [map.through(one), map.through(other)];
      expect(map.through(JSON.parse(JSON.stringify(one)))).toBe(first);
      expect(first === second).toBe(JSON.stringify(one) === JSON.stringify(other));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['a list and a mapping of its positions', ['x'], { 0: 'x' }],
  ['a number and its text', 1, '1'],
  ['nothing and null', undefined, null],
  ['an empty list and an empty mapping', [], {}],
  ['entries of one mapping and of one within it', { a: { b: 1 } }, { a: {}, b: 1 }],
])('%s are told apart', (_, one, other) => {
  const map = new StructureMap<string>();
  expect(map.through(one)).not.toBe(map.through(other));
});

test('what follows one another is not one value', () => {
  const map = new StructureMap<string>();
  expect(map.through([1]).through([2])).not.toBe(map.through([1, 2]));
  expect(map.through('a').through('b')).toBe(map.through('a').through('b'));
});
