import { Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { readUsual } from '../../../src/text/yaml/usual-text';
import { readDocument } from '../../../src/text/yaml/yaml-document';

/** What `readDocument` makes of a text: its value, or a word for what `readUsual` must leave to it. */
function read(text: string): unknown {
  try {
    const { value, duplicates, hasMore } = readDocument(text);
    return hasMore || duplicates.length > 0 ? 'more than a value' : { value };
  } catch {
    return 'refused';
  }
}

const LINES = [
  ...['a: 1', 'b:', 'c: x', 'd: {}', 'e: []', 'f: "q # q"', "g: 'r: r'", 'h: two words', 'i: a:b', 'j: http://x/y', 'k: $(A)', 'm: (x)'],
  ...[
    '- a',
    '- b: 1',
    '- - c',
    '-   d: 2',
    '- e:',
    '- {}',
    '- "s"',
    '- --flag=v',
    '- -c',
    '- - - x',
    '- - n: 1',
    '# c',
    '',
    '  ',
    'o: x # c',
  ],
  ...['p: # c', 'q:  two ', 'x.y/z-1: v', '_: 1', 'a:', 'a: 2'],
  ...['y: 1', 'null: x', 'true: 1', '1: x', '"k": v', 'x: yes', 'x: 0400', 'x: 0x1f', 'x: 1e3', 'x: .5', 'x: .nan', 'x: -.inf', 'x: ~'],
  ...['x: 1_000', 'x: 1:30', 'x: 2001-01-01', 'x: +1', 'x: -', 'x: ---', 'x: - w', 'x: a: b', 'x: a:', 'x: a #b', 'x: a#b', 'x: a::b'],
  ...[
    'x: |',
    'x: |-',
    'x: |  # c',
    'x: |+',
    'x: |2',
    'x: >-',
    'text: of',
    '  text',
    '- x: |',
    '- |',
    'x',
    '-',
    '- ',
    'x: [a]',
    'x: {a: b}',
    '- [a]',
    'x: *a',
    'x: &a b',
    'x: !t b',
    '<<: x',
    '? x',
    ': x',
    '---',
    '...',
  ],
  ...[
    '%TAG',
    'x: ^a$',
    'x: (a',
    'x: ;a',
    'x: @a',
    'x: `a',
    'x: %a',
    'x: "a\\n"',
    "x: 'it''s'",
    'x: "a" b',
    "x: 'a': b",
    'x:\ty',
    'x: é',
    '__proto__: 1',
    'constructor: 1',
  ],
];
const PARTS = [
  ...['- ', ': ', ':', ' ', '  ', '#', ' #', '"', "'", '[', ']', '{', '}', ',', '\\', '\t', '\r', 'a', '1', '-', '|', '&a', '*a', '!', '?'],
];

const line = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...LINES) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...PARTS), { maxLength: 6 }).map((parts) => parts.join('')) },
);
/** Lines below each other whose indentation mostly goes one step in or out. */
const lines = fc.array(fc.tuple(fc.constantFrom(0, 0, 0, 2, 2, -2, -2, 1, -1, 4), line), { minLength: 1, maxLength: 8 }).map((steps) => {
  let indent = 0;
  return steps.map(([step, text], i) => `${' '.repeat((indent = i === 0 ? 0 : Math.max(0, indent + step)))}${text}\n`).join('');
});
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 5 },
    fc.constantFrom('a', 'a b', 'a: b', '', 'yes', '0400', '"', "'", '-', '- a', 'x\ny', '#', 'a #', 'sha256:abc', 1, -1, 1.5, true, null),
    fc.string({ maxLength: 8 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'app.kubernetes.io/name', 'x-y', 'kind', '1', 'yes'), tie('value'), { maxKeys: 4 }),
  ),
}));
const written = fc.dictionary(fc.constantFrom('kind', 'metadata', 'spec', 'y'), value, { maxKeys: 4 }).map((each) => Yaml.stringify(each));

/** Texts of several lines below a key, at all indentations and with what may follow them. */
const TEXT_LINES = ['x', '', '- y', 'z: 1', '# c', 'x # d', '"', '{', '---', 'é', 'a: |'];
const blocks = fc
  .record({
    before: fc.constantFrom('a:\n  k', '- k', 'k', '- - k', 'a:\n- k', 'a:\n  b: |-\n    z\n  k'),
    mark: fc.constantFrom('|', '|-', '| # c', '|- ', '|+', '>'),
    below: fc.array(fc.tuple(fc.constantFrom(0, 1, 2, 2, 4, 4, 4, 4, 5, 6), fc.constantFrom(...TEXT_LINES)), { maxLength: 6 }),
  })
  .map(({ before, mark, below }) => [`${before}: ${mark}`, ...below.map(([indent, text]) => ' '.repeat(indent) + text), ''].join('\n'));

test.each([
  ['lines below each other', lines, 200],
  ['texts of several lines', blocks, 200],
  ['documents that cdk8s writes', written, 500],
])('%s are read as by the reader of all YAML, or left to it', (_, texts, least) => {
  let usual = 0;
  fc.assert(
    fc.property(texts, fc.boolean(), (text, isSeparated) => {
      const document = isSeparated ? `---\n${text}` : text;
      const result = readUsual(document);
      if (result === undefined) return;
      usual += 1;
      expect({ value: result }).toStrictEqual(read(document));
    }),
    { numRuns: 6000 },
  );
  expect(usual).toBeGreaterThan(least);
});

test('what nearly all manifests are made of is not left to the reader of all YAML', () => {
  const text = [
    ...['apiVersion: apps/v1 # a comment', 'kind: Deployment', 'metadata:', '  name: api', '  annotations: {}', '  labels:'],
    ...['    app.kubernetes.io/name: "api"', '', 'spec:', '  replicas: 2', '  selector:', '  template:', '    spec:', '      containers:'],
    ...['      - name: api', "        image: 'r.example.com/api:1.4'", '        args:', '          - --port=8080', '          - -v'],
    ...['        ports: []', '      # the last one', '      - name: b', ''],
  ].join('\n');
  expect(readUsual(text)).toStrictEqual({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api', annotations: {}, labels: { 'app.kubernetes.io/name': 'api' } },
    spec: {
      replicas: 2,
      selector: null,
      template: {
        spec: {
          containers: [{ name: 'api', image: 'r.example.com/api:1.4', args: ['--port=8080', '-v'], ports: [] }, { name: 'b' }],
        },
      },
    },
  });
});

test.each([
  ['a key that is written twice', 'a: 1\na: 2\n'],
  ['a key that is written twice, first without a value', 'a:\na: 2\n'],
  ['a text that goes on below', 'a: b\n  c\n'],
  ['a value behind a text in a list', '- a\n  b: c\n'],
  ['an entry in no column of another', 'a:\n    b: 1\n  c: 2\n'],
  ['a key of a list', 'a:\n  - b\n  c: d\n'],
  ['lists in brackets', 'a: [b]\n'],
  ['an anchor', 'a: &b c\n'],
  ['a key of every object', '__proto__: 1\n'],
  ['a document that is empty', '# nothing\n'],
  ['a number that JSON has not', 'a: .nan\n'],
  ['a collection deeper than any manifest', `${'- '.repeat(200)}a: 1\n`],
])('left to the reader of all YAML: %s', (_, text) => {
  expect(readUsual(text)).toBeUndefined();
});
