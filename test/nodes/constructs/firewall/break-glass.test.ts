import { App, Chart } from 'cdk8s';
import { HardenedApp } from '../../../../src/app/hardened-app';
import { Port } from '../../../../src/cdk8s/port';
import { Cidr } from '../../../../src/kubernetes/network/cidr';
import { BastionOnlyNodeAccess, BreakGlass, FirewallSource, NodeRole, type BreakGlassProps } from '../../../../src/nodes';
import { exampleFirewall, rulesetOf, SCRAPER } from '../../support/example-firewall';

const GOOD: Omit<BreakGlassProps, 'firewall'> = {
  name: 'inc-4711',
  roles: [NodeRole.ETCD],
  ports: [Port.tcp(2379)],
  sources: [FirewallSource.cidr('laptop', Cidr.of('192.0.2.7/32'))],
  unsafeOpeningReason: 'Quorum is lost.',
  approvedBy: 'Ada, on call',
  until: '2026-11-24',
};

function glass(part: Partial<BreakGlassProps> = {}) {
  const firewall = exampleFirewall({}, new Chart(new HardenedApp({ kubernetes: '1.36', asOf: '2026-11-23', outdir: 'unused' }), 'nodes'));
  return { firewall, made: new BreakGlass(firewall, 'glass', { firewall, ...GOOD, ...part }) };
}

function refusalOf(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
}

test.each<[string, Partial<BreakGlassProps>, string]>([
  ['a good one', {}, 'accepted'],
  ['the last day that is possible', { until: '2026-11-30' }, 'accepted'],
  ['today', { until: '2026-11-23' }, 'accepted'],
  ['a time', { until: '2026-11-23T16:30Z' }, 'accepted'],
  [
    'an end that is past',
    { until: '2026-11-22' },
    'nodes/firewall/glass: the opening ended on 2026-11-22, before 2026-11-23, so it is not made again. Remove it from the program, or '
      + 'have a new end decided.',
  ],
  [
    'a time that is past',
    { until: '2026-11-22T23:59Z' },
    'nodes/firewall/glass: the opening ended on 2026-11-22, before 2026-11-23, so it is not made again. Remove it from the program, or '
      + 'have a new end decided.',
  ],
  [
    'an end too far away',
    { until: '2026-12-01' },
    'nodes/firewall/glass: the opening ends on 2026-12-01, more than 7 days from 2026-11-23, so it would be no exception. Choose an end '
      + 'within 7 days, or make it an opening of the firewall.',
  ],
  ...['', 'tomorrow', '2026-02-30', '2026-11-23T24:00Z', '2026-11-23T16:30', '2026-11-23T16:30+02:00', ' 2026-11-23'].map(
    (until): [string, Partial<BreakGlassProps>, string] => [
      `the end ${JSON.stringify(until)}`,
      { until },
      `nodes/firewall/glass: until is ${JSON.stringify(until)}, neither a day nor a time in UTC, so the opening would have no end. `
        + 'Write one such as "2026-12-02" or "2026-12-02T16:30Z".',
    ],
  ),
  [
    'no reason',
    { unsafeOpeningReason: ' ' },
    'nodes/firewall/glass: unsafeOpeningReason is blank, so reviewers cannot assess it. Give the reason in a sentence.',
  ],
  [
    'nobody who decided it',
    { approvedBy: '' },
    'nodes/firewall/glass: the opening "inc-4711" says "" of who requires it, so it is unclear whether it is still needed. Name '
      + 'a team, a person or a ticket in up to 60 plain characters.',
  ],
  ['no source', { sources: [] }, 'nodes/firewall/glass: no source is named, so nothing would be opened. Name who may reach the ports.'],
  [
    'the world',
    { sources: [FirewallSource.cidr('all', Cidr.of('::/0'))] },
    'nodes/firewall/glass: the opening "inc-4711" has the source "all" (::/0), wider than /32, so it is not one network but the internet, '
      + 'or much of it. Name narrower ranges, or give unsafeWorldReason in place of the sources.',
  ],
  [
    'what is open anyway',
    { ports: [Port.tcp(2381)], sources: [SCRAPER[0]!] },
    'nodes/firewall/glass: the opening "inc-4711" opens TCP 2381 of nodes with the role etcd to prometheus (10.9.5.2/32), as the opening '
      + '"etcd-metrics" of EtcdFirewall does, so taking one away would not close it. Keep one of the two.',
  ],
])('%s', (_, part, message) => {
  expect(refusalOf(() => glass(part))).toBe(message);
});

