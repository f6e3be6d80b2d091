import * as fc from 'fast-check';
import { readTables } from '../../../../src/nodes/rules/firewall/nft-tables';
import { worldRules } from '../../../../src/nodes/rules/firewall/nft-world';

const WORDS = [
  'tcp',
  'udp',
  'dport',
  'ip',
  'ip6',
  'saddr',
  '{',
  '}',
  ',',
  ';',
  '\n',
  'accept',
  'drop',
  'jump',
  'c',
  '@s',
  '$v',
  'define',
  '=',
  '2379',
  '0.0.0.0/0',
  '::/0',
  '!=',
  'vmap',
  ':',
  '.',
  'ct',
  'state',
  'new',
  'meta',
  'iifname',
  '"lo"',
  'limit',
  'log',
  'table',
  'inet',
  'chain',
  'set',
  'elements',
  'add',
  'rule',
  'type filter hook input priority 0',
  'policy drop',
  'counter',
  '#',
];
const PACKET = { family: 4, port: 2379, names: [], widest: { 4: 8, 6: 32 } } as const;

test('any text is read without an error', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...WORDS), { maxLength: 60 }), (words) => {
      worldRules(readTables(words.join(' ')), PACKET);
      worldRules(readTables(`table inet f {\n chain c {\n type filter hook input priority 0; ${words.join(' ')} }\n}\n`), PACKET);
    }),
    { numRuns: Number(process.env.RUNS ?? 100) },
  );
});
