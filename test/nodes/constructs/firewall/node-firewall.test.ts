import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { HardenedApp } from '../../../../src/app/hardened-app';
import { Port } from '../../../../src/cdk8s/port';
import { Cidr } from '../../../../src/kubernetes/network/cidr';
import {
  BastionFirewall,
  BastionOnlyNodeAccess,
  ControlPlaneFirewall,
  EtcdFirewall,
  FirewallSource,
  KubeletFirewall,
  NodeFirewall,
  NodeRole,
  type FirewallOpening,
  type NodeFirewallProps,
} from '../../../../src/nodes';
import { exampleFirewall, POOLS, PODS, rulesetOf, SCRAPER } from '../../support/example-firewall';

const chart = () => new Chart(new App(), 'nodes');

function refusalOf(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
}

const [CONTROL_PLANE, ETCD, WORKERS, BASTION] = POOLS as [(typeof POOLS)[0], (typeof POOLS)[0], (typeof POOLS)[0], (typeof POOLS)[0]];
const pools = (...list: NodeFirewallProps['pools']) => ({ pools: list });

/** The lines of a chain. */
function chain(ruleset: string, name: string): string[] {
  const [, body] = new RegExp(`\\tchain ${name} \\{\\n([^}]*(?:\\{[^}]*\\}[^}]*)*?)\\n\\t\\}\\n`).exec(ruleset) ?? [];
  return (body ?? '').split('\n').map((line) => line.trim());
}

/** The elements of a set: `10.0.0.0/8 workers`. */
function elements(ruleset: string, set: string): string[] {
  const [, body] = new RegExp(`set ${set} \\{[^}]*elements = \\{([^}]*)\\}`).exec(ruleset) ?? [];
  return (body ?? '').split(/,\n/).map((element) => element.trim().replace(/ comment "(.*)"/, ' $1'));
}

describe('pools', () => {
  test.each<[string, NodeFirewallProps, string]>([
    ['none', pools(), 'nodes/f: no pool of nodes is named, so no node would have a firewall. Name the nodes of the cluster in `pools`.'],
    [
      'a name that is none',
      pools({ ...WORKERS, name: '../etc' }),
      'nodes/f: "../etc" is not a name for a pool, so its files could not be told from those of others. Write letters, digits, dots, '
        + 'dashes and underscores, such as "control-plane".',
    ],
    [
      'no role',
      pools({ ...WORKERS, roles: [] }),
      'nodes/f: the pool "workers" has no role, so it is unclear which of its ports are needed. Name at least one role.',
    ],
    [
      'a role twice',
      pools({ ...WORKERS, roles: [NodeRole.WORKER, NodeRole.WORKER] }),
      'nodes/f: the pool "workers" has the role worker twice, so one of the two is a mistake. Name each role once.',
    ],
    [
      'a bastion in the cluster',
      pools({ ...WORKERS, roles: [NodeRole.WORKER, NodeRole.BASTION] }),
      'nodes/f: the pool "workers" is a bastion and a node of the cluster, so a client that reaches the bastion reaches '
        + 'a node. Give the bastion '
        + 'a machine and a pool of its own.',
    ],
    [
      'no range',
      pools({ ...WORKERS, ranges: [] }),
      'nodes/f: the pool "workers" has no range, so no opening for its roles could name its nodes. Name the addresses of its nodes, or '
        + 'their subnets, in `ranges`.',
    ],
    [
      'the world',
      pools({ ...WORKERS, ranges: [Cidr.of('0.0.0.0/0')] }),
      'nodes/f: the pool "workers" is 0.0.0.0/0, wider than /8, so strangers would count as nodes. Name the subnets of the nodes alone.',
    ],
    [
      'loopback',
      pools({ ...WORKERS, ranges: [Cidr.of('127.0.0.1/32')] }),
      'nodes/f: the pool "workers" is 127.0.0.1/32, which is the node itself (127.0.0.0/8), so no node has such an address. Name the '
        + 'addresses by which nodes see each other.',
    ],
    [
      'pods',
      { pools: [{ ...WORKERS, ranges: [Cidr.of('10.0.0.0/8')] }], podRanges: PODS },
      'nodes/f: the pool "workers" (10.0.0.0/8) shares addresses with the pods (10.244.0.0/16), so every pod would count as a node. Name '
        + 'the subnets of the nodes alone.',
    ],
    [
      'a range in two pools',
      pools(CONTROL_PLANE, { ...WORKERS, ranges: [Cidr.of('10.9.0.0/16')] }),
      'nodes/f: the pool "workers" (10.9.0.0/16) shares addresses with the pool "control-plane", so it is unclear what those nodes may '
        + 'reach. Name each range once, in one pool with all the roles of its nodes.',
    ],
    [
      'a name twice',
      pools(CONTROL_PLANE, { ...WORKERS, name: 'control-plane' }),
      'nodes/f: two pools are named "control-plane", so the files of one would replace those of the other. Give each a name of its own.',
    ],
  ])('%s: refused', (_, props, message) => {
    expect(refusalOf(() => new NodeFirewall(chart(), 'f', props))).toBe(message);
  });

  test('a second firewall in the same app is refused', () => {
    const scope = chart();
    new NodeFirewall(scope, 'one', { pools: POOLS });
    expect(refusalOf(() => new NodeFirewall(scope, 'two', { pools: POOLS }))).toBe(
      'nodes/two: nodes/one is the firewall of the nodes already, so one would overwrite the files of the other. Name all pools in one '
        + 'NodeFirewall.',
    );
  });
});

