import { parseNft } from '../../../../src/nodes/rules/firewall/nft-text';

test.each<[string, string, readonly string[]]>([
  ['a set', 'ip saddr { 10.0.0.1, 10.0.0.2 } accept', ['ip saddr { 10.0.0.1, 10.0.0.2 } accept']],
  [
    'a set within a chain without name',
    'tcp dport 22 jump { ip saddr { 10.0.0.1, 10.0.0.2 } accept; drop }',
    ['tcp dport 22 jump { ip saddr { 10.0.0.1, 10.0.0.2 } accept ; drop }'],
  ],
  ['comments and line breaks in a set', 'ip saddr { 10.0.0.1, # one\n10.0.0.2 } accept', ['ip saddr { 10.0.0.1, 10.0.0.2 } accept']],
  ['a line that goes on', 'ip saddr 10.0.0.1 \\\naccept; drop', ['ip saddr 10.0.0.1 accept', 'drop']],
])('statements with braces: %s', (_, rules, expected) => {
  expect(parseNft(`table inet a {\nchain input { ${rules}\n}\n}`)).toEqual({
    head: '',
    statements: [],
    blocks: [{ head: 'table inet a', statements: [], blocks: [{ head: 'chain input', statements: expected, blocks: [] }] }],
  });
});
