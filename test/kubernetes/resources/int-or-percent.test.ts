import { formatIntOrPercent, readIntOrPercent, scaledValue } from '../../../src/kubernetes/resources/int-or-percent';

test.each([
  [0, { count: 0 }],
  [7, { count: 7 }],
  ['0%', { percent: 0 }],
  ['007%', { percent: 7 }],
  ['250%', { percent: 250 }],
])('%p is a quantity', (value, expected) => expect(readIntOrPercent(value)).toEqual(expected));

test.each([
  [-1],
  [1.5],
  [2 ** 31],
  ['5'],
  ['-5%'],
  ['5 %'],
  ['%'],
  ['5%%'],
  ['5%\n'],
  ['99999999999%'],
  [null],
  [undefined],
  [true],
  [[5]],
  [{}],
])('%p is none', (value) => expect(readIntOrPercent(value)).toBeUndefined());

test.each([
  [{ percent: 25 }, 1, 1, 0],
  [{ percent: 25 }, 4, 1, 1],
  [{ percent: 67 }, 3, 3, 2],
  [{ percent: 0 }, 9, 0, 0],
  [{ percent: 100 }, 9, 9, 9],
  [{ percent: 50 }, 0, 0, 0],
  [{ count: 5 }, 3, 5, 5],
])('%p of %d is %d rounded up and %d rounded down', (amount, total, up, down) => {
  expect([scaledValue(amount, total, 'up'), scaledValue(amount, total, 'down')]).toEqual([up, down]);
});

test('it is shown as written', () => expect([{ count: 5 }, { percent: 5 }].map(formatIntOrPercent)).toEqual(['5', '5%']));
