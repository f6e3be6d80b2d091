import { existsSync, mkdirSync, mkdtempSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { Port } from '../../src/cdk8s/port';
import { Cidr } from '../../src/kubernetes/network/cidr';
import type { BastionOnlyNodeAccessProps } from '../../src/nodes';
import { guarantee } from '../support/guarantee';
import { describeProof } from '../support/requirements';
import { Namespace, nodeAccess, requireNetwork, run } from './support/node-access';

/** Exists everywhere and has no shell to log in with: only whether sshd lets it in matters here. */
const USER = 'nobody';
const ALLOWED = ['198.51.100.3', '2001:db8:7::3'];
const REFUSED = ['203.0.113.3', '2001:db8:99::3', '127.0.0.1'];
const ADDRESSES = ['198.51.100.1', ALLOWED[0]!, REFUSED[0]!, '2001:db8:7::1', ALLOWED[1]!, REFUSED[1]!];
const FROM = [
  { name: 'bastion', cidr: Cidr.of('198.51.100.0/28') },
  { name: 'bastion6', cidr: Cidr.of('2001:db8:7::/64') },
];

/** Debian's sshd_config without its comments, the Include first as there. */
const DEBIAN = (folder: string) => `Include ${folder}/sshd_config.d/*.conf
KbdInteractiveAuthentication no
UsePAM yes
X11Forwarding yes
PrintMotd no
AcceptEnv LANG LC_*
Subsystem sftp internal-sftp
`;

describeProof('the drop-in for sshd', requireNetwork(['sshd', 'ssh', 'ssh-keygen'], false), () => {
  let folder: string;
  let host: Namespace;
  let madePrivilegeSeparation = false;

  beforeAll(() => {
    // Not below /tmp: with StrictModes, sshd refuses keys in a folder below one that everybody can write.
    folder = mkdtempSync('/run/cdk8s-hardened-ssh-');
    mkdirSync(joinPath(folder, 'sshd_config.d'));
    if (!existsSync('/run/sshd')) {
      mkdirSync('/run/sshd', { mode: 0o755 });
      madePrivilegeSeparation = true;
    }
    for (const key of ['host', 'user', 'stranger']) run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', joinPath(folder, key)]);
    run('chmod', ['755', folder]);
    run('cp', [joinPath(folder, 'user.pub'), joinPath(folder, 'authorized_keys')]);
    host = new Namespace('sshd');
    for (const address of ADDRESSES) {
      host.run('ip', [
        'address',
        'add',
        address.includes(':') ? `${address}/128` : `${address}/32`,
        'dev',
        'lo',
        ...(address.includes(':') ? ['nodad'] : []),
      ]);
    }
  });

  afterAll(() => {
    host?.remove();
    if (madePrivilegeSeparation) rmdirSync('/run/sshd');
    rmSync(folder, { recursive: true, force: true });
  });

  let port = 20_022;

  /** Writes a configuration; gives the path of its first file. */
  function configure(props: Partial<BastionOnlyNodeAccessProps> = {}, others: Readonly<Record<string, string>> = {}, after = ''): string {
    const main = joinPath(folder, 'sshd_config');
    rmSync(joinPath(folder, 'sshd_config.d'), { recursive: true });
    mkdirSync(joinPath(folder, 'sshd_config.d'));
    const { sshdFile } = nodeAccess({ sources: FROM, ...props });
    writeFileSync(joinPath(folder, 'sshd_config.d', sshdFile.path.split('/').at(-1)!), sshdFile.content, {
      mode: Number.parseInt(sshdFile.mode, 8),
    });
    for (const [name, content] of Object.entries(others)) writeFileSync(joinPath(folder, 'sshd_config.d', name), content);
    port += 1;
    writeFileSync(
      main,
      `${DEBIAN(folder)}Port ${port}\nHostKey ${folder}/host\nPidFile none\nAuthorizedKeysFile ${folder}/authorized_keys\n${after}`,
    );
    return main;
  }

  function effective(main: string, address: string, user = USER): Map<string, string[]> {
    const result = new Map<string, string[]>();
    for (const line of run('sshd', ['-T', '-f', main, '-C', `user=${user},addr=${address},host=client`])
      .trim()
      .split('\n')) {
      const [keyword, ...value] = line.split(' ');
      result.set(keyword!, [...(result.get(keyword!) ?? []), value.join(' ')]);
    }
    return result;
  }

  async function serve(main: string): Promise<void> {
    await host.start('sshd', ['-D', '-e', '-f', main], 'Server listening on ::');
  }

  function login(source: string, options: readonly string[] = [], key = 'user'): string {
    const target = source.includes(':') ? '2001:db8:7::1' : source.startsWith('127.') ? '127.0.0.1' : '198.51.100.1';
    return host.try('ssh', [
      '-v',
      '-F',
      'none',
      '-b',
      source,
      '-p',
      String(port),
      '-i',
      joinPath(folder, key),
      '-o',
      'IdentitiesOnly=yes',
      '-o',
      'IdentityAgent=none',
      '-o',
      'BatchMode=yes',
      '-o',
      'StrictHostKeyChecking=no',
      '-o',
      'UserKnownHostsFile=/dev/null',
      '-o',
      'ConnectTimeout=5',
      ...options,
      `${USER}@${target}`,
      'true',
    ]).output;
  }

  function outcome(output: string): string {
    if (/Authenticated to /.test(output)) return 'in';
    return /Permission denied|Too many authentication failures/.test(output) ? 'refused' : output;
  }

  test.each<[string, Partial<BastionOnlyNodeAccessProps>]>([
    ['with what it has by default', {}],
    [
      'with everything',
      {
        unsafeLoopbackReason: 'proof',
        ports: [Port.tcp(22), Port.tcp(2222)],
        sshd: {
          allowUsers: ['ops', USER],
          allowGroups: ['ssh-users', 'adm'],
          maxAuthTries: 6,
          loginGraceSeconds: 120,
          unsafeTcpForwardingReason: 'proof',
          unsafeAgentForwardingReason: 'proof',
        },
      },
    ],
    ['with one family', { sources: [FROM[1]!] }],
    [
      'with many sources',
      { sources: Array.from({ length: 60 }, (_, index) => ({ name: `n${index}`, cidr: Cidr.of(`10.7.${index}.0/24`) })) },
    ],
  ])('sshd -t accepts it %s', (_, props) => {
    expect(run('sshd', ['-t', '-f', configure(props)])).toBe('');
  });

  guarantee('BastionOnlyNodeAccess', 'sshd -T shows keys only, no root, no forwarding and few attempts in effect for a bastion', () => {
    const values = effective(configure(), ALLOWED[0]!);
    expect(
      Object.fromEntries(
        [
          'permitrootlogin',
          'passwordauthentication',
          'kbdinteractiveauthentication',
          'permitemptypasswords',
          'hostbasedauthentication',
          'pubkeyauthentication',
          'authenticationmethods',
          'strictmodes',
          'permituserenvironment',
          'allowtcpforwarding',
          'allowstreamlocalforwarding',
          'allowagentforwarding',
          'x11forwarding',
          'permittunnel',
          'gatewayports',
          'maxauthtries',
          'logingracetime',
          'loglevel',
          'allowusers',
          'denyusers',
        ].map((keyword) => [keyword, values.get(keyword)]),
      ),
    ).toEqual({
      permitrootlogin: ['no'],
      passwordauthentication: ['no'],
      kbdinteractiveauthentication: ['no'],
      permitemptypasswords: ['no'],
      hostbasedauthentication: ['no'],
      pubkeyauthentication: ['yes'],
      authenticationmethods: ['publickey'],
      strictmodes: ['yes'],
      permituserenvironment: ['no'],
      allowtcpforwarding: ['no'],
      allowstreamlocalforwarding: ['no'],
      allowagentforwarding: ['no'],
      x11forwarding: ['no'],
      permittunnel: ['no'],
      gatewayports: ['no'],
      maxauthtries: ['3'],
      logingracetime: ['30'],
      loglevel: ['VERBOSE'],
      allowusers: ['*@198.51.100.0/28', '*@2001:db8:7::/64'],
      denyusers: undefined,
    });
  });

  guarantee('BastionOnlyNodeAccess', "sshd -T shows every address but the bastions' denied", () => {
    const main = configure();
    expect(
      [...ALLOWED, ...REFUSED, '198.51.100.16', '2001:db8:8::1'].map((address) => [address, effective(main, address).get('denyusers')]),
    ).toEqual([
      ...ALLOWED.map((address) => [address, undefined]),
      ...[...REFUSED, '198.51.100.16', '2001:db8:8::1'].map((address) => [address, ['*']]),
    ]);
  });

  guarantee('BastionOnlyNodeAccess', 'sshd -T shows that files after the drop-in change none of its values', () => {
    const main = configure(
      {},
      { '50-cloud-init.conf': 'PasswordAuthentication yes\nPermitRootLogin yes\nMaxAuthTries 20\n' },
      'MaxSessions 4\nDisableForwarding no\n',
    );
    for (const address of [ALLOWED[0]!, REFUSED[0]!]) {
      const values = effective(main, address);
      expect(
        ['maxsessions', 'passwordauthentication', 'permitrootlogin', 'maxauthtries', 'printmotd'].map((keyword) => values.get(keyword)),
      ).toEqual([['4'], ['no'], ['no'], ['3'], ['no']]);
    }
  });

  guarantee('BastionOnlyNodeAccess', 'a login with the right key gets in from the bastions and is refused from elsewhere', async () => {
    await serve(configure());
    expect([...ALLOWED, ...REFUSED].map((source) => [source, outcome(login(source))])).toEqual([
      ...ALLOWED.map((source) => [source, 'in']),
      ...REFUSED.map((source) => [source, 'refused']),
    ]);
  });

  guarantee('BastionOnlyNodeAccess', 'a login with another key is refused, and sshd offers nothing but keys', async () => {
    await serve(configure());
    const output = login(ALLOWED[0]!, [], 'stranger');
    expect(outcome(output)).toBe('refused');
    expect([...new Set(output.match(/Authentications that can continue: .*/g)!.map((line) => line.trim()))]).toEqual([
      'Authentications that can continue: publickey',
    ]);
  });

  guarantee('BastionOnlyNodeAccess', 'files of sshd that add users do not let other addresses in', async () => {
    await serve(configure({ sshd: { allowUsers: ['ops'] } }, { '50-local.conf': `AllowUsers ${USER}\n` }));
    expect([ALLOWED[0]!, REFUSED[0]!].map((source) => outcome(login(source)))).toEqual(['in', 'refused']);
  });

  guarantee('BastionOnlyNodeAccess', 'with users named, a login of any other is refused', async () => {
    await serve(configure({ sshd: { allowUsers: ['ops'] } }));
    expect(outcome(login(ALLOWED[0]!))).toBe('refused');
  });

  guarantee('BastionOnlyNodeAccess', 'sshd lets loopback in with a reason only', async () => {
    await serve(configure({ unsafeLoopbackReason: 'proof' }));
    expect(['127.0.0.1', REFUSED[0]!].map((source) => outcome(login(source)))).toEqual(['in', 'refused']);
  });
});
