import * as fc from 'fast-check';
import {
  addQuantities,
  compareQuantities,
  isWhole,
  multiplyQuantity,
  NOTHING,
  parseQuantity,
  quantitySign,
  roundUp,
  wholeQuantity,
} from '../../../src/kubernetes/resources/quantity';

test.each([
  ['0', '0.0'],
  ['1', '1000m'],
  ['1k', '1000'],
  ['1Ki', '1024'],
  ['1.5Gi', '1536Mi'],
  ['.5', '500m'],
  ['5.', '5'],
  ['+2', '2'],
  ['1e3', '1k'],
  ['1E-3', '1m'],
  ['1E', '1000P'],
  ['2n', '0.000000002'],
  [3, '3'],
  ['-1', '-1000m'],
  // What is finer than a billionth is rounded away from zero, what is too large for a binary suffix is capped.
  ['0.1n', '1n'],
  ['-1e-12', '-1n'],
  ['9Ei', '9223372036854775807'],
  ['9E', '9e18'],
  // The API server is lenient here.
  [' 1 ', '1'],
  ['.', '0'],
  ['+', '0'],
  ['m', '0'],
  ['Ti', '0'],
  ['e5', '0'],
])('%s equals %s', (a, b) => {
  expect(compareQuantities(parseQuantity(a)!, parseQuantity(b)!)).toBe(0);
});

test.each([
  ['1G', '1Gi'],
  ['999m', '1'],
  ['-1', '0'],
  ['1u', '1m'],
  ['9007199254740993', '9007199254740994'],
])('%s is less than %s', (a, b) => {
  expect(compareQuantities(parseQuantity(a)!, parseQuantity(b)!)).toBe(-1);
  expect(compareQuantities(parseQuantity(b)!, parseQuantity(a)!)).toBe(1);
});

test.each([
  '',
  'Ei',
  'e-10',
  '..',
  '5.5.',
  '+-1',
  'lots',
  '1 Gi',
  '1gi',
  '1KI',
  '1ki',
  '1mi',
  '1e',
  '1e99999',
  '0x10',
  '1,5',
  '١',
  '1\n',
  '9'.repeat(65),
  NaN,
  Infinity,
  null,
  undefined,
  true,
  {},
  [],
])('%p is not a quantity', (value) => {
  expect(parseQuantity(value)).toBeUndefined();
});

test('whole parts', () => {
  expect(isWhole(parseQuantity('500m')!, 1000n)).toBe(true);
  expect(isWhole(parseQuantity('0.5m')!, 1000n)).toBe(false);
  expect(isWhole(parseQuantity('0.5')!, 1n)).toBe(false);
  expect(isWhole(parseQuantity('0.5Ki')!, 1n)).toBe(true);
});

test.each([
  ['500m', '500m', '1'],
  ['1500m', '1', '2500m'],
  ['1Gi', '512Mi', '1536Mi'],
  ['1Gi', '1G', '2073741824'],
  ['1Ki', '0', '1Ki'],
  ['0', '0', '0'],
  ['1', '-1', '0'],
  ['1n', '1', '1000000001n'],
  ['999', '1', '1k'],
  ['4Ei', '4Ei', '8Ei'],
])('%s and %s are %s', (a, b, sum) => {
  const added = addQuantities(parseQuantity(a)!, parseQuantity(b)!);
  expect([added.text, compareQuantities(added, parseQuantity(`${BigInt(added.nanos)}n`)!)]).toEqual([sum, 0]);
});

test('computed quantities', () => {
  expect(multiplyQuantity(parseQuantity('250m')!, 3).text).toBe('750m');
  expect(multiplyQuantity(parseQuantity('256Mi')!, 4).text).toBe('1Gi');
  expect(wholeQuantity(3)).toEqual({ text: '3', nanos: 3_000_000_000n });
  expect(addQuantities(NOTHING, parseQuantity('0.5')!).text).toBe('0.5');
  expect([
    roundUp(parseQuantity('1.2')!, 1n),
    roundUp(parseQuantity('1.0001')!, 1000n),
    roundUp(parseQuantity('-1.2')!, 1n),
    roundUp(parseQuantity('3')!, 1n),
  ]).toEqual([2n, 1001n, -2n, 3n]);
});

test.each([
  ['-1', -1],
  ['0.0Ki', 0],
  ['.', 0],
  [0.5, 1],
  ['Ei', undefined],
  ['', undefined],
  [null, undefined],
])('the sign of %p is %p', (value, sign) => {
  expect(quantitySign(value)).toBe(sign);
});

describe('the sign alone', () => {
  test.each<[unknown, number | undefined]>([
    ['100m', 1],
    ['128Mi', 1],
    ['2', 1],
    ['1M', 1],
    ['9999999999Ti', 1],
    ['1k', 1],
    ['1E', 1],
    ['0.5', 1],
    ['0', 0],
    ['0Mi', 0],
    ['-1', -1],
    ['-0', 0],
    [3, 1],
    [0, 0],
    [-2, -1],
    ['128K', undefined],
    ['1mi', undefined],
    ['1Mib', undefined],
    ['100m\n', undefined],
    ['', undefined],
    ['9'.repeat(65), undefined],
    [null, undefined],
    [true, undefined],
  ])('%p has %p', (value, sign) => {
    expect(quantitySign(value)).toBe(sign);
  });

  test('is that of the quantity', () => {
    const text = fc
      .tuple(
        fc.constantFrom('', '-', '+'),
        fc.constantFrom('0', '1', '10', '010', '99999999999', ''),
        fc.constantFrom('', '.', '.5', '.0'),
        fc.constantFrom('', 'm', 'n', 'k', 'K', 'Ki', 'M', 'Mi', 'mi', 'G', 'Gi', 'T', 'Ti', 'E', 'e3', ' ', '\n'),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (value) => {
        const quantity = parseQuantity(value);
        expect(quantitySign(value)).toBe(quantity && Number(quantity.nanos > 0n) - Number(quantity.nanos < 0n));
      }),
      { numRuns: 2000 },
    );
  });
});
