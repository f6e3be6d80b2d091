import * as fc from 'fast-check';
import { SmallSet } from '../../../../src/kubernetes/pods/security/small-set';

const numbers = fc.array(fc.nat(59));
const setOf = (values: readonly number[]) =>
  values.reduce((set, value) => {
    set.add(value);
    return set;
  }, new SmallSet());

test('it holds what was added, and nothing else', () => {
  fc.assert(
    fc.property(numbers, fc.nat(59), (values, other) => {
      expect(setOf(values).has(other)).toBe(values.includes(other));
    }),
  );
});

test('it includes its parts, and nothing more', () => {
  fc.assert(
    fc.property(numbers, numbers, (values, others) => {
      expect(setOf([...values, ...others]).includes(setOf(others))).toBe(true);
      expect(setOf(values).includes(setOf(others))).toBe(others.every((other) => values.includes(other)));
    }),
  );
});

test('a number that does not fit is refused', () => {
  expect(() => new SmallSet().add(60)).toThrow('60 does not fit in a set of numbers below 60');
});
