import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Chart } from 'cdk8s';
import { HardenedApp } from '../../src/app/hardened-app';
import { HostFile } from '../../src/cdk8s/host-file';
import { Port } from '../../src/cdk8s/port';
import { Cidr } from '../../src/kubernetes/network/cidr';
import { BreakGlass, FirewallSource, NodeRole } from '../../src/nodes';
import { exampleFirewall } from '../nodes/support/example-firewall';
import { guarantee } from '../support/guarantee';
import { describeProof, findTool, requirement, requireTools } from '../support/requirements';
import { nodeAccess } from './support/node-access';

/** What distributions start, written down to what matters for the order. */
const SYSTEM: Readonly<Record<string, string>> = {
  'nftables.service':
    '[Unit]\nDefaultDependencies=no\nWants=network-pre.target\nBefore=network-pre.target shutdown.target\nConflicts=shutdown.target\n'
    + '[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=/bin/true\n',
  'ssh.service': '[Unit]\nAfter=network.target\n[Service]\nType=notify\nKillMode=process\nExecStart=/bin/true\n',
  'kubelet.service': '[Unit]\nAfter=network-online.target\n[Service]\nExecStart=/bin/true\n',
  'etcd.service': '[Unit]\nAfter=network.target\n[Service]\nType=notify\nExecStart=/bin/true\n',
  'ssh.socket': '[Unit]\nBefore=sockets.target\n[Socket]\nListenStream=22\nAccept=no\n',
};

const found = requireTools(['systemd-analyze', 'nft']);

describeProof(
  'the systemd units',
  found.ok
    ? requirement(spawnSync(findTool('systemd-analyze')!, ['--version']).status === 0 ? [] : ['systemd-analyze does not run'])
    : found,
  () => {
    let folder: string;

    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'cdk8s-hardened-units-'));
      write(folder, nodeAccess({ sources: [{ name: 'vpn', cidr: Cidr.of('198.51.100.0/28') }] }).files);
    });

    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    /** The units of a node, with those among its host files. */
    const write = (where: string, files: readonly HostFile[]) => {
      for (const [name, text] of Object.entries(SYSTEM)) writeFileSync(join(where, name), text);
      for (const { path, content } of files) {
        if (!path.startsWith('/etc/systemd/system/')) continue;
        const target = join(where, path.slice('/etc/systemd/system/'.length));
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, content);
      }
    };
    const verify = (where: string, names = ['cdk8s-hardened-ssh.service', 'nftables.service', 'ssh.service', 'ssh.socket']) => {
      const units = names.map((name) => join(where, name));
      const { status, stdout, stderr } = spawnSync(findTool('systemd-analyze')!, ['verify', '--man=no', ...units], {
        encoding: 'utf8',
        env: { ...process.env, SYSTEMD_UNIT_PATH: `${where}:` },
      });
      return { status, output: stdout + stderr };
    };

    guarantee('BastionOnlyNodeAccess', 'systemd finds no fault and no cycle in the units', () => {
      expect(verify(folder)).toEqual({ status: 0, output: '' });
    });

    guarantee(['NodeFirewall', 'BreakGlass'], 'systemd finds no fault and no cycle in the units of the firewall', () => {
      const where = mkdtempSync(join(tmpdir(), 'cdk8s-hardened-units-'));
      try {
        const app = new HardenedApp({ kubernetes: '1.36', asOf: '2026-11-23', outdir: where });
        const firewall = exampleFirewall({}, new Chart(app, 'nodes'));
        new BreakGlass(firewall, 'glass', {
          firewall,
          name: 'inc-1',
          roles: [NodeRole.ETCD],
          ports: [Port.tcp(2379)],
          sources: [FirewallSource.cidr('laptop', Cidr.of('203.0.113.9/32'))],
          unsafeOpeningReason: 'Quorum is lost.',
          approvedBy: 'on call',
          until: '2026-11-24T16:30Z',
        });
        write(
          where,
          HostFile.collect(app).filter(({ nodes }) => nodes.includes('etcd')),
        );
        const units = ['cdk8s-hardened-nodes.service', 'cdk8s-hardened-break-glass-inc-1.timer', 'nftables.service', 'kubelet.service'];
        expect(verify(where, [...units, 'etcd.service', 'ssh.service', 'ssh.socket'])).toEqual({ status: 0, output: '' });
        const timer = readFileSync(join(where, 'cdk8s-hardened-break-glass-inc-1.timer'), 'utf8');
        const [, calendar] = /^OnCalendar=(.*)$/m.exec(timer)!;
        const { stdout } = spawnSync(findTool('systemd-analyze')!, ['calendar', calendar!], { encoding: 'utf8' });
        expect(stdout).toContain('Normalized form: 2026-11-24 16:30:00 UTC');
      } finally {
        rmSync(where, { recursive: true, force: true });
      }
    });

    test('and would: an unknown setting and a cycle are found', () => {
      const broken = `${folder}-broken`;
      cpSync(folder, broken, { recursive: true });
      try {
        writeFileSync(join(broken, 'ssh.service.d', '20.conf'), '[Unit]\nBefore=cdk8s-hardened-ssh.service\nNoSuchSetting=1\n');
        const { output } = verify(broken);
        expect(output).toContain('NoSuchSetting');
        expect(output).toMatch(/ordering cycle/);
      } finally {
        rmSync(broken, { recursive: true, force: true });
      }
    });
  },
);