describe('openings', () => {
  const GOOD: FirewallOpening = {
    name: 'overlay',
    requestedBy: 'network team',
    roles: [NodeRole.WORKER],
    ports: [Port.udp(8472)],
    sources: [FirewallSource.role(NodeRole.WORKER)],
  };
  const open = (part: Partial<FirewallOpening>, podRanges = PODS) =>
    refusalOf(() => new NodeFirewall(chart(), 'f', { pools: POOLS, podRanges }).allow({ ...GOOD, ...part }));

  test.each<[string, Partial<FirewallOpening>, string]>([
    ['a good one', {}, 'accepted'],
    [
      'a name that could end a set',
      { name: 'a }' },
      'nodes/f: "a }" is not a name for an opening, so reviewers could not see what is open. Write up to 40 lower-case letters, digits and '
        + 'dashes, such as "overlay".',
    ],
    [
      'nobody who asked',
      { requestedBy: ' ' },
      'nodes/f: the opening "overlay" says " " of who requires it, so it is unclear whether it is still needed. Name a team, a '
        + 'person or a ticket in up to 60 plain characters.',
    ],
    ['no role', { roles: [] }, 'nodes/f: the opening "overlay" names no role, so it opens nothing. Name at least one.'],
    ['no port', { ports: [] }, 'nodes/f: the opening "overlay" names no port, so it opens nothing. Name at least one.'],
    [
      'the world without a reason',
      { sources: [FirewallSource.cidr('all', Cidr.of('0.0.0.0/0'))] },
      'nodes/f: the opening "overlay" has the source "all" (0.0.0.0/0), wider than /8, so it is not one network but the internet, or much '
        + 'of it. Name narrower ranges, or give unsafeWorldReason in place of the sources.',
    ],
    [
      'the world in pieces',
      {
        sources: Array.from({ length: 131 }, (_, n) => n + 1)
          .filter((n) => n !== 10 && n !== 127)
          .map((n) => FirewallSource.cidr(`n${n}`, Cidr.of(`${n}.0.0.0/8`))),
      },
      'nodes/f: the opening "overlay" has sources that are the internet together: 1.0.0.0/8, 2.0.0.0/8, 3.0.0.0/8, 4.0.0.0/8, so '
        + 'nothing would be closed. Name narrower ranges, or give unsafeWorldReason in place of the sources.',
    ],
    [
      'the world and sources',
      { unsafeWorldReason: 'public' },
      'nodes/f: the opening "overlay" names sources, and is open to the world, so the sources limit nothing. Remove the sources, or '
        + 'unsafeWorldReason.',
    ],
    ['the world with a reason', { sources: [], unsafeWorldReason: 'public' }, 'accepted'],
    [
      'a blank reason',
      { sources: [], unsafeWorldReason: ' ' },
      'nodes/f: unsafeWorldReason of the opening "overlay" is blank, so reviewers cannot assess it. Give the reason in a sentence.',
    ],
    [
      'pods without a reason',
      { sources: [FirewallSource.pods()] },
      'nodes/f: the opening "overlay" names the pods as a source, so anyone who can run a pod could reach it. Name the nodes on which the '
        + 'client runs with hostNetwork, or give unsafePodsReason.',
    ],
    ['pods with a reason', { sources: [FirewallSource.pods()], unsafePodsReason: 'metrics-server' }, 'accepted'],
    [
      'addresses of pods as a range',
      { sources: [FirewallSource.cidr('p', Cidr.of('10.244.3.0/24'))] },
      'nodes/f: the opening "overlay" has the source "p" (10.244.3.0/24), which shares addresses with the pods (10.244.0.0/16), so other '
        + 'pods could reach it as well. Write FirewallSource.pods() and the reason for it, or name addresses outside of the pods.',
    ],
    [
      'the metadata service',
      { sources: [FirewallSource.cidr('m', Cidr.of('169.254.169.254/32'))] },
      'nodes/f: the opening "overlay" has the source "m" (169.254.169.254/32), which is link-local: every neighbour, and the cloud '
        + 'metadata service (169.254.0.0/16), so no client comes from there. Name the addresses from which the nodes see the client.',
    ],
    ['the health probes of Azure', { sources: [FirewallSource.cidr('probes', Cidr.of('168.63.129.16/32'))] }, 'accepted'],
    [
      'a source that could end a comment',
      { sources: [FirewallSource.cidr('"', Cidr.of('192.0.2.0/24'))] },
      'nodes/f: the opening "overlay" calls a source "\\"", so reviewers could not see whose addresses are allowed. Write letters, digits, '
        + 'dots, dashes and underscores, such as "prometheus".',
    ],
  ])('%s', (_, part, message) => {
    expect(open(part)).toBe(message);
  });

  test('pods are refused as a source where their ranges are not known', () => {
    expect(open({ sources: [FirewallSource.pods()], unsafePodsReason: 'metrics-server' }, [])).toBe(
      'nodes/f: the opening "overlay" names the pods as a source, whose ranges are not known, so nothing would be opened. Set `podRanges` '
        + 'of the NodeFirewall.',
    );
  });

  test.each([
    ['opened', { roles: [NodeRole.ETCD] }, 'so nothing would be opened'],
    ['a source', { sources: [FirewallSource.role(NodeRole.ETCD)] }, 'so it would admit no client'],
  ])('a role that no pool has is refused where it is %s', (_, part, consequence) => {
    expect(refusalOf(() => new NodeFirewall(chart(), 'f', { pools: [WORKERS] }).allow({ ...GOOD, ...part }))).toBe(
      `nodes/f: the opening "overlay" names the role etcd, which no pool has, ${consequence}. Name the nodes in \`pools\` of the `
        + 'NodeFirewall, or other roles and sources.',
    );
  });

  test.each<[string, Partial<FirewallOpening>, string]>([
    [
      'the same name',
      { ports: [Port.udp(1)] },
      'nodes/f: the opening "overlay" is there already, so the two could not be told apart. ' + 'Give each a name of its own.',
    ],
    [
      'the same port for an address of the same source',
      { name: 'again', ports: [Port.udpRange(8000, 9000)], sources: [FirewallSource.cidr('one', Cidr.of('10.9.3.7/32'))] },
      'nodes/f: the opening "again" opens UDP 8000-9000 of nodes with the role worker to one (10.9.3.7/32), as the opening "overlay" of '
        + 'network team does, so taking one away would not close it. Keep one of the two.',
    ],
    [
      'the same port for the world',
      { name: 'again', sources: [], unsafeWorldReason: 'why not' },
      'nodes/f: the opening "again" opens UDP 8472 of nodes with the role worker to every address, as the opening "overlay" of network '
        + 'team does, so taking one away would not close it. Keep one of the two.',
    ],
    ['another protocol', { name: 'again', ports: [Port.tcp(8472)] }, 'accepted'],
    ['another role', { name: 'again', roles: [NodeRole.CONTROL_PLANE] }, 'accepted'],
    ['another source', { name: 'again', sources: [FirewallSource.cidr('one', Cidr.of('192.0.2.7/32'))] }, 'accepted'],
  ])('twice: %s', (_, part, message) => {
    const firewall = new NodeFirewall(chart(), 'f', { pools: POOLS });
    firewall.allow(GOOD);
    expect(refusalOf(() => firewall.allow({ ...GOOD, ...part }))).toBe(message);
  });

  test('a source within another source of one opening is merged into it, and keeps its name', () => {
    const firewall = exampleFirewall();
    firewall.allow({ ...GOOD, sources: [FirewallSource.cidr('one', Cidr.of('10.9.3.7/32')), FirewallSource.role(NodeRole.WORKER)] });
    expect(elements(rulesetOf(firewall, 'workers'), 'for_overlay_ipv4')).toEqual(['10.9.3.0/24 one, nodes workers']);
  });
});

