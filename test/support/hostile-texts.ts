import fc from 'fast-check';

/** Texts that one reader of YAML or another takes for something else, or cannot read as they stand. */
// prettier-ignore
export const hostileTexts: readonly string[] = [
  '<<', '=', '<<: a', '<', '<<<', '', ' ', '  ', 'null', 'Null', 'NULL', '~', 'nUll',
  'y', 'Y', 'n', 'N', 'yes', 'Yes', 'YES', 'no', 'No', 'on', 'ON', 'off', 'Off', 'true', 'True', 'TRUE', 'false', 'tRUE', '0',
  '-0', '+0', '00', '01', '017', '0777', '08', '0o17', '0O17', '-0o17', '+0o17', '0o', '0o8', '0b1', '0B1', '-0b11', '0x1F',
  '0X1f', '-0x1', '1_000', '1__0', '_1', '1_', '0x_f', '0b_1', '0o1_7', '1e3', '1E3', '1e+3', '.5', '+.5', '5.', '1.e3', '.', '..',
  '1.5e-7', '1e400', '-1e400',
  '123456789012345678901234567890', '9007199254740993', '18446744073709551615', '18446744073709551616', '-9223372036854775809',
  '.inf', '-.inf', '+.INF', '.Inf', '.nan', '.NaN', '.NAN', '-.nan', 'NaN', 'Infinity', 'inf', 'nan',
  '1:30', '190:20:30', '1:2.5', '-1:30', '2001-01-01', '2001-1-1', '2001-12-14t21:59:43.10-05:00', '2001-12-14 21:59:43', '12:30:45',
  '\ufeff', '\ufeffa', 'a\ufeff', 'a\ufeffb', 'a\n\ufeffb\n', '\u0085', 'a\u0085b', 'a\n\u0085b', '\u2028', 'a\u2028b', 'a\u2029b',
  'a\n\u2028b\n', '\0', 'a\0', '\x01', '\x07', '\b', '\x0b', '\f', '\x1b[31m', '\x1f', '\x7f', 'a\x7fb', '\x80', '\x9f', '\xa0',
  '\xad', '\ufffd', '\ufffe', '\uffff',
  'é', '日本語', '😀', '😀\ud83d\ude00', '\u200b', '\u202e', '\ue000', '\u{10ffff}', '\u{1f468}\u200d\u{1f469}', ' a', 'a ', '\ta',
  'a\t', 'a\tb', '\t', ' \t ', '\n', '\n\n', 'a\n', 'a\n\n', 'a\n\n\n', '\na', '\n\na\n', ' \n', '\n ', '\n \n', '\t\n', 'a\n\tb',
  'a\n b', ' a\nb', '  a\n b\n', 'a\n \n', 'a \nb \n', 'a\nb ', 'a\nb\t\n', 'a\r\nb', 'a\r\nb\r\n', 'a\rb', '\r', '\r\n', 'a\n\rb',
  '-', '- ', '- a', '-a', '--', '---', '--- a', '---\na', 'a\n---\nb', 'a\n--- b\n', '...', '... a', 'a\n...\n', '...\n', '?',
  '? a', '?a', ':', ': a', ':a', 'a:', 'a: b', 'a:b', 'a :b', 'a #b', 'a#b', '#', '# a', '#a\nb', '%', '%YAML 1.1', '%TAG ! x',
  '@', '@a', '`', '`a', '!', '!!', '!a', '!!str a', '&', '&a', '*', '*a', '|', '>', '|-', '>\na', '|\na', '[', ']', '[a]', '{',
  '}', '{a: b}', '{{ .x }}', ',', ',a', 'a,', '"', '""', '"a', 'a"', "'", "''", "'a", "it's", '\\', '\\n', 'a\\', '"\\x"',
  'null\n', '1\n', '<<\n', '=\n', 'true\n', '-\n-', '{\n', 'x'.repeat(2000), 'word '.repeat(300), `${'x'.repeat(200)}\n`.repeat(5),
  `${' '.repeat(120)}a`,
  'constructor', 'toString', '__proto__', 'hasOwnProperty', 'quoted', 'quoted-0-', '$&', '$1', "$'", '$`', '$$',
];

// prettier-ignore
const SIGNS = [
  '<<', '=', '-', '- ', ':', ': ', '#', ' #', '?', '? ', '|', '>', '\n', '\n\n', ' ', '  ', '\t', '"', "'", '\\', '%', '@', '`',
  '!', '&', '*', '{', '}', '[', ']', ',', '---', '...', '~',
];
// prettier-ignore
const LETTERS = [
  'a', 'y', 'n', 'e', 'E', 'x', 'o', '_', '+', '.', '0', '1', '7', '8', '\u0085', '\u2028', '\u2029', '\ufeff', '\x7f', '\x80',
  '\0', '\x1b', '\r', 'é', '😀', '\uffff',
];

/** Hostile texts, pieces of such put together, and texts of any letters. None has half of a surrogate pair. */
export const texts: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...hostileTexts.filter((text) => text.length < 500)) },
  { weight: 4, arbitrary: fc.array(fc.constantFrom(...SIGNS, ...LETTERS), { maxLength: 6 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.integer().map(String) },
  { weight: 1, arbitrary: fc.double({ noNaN: true }).map(String) },
  { weight: 1, arbitrary: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()) },
);

const scalars: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: texts },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.integer() },
  { weight: 1, arbitrary: fc.maxSafeInteger() },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)) },
);

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalars,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(texts, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

/** Mappings that hold anything JSON has but null, under keys and with texts of {@link texts}. */
export const objects: fc.Arbitrary<Record<string, unknown>> = fc.dictionary(texts, value, {
  minKeys: 1,
  maxKeys: 4,
  noNullPrototype: true,
});
