import { Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { usualYaml } from '../../../src/text/yaml/usual-yaml';

const library = (value: unknown) => Yaml.stringify(value);

const WORDS = [
  ...['a', 'app.kubernetes.io/name', 'sha256:abc', 'a@sha256:0123', 'http://x/y?z=1', '/', '/a', '_', 'a/*', 'x:1', 'a:b', 'null1'],
  ...['yes', 'No', 'y', 'N', 'on', 'OFF', 'TRUE', 'null', '~', '', 'e5', 'E+1', 'E', 'e-', '.inf', '-.inf', '.NaN', 'Infinity'],
  ...['1', '1.5', '0o7', '0x1', '1e3', '12:30:45', '2001-01-01', '_1', '__1', '1_000', '+1', '-1', '.5', '0', '00', '08', '0.0', '12e03'],
  ...['-', '--', '---', '---x', '.', '..', '...', '...x', '?', '!x', '&a', '*a', '%a', '@a', '`a', '=', '<<', '|', '>', '*', '/*'],
  ...['a b', 'a: b', 'a #b', '- a', 'a:', ':a', '"q"', "it's", '{a}', '[a]', 'a,b', 'a\\b', '\\', '$(X)', '${x}', 'é'],
  ...['a\nb', 'a\n', ' a', 'a ', '\t', 'a\tb', '\u0085', '\ufeff', '\u2028', 'a'.repeat(600), 'a '.repeat(300)],
];
const NUMBERS = [0, -0, 1, -1, 0.1, 1e21, 1e-7, 5e300, NaN, Infinity, Number.MAX_SAFE_INTEGER, 2 ** 53 + 2];

const text = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.constantFrom(...WORDS),
  fc.string({ maxLength: 12 }),
  fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...WORDS)).map(([a, b]) => a + b),
);
/** Most are keys as manifests have them, so that most documents are not left to the library. */
const key = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom('a', 'kind', 'app.kubernetes.io/name', 'x-y', '1', 'yes', '0644', 'null', 'e5', 'tls.crt', '_'),
  },
  { weight: 1, arbitrary: text },
);
const scalar = fc.oneof(text, fc.integer(), fc.double(), fc.constantFrom(...NUMBERS), fc.boolean(), fc.constantFrom(null, undefined));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 5 },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  ),
}));

test('documents are those of the library, letter by letter', () => {
  let own = 0;
  fc.assert(
    fc.property(fc.array(fc.dictionary(key, value, { maxKeys: 5 }), { maxLength: 3 }), (documents) => {
      let asked: unknown[] = [];
      const stringify = usualYaml((document) => {
        asked.push(document);
        return library(document);
      });
      for (const document of documents) {
        asked = [];
        expect(stringify(document)).toBe(library(document));
        if (!asked.includes(document)) own += 1;
      }
    }),
    { numRuns: 4000 },
  );
  expect(own).toBeGreaterThan(1000);
});

test('objects that occur twice are aliases, as the library has it', () => {
  const labels = { a: 'b' };
  const list = [1];
  for (const document of [
    { one: labels, two: labels },
    { list, again: [list] },
  ]) {
    expect(usualYaml(library)(document)).toBe(library(document));
    expect(library(document)).toContain('&a1');
  }
});

test.each([
  [undefined],
  [null],
  ['text'],
  [1],
  [[]],
  [{}],
  [[{ a: 1 }]],
  [new Date(0)],
  [{ a: new Date(0) }],
  [{ a: new Map([['b', 1]]) }],
])('of %p, too', (document) => {
  expect(usualYaml(library)(document)).toBe(library(document));
});
