import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Cidr } from '../../src/kubernetes/network/cidr';
import { guarantee } from '../support/guarantee';
import { describeProof, findTool, requirement, requireTools } from '../support/requirements';
import { nodeAccess } from './support/node-access';

/** What distributions start, written down to what matters for the order. */
const SYSTEM: Readonly<Record<string, string>> = {
  'nftables.service':
    '[Unit]\nDefaultDependencies=no\nWants=network-pre.target\nBefore=network-pre.target shutdown.target\nConflicts=shutdown.target\n'
    + '[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=/bin/true\n',
  'ssh.service': '[Unit]\nAfter=network.target\n[Service]\nType=notify\nKillMode=process\nExecStart=/bin/true\n',
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
      for (const [name, text] of Object.entries(SYSTEM)) writeFileSync(join(folder, name), text);
      for (const { path, content } of nodeAccess({ sources: [{ name: 'vpn', cidr: Cidr.of('198.51.100.0/28') }] }).files) {
        if (!path.startsWith('/etc/systemd/system/')) continue;
        const target = join(folder, path.slice('/etc/systemd/system/'.length));
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, content);
      }
    });

    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    const verify = (where: string) => {
      const units = ['cdk8s-hardened-ssh.service', 'nftables.service', 'ssh.service', 'ssh.socket'].map((name) => join(where, name));
      const { status, stdout, stderr } = spawnSync(findTool('systemd-analyze')!, ['verify', '--man=no', ...units], {
        encoding: 'utf8',
        env: { ...process.env, SYSTEMD_UNIT_PATH: `${where}:` },
      });
      return { status, output: stdout + stderr };
    };

    guarantee('BastionOnlyNodeAccess', 'systemd finds no fault and no cycle in the units', () => {
      expect(verify(folder)).toEqual({ status: 0, output: '' });
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
