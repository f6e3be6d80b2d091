import type { OptionValues } from '../../../engine/options';
import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { subject } from '../../../engine/subjects';
import type { FileText } from '../../../kubernetes/objects/node-files';
import { worldlyRanges } from '../../address-space';
import { FIREWALL_TABLE } from '../../firewall-table';
import { readRange } from '../../peers';
import { widestOf, widestOptions } from '../widest-options';
import { elementsOf, findBlocks, parseNft } from './nft-text';
import { rulesets } from './rulesets';

const ours = new RegExp(`table\\s+inet\\s+${FIREWALL_TABLE}\\b`);

const firewall = subject(
  'nftables rulesets with our table',
  (context) => rulesets.select(context).filter(({ value }) => ours.test(value.content)),
  rulesets.reads,
);

/** What the chains may say: SSH goes to the chain `ssh`, which accepts the sets (loopback by request), logs and drops. */
const INPUT = /^(?:type filter hook input priority \S+(?: - \d+)?|policy (?:accept|drop)|tcp dport @ssh_ports (?:counter )?jump ssh)$/;
const SSH = new RegExp(
  `^(?:${[
    'iif(?:name)? "?lo"? ip saddr 127\\.0\\.0\\.0\\/8 accept',
    'iif(?:name)? "?lo"? ip6 saddr ::1 accept',
    'ip saddr @allowed_ipv4 (?:counter )?accept',
    'ip6 saddr @allowed_ipv6 (?:counter )?accept',
    '(?:tcp flags .*? )?(?:limit rate \\S+(?: burst \\d+ packets)? )?log(?: prefix "[^"]*")?(?: level \\w+)?',
    '(?:counter )?drop',
  ].join('|')})$`,
);

export const sshFirewall = defineRule({
  id: 'nodes/ssh-firewall',
  title: 'The node firewall must allow SSH only from named bastion and VPN ranges',
  description:
    'Checked is the table that `BastionOnlyNodeAccess` writes. It must list at least one source and no internet-wide range, '
    + 'close at least one port, end with `drop`, and do nothing else. A file that flushes the whole ruleset would remove the '
    + 'tables of kube-proxy and the network plugin. A source that is not a range is unknown.',
  severity: Severity.CRITICAL,
  fix: 'Let BastionOnlyNodeAccess write the file, with the ranges of your bastion or VPN.',
  sources: ['https://netfilter.org/projects/nftables/manpage.html'],
  bad: exampleWith('0.0.0.0/0'),
  good: exampleWith('198.51.100.0/28'),
  exampleFile: '/etc/nftables.d/cdk8s-hardened-ssh.nft',
  subject: firewall,
  options: widestOptions,
  check: requireClosedTable,
});

function requireClosedTable({ content }: FileText, _: CheckContext, options: OptionValues<typeof widestOptions>): Outcome[] {
  const ruleset = parseNft(content);
  const tables = findBlocks(ruleset, `table inet ${FIREWALL_TABLE}`);
  const within = (head: string) => tables.flatMap((table) => findBlocks(table, head));
  const outcomes: Outcome[] = [];
  const bad = (message: string) => void outcomes.push({ path: '', message });
  if (/(?:^|[\n;])[^\S\n]*flush\s+ruleset\b/.test(content)) {
    bad('the file flushes the whole ruleset, and with it the tables of kube-proxy and the network plugin');
  }
  for (const line of ruleset.statements.filter(
    (text) => text.includes(FIREWALL_TABLE) && !/^(?:add|delete|destroy) table inet \S+$/.test(text),
  )) {
    bad(`the file changes the table outside of it: ${line}`);
  }
  const elements = elementsOf([...within('set allowed_ipv4'), ...within('set allowed_ipv6')]);
  if (elements.length === 0) bad('the sets of allowed sources are empty, so no client can reach the nodes');
  const ranges = elements.map((element) => ({ element, range: readRange(element) }));
  for (const { element, range } of ranges) {
    if (!range) outcomes.push(undecided('', `the allowed source ${element} is not a range that can be checked`));
  }
  const world = worldlyRanges(
    ranges.flatMap(({ range }) => range ?? []),
    widestOf(options),
  );
  if (world.length > 0) bad(`the allowed sources cover the internet: ${world.slice(0, 4).join(', ')}`);
  if (!elementsOf(within('set ssh_ports')).some((port) => port !== '')) bad('the set ssh_ports is empty, so no port is closed');
  const statements = (head: string) => within(head).flatMap((chain) => chain.statements);
  const [input, ssh] = [statements('chain input'), statements('chain ssh')];
  if (!input.some((line) => line.startsWith('type filter hook input')) || !input.some((line) => /jump ssh$/.test(line))) {
    bad('no chain of the input hook leads SSH to the chain ssh');
  }
  if (!/^(?:counter )?drop$/.test(ssh.at(-1) ?? '')) bad('the chain ssh does not end with drop');
  for (const line of [...input.filter((text) => !INPUT.test(text)), ...ssh.filter((text) => !SSH.test(text))]) {
    bad(`the table does more than close SSH: ${line}`);
  }
  return outcomes;
}

function exampleWith(range: string): string {
  return `table inet ${FIREWALL_TABLE} {
  set ssh_ports { type inet_service; elements = { 22 }; }
  set allowed_ipv4 { type ipv4_addr; flags interval; elements = { ${range} }; }
  chain input { type filter hook input priority raw; policy accept; tcp dport @ssh_ports jump ssh; }
  chain ssh { ip saddr @allowed_ipv4 accept; counter drop; }
}
`;
}