describe('rulesets', () => {
  test('a pool opens what its roles need, and closes what any pool opens', () => {
    const firewall = exampleFirewall();
    const opened = (pool: string) => [
      ...new Set(chain(rulesetOf(firewall, pool), 'closed').flatMap((line) => /comment "(.*)"/.exec(line)?.[1] ?? [])),
    ];
    expect(Object.fromEntries(POOLS.map(({ name }) => [name, opened(name)]))).toEqual({
      'control-plane': ['api-server', 'controllers', 'kubelet', 'kube-proxy-health'],
      'etcd': ['etcd-clients', 'etcd-peers', 'etcd-metrics'],
      'workers': ['kubelet', 'kube-proxy-health'],
      'bastion': [],
    });
    for (const { name } of POOLS) {
      expect(rulesetOf(firewall, name)).toContain('elements = { 2379-2381, 6443, 10248-10250, 10255-10257, 10259 }');
    }
  });

  test('nodes with two roles open what both need', () => {
    const stacked = new NodeFirewall(chart(), 'f', {
      pools: [{ ...CONTROL_PLANE, roles: [NodeRole.CONTROL_PLANE, NodeRole.ETCD] }, WORKERS],
    });
    new EtcdFirewall(stacked, 'etcd', { firewall: stacked });
    const ruleset = rulesetOf(stacked, 'control-plane');
    expect(elements(ruleset, 'for_etcd_clients_ipv4')).toEqual(['10.9.1.0/28 nodes control-plane']);
    expect(elements(ruleset, 'for_etcd_peers_ipv6')).toEqual(['fd09:1::/64 nodes control-plane']);
    expect(chain(rulesetOf(stacked, 'workers'), 'closed')).toEqual([
      'iif lo accept',
      'ct state new limit rate 6/minute burst 10 packets log prefix "node firewall: " level info',
      'counter drop',
    ]);
  });

  test('SSH to nodes is for the bastion, and to the bastion for its own sources', () => {
    const firewall = exampleFirewall();
    expect(elements(rulesetOf(firewall, 'workers'), 'allowed_ipv4')).toEqual(['10.9.4.0/28 bastion-1']);
    expect(elements(rulesetOf(firewall, 'bastion'), 'allowed_ipv4')).toEqual(['198.51.100.0/28 office']);
  });

  test('what is added after the parts is in the files', () => {
    const firewall = exampleFirewall();
    firewall.allow({ name: 'late', requestedBy: 'x', roles: [NodeRole.WORKER], ports: [Port.tcp(9100)], sources: SCRAPER });
    expect(rulesetOf(firewall, 'workers')).toContain('tcp dport { 9100 } ip saddr @for_late_ipv4 counter accept comment "late"');
    expect(rulesetOf(firewall, 'etcd')).toContain('9100');
  });

  test('the world is opened with the reason in the file', () => {
    const firewall = new NodeFirewall(chart(), 'f', { pools: POOLS });
    new ControlPlaneFirewall(firewall, 'c', { firewall, unsafeWorldReason: 'Customers use\nkubectl.' });
    const ruleset = rulesetOf(firewall, 'control-plane');
    expect(ruleset).toContain('# opening api-server: Customers use kubectl.\n');
    expect(chain(ruleset, 'closed')).toContain('tcp dport { 6443 } counter accept comment "api-server"');
  });

  test('an API server that is open to the world for a reason passes in an app, and one of etcd does not', () => {
    const synth = (open: (firewall: NodeFirewall) => unknown) => {
      const app = new HardenedApp({ kubernetes: '1.36', asOf: '2026-11-23', outdir: mkdtempSync(join(tmpdir(), 'cdk8s-hardened-')) });
      const firewall = new NodeFirewall(new Chart(app, 'nodes'), 'f', { pools: [CONTROL_PLANE] });
      new KubeletFirewall(firewall, 'k', { firewall });
      open(firewall);
      return refusalOf(() => app.synth());
    };
    expect(synth((firewall) => new ControlPlaneFirewall(firewall, 'c', { firewall, unsafeWorldReason: 'Customers use it.' }))).toBe(
      'accepted',
    );
    const message = synth((firewall) => {
      new ControlPlaneFirewall(firewall, 'c', { firewall });
      const etcd = { name: 'etcd', requestedBy: 'x', roles: [NodeRole.CONTROL_PLANE], ports: [Port.tcp(2379)] };
      firewall.allow({ ...etcd, unsafeWorldReason: 'Why not.' });
    });
    expect(message).toContain('nodes/etcd-world-range');
  });

  test('with all other ports closed, every packet goes to the chain that drops', () => {
    const ruleset = rulesetOf(exampleFirewall({ closeOtherPorts: true }), 'workers');
    expect(chain(ruleset, 'input')).toEqual([
      'type filter hook input priority raw; policy accept;',
      'ct direction reply accept',
      'tcp dport @ssh_ports jump ssh',
      'jump closed',
    ]);
    expect(chain(ruleset, 'closed').slice(0, 3)).toEqual([
      'iif lo accept',
      'ct state related accept',
      'icmp type { echo-request, destination-unreachable, time-exceeded, parameter-problem } accept',
    ]);
  });

  test('lists and labels are copied in', () => {
    const list = [...POOLS];
    const ranges = [Cidr.of('10.7.0.0/24')];
    list.push({ name: 'more', roles: [NodeRole.WORKER], ranges });
    const firewall = exampleFirewall({ pools: list });
    const before = firewall.files.map(({ content }) => content);
    ranges.push(Cidr.of('10.8.0.0/24'));
    list.pop();
    expect(firewall.files.map(({ content }) => content)).toEqual(before);
  });
});

