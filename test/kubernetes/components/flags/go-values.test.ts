import { parseGoBool, parseGoDuration, parseGoInt } from '../../../../src/kubernetes/components/flags/go-values';

test.each<[string, number | undefined]>([
  ['30', 30],
  ['+30', 30],
  ['-30', -30],
  ['0x1e', 30],
  ['0X1E', 30],
  ['0o36', 30],
  ['0O36', 30],
  ['036', 30],
  ['0b11110', 30],
  ['0B11110', 30],
  ['1_000', 1000],
  ['0x_1e', 30],
  ['0', 0],
  ['00', 0],
  ['9007199254740991', 9007199254740991],
  ['9007199254740992', undefined],
  ['', undefined],
  ['08', undefined],
  ['1.5', undefined],
  ['30d', undefined],
  ['1__0', undefined],
])('%s', (text, expected) => expect(parseGoInt(text)).toBe(expected));

test('minus zero is zero', () => expect(Object.is(parseGoInt('-0'), 0)).toBe(true));

test('booleans have these spellings and no other', () => {
  expect(['1', 't', 'T', 'true', 'TRUE', 'True'].map(parseGoBool)).toEqual(Array(6).fill(true));
  expect(['0', 'f', 'F', 'false', 'FALSE', 'False'].map(parseGoBool)).toEqual(Array(6).fill(false));
  expect(['', 'yes', 'tRUE', 'no', ' true'].map(parseGoBool)).toEqual(Array(5).fill(undefined));
});

test.each<[string, number | undefined]>([
  ['1m0s', 60],
  ['1h30m', 5400],
  ['1.5h', 5400],
  ['.5s', 0.5],
  ['500ms', 0.5],
  ['0', 0],
  ['-0', 0],
  ['+1s', 1],
  ['-1s', -1],
  ['', undefined],
  ['60', undefined],
  ['1', undefined],
  ['1d', undefined],
  ['1 s', undefined],
  ['s', undefined],
  ['1.2.3s', undefined],
  ['1m30', undefined],
])('the duration %s', (text, expected) => expect(parseGoDuration(text)).toBe(expected));
