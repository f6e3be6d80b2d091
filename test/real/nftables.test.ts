import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { Port } from '../../src/cdk8s/port';
import { Cidr } from '../../src/kubernetes/network/cidr';
import type { BastionOnlyNodeAccessProps } from '../../src/nodes';
import { guarantee } from '../support/guarantee';
import { describeProof } from '../support/requirements';
import { join, Namespace, nodeAccess, requireNetwork } from './support/node-access';

/** Listens on its ports on every address, and echoes. */
const SERVER = `
  let left = process.argv.length - 1;
  for (const port of process.argv.slice(1)) require('net').createServer((s) => { s.on('error', () => {}); s.pipe(s); })
    .listen({ port: Number(port), host: '::', ipv6Only: false }, () => { if (--left === 0) console.log('ready'); });`;

/** Connects once: address, port, local port, local address. Prints what came of it. */
const CLIENT =
  '\n  const [host, port, localPort, localAddress] = process.argv.slice(1);\n'
  + "  const s = require('net').connect({ host, port: Number(port), ...(localPort > 0 ? { localPort: Number(localPort) } : {}), "
  + '...(localAddress ? { localAddress } : {}) });\n'
  + '  const end = (word) => { console.log(word); process.exit(0); };\n'
  + "  setTimeout(() => end('no answer'), 1200);\n"
  + "  s.on('connect', () => end('connected')); s.on('error', (e) => end(e.code));";

const SOURCES = [
  { name: 'bastion', cidr: Cidr.of('198.51.100.0/28') },
  { name: 'bastion6', cidr: Cidr.of('2001:db8:7::/64') },
];
const NODE = { toBastion: ['198.51.100.1', '2001:db8:7::1'], toOutside: ['203.0.113.1', '2001:db8:99::1'] } as const;