test('a name twice is refused', () => {
  const { firewall } = glass();
  expect(refusalOf(() => new BreakGlass(firewall, 'again', { firewall, ...GOOD, ports: [Port.tcp(2380)] }))).toBe(
    'nodes/firewall: two BreakGlass are named "inc-4711", so the timer of one would close the other. Give each a name of its own.',
  );
});

test('the ruleset of its nodes opens until the kernel clock reaches the end, before all else', () => {
  const { firewall } = glass();
  const ruleset = rulesetOf(firewall, 'etcd');
  expect(ruleset).toContain('# break-glass inc-4711 until 2026-11-25T00:00:00.000Z, approved by Ada, on call: Quorum is lost.\n');
  expect(ruleset).toContain(
    '\tchain break_glass_inc_4711 {\n'
      + `\t\tmeta time < ${Date.parse('2026-11-25T00:00:00Z') / 1000} ip saddr 192.0.2.7/32 tcp dport { 2379 } `
      + 'counter accept comment "laptop"\n'
      + '\t}\n',
  );
  expect(ruleset).toContain(
    'policy accept;\n\t\tct direction reply accept\n\t\tjump break_glass_inc_4711\n\t\ttcp dport @ssh_ports jump ssh\n',
  );
  expect(rulesetOf(firewall, 'workers')).not.toContain('break');
});

test('the timer fires at the end, in UTC, and also where the node was off', () => {
  const { made } = glass({ until: '2026-11-24T16:30Z' });
  expect(made.files.map(({ path, nodes, mode }) => `${path} ${nodes.join()} ${mode}`)).toEqual([
    '/etc/systemd/system/cdk8s-hardened-break-glass-inc-4711.timer etcd 0644',
    '/etc/systemd/system/cdk8s-hardened-break-glass-inc-4711.service etcd 0644',
  ]);
  expect(made.files[0]!.content).toContain('OnCalendar=2026-11-24 16:30:00 UTC\nAccuracySec=1s\nPersistent=true\n');
  expect(made.files[1]!.content).toContain('ExecStart=/usr/sbin/nft flush chain inet cdk8s_hardened_nodes break_glass_inc_4711\n');
  expect(made.activation).toEqual(['systemctl daemon-reload', 'systemctl enable --now cdk8s-hardened-break-glass-inc-4711.timer']);
});

test('where it opens the port of sshd, sshd accepts the source as well', () => {
  const access = (ports: Port[]) => {
    const { firewall } = glass({ ports, roles: [NodeRole.WORKER] });
    const ssh = firewall.node.root.node.findAll().find((node) => node instanceof BastionOnlyNodeAccess)!;
    return ssh.sshdFile.content.split('\n').filter((line) => line.startsWith('AllowUsers'));
  };
  const bastions = ['AllowUsers *@10.9.4.0/28', 'AllowUsers *@fd09:4::/64'];
  expect(access([Port.tcpRange(20, 30)])).toEqual([...bastions, 'AllowUsers *@192.0.2.7/32']);
  expect([access([Port.tcp(2222)]), access([Port.udp(22)])]).toEqual([bastions, bastions]);
});

test('in an app that says no day it is measured by today', () => {
  const firewall = exampleFirewall({}, new Chart(new App(), 'nodes'));
  expect(refusalOf(() => new BreakGlass(firewall, 'g', { firewall, ...GOOD, until: '2020-01-01' }))).toContain(
    'the opening ended on 2020-01-01',
  );
});
