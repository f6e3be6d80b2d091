import { readYaml } from '../../../src/text/yaml/yaml';
import { linesOf } from '../../../src/text/yaml/yaml-lines';

const TEXT = `# heading
a: 1
---
# comment

metadata:
  name: api # here
spec:
  containers:
  - name: one
    image: x
  -
    name: two
    args: ["a",
      "b"]
  <<: &shared
    hostPID: true
  twice: 1
  twice: 2
other: { <<: *shared }
`;

test.each<[string, number]>([
  ['', 6],
  ['metadata.name', 7],
  ['metadata.labels.app', 6],
  ['spec.containers[0].image', 11],
  ['spec.containers[1]', 13],
  ['spec.containers[1].args[1]', 15],
  ['spec.containers[7].name', 9],
  ['spec.hostPID', 17],
  ['other.hostPID', 17],
  ['spec.twice', 19],
  ['nothing', 6],
])('%s stands on line %d', (path, line) => {
  expect(linesOf(readYaml(TEXT).documents[1]!).lineOf(path)).toBe(line);
});

test('of JSON', () => {
  const document = readYaml('{"a": 1}\n{\n "metadata": {\n  "name": "x",\n  "list": [1,\n  2]}}').documents[1]!;
  const { lineOf } = linesOf(document);
  expect(['metadata', 'metadata.name', 'metadata.list[1]', 'none'].map(lineOf)).toEqual([3, 4, 6, 2]);
});

test('where brackets stand less deep than what holds them', () => {
  const { lineOf } = linesOf(readYaml('a:\n  b: [\n1,\n{ c: 2 }\n]\n').documents[0]!);
  expect(['a.b[0]', 'a.b[1].c'].map(lineOf)).toEqual([3, 4]);
});