describeProof('the nftables ruleset', requireNetwork(['nft', 'node'], true), () => {
  let folder: string;
  let file: string;
  let node: Namespace;
  let bastion: Namespace;
  let outside: Namespace;
  const spaces: Namespace[] = [];

  const space = (label: string) => {
    const made = new Namespace(label);
    spaces.push(made);
    return made;
  };
  const load = (props: Partial<BastionOnlyNodeAccessProps> = {}) => {
    writeFileSync(file, nodeAccess({ sources: SOURCES, ...props }).firewallFile!.content);
    node.run('nft', ['-f', file]);
  };
  const connect = (from: Namespace, host: string, port: number, localPort = 0, localAddress = '') =>
    from.run('node', ['-e', CLIENT, host, String(port), String(localPort), localAddress]).trim();
  const dropped = () =>
    Number(/counter packets (\d+) bytes \d+ drop/.exec(node.run('nft', ['list', 'chain', 'inet', 'cdk8s_hardened_ssh', 'ssh']))![1]);

  beforeAll(async () => {
    folder = mkdtempSync(joinPath(tmpdir(), 'cdk8s-hardened-nft-'));
    file = joinPath(folder, 'ssh.nft');
    [node, bastion, outside] = [space('node'), space('bastion'), space('outside')];
    join(node, ['198.51.100.1/28', '2001:db8:7::1/64'], bastion, ['198.51.100.2/28', '2001:db8:7::2/64'], 'b');
    join(node, ['203.0.113.1/24', '2001:db8:99::1/64'], outside, ['203.0.113.2/24', '2001:db8:99::2/64'], 'o');
    await node.start('node', ['-e', SERVER, '22', '2222', '10250'], 'ready');
  });

  afterAll(() => {
    for (const made of spaces) made.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(() => {
    node.run('nft', ['flush', 'ruleset']);
  });

  test('without it, everybody reaches sshd: what the other cases compare with', () => {
    expect([...NODE.toOutside, ...NODE.toBastion].map((address, index) => connect(index < 2 ? outside : bastion, address, 22))).toEqual([
      'connected',
      'connected',
      'connected',
      'connected',
    ]);
  });

  guarantee(
    'BastionOnlyNodeAccess',
    'with the firewall, the bastion reaches port 22 and others, an outsider the others alone, over IPv4 and IPv6',
    () => {
      load();
      for (const index of [0, 1]) {
        expect({
          bastion: [22, 2222, 10250].map((port) => connect(bastion, NODE.toBastion[index]!, port)),
          outside: [22, 2222, 10250].map((port) => connect(outside, NODE.toOutside[index]!, port)),
        }).toEqual({ bastion: ['connected', 'connected', 'connected'], outside: ['no answer', 'connected', 'connected'] });
      }
      expect(dropped()).toBeGreaterThan(0);
    },
  );

  guarantee('BastionOnlyNodeAccess', 'the firewall closes every named port of sshd', () => {
    load({ ports: [Port.tcp(22), Port.tcp(2222)] });
    expect([22, 2222, 10250].map((port) => connect(outside, '203.0.113.1', port))).toEqual(['no answer', 'no answer', 'connected']);
    expect([22, 2222, 10250].map((port) => connect(bastion, '198.51.100.1', port))).toEqual(['connected', 'connected', 'connected']);
  });

  guarantee('BastionOnlyNodeAccess', 'the firewall closes an address family that has no sources', () => {
    load({ sources: [SOURCES[0]!] });
    expect([connect(bastion, '198.51.100.1', 22), connect(bastion, '2001:db8:7::1', 22)]).toEqual(['connected', 'no answer']);
  });

  guarantee(
    'BastionOnlyNodeAccess',
    "an outsider gets past the firewall neither by source ports, a mapped address and link-local addresses nor by the bastion's address",
    () => {
      load();
      const linkLocal = /inet6 (fe80:[0-9a-f:]+)/.exec(node.run('ip', ['-6', 'address', 'show', 'dev', 'o-a', 'scope', 'link']))![1];
      outside.run('ip', ['address', 'add', '198.51.100.3/32', 'dev', 'o-b']);
      try {
        expect([
          connect(outside, '203.0.113.1', 22, 22),
          connect(outside, '203.0.113.1', 22, 53),
          connect(outside, '::ffff:203.0.113.1', 22),
          connect(outside, `${linkLocal}%o-b`, 22),
          connect(outside, '203.0.113.1', 22, 0, '198.51.100.3'),
        ]).toEqual(['no answer', 'no answer', 'no answer', 'no answer', 'no answer']);
        expect(connect(outside, `${linkLocal}%o-b`, 10250)).toBe('connected');
      } finally {
        outside.run('ip', ['address', 'delete', '198.51.100.3/32', 'dev', 'o-b']);
      }
    },
  );

  guarantee(
    'BastionOnlyNodeAccess',
    "the firewall closes loopback; with a reason loopback's own addresses are open, and those alone",
    () => {
      load();
      expect([connect(node, '127.0.0.1', 22), connect(node, '::1', 22), connect(node, '127.0.0.1', 10250)]).toEqual([
        'no answer',
        'no answer',
        'connected',
      ]);
      load({ unsafeLoopbackReason: 'proof' });
      expect([connect(node, '127.0.0.1', 22), connect(node, '::1', 22), connect(node, '203.0.113.1', 22)]).toEqual([
        'connected',
        'connected',
        'no answer',
      ]);
      expect(connect(outside, '203.0.113.1', 22)).toBe('no answer');
    },
  );

  guarantee('BastionOnlyNodeAccess', 'the firewall loaded twice is one table with the same rules', () => {
    load();
    const once = node.run('nft', ['list', 'ruleset']);
    load();
    expect(node.run('nft', ['list', 'ruleset'])).toBe(once);
    expect(node.run('nft', ['list', 'tables'])).toBe('table inet cdk8s_hardened_ssh\n');
  });

  guarantee('BastionOnlyNodeAccess', 'tables of other firewalls stay as they are, and do not reopen the port', () => {
    node.run(
      'nft',
      ['-f', '-'],
      `
      table ip kube-proxy {
        chain prerouting { type nat hook prerouting priority dstnat; policy accept; tcp dport 30022 redirect to :22; }
        chain early { type filter hook input priority -400; policy accept; accept; }
        chain late { type filter hook input priority filter; policy accept; tcp dport 22 accept; }
      }
      table inet cni {
        chain input { type filter hook input priority filter - 10; policy accept; accept; }
      }
`,
    );
    const others = () => ['ip kube-proxy', 'inet cni'].map((table) => node.run('nft', ['list', 'table', ...table.split(' ')]));
    const before = others();
    load();
    load();
    expect(others()).toEqual(before);
    expect([connect(outside, '203.0.113.1', 22), connect(outside, '2001:db8:99::1', 22)]).toEqual(['no answer', 'no answer']);
    // Like a NodePort whose endpoint is the node's sshd: judged by the port after DNAT, and by the sender.
    expect([connect(outside, '203.0.113.1', 30022), connect(bastion, '198.51.100.1', 30022)]).toEqual(['no answer', 'connected']);
  });

  guarantee(
    'BastionOnlyNodeAccess',
    'a session from a range that is taken away ends when the firewall is loaded the next time',
    async () => {
      load();
      const session = await bastion.start(
        'node',
        [
          '-e',
          `
      const s = require('net').connect(22, '198.51.100.1', () => console.log('ready'));
      s.on('data', (d) => console.log('echo ' + d)); process.stdin.on('data', (d) => s.write(d));`,
        ],
        'ready',
      );
      const say = async (word: string) => {
        session.child.stdin!.write(word);
        await new Promise((resolve) => setTimeout(resolve, 1000));
      };
      await say('one');
      load({ sources: [{ name: 'other', cidr: Cidr.of('192.0.2.0/28') }] });
      await say('two');
      expect(session.output).toContain('echo one');
      expect(session.output).not.toContain('two');
    },
  );

  guarantee('BastionOnlyNodeAccess', 'while the firewall is loaded again and again, no attempt of an outsider gets through', async () => {
    load();
    const attempts = outside.start(
      'node',
      [
        '-e',
        '\n      let through = 0, tried = 0;\n'
          + "      const timer = setInterval(() => { tried++; const s = require('net').connect(22, '203.0.113.1', "
          + "() => { through++; }); s.on('error', () => {}); setTimeout(() => s.destroy(), 900); }, 4);\n"
          + "      setTimeout(() => { clearInterval(timer); console.log('result ' + through + ' of ' + tried); }, 3000);",
      ],
      'result',
    );
    const until = Date.now() + 3500;
    let loads = 0;
    while (Date.now() < until) {
      node.run('nft', ['-f', file]);
      loads += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(loads).toBeGreaterThan(20);
    expect((await attempts).output).toMatch(/^result 0 of [1-9]\d\d/);
  });
});
