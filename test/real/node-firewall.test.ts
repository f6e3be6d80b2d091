import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { Chart } from 'cdk8s';
import { HardenedApp } from '../../src/app/hardened-app';
import { Port } from '../../src/cdk8s/port';
import { Cidr } from '../../src/kubernetes/network/cidr';
import { BreakGlass, FirewallSource, NodeRole, type NodeFirewall } from '../../src/nodes';
import { exampleFirewall, rulesetOf } from '../nodes/support/example-firewall';
import { guarantee } from '../support/guarantee';
import { describeProof } from '../support/requirements';
import { Namespace, requireNetwork } from './support/node-access';
import { tryAll, listen, type Probe } from './support/ports';

/** Everyone on one link, each with an IPv4 and an IPv6 address. Those of the cluster's pools are in the ranges of the example. */
const HOSTS = {
  'control-plane': ['10.9.1.2', 'fd09:1::2'],
  'control-plane-2': ['10.9.1.3', 'fd09:1::3'],
  'etcd': ['10.9.2.2', 'fd09:2::2'],
  'etcd-2': ['10.9.2.3', 'fd09:2::3'],
  'workers': ['10.9.3.2', 'fd09:3::2'],
  'workers-2': ['10.9.3.3', 'fd09:3::3'],
  'bastion': ['10.9.4.2', 'fd09:4::2'],
  'scraper': ['10.9.5.2', 'fd09:5::2'],
  'pod': ['10.244.1.2', 'fd00:244::2'],
  'office': ['198.51.100.2', '2001:db8:7::2'],
  'stranger': ['203.0.113.9', '2001:db8:99::9'],
} as const;
type Host = keyof typeof HOSTS;
const ALL = Object.keys(HOSTS) as Host[];
const TARGETS = ['control-plane', 'etcd', 'workers', 'bastion'] as const;
const TCP = [22, 2379, 2380, 2381, 6443, 8080, 10248, 10249, 10250, 10255, 10256, 10257, 10259];
const UDP = [8472, 9999];
const PORTS = [...TCP.map((port) => `tcp ${port}`), ...UDP.map((port) => `udp ${port}`)];

/** Who reaches what over the network: the statement that the kernel is compared with. Nobody else reaches a port that is listed. */
const NODES: readonly Host[] = ['control-plane', 'control-plane-2', 'workers', 'workers-2'];
const CONTROL: readonly Host[] = ['control-plane', 'control-plane-2'];
const ETCD: readonly Host[] = ['etcd', 'etcd-2'];
const WORKERS: readonly Host[] = ['workers', 'workers-2'];
const STATED: Readonly<Record<(typeof TARGETS)[number], Readonly<Record<string, readonly Host[]>>>> = {
  'control-plane': {
    'tcp 22': ['bastion'],
    'tcp 6443': [...NODES, 'pod', 'office'],
    'tcp 10250': [...CONTROL, 'scraper'],
    'tcp 10256': ['scraper'],
    'tcp 10257': ['scraper'],
    'tcp 10259': ['scraper'],
  },
  'etcd': { 'tcp 22': ['bastion'], 'tcp 2379': CONTROL, 'tcp 2380': ETCD, 'tcp 2381': ['scraper'] },
  'workers': { 'tcp 22': ['bastion'], 'tcp 10250': [...CONTROL, 'scraper'], 'tcp 10256': ['scraper'], 'udp 8472': WORKERS },
  'bastion': { 'tcp 22': ['office'] },
};
/** Ports that nothing names. */
const OPEN = ['tcp 8080', 'udp 9999'];

function stated(closeOtherPorts: boolean): string[] {
  return TARGETS.flatMap((target) =>
    PORTS.map((port) => {
      const who = OPEN.includes(port) && !closeOtherPorts ? ALL : (STATED[target][port] ?? []);
      return line(
        target,
        port,
        ALL.filter((host) => host !== target && who.includes(host)),
      );
    }),
  );
}

function line(target: string, port: string, hosts: readonly string[]): string {
  return `${target} ${port}: ${hosts.join(' ') || 'nobody'}`;
}

/** As kube-proxy and a network plugin leave them on a node: they accept, before and after. */
const OTHERS = `
  table ip kube-proxy {
    chain nat-prerouting { type nat hook prerouting priority dstnat; policy accept; tcp dport 30079 redirect to :2379; }
    chain filter-input { type filter hook input priority -110; policy accept; ct state new accept; }
  }
  table inet cni {
    chain early { type filter hook input priority -400; policy accept; accept; }
    chain late { type filter hook input priority filter + 10; policy accept; tcp dport { 2379, 10250 } accept; }
  }
`;

