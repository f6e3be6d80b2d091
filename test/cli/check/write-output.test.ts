import { Writable } from 'node:stream';
import { portions, writeTo } from '../../../src/cli/check/write-output';

test('portions hold the same text, in few pieces', () => {
  const pieces = Array.from({ length: 10_000 }, (_, i) => `${i} `.repeat(10));
  const portioned = [...portions(pieces)];
  expect(portioned.join('')).toBe(pieces.join(''));
  expect(portioned.length).toBeLessThan(10);
  expect([...portions([])]).toEqual([]);
  expect([...portions(['', 'a', ''])]).toEqual(['a']);
});

test('no piece is asked for before what reads the stream has taken those before', async () => {
  const taken: string[] = [];
  let asked = 0;
  const slow = new Writable({
    highWaterMark: 1,
    decodeStrings: false,
    write: (piece: string, _, done) => {
      expect(asked).toBe(taken.length + 1);
      setImmediate(() => {
        taken.push(piece);
        done();
      });
    },
  });
  const pieces = function* () {
    for (const piece of ['a', 'b', 'c']) {
      asked += 1;
      yield piece;
    }
  };
  await writeTo(slow, pieces());
  expect(taken).toEqual(['a', 'b', 'c']);
});