describe('parts', () => {
  test('kubelets of a managed control plane need the addresses of its API servers', () => {
    const managed = () => new NodeFirewall(chart(), 'f', { pools: [WORKERS] });
    const bare = managed();
    expect(refusalOf(() => new KubeletFirewall(bare, 'k', { firewall: bare }))).toBe(
      'nodes/f: the opening "kubelet" names the role control-plane, which no pool has, so it would admit no client. '
        + 'Name the nodes in `pools` '
        + 'of the NodeFirewall, or other roles and sources.',
    );
    const told = managed();
    new KubeletFirewall(told, 'k', { firewall: told, apiServers: [FirewallSource.cidr('eks', Cidr.of('10.30.0.0/24'))] });
    expect(elements(rulesetOf(told, 'workers'), 'for_kubelet_ipv4')).toEqual(['10.30.0.0/24 eks']);
  });

  test.each<[string, (firewall: NodeFirewall, id: string) => unknown]>([
    ['EtcdFirewall', (firewall, id) => new EtcdFirewall(firewall, id, { firewall })],
    ['KubeletFirewall', (firewall, id) => new KubeletFirewall(firewall, id, { firewall })],
    ['ControlPlaneFirewall', (firewall, id) => new ControlPlaneFirewall(firewall, id, { firewall })],
    [
      'BastionFirewall',
      (firewall, id) => new BastionFirewall(firewall, id, { firewall, sources: [{ name: 'vpn', cidr: Cidr.of('198.51.100.0/28') }] }),
    ],
  ])('a second %s is refused', (kind, make) => {
    const firewall = new NodeFirewall(chart(), 'f', { pools: POOLS });
    make(firewall, 'one');
    expect(refusalOf(() => make(firewall, 'two'))).toBe(
      `nodes/f/two: another ${kind} belongs to nodes/f, so it is unclear which of the two holds. Name all sources in one ${kind}.`,
    );
  });

  test.each<[string, readonly { name: string; cidr: Cidr }[], string]>([
    [
      'none',
      [],
      'nodes/f/b: no source of SSH is named, so no client could reach the nodes. Name the ranges of your bastion or VPN in ' + '`sources`.',
    ],
    [
      'the world',
      [{ name: 'all', cidr: Cidr.of('0.0.0.0/0') }],
      'nodes/f/b: the source "all" is 0.0.0.0/0, every address, so SSH would '
        + 'be open to the internet. Name the range of your bastion or VPN.',
    ],
    [
      'workers',
      [{ name: 'w', cidr: Cidr.of('10.9.3.0/24') }],
      'nodes/f/b: the source "w" (10.9.3.0/24) shares addresses with the nodes '
        + '(10.9.3.0/24), so anyone who can run a pod could reach sshd. Name a range outside the cluster.',
    ],
  ])('the bastion is not open to %s', (_, sources, message) => {
    const firewall = new NodeFirewall(chart(), 'f', { pools: POOLS });
    expect(refusalOf(() => new BastionFirewall(firewall, 'b', { firewall, sources: [...sources] }))).toBe(message);
  });

  test('a bastion that is no pool is refused', () => {
    const firewall = new NodeFirewall(chart(), 'f', { pools: [WORKERS] });
    expect(refusalOf(() => new BastionFirewall(firewall, 'b', { firewall, sources: [] }))).toBe(
      'nodes/f/b: no pool has the role bastion, so nothing would be closed. Name the bastion in `pools` of the NodeFirewall.',
    );
  });

  test('SSH that belongs to a firewall makes no ruleset of its own, and waits for that of the firewall', () => {
    const firewall = new NodeFirewall(chart(), 'f', { pools: POOLS });
    const access = new BastionOnlyNodeAccess(firewall, 'ssh', { firewall, sources: [] });
    expect([access.firewallFile, access.unitFile]).toEqual([undefined, undefined]);
    expect(access.files.map(({ path, nodes }) => `${path} ${nodes.join(' ')}`)).toEqual([
      ...['ssh.service', 'sshd.service', 'ssh.socket', 'sshd.socket'].map(
        (unit) => `/etc/systemd/system/${unit}.d/10-cdk8s-hardened.conf control-plane etcd workers`,
      ),
      '/etc/ssh/sshd_config.d/00-cdk8s-hardened.conf control-plane etcd workers',
    ]);
    expect(access.files[0]!.content).toContain('Requires=cdk8s-hardened-nodes.service\n');
    expect(access.activation).toEqual([
      'systemctl daemon-reload',
      '/usr/sbin/sshd -t',
      'systemctl try-reload-or-restart ssh.service || systemctl try-reload-or-restart sshd.service',
    ]);
  });

  test('a role whose ports nobody decides stops the synthesis', () => {
    const app = new HardenedApp({ kubernetes: '1.36', asOf: '2026-11-23', outdir: 'unused' });
    new NodeFirewall(new Chart(app, 'nodes'), 'f', { pools: [CONTROL_PLANE, ETCD, WORKERS, BASTION] });
    const message = refusalOf(() => app.synth());
    for (const [role, kind] of [
      ['control-plane', 'ControlPlaneFirewall'],
      ['control-plane', 'KubeletFirewall'],
      ['etcd', 'EtcdFirewall'],
      ['bastion', 'BastionFirewall'],
    ] as const) {
      expect(message).toContain(
        `a pool has the role ${role}, and no ${kind} says who may reach its ports, so the firewall would leave them open. Add a ${kind}.`,
      );
    }
  });
});
