import { nodesRules } from '../../../../src/nodes/rules';
import { worldRangeRules } from '../../../../src/nodes/rules/firewall/world-range-rules';
import { sshWorldRange } from '../../../../src/nodes/rules/ssh/ssh-world-range';
import { findings } from '../../../support/findings';
import { exampleFirewall } from '../../support/example-firewall';
import { FOREIGN_RULESETS } from '../../support/foreign-rulesets';

const PATH = '/etc/nftables.conf';
const RULES = [sshWorldRange, ...worldRangeRules];

const FINDING = new RegExp(
  '^(\\?? ?)nodes/\\S+ HostFile [^\\s:]+(?: line (\\d+))? ?: (?:whether )?the rule "(.*)" of chain \\S+ lets '
    + 'the internet reach (.*) on port (\\d+)(?: is unknown, since "(.*)" is not read)?$',
);

/** The findings of a ruleset: `etcd 2379 line 3: rule`, with `?` in front of what is unknown. */
function judge(content: string): string[] {
  return findings(RULES, [], { files: [{ path: PATH, content, origin: {} }] }).map((finding) => {
    const [, unknown, line, rule, what, port, unread] = FINDING.exec(finding)!;
    return `${unknown}${what} ${port} line ${line}: ${rule}${unread === undefined ? '' : ` (${unread})`}`;
  });
}

test.each(FOREIGN_RULESETS)('%s', (_, content, expected) => {
  expect(judge(content).sort()).toEqual([...expected].sort());
});

test('etcd is known by its name as well, where /etc/services has it', () => {
  const content = 'table inet f {\n chain i {\n type filter hook input priority 0\n tcp dport etcd-client accept\n }\n}\n';
  expect(judge(content)).toEqual(['etcd 2379 line 4: tcp dport etcd-client accept']);
});

test('chains that jump to one another many times are followed once', () => {
  const jumps = (n: number) => `chain c${n} { ${Array.from({ length: 40 }, () => `jump c${n + 1};`).join(' ')} }`;
  const chains = Array.from({ length: 14 }, (_, n) => jumps(n)).join('\n');
  const first = 'table inet f {\nchain i { type filter hook input priority 0; jump c0; }\n';
  const content = `${first}${chains}\nchain c14 { tcp dport 2379 accept; }\n}\n`;
  expect(judge(content)).toEqual(['etcd 2379 line 17: tcp dport 2379 accept']);
});

test('the rulesets of the constructs pass every rule', () => {
  for (const closeOtherPorts of [false, true]) {
    const files = exampleFirewall({ closeOtherPorts }).files.map(({ path, content }) => ({ path, content, origin: {} }));
    expect(findings(nodesRules, [], { files })).toEqual([]);
  }
});
