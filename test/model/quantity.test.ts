import { compareQuantities, isWhole, parseQuantity } from '../../src/model/quantity';

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
