import * as fc from 'fast-check';
import { LruMap } from '../../src/text/lru-map';

test('makes what it does not have, and keeps it, whatever it is', () => {
  const make = jest.fn((key: string) => (key === '' ? undefined : key.length));
  const map = new LruMap<string, number | undefined>(2);
  expect(['a', '', 'a', ''].map((key) => map.get(key, make))).toEqual([1, undefined, 1, undefined]);
  expect(make.mock.calls.map(([key]) => key)).toEqual(['a', '']);
});

test('keeps what was asked for last, also through a change of generations', () => {
  const made: string[] = [];
  const make = (key: string) => {
    made.push(key);
    return key;
  };
  const map = new LruMap<string, string>(2);
  for (const key of ['a', 'b', 'c', 'a', 'd', 'a', 'b']) map.get(key, make);
  expect(made).toEqual(['a', 'b', 'c', 'd', 'b']);
});

test('never holds more than twice its limit, and always the last of it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 60 }), (limit, keys) => {
      const map = new LruMap<number, number>(limit);
      keys.forEach((key, index) => {
        let missed = false;
        const value = map.get(key, () => {
          missed = true;
          return -key;
        });
        expect(value).toBe(-key);
        expect(map.size).toBeLessThanOrEqual(2 * limit);
        const before = keys.slice(0, index);
        const last = before.lastIndexOf(key);
        if (last >= 0 && new Set(before.slice(last + 1)).size < limit) expect(missed).toBe(false);
      });
    }),
    { numRuns: 300 },
  );
});

test.each([0, -1, 1.5])('a limit of %d is refused', (limit) => {
  expect(() => new LruMap(limit)).toThrow(`an LruMap keeps at least one entry, not ${limit}`);
});
