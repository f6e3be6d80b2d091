import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { NodeFiles } from '../../src/kubernetes/objects/node-files';
import { deciding, sshdConfigs } from '../../src/nodes/rules/sshd/sshd-config';
import type { Directive } from '../../src/nodes/rules/sshd/sshd-lines';
import { inventoryOf } from '../support/findings';
import { describeProof } from '../support/requirements';
import { requireNetwork, run } from './support/node-access';

/** Trees, and those of them that sshd has to accept. */
const [TREES, ACCEPTED] = [2600, 2000];

/** Numbers that look random and are the same each time. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** By option: its names in the file, whether sshd takes it once, and its values as written and as `sshd -T` prints them. */
const OPTIONS: Readonly<Record<string, { readonly names: string[]; readonly isGlobal?: true; readonly values: Record<string, string> }>> = {
  permitrootlogin: {
    names: ['PermitRootLogin', 'permitrootlogin', 'PERMITROOTLOGIN'],
    values: { 'yes': 'yes', 'no': 'no', 'prohibit-password': 'without-password', 'forced-commands-only': 'forced-commands-only' },
  },
  passwordauthentication: { names: ['PasswordAuthentication'], values: { yes: 'yes', no: 'no', NO: 'no' } },
  kbdinteractiveauthentication: {
    names: ['KbdInteractiveAuthentication', 'ChallengeResponseAuthentication', 'SkeyAuthentication'],
    values: { yes: 'yes', no: 'no' },
  },
  pubkeyauthentication: { names: ['PubkeyAuthentication', 'DSAAuthentication'], values: { yes: 'yes', no: 'no' } },
  allowtcpforwarding: { names: ['AllowTcpForwarding'], values: { yes: 'yes', no: 'no', local: 'local', all: 'yes' } },
  disableforwarding: { names: ['DisableForwarding'], values: { yes: 'yes', no: 'no' } },
  maxauthtries: { names: ['MaxAuthTries'], values: { 3: '3', 9: '9', 20: '20' } },
  loglevel: { names: ['LogLevel'], values: { INFO: 'INFO', verbose: 'VERBOSE', ERROR: 'ERROR' } },
  strictmodes: { names: ['StrictModes'], isGlobal: true, values: { yes: 'yes', no: 'no' } },
  logingracetime: { names: ['LoginGraceTime'], isGlobal: true, values: { '30': '30', '2m': '120', '1m30s': '90' } },
  // Not lists of names: one in `Match all` is printed even where the option itself is off.
  permituserenvironment: { names: ['PermitUserEnvironment'], isGlobal: true, values: { yes: 'yes', no: 'no' } },
};
const DEFAULTS: Readonly<Record<string, string>> = {
  permitrootlogin: 'without-password',
  passwordauthentication: 'yes',
  kbdinteractiveauthentication: 'yes',
  pubkeyauthentication: 'yes',
  allowtcpforwarding: 'yes',
  disableforwarding: 'no',
  maxauthtries: '6',
  loglevel: 'INFO',
  strictmodes: 'yes',
  logingracetime: '120',
  permituserenvironment: 'no',
};

const CONNECTIONS = [
  { user: 'root', addr: '10.1.2.3' },
  { user: 'nobody', addr: '192.0.2.7' },
  { user: 'root', addr: '192.0.2.7' },
] as const;
type Connection = (typeof CONNECTIONS)[number];

/** What a Match line asks, and whether a connection has it. */
const CRITERIA: Readonly<Record<string, (connection: Connection) => boolean>> = {
  'User root': ({ user }) => user === 'root',
  'User nobody,backup': ({ user }) => user === 'nobody',
  'User !root,*': ({ user }) => user !== 'root',
  'Address 10.0.0.0/8': ({ addr }) => addr.startsWith('10.'),
  'Address 192.0.2.*': ({ addr }) => addr.startsWith('192.0.2.'),
  'User root Address 10.0.0.0/8': ({ user, addr }) => user === 'root' && addr.startsWith('10.'),
};

/** Files by their path below /etc/ssh: names that sort otherwise than they are made, folders, hidden ones, ones that no pattern has. */
const NAMES = [
  'sshd_config.d/50-b.conf',
  'sshd_config.d/10-a.conf',
  'sshd_config.d/9-z.conf',
  'sshd_config.d/a_c.conf',
  'sshd_config.d/aB.conf',
  'sshd_config.d/.hidden.conf',
  'sshd_config.d/note.txt',
  'first/x.conf',
  'first/y[1].conf',
  'with blank/q.conf',
];
const PATTERNS = [
  '/etc/ssh/sshd_config.d/*.conf',
  'sshd_config.d/*.conf',
  '/etc/ssh/first/*.conf',
  'first/x.conf',
  'first/y[[]1].conf',
  'first/y\\\\[1\\\\].conf',
  'first/[!x]*',
  '*/x.conf',
  '*/*.conf',
  'sshd_config.d/[0-9]*',
  'sshd_config.d/[[:alpha:]]*',
  'sshd_config.d/.hidden.conf',
  'sshd_config.d/??-a.conf',
  '"/etc/ssh/with blank/q.conf"',
  '/etc/ssh/with\\ blank/*.conf',
  '/etc/ssh/../ssh/first/x.conf',
  'sshd_config.d/50-b.conf first/x.conf',
  '~/x.conf',
  'sshd_config.d/{10-a,50-b}.conf',
];

