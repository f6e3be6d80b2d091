import { CATALOG } from '../../src/catalog';
import { exampleText, fenced } from '../../src/reports/example-text';
import { readYaml } from '../../src/text/yaml/yaml';

const POD =
  '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: "api:1.4", args: ["yes", a: b] }] } }';

test.each([
  ['a short one stays', '{ kind: Pod }', {}, '{ kind: Pod }'],
  ['block style stays', 'kind: Pod\nmetadata: { name: api }\n', {}, 'kind: Pod\nmetadata: { name: api }'],
  [
    'a long line: block style, with quotes where Kubernetes needs them',
    POD.replace('a: b', '"1"'),
    {},
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: api\nspec:\n  containers:\n    - name: api\n      image: api:1.4\n'
      + "      args:\n        - 'yes'\n        - '1'",
  ],
  [
    'several documents',
    `{ kind: A, metadata: { name: a, labels: {} }, spec: { list: [], text: "${'x'.repeat(60)}" } }\n---\n{ kind: B }`,
    {},
    `kind: A\nmetadata:\n  name: a\n  labels: {}\nspec:\n  list: []\n  text: ${'x'.repeat(60)}\n---\nkind: B`,
  ],
  ['a file of a node stays', POD, { exampleFile: '/etc/x' }, POD],
  ['text with a comment stays', `${POD} # why`, {}, `${POD} # why`],
  ['repeated keys stay', POD.replace('v1,', 'v1, apiVersion: v1,'), {}, POD.replace('v1,', 'v1, apiVersion: v1,')],
  ['text that cannot be read stays', `${POD} }`, {}, `${POD} }`],
])('%s', (_, example, rule, text) => expect(exampleText(rule, example)).toBe(text));

test.each(CATALOG.filter(({ exampleFile }) => exampleFile === undefined).map((rule) => [rule.id, rule] as const))(
  'the examples of %s are readable, and mean the same',
  (_, rule) => {
    for (const example of [rule.bad, rule.good]) {
      const text = exampleText(rule, example);
      expect(readYaml(text).documents.map(({ value }) => value)).toEqual(readYaml(example).documents.map(({ value }) => value));
      expect(text.split('\n').filter((line) => line.length > 140)).toEqual([]);
    }
  },
);

test('a fence is longer than any within', () => {
  expect(fenced('a')).toBe('```yaml\na\n```');
  expect(fenced('````', '')).toBe('`````\n````\n`````');
});