describeProof('the firewall of the nodes', requireNetwork(['nft', 'node'], true), () => {
  let folder: string;
  let hub: Namespace;
  const hosts = new Map<Host, Namespace>();

  const at = (host: Host) => hosts.get(host)!;
  const load = (firewall: NodeFirewall, change: (text: string) => string = (text) => text) => {
    for (const target of TARGETS) {
      const file = joinPath(folder, `${target}.nft`);
      writeFileSync(file, change(rulesetOf(firewall, target)));
      at(target).run('nft', ['-f', file]);
    }
  };
  const overlay = (firewall: NodeFirewall) =>
    firewall.allow({
      name: 'overlay',
      requestedBy: 'the network plugin',
      roles: [NodeRole.WORKER],
      ports: [Port.udp(8472)],
      sources: [FirewallSource.role(NodeRole.WORKER)],
    });
  /** Everyone tries every port of every target, over both families: one line for each target and port. */
  const matrix = async (family: 0 | 1): Promise<string[]> => {
    const results = new Map(
      await Promise.all(
        ALL.map(async (host) => {
          const probes = TARGETS.filter((target) => target !== host).flatMap((target) =>
            PORTS.map((port): Probe => ({ key: `${target} ${port}`, address: HOSTS[target][family], port })),
          );
          return [host, await tryAll(at(host), probes)] as const;
        }),
      ),
    );
    return TARGETS.flatMap((target) =>
      PORTS.map((port) =>
        line(
          target,
          port,
          ALL.filter((host) => results.get(host)?.has(`${target} ${port}`)),
        ),
      ),
    );
  };
  const reaches = async (host: Host, target: Host, port: string, family: 0 | 1 = 0, localPort?: number) =>
    (await tryAll(at(host), [{ key: 'it', address: HOSTS[target][family], port, localPort }])).has('it');

  beforeAll(async () => {
    folder = mkdtempSync(joinPath(tmpdir(), 'cdk8s-hardened-firewall-'));
    hub = new Namespace('hub');
    hub.run('ip', ['link', 'add', 'br0', 'type', 'bridge']);
    hub.run('ip', ['link', 'set', 'br0', 'up']);
    ALL.forEach((host, index) => {
      const space = new Namespace(host);
      hosts.set(host, space);
      hub.run('ip', ['link', 'add', `p${index}`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space.name]);
      hub.run('ip', ['link', 'set', `p${index}`, 'master', 'br0', 'up']);
      space.run('ip', ['address', 'add', `${HOSTS[host][0]}/32`, 'dev', 'eth0']);
      space.run('ip', ['address', 'add', `${HOSTS[host][1]}/128`, 'dev', 'eth0', 'nodad']);
      space.run('ip', ['link', 'set', 'eth0', 'up']);
      space.run('ip', ['route', 'add', 'default', 'dev', 'eth0']);
      space.run('ip', ['-6', 'route', 'add', 'default', 'dev', 'eth0']);
    });
    for (const target of TARGETS) await listen(at(target), PORTS);
    await listen(at('stranger'), ['tcp 8080']);
  }, 60_000);

  afterAll(() => {
    for (const space of hosts.values()) space.remove();
    hub.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(() => {
    for (const target of TARGETS) at(target).run('nft', ['flush', 'ruleset']);
  });

  test.each([0, 1] as const)(
    'without it, everyone reaches everything (family %i): what the other cases compare with',
    async (family) => {
      expect(await matrix(family)).toEqual(
        TARGETS.flatMap((target) =>
          PORTS.map((port) =>
            line(
              target,
              port,
              ALL.filter((host) => host !== target),
            ),
          ),
        ),
      );
    },
    60_000,
  );

  guarantee.group(
    ['NodeFirewall', 'ControlPlaneFirewall', 'EtcdFirewall', 'KubeletFirewall', 'BastionFirewall', 'BastionOnlyNodeAccess'],
    'of every pair of hosts and every port of a node, those reach each other that the parts of the firewall name, over IPv4 and IPv6',
    () => {
      test.each([
        [0, false],
        [1, false],
        [0, true],
        [1, true],
      ] as const)(
        'family %i, other ports closed: %s',
        async (family, closeOtherPorts) => {
          const firewall = exampleFirewall({ closeOtherPorts });
          overlay(firewall);
          for (const target of TARGETS) at(target).run('nft', ['-f', '-'], OTHERS);
          const others = () => TARGETS.map((target) => ['ip kube-proxy', 'inet cni'].map((table) => list(at(target), table)));
          const before = others();
          load(firewall);
          expect(await matrix(family)).toEqual(stated(closeOtherPorts));
          expect(others()).toEqual(before);
        },
        60_000,
      );
    },
  );

  guarantee('NodeFirewall', 'a node reaches its own ports over loopback and by its own address, but for SSH', async () => {
    load(exampleFirewall({ closeOtherPorts: true }));
    const addresses = [...HOSTS.etcd, '127.0.0.1', '::1'];
    const ports = ['tcp 2379', 'tcp 10257', 'tcp 8080', 'tcp 22'];
    const reached = await tryAll(
      at('etcd'),
      ports.flatMap((port) => addresses.map((address) => ({ key: `${port} ${address}`, address, port }))),
    );
    expect(ports.map((port) => addresses.map((address) => reached.has(`${port} ${address}`)))).toEqual([
      [true, true, true, true],
      [true, true, true, true],
      [true, true, true, true],
      [false, false, false, false],
    ]);
  });

  guarantee('NodeFirewall', 'a node whose other ports are closed still opens connections and finds its neighbours', async () => {
    load(exampleFirewall({ closeOtherPorts: true }));
    at('workers').run('ip', ['neigh', 'flush', 'all']);
    at('stranger').run('ip', ['neigh', 'flush', 'all']);
    expect([await reaches('workers', 'stranger', 'tcp 8080'), await reaches('workers', 'stranger', 'tcp 8080', 1)]).toEqual([true, true]);
    // Many set the range of local ports so that closed ones are in it.
    expect(await reaches('workers', 'stranger', 'tcp 8080', 0, 10260)).toBe(true);
  });

  guarantee('NodeFirewall', 'an answer comes in to a closed port from which the node has opened a connection', async () => {
    const firewall = exampleFirewall();
    firewall.allow({ name: 'unused', requestedBy: 'the test', roles: [NodeRole.WORKER], ports: [Port.tcp(40404)] });
    load(firewall);
    expect(await reaches('workers', 'stranger', 'tcp 8080', 0, 40404)).toBe(true);
  });

  guarantee('EtcdFirewall', 'a port that is redirected to etcd is decided by the sender', async () => {
    at('etcd').run('nft', ['-f', '-'], OTHERS);
    load(exampleFirewall());
    expect([await reaches('workers', 'etcd', 'tcp 30079'), await reaches('control-plane', 'etcd', 'tcp 30079')]).toEqual([false, true]);
  });

  guarantee('NodeFirewall', 'loaded twice the firewall is one table with the same rules', () => {
    load(exampleFirewall());
    const once = TARGETS.map((target) => at(target).run('nft', ['list', 'ruleset']));
    load(exampleFirewall());
    expect(TARGETS.map((target) => at(target).run('nft', ['list', 'ruleset']))).toEqual(once);
    expect(at('etcd').run('nft', ['list', 'tables'])).toBe('table inet cdk8s_hardened_nodes\n');
  });

  describe('BreakGlass', () => {
    const opened = () => {
      const today = new Date().toISOString().slice(0, 10);
      const firewall = exampleFirewall({}, new Chart(new HardenedApp({ kubernetes: '1.36', asOf: today, outdir: folder }), 'nodes'));
      const glass = new BreakGlass(firewall, 'glass', {
        firewall,
        name: 'inc-1',
        roles: [NodeRole.ETCD],
        ports: [Port.tcp(2379)],
        sources: [FirewallSource.cidr('laptop', Cidr.of('203.0.113.9/32'))],
        unsafeOpeningReason: 'Quorum is lost.',
        approvedBy: 'on call',
        until: today,
      });
      return { firewall, glass };
    };

    guarantee(
      'BreakGlass',
      'the opening admits its source until its end, and from then on nothing, not even a session that is open, whatever is loaded again',
      async () => {
        const { firewall } = opened();
        // The end that the construct wrote, moved to where a test can wait for it.
        const end = Math.floor(Date.now() / 1000) + 8;
        const sooner = (text: string) => text.replace(/meta time < \d+/g, `meta time < ${end}`);
        load(firewall, sooner);
        const session = await at('stranger').start(
          'node',
          [
            '-e',
            "const s = require('net').connect(2379, '10.9.2.2', () => console.log('ready')); "
              + "s.on('data', (d) => console.log('echo ' + d)); "
              + "process.stdin.on('data', (d) => s.write(d));",
          ],
          'ready',
        );
        expect([await reaches('stranger', 'etcd', 'tcp 2379'), await reaches('office', 'etcd', 'tcp 2379')]).toEqual([true, false]);
        while (Date.now() < end * 1000) await new Promise((resolve) => setTimeout(resolve, 200));
        session.child.stdin!.write('late');
        expect(await reaches('stranger', 'etcd', 'tcp 2379')).toBe(false);
        load(firewall, sooner);
        expect(await reaches('stranger', 'etcd', 'tcp 2379')).toBe(false);
        expect(await reaches('control-plane', 'etcd', 'tcp 2379')).toBe(true);
        expect(session.output).not.toContain('late');
      },
      60_000,
    );

    guarantee('BreakGlass', 'the command of its timer closes the opening, and nothing else', async () => {
      const { firewall, glass } = opened();
      load(firewall);
      expect(await reaches('stranger', 'etcd', 'tcp 2379')).toBe(true);
      const [, command] = /^ExecStart=(.*)$/m.exec(glass.files[1]!.content)!;
      at('etcd').run('nft', command!.split(' ').slice(1));
      expect([await reaches('stranger', 'etcd', 'tcp 2379'), await reaches('control-plane', 'etcd', 'tcp 2379')]).toEqual([false, true]);
    });
  });
});

function list(space: Namespace, table: string): string {
  return space.run('nft', ['list', 'table', ...table.split(' ')]);
}