type Tree = Readonly<Record<string, string>>;

function treeOf(random: (below: number) => number): Tree {
  const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
  const line = (): string => {
    const option = OPTIONS[pick(Object.keys(OPTIONS))]!;
    const value = pick(Object.keys(option.values));
    const written = pick([value, value, `"${value}"`, `'${value}'`, `${value} # ${value}`]);
    return `${pick(['', '  ', '\t'])}${pick(option.names)}${pick([' ', '=', ' = ', '\t'])}${written}${pick(['', '', ' ', '\r'])}`;
  };
  const match = (): string => `${pick(['Match', 'match'])} ${random(4) === 0 ? pick(['all', 'All']) : pick(Object.keys(CRITERIA))}`;
  const content = (patterns: readonly string[]): string => {
    const lines = Array.from({ length: 1 + random(6) }, () => {
      const kind = random(12);
      if (kind < 2) return match();
      if (kind < 4 && patterns.length > 0) return `Include ${pick(patterns)}`;
      return kind === 4 ? pick(['', '# PermitRootLogin yes', '  #x']) : line();
    });
    return `${lines.join('\n')}\n`;
  };
  const tree: Record<string, string> = { sshd_config: `${random(2) === 0 ? `Include ${pick(PATTERNS)}\n` : ''}${content(PATTERNS)}` };
  for (const name of NAMES) {
    // What is included includes little, since what includes itself is refused.
    if (random(2) === 0) tree[name] = content(name.startsWith('sshd_config.d') && random(3) === 0 ? ['first/x.conf', 'with*/q.conf'] : []);
  }
  return tree;
}

/** What we take for the value of each option for a connection. All files are there, so an Include that names none adds nothing. */
function ours(tree: Tree, connection: Connection): Record<string, string> {
  const texts = Object.entries(tree).map(([name, content]) => ({ path: `/etc/ssh/${name}`, content, origin: {} }));
  const inventory = inventoryOf([], texts);
  expect(inventory.files).toBeInstanceOf(NodeFiles);
  const [config] = sshdConfigs(inventory)[0]!;
  const whole = { ...config!, directives: config!.directives.filter(({ keyword }) => keyword !== 'include') };
  const holds = ({ conditions }: Directive) => conditions.every((condition) => CRITERIA[condition]!(connection));
  return Object.fromEntries(
    Object.entries(OPTIONS).map(([option, { names, isGlobal, values }]) => {
      const keywords = [...new Set(names.map((name) => name.toLowerCase()))];
      const { forSome, forAll } = deciding(whole, keywords, isGlobal === true);
      const line = forSome.find(holds) ?? forAll;
      return [option, line === undefined ? DEFAULTS[option]! : values[line.args[0]!]!];
    }),
  );
}

describeProof('how sshd reads its configuration', requireNetwork(['sshd', 'ssh-keygen', 'mount'], false), () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync('/run/cdk8s-hardened-sshd-');
    run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, 'host')]);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test(`${TREES} trees of files, as sshd -T has them for a connection`, () => {
    const random = generator(20_261_130);
    const cases = Array.from({ length: TREES }, (_, index) => ({
      tree: treeOf(random),
      connection: CONNECTIONS[index % CONNECTIONS.length]!,
    }));
    mkdirSync(join(folder, 'out'));
    for (const [index, { tree, connection }] of cases.entries()) {
      const root = join(folder, 'trees', String(index));
      for (const [name, content] of Object.entries(tree)) {
        mkdirSync(dirname(join(root, name)), { recursive: true });
        writeFileSync(join(root, name), content);
      }
      writeFileSync(`${root}.connection`, `user=${connection.user},host=h,addr=${connection.addr}`);
    }
    // In a mount namespace of its own: sshd's folder is compiled in.
    const script = `mkdir -p /run/sshd; sshd=$(PATH=$PATH:/usr/sbin:/sbin command -v sshd); i=0
      while [ $i -lt ${TREES} ]; do mount --bind ${folder}/trees/$i /etc/ssh || exit 3
      $sshd -T -h ${folder}/host -C "$(cat ${folder}/trees/$i.connection)" >${folder}/out/$i 2>/dev/null || echo refused >${folder}/out/$i
      umount /etc/ssh; i=$((i + 1)); done`;
    run('unshare', ['--mount', 'sh', '-c', script]);
    const differences: string[] = [];
    let accepted = 0;
    for (const [index, { tree, connection }] of cases.entries()) {
      const output = readFileSync(join(folder, 'out', String(index)), 'utf8');
      if (output.includes('refused')) continue;
      accepted += 1;
      const theirs = new Map(output.split('\n').map((line) => line.split(' ', 2) as [string, string]));
      for (const [option, value] of Object.entries(ours(tree, connection))) {
        if (theirs.get(option) === value) continue;
        differences.push(
          `${JSON.stringify(tree)} for ${connection.user} ${connection.addr}: ${option} is ${theirs.get(option)}, not ${value}`,
        );
      }
    }
    expect(differences.slice(0, 3)).toEqual([]);
    expect(accepted).toBeGreaterThanOrEqual(ACCEPTED);
  }, 600_000);
});
