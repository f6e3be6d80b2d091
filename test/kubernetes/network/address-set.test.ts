import * as fc from 'fast-check';
import {
  addressesOf,
  merge,
  rangeOf,
  subtract,
  worldFamilies,
  worldFamiliesOf,
  type AddressRange,
} from '../../../src/kubernetes/network/address-set';
import { Cidr } from '../../../src/kubernetes/network/cidr';

const ranges = (...texts: string[]) => texts.map((text) => rangeOf(Cidr.of(text)));

test('a range is its first and last address', () => {
  expect(ranges('10.0.0.0/8', '::/0', '2001:db8::/126')).toEqual([
    { family: 4, first: 0x0a000000n, last: 0x0affffffn },
    { family: 6, first: 0n, last: 2n ** 128n - 1n },
    { family: 6, first: 0x20010db8000000000000000000000000n, last: 0x20010db8000000000000000000000003n },
  ]);
});

test.each([
  [['0.0.0.0/0'], [4]],
  [['0.0.0.0/1'], [4]],
  [['0.0.0.0/2', '64.0.0.0/2'], [4]],
  [['0.0.0.0/2', '64.0.0.0/3'], []],
  [['::/0'], [6]],
  [['2000::/3'], [6]],
  [['2000::/4'], [6]],
  [['2000::/5'], []],
  [['fc00::/7', 'fe80::/10', '10.0.0.0/8'], []],
  [
    ['0.0.0.0/1', '2000::/3'],
    [4, 6],
  ],
  [[], []],
])('%j opens the internet of families %j', (texts, families) => {
  expect(worldFamilies(ranges(...texts))).toEqual(families);
  expect(worldFamiliesOf(texts.map((text) => ({ cidr: Cidr.of(text), except: [] })))).toEqual(families);
});

test('exceptions count as closed', () => {
  const of = (cidr: string, ...except: string[]) =>
    worldFamilies(addressesOf([{ cidr: Cidr.of(cidr), except: except.map((text) => Cidr.of(text)) }]));
  expect(of('0.0.0.0/0', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16')).toEqual([4]);
  expect(of('0.0.0.0/0', '0.0.0.0/1')).toEqual([4]);
  expect(of('0.0.0.0/0', '0.0.0.0/1', '128.0.0.0/2')).toEqual([]);
  expect(of('0.0.0.0/0', '0.0.0.0/1', '128.0.0.0/1')).toEqual([]);
});

test('merging and subtracting are what they are on single addresses', () => {
  const bound = fc.integer({ min: 0, max: 15 });
  const small = fc
    .tuple(bound, bound)
    .map(([a, b]): AddressRange => ({ family: 4, first: BigInt(Math.min(a, b)), last: BigInt(Math.max(a, b)) }));
  const members = (list: readonly AddressRange[]) =>
    Array.from({ length: 16 }, (_, index) => list.some(({ first, last }) => first <= BigInt(index) && BigInt(index) <= last));
  fc.assert(
    fc.property(fc.array(small, { maxLength: 5 }), small, (list, range) => {
      const merged = merge(list);
      expect(members(merged)).toEqual(members(list));
      merged.slice(1).forEach(({ first }, index) => expect(first > merged[index]!.last + 1n).toBe(true));
      expect(members(subtract(range, list))).toEqual(members([range]).map((inside, index) => inside && !members(list)[index]));
    }),
  );
});
