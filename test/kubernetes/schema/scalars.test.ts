import { quoted, scalarFault } from '../../../src/kubernetes/schema/scalars';

/** Values that the API server reads, by letter of the table. test/real/schema.test.ts asks it. */
const READ: Readonly<Record<string, readonly unknown[]>> = {
  s: ['', 'a', '0', 'null'],
  b: [true, false],
  i: [0, -0, 1, -1, 1.0, 1e3, 2147483647, -2147483648],
  l: [0, 4294967296, 9007199254740991, -9007199254740991, 9223372036854775807],
  d: [0, 1.5, -2, 1e21],
  x: [0, 80, 'http', '25%', ''],
  q: ['0', '500m', '1Gi', '1e3', '-1', ' 1 ', '\u00a01', '.5', 'm', 1, 0.5, 1e21, '1'.repeat(70)],
  t: [
    '2026-01-31T08:00:00Z',
    '2024-02-29T23:59:59+14:00',
    '2026-01-31T8:00:00Z',
    '2026-01-31T08:00:00,5Z',
    '2026-01-31T08:00:00.123456789-24:60',
    '0000-01-01T00:00:00Z',
    '2000-02-29T00:00:00Z',
  ],
  m: ['2026-01-31T08:00:00.000000Z', '2026-01-31T8:00:00,123456+02:00'],
  y: ['', 'YQ==', 'YWI=', 'YWJj', 'YQ\n==\r\n', 'YR==', [97, 0, 255, null], []],
  a: [{}, [], 'text', 1, true],
};

/** Values that it rejects, with what we say of them. */
const REJECTED: readonly (readonly [letter: string, value: unknown, fact: string])[] = [
  ['s', 1, 'is a number where a string belongs (YAML reads it so without quotes)'],
  ['s', true, 'is a boolean where a string belongs (YAML reads true, yes, on and y so without quotes)'],
  ['s', ['a'], 'is a list where a string belongs'],
  ['s', { a: 1 }, 'is a mapping where a string belongs'],
  ['b', 'true', 'is a string where a boolean belongs'],
  ['b', 0, 'is a number where a boolean belongs'],
  ['i', '1', 'is a string where an integer belongs'],
  ['i', 1.5, 'is 1.5, where an integer belongs'],
  ['i', 1e-7, 'is 1e-7, where an integer belongs'],
  ['i', NaN, 'is NaN, where an integer belongs'],
  ['i', Infinity, 'is Infinity, where an integer belongs'],
  ['i', 2147483648, 'is 2147483648, which does not fit into the 32 bits of its integer'],
  ['i', -2147483649, 'is -2147483649, which does not fit into the 32 bits of its integer'],
  ['l', true, 'is a boolean where an integer belongs'],
  ['l', 1e19, 'is 10000000000000000000, which does not fit into the 64 bits of its integer'],
  ['l', -1e19, 'is -10000000000000000000, which does not fit into the 64 bits of its integer'],
  ['l', 0.5, 'is 0.5, where an integer belongs'],
  ['d', '1', 'is a string where a number belongs'],
  ['d', NaN, 'is a number where a number belongs'],
  ['x', true, 'is a boolean where an integer or a string belongs'],
  ['x', 1.5, 'is 1.5, where an integer belongs'],
  ['x', 2147483648, 'is 2147483648, which does not fit into the 32 bits of its integer'],
  ['q', true, 'is a boolean where a quantity belongs'],
  ['q', {}, 'is a mapping where a quantity belongs'],
  ['q', '', 'is "", which is not a quantity such as 500m or 1Gi'],
  ['q', '1 Gi', 'is "1 Gi", which is not a quantity such as 500m or 1Gi'],
  ['q', '1GB', 'is "1GB", which is not a quantity such as 500m or 1Gi'],
  ['q', '1\t', 'is "1\\t", which is not a quantity such as 500m or 1Gi'],
  ['t', 1769846400, 'is a number where a time belongs'],
  ['t', '', 'is "", which is not a time such as 2026-01-31T08:00:00Z'],
  ['t', '2026-01-31', 'is "2026-01-31", which is not a time such as 2026-01-31T08:00:00Z'],
  ['t', '2026-02-30T00:00:00Z', 'is "2026-02-30T00:00:00Z", which is not a time such as 2026-01-31T08:00:00Z'],
  ['t', '1900-02-29T00:00:00Z', 'is "1900-02-29T00:00:00Z", which is not a time such as 2026-01-31T08:00:00Z'],
  ['t', '2026-04-31T00:00:00Z', 'is "2026-04-31T00:00:00Z", which is not a time such as 2026-01-31T08:00:00Z'],
  ['t', '2026-01-31T24:00:00Z', 'is "2026-01-31T24:00:00Z", which is not a time such as 2026-01-31T08:00:00Z'],
  ['t', '2026-01-31T08:00:00+25:00', 'is "2026-01-31T08:00:00+25:00", which is not a time such as 2026-01-31T08:00:00Z'],
  ['m', '2026-01-31T08:00:00Z', 'is "2026-01-31T08:00:00Z", which is not a time such as 2026-01-31T08:00:00.000000Z'],
  ['m', '2026-01-31T08:00:00.1234567Z', 'is "2026-01-31T08:00:00.1234567Z", which is not a time such as 2026-01-31T08:00:00.000000Z'],
  ['y', 1, 'is a number where text in base64 belongs'],
  ['y', [256], 'is a list where text in base64 belongs'],
  ['y', 'YQ', 'is not text in base64'],
  ['y', 'YQ=', 'is not text in base64'],
  ['y', '====', 'is not text in base64'],
  ['y', 'YQ==YQ==', 'is not text in base64'],
  ['y', '-_-_', 'is not text in base64'],
];

test.each(Object.entries(READ).flatMap(([letter, values]) => values.map((value) => [letter, value] as const)))(
  '%s reads %j',
  (letter, value) => {
    expect(scalarFault(letter, value)).toBeUndefined();
  },
);

test.each(REJECTED)('%s rejects %j', (letter, value, fact) => {
  expect(scalarFault(letter, value)).toBe(fact);
});

test('every letter but that of free values rejects something', () => {
  expect(Object.keys(READ).filter((letter) => !REJECTED.some(([each]) => each === letter))).toEqual(['a']);
});

test('what is not base64 is not shown, since it may be a secret', () => {
  expect(scalarFault('y', 'hunter2!')).toBe('is not text in base64');
});

test('a long text is cut for a message', () => {
  expect(quoted('a'.repeat(100))).toBe(`"${'a'.repeat(40)}…"`);
  expect(quoted({ a: 1 })).toBe('a mapping');
});
