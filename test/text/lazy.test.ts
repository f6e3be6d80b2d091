import { lazy } from '../../src/text/lazy';

test('a lazy value is made once, and not before it is asked for', () => {
  const made: number[] = [];
  const value = lazy<undefined>(() => void made.push(1));
  expect(made).toEqual([]);
  expect([value(), value(), made]).toEqual([undefined, undefined, [1]]);
});
