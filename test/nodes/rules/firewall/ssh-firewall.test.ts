import * as fc from 'fast-check';
import { parseNft } from '../../../../src/nodes/rules/firewall/nft-text';
import { sshFirewall } from '../../../../src/nodes/rules/firewall/ssh-firewall';
import { findings } from '../../../support/findings';

const PATH = '/etc/nftables.d/cdk8s-hardened-ssh.nft';
const judge = (content: string, path = PATH) => findings(sshFirewall, [], { files: [{ path, content, origin: {} }] });
const GOOD = sshFirewall.good;
const at = (...messages: string[]) => messages.map((message) => `HostFile ${PATH}: ${message}`);

test.each<[string, string, string[]]>([
  ['good', GOOD, []],
  ['with nothing but a brace behind the last rule', GOOD.replace(/counter drop;?\s*\}/, 'counter drop }'), []],
  ['with line breaks of Windows', GOOD.replace(/\n/g, '\r\n'), []],
  ['with comments that look like rules', GOOD.replace('counter drop', 'counter drop # accept\n'), []],
  ['reloaded', `add table inet cdk8s_hardened_ssh\ndelete table inet cdk8s_hardened_ssh\n${GOOD}`, []],
  ['no element', GOOD.replace('198.51.100.0/28', ''), at('the sets of allowed sources are empty, so no client can reach the nodes')],
  ['no set', GOOD.replace(/set allowed_ipv4.*\n/, '\n'), at('the sets of allowed sources are empty, so no client can reach the nodes')],
  ['the world', GOOD.replace('198.51.100.0/28', '10.0.0.0/8, 0.0.0.0/0'), at('the allowed sources cover the internet: 0.0.0.0/0')],
  [
    'the world in halves, with comments',
    GOOD.replace('198.51.100.0/28', '0.0.0.0/1 comment "a", 128.0.0.0/1 comment "b"'),
    at('the allowed sources cover the internet: 0.0.0.0/1, 128.0.0.0/1'),
  ],
  ['the world in a comment', GOOD.replace('198.51.100.0/28', '198.51.100.0/28 comment "not 0.0.0.0/0"'), []],
  ['a single address', GOOD.replace('198.51.100.0/28', '198.51.100.7'), []],
  [
    'a span',
    GOOD.replace('198.51.100.0/28', '0.0.0.0-255.255.255.255'),
    ['? ' + at('the allowed source 0.0.0.0-255.255.255.255 is not a range that can be checked')[0]],
  ],
  [
    'a variable',
    GOOD.replace('198.51.100.0/28', '$bastions'),
    ['? ' + at('the allowed source $bastions is not a range that can be checked')[0]],
  ],
  ['no port', GOOD.replace('elements = { 22 }', ''), at('the set ssh_ports is empty, so no port is closed')],
  ['no drop', GOOD.replace('counter drop;', ''), at('the chain ssh does not end with drop')],
  [
    'a drop that is not the last',
    GOOD.replace('counter drop;', 'drop; accept;'),
    at('the chain ssh does not end with drop', 'the table does more than close SSH: accept'),
  ],
  [
    'another range accepted',
    GOOD.replace('counter drop', 'ip saddr 203.0.113.0/24 accept; counter drop'),
    at('the table does more than close SSH: ip saddr 203.0.113.0/24 accept'),
  ],
  [
    'an anonymous set accepted',
    GOOD.replace('counter drop', 'ip saddr { 203.0.113.0/24, 0.0.0.0/1 } accept; counter drop'),
    at('the table does more than close SSH: ip saddr { 203.0.113.0/24, 0.0.0.0/1 } accept'),
  ],
  [
    'established sessions accepted',
    GOOD.replace('tcp dport @ssh_ports jump', 'ct state established accept; tcp dport @ssh_ports jump'),
    at('the table does more than close SSH: ct state established accept'),
  ],
  ['loopback accepted', GOOD.replace('counter drop', 'iif lo ip saddr 127.0.0.0/8 accept; counter drop'), []],
  [
    'everything of an interface accepted',
    GOOD.replace('counter drop', 'iif eth0 accept; counter drop'),
    at('the table does more than close SSH: iif eth0 accept'),
  ],
  ['no jump', GOOD.replace('tcp dport @ssh_ports jump ssh;', ''), at('no chain of the input hook leads SSH to the chain ssh')],
  [
    'the forward hook',
    GOOD.replace('hook input', 'hook forward'),
    at(
      'no chain of the input hook leads SSH to the chain ssh',
      'the table does more than close SSH: type filter hook forward priority raw',
    ),
  ],
  [
    'flush ruleset',
    `flush ruleset\n${GOOD}`,
    at('the file flushes the whole ruleset, and with it the tables of kube-proxy and the network plugin'),
  ],
  [
    'an element added later',
    `${GOOD}add element inet cdk8s_hardened_ssh allowed_ipv4 { 0.0.0.0/0 }\n`,
    at('the file changes the table outside of it: add element inet cdk8s_hardened_ssh allowed_ipv4 { 0.0.0.0/0 }'),
  ],
  [
    'a rule put in front later',
    `${GOOD}insert rule inet cdk8s_hardened_ssh ssh accept\n`,
    at('the file changes the table outside of it: insert rule inet cdk8s_hardened_ssh ssh accept'),
  ],
  [
    'a second block of the table',
    `${GOOD}table inet cdk8s_hardened_ssh {\n chain ssh { accept; }\n}\n`,
    at('the chain ssh does not end with drop', 'the table does more than close SSH: accept'),
  ],
  [
    'cut off',
    GOOD.slice(0, GOOD.indexOf('chain input')),
    at('no chain of the input hook leads SSH to the chain ssh', 'the chain ssh does not end with drop'),
  ],
  ['another table', 'table inet filter { chain input { type filter hook input priority filter; accept; } }', []],
  ['empty', '', []],
])('%s', (_, content, expected) => {
  expect(judge(content)).toEqual(expected);
});

test('only rulesets are read', () => {
  expect(judge(sshFirewall.bad, '/etc/motd')).toEqual([]);
  expect(judge(sshFirewall.bad, 'nodes/etc/nftables.conf')).toEqual([
    'HostFile nodes/etc/nftables.conf: the allowed sources cover the internet: 0.0.0.0/0',
  ]);
});

test('any text is read without a crash', () => {
  const token = fc.constantFrom(
    'table inet cdk8s_hardened_ssh',
    '{',
    '}',
    ';',
    '\n',
    '"',
    '#',
    '\\',
    'set',
    'chain',
    'elements =',
    'allowed_ipv4',
    '0.0.0.0/0',
    ',',
    'accept',
    'jump ssh',
    'comment',
    '__proto__',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(token, fc.string())), (words) => {
      expect(parseNft(words.join(' ')).head).toBe('');
      expect(judge(words.join(' ')).filter((line) => line.includes('the rule itself failed'))).toEqual([]);
    }),
  );
});
