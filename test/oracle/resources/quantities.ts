import * as fc from 'fast-check';

const digits = fc.oneof(
  { weight: 4, arbitrary: fc.stringMatching(/^\d{0,4}$/) },
  { weight: 1, arbitrary: fc.stringMatching(/^0{0,3}\d{0,19}$/) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '9223372036854775807',
      '9223372036854775808',
      '18446744073709551616',
      '999999999999999999',
      '1000000000000000000',
      '1024',
      '000',
    ),
  },
);
const suffix = fc.constantFrom(
  '',
  '',
  'n',
  'u',
  'm',
  'k',
  'M',
  'G',
  'T',
  'P',
  'E',
  'Ki',
  'Mi',
  'Gi',
  'Ti',
  'Pi',
  'Ei',
  'e0',
  'e3',
  'E3',
  'e-3',
  'E+2',
  'e-9',
  'e-10',
  'e-12',
  'e18',
  'e25',
  'e03',
  'e-100',
  'e300',
);
const wrong = fc.constantFrom(
  'K',
  'mi',
  'ki',
  'i',
  'e',
  'E+',
  'e-',
  'ee3',
  'Ki1',
  'm1',
  'Mib',
  ' ',
  '.',
  '-',
  'x',
  'KiB',
  'e3e3',
  'e1.5',
  'en',
  'nn',
  'iK',
  'B',
  '٣',
  '_',
  'Zi',
  'e3m',
  'mE',
);
const wellFormed = fc
  .tuple(fc.constantFrom('', '', '', '-', '+'), digits, fc.constantFrom('', '', '.'), digits, suffix)
  .map(([sign, whole, point, fraction, unit]) => `${sign}${whole}${point}${point === '' ? '' : fraction}${unit}`);
const text = fc.oneof(
  { weight: 8, arbitrary: wellFormed },
  { weight: 1, arbitrary: fc.tuple(wellFormed, wrong).map(([a, b]) => a + b) },
  { weight: 1, arbitrary: fc.stringMatching(/^[-+.0-9eEinumkKMGTP ]{0,8}$/) },
  { weight: 1, arbitrary: wellFormed.map((value) => ` ${value} `) },
);
/** What stands where a quantity is expected: well-formed texts, others, numbers, values of other types. */
export const values = fc
  .oneof(
    { weight: 12, arbitrary: text },
    { weight: 1, arbitrary: fc.integer({ min: -(2 ** 40), max: 2 ** 40 }) },
    {
      weight: 1,
      arbitrary: fc.double({ min: -1e22, max: 1e22, noNaN: true }).filter((number) => number === 0 || Math.abs(number) > 1e-30),
    },
    { weight: 1, arbitrary: fc.constantFrom(true, false, [], {}) },
  )
  .filter((item) => typeof item !== 'string' || item.length <= 64);
