import * as fc from 'fast-check';
import { compareQuantities, isWhole, parseQuantity, quantitySign } from '../../src/model/quantity';

test.each([
  ['0', '0.0'], ['1', '1000m'], ['1k', '1000'], ['1Ki', '1024'], ['1.5Gi', '1536Mi'], ['.5', '500m'], ['5.', '5'], ['+2', '2'], ['1e3', '1k'],
  ['1E-3', '1m'], ['1E', '1000P'], ['2n', '0.000000002'], [3, '3'], ['-1', '-1000m'],
])('%s equals %s', (a, b) => {
  expect(compareQuantities(parseQuantity(a)!, parseQuantity(b)!)).toBe(0);
});

test.each([['1G', '1Gi'], ['999m', '1'], ['-1', '0'], ['1u', '1m'], ['9007199254740993', '9007199254740994']])('%s is less than %s', (a, b) => {
  expect(compareQuantities(parseQuantity(a)!, parseQuantity(b)!)).toBe(-1);
  expect(compareQuantities(parseQuantity(b)!, parseQuantity(a)!)).toBe(1);
});

test.each(['', '.', '+', 'lots', '1 Gi', '1gi', '1KI', '1ki', '1mi', '1e', '1e999', '0x10', '1,5', '١', ' 1', '1\n', '9'.repeat(65), NaN, Infinity, null, undefined, true, {}, []])('%p is no quantity', (value) => {
  expect(parseQuantity(value)).toBeUndefined();
});

test('whole parts', () => {
  expect(isWhole(parseQuantity('500m')!, 1000n)).toBe(true);
  expect(isWhole(parseQuantity('0.5m')!, 1000n)).toBe(false);
  expect(isWhole(parseQuantity('0.5')!, 1n)).toBe(false);
  expect(isWhole(parseQuantity('0.5Ki')!, 1n)).toBe(true);
});

describe('the sign alone', () => {
  test.each<[unknown, number | undefined]>([
    ['100m', 1], ['128Mi', 1], ['2', 1], ['1M', 1], ['9999999999Ti', 1], ['1k', 1], ['1E', 1], ['0.5', 1], ['0', 0], ['0Mi', 0], ['-1', -1], ['-0', 0], [3, 1], [0, 0], [-2, -1],
    ['128K', undefined], ['1mi', undefined], ['1Mib', undefined], ['100m\n', undefined], ['', undefined], ['9'.repeat(65), undefined], [null, undefined], [true, undefined],
  ])('%p has %p', (value, sign) => {
    expect(quantitySign(value)).toBe(sign);
  });

  test('is that of the amount', () => {
    const text = fc.tuple(fc.constantFrom('', '-', '+'), fc.constantFrom('0', '1', '10', '010', '99999999999', ''), fc.constantFrom('', '.', '.5', '.0'), fc.constantFrom('', 'm', 'n', 'k', 'K', 'Ki', 'M', 'Mi', 'mi', 'G', 'Gi', 'T', 'Ti', 'E', 'e3', ' ', '\n'))
      .map((parts) => parts.join(''));
    fc.assert(fc.property(text, (value) => {
      const quantity = parseQuantity(value);
      expect(quantitySign(value)).toBe(quantity && Number(quantity.numerator > 0n) - Number(quantity.numerator < 0n));
    }), { numRuns: 2000 });
  });
});
