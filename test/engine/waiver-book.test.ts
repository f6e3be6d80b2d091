import { WaiverBook, type Waiver } from '../../src/engine/waiver';
import type { KubeObject } from '../../src/kubernetes/objects/object';

const named = (name: string) => ({ name }) as KubeObject;
let asked = 0;
const waiver = (reason: string, name?: string): Waiver => ({
  terms: { rule: 'made-up/loud', reason, approvedBy: 'Ada', until: '2026-12-31' },
  scope: {
    place: reason,
    path: '',
    everywhere: false,
    ...(name === undefined ? {} : { name }),
    covers: (object) => {
      asked += 1;
      return name === undefined || object.name === name;
    },
  },
  faults: [],
});

test('the first of the waivers that cover an object accepts, whether it names the object or not; all are counted', () => {
  const waivers = [waiver('of b', 'b'), waiver('of any'), waiver('of a', 'a')];
  const book = new WaiverBook(waivers, (id) => id);
  expect(['a', 'b', 'c'].map((name) => book.accept('made-up/loud', named(name))?.reason)).toEqual(['of any', 'of b', 'of any']);
  expect(book.accept('made-up/odd', named('a'))).toBeUndefined();
  expect(book.uses(() => true).map(({ accepted }) => accepted)).toEqual([1, 3, 1]);
});

test('a waiver that names its object is asked about objects of that name alone', () => {
  const names = Array.from({ length: 100 }, (_, i) => `n${i}`);
  const book = new WaiverBook(
    names.map((name) => waiver(name, name)),
    (id) => id,
  );
  asked = 0;
  expect(names.map((name) => book.accept('made-up/loud', named(name))?.reason)).toEqual(names);
  expect(asked).toBe(100);
});
