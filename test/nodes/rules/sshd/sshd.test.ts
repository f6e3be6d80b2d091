import * as fc from 'fast-check';
import { nodesRules } from '../../../../src/nodes/rules';
import { sshdInclude } from '../../../../src/nodes/rules/sshd/sshd-include';
import { sshdOptionRules } from '../../../../src/nodes/rules/sshd/sshd-options';
import { findings, runRules } from '../../../support/findings';

const rule = (name: string) => sshdOptionRules.find(({ id }) => id === `nodes/sshd-${name}`)!;
const MAIN = '/etc/ssh/sshd_config';
const DROP_IN = '/etc/ssh/sshd_config.d/00-a.conf';
type Files = Readonly<Record<string, string>>;
const texts = (files: Files) => Object.entries(files).map(([path, content]) => ({ path, content, origin: {} }));
const judge = (name: string, files: Files) => findings(rule(name), [], { files: texts(files) });
const main = (line: number, message: string) => [`HostFile ${MAIN} line ${line}: ${message}`];

test('files that include each other many times over are read once for the same connections', () => {
  const include = 'Include sshd_config.d/*.conf\n';
  const names = Array.from({ length: 40 }, (_, i) => `/etc/ssh/sshd_config.d/${i}.conf`);
  const files = { [MAIN]: `${include}PermitRootLogin yes\n`, ...Object.fromEntries(names.map((name) => [name, include])) };
  expect(judge('permit-root-login', files)).toEqual(main(2, 'PermitRootLogin is yes'));
});

test('nor does each Match block read them all again without end', () => {
  const names = Array.from({ length: 6 }, (_, i) => `/etc/ssh/sshd_config.d/${i}.conf`);
  const include = 'Include sshd_config.d/*.conf\n';
  const files = { [MAIN]: include, ...Object.fromEntries(names.map((name, i) => [name, `Match User u${i}\n${include}`])) };
  expect(judge('permit-root-login', files)).toEqual([`HostFile ${MAIN}: PermitRootLogin is not set, which means prohibit-password`]);
});

test('a finding about every connection is another one than a finding about those of a Match block', () => {
  const files = texts({ [MAIN]: 'PermitRootLogin yes\nMatch User x\nPermitRootLogin yes' });
  const { findings: found } = runRules(rule('permit-root-login'), [], { files });
  expect(found.map(({ line, code }) => `${line} ${code}`)).toEqual(['1 general', '3 in-match']);
});

test('each of many nodes has its own files', () => {
  const nodes = Array.from({ length: 3000 }, (_, i) => `n${i}`);
  const files = nodes.flatMap((node) => [
    { path: MAIN, content: 'Include sshd_config.d/*.conf\nPermitRootLogin yes\n', origin: { nodes: [node] } },
    { path: DROP_IN, content: node === 'n7' ? '' : 'PermitRootLogin no\n', origin: { nodes: [node] } },
  ]);
  expect(findings(rule('permit-root-login'), [], { files })).toEqual(main(2, 'PermitRootLogin is yes'));
});

const AFTER_INCLUDE =
  'PermitRootLogin is no unless a file that sshd reads before sets it: the Include in line 1 names /etc/ssh/sshd_config.d/*.conf, of which '
  + 'nothing is in the input';

describe('reading', () => {
  test.each<[string, Files, string[]]>([
    ['no', { [MAIN]: 'PermitRootLogin no' }, []],
    ['yes', { [MAIN]: 'PermitRootLogin yes' }, main(1, 'PermitRootLogin is yes')],
    ['any case', { [MAIN]: 'permitrootlogin YES' }, main(1, 'PermitRootLogin is YES')],
    ['an equals sign', { [MAIN]: 'PermitRootLogin=yes' }, main(1, 'PermitRootLogin is yes')],
    ['an equals sign with spaces', { [MAIN]: '\tPermitRootLogin = yes  ' }, main(1, 'PermitRootLogin is yes')],
    ['quotes', { [MAIN]: 'PermitRootLogin "yes"' }, main(1, 'PermitRootLogin is yes')],
    ['single quotes', { [MAIN]: "PermitRootLogin 'yes'" }, main(1, 'PermitRootLogin is yes')],
    ['a comment behind', { [MAIN]: 'PermitRootLogin no # yes' }, []],
    ['a comment', { [MAIN]: '#PermitRootLogin no' }, [`HostFile ${MAIN}: PermitRootLogin is not set, which means prohibit-password`]],
    ['line breaks of Windows', { [MAIN]: '# x\r\nPermitRootLogin yes\r\n' }, main(2, 'PermitRootLogin is yes')],
    ['line separators of Unicode, which end no line for sshd', { [MAIN]: 'PermitRootLogin yes\u2028' }, main(1, 'PermitRootLogin is yes')],
    [
      'thousands of blanks, in a time that can be waited for',
      { [MAIN]: `#${' '.repeat(100_000)}.\nPermitRootLogin${'\t'.repeat(100_000)}yes\u2028` },
      main(2, 'PermitRootLogin is yes'),
    ],
    ['the first value wins', { [MAIN]: 'PermitRootLogin no\nPermitRootLogin yes' }, []],
    ['and is the only one that counts', { [MAIN]: 'PermitRootLogin yes\nPermitRootLogin no' }, main(1, 'PermitRootLogin is yes')],
    [
      'a Match block',
      { [MAIN]: 'PermitRootLogin no\nMatch User backup Address 10.0.0.0/8\n  PermitRootLogin yes' },
      main(3, 'PermitRootLogin is yes for Match User backup Address 10.0.0.0/8'),
    ],
    [
      'a Match block does not set it for all',
      { [MAIN]: 'Match User backup\nPermitRootLogin no' },
      [`HostFile ${MAIN}: PermitRootLogin is not set, which means prohibit-password`],
    ],
    ['Match all ends a block', { [MAIN]: 'Match User backup\nMatch all\nPermitRootLogin no' }, []],
    ['no value', { [MAIN]: 'PermitRootLogin' }, ['? ' + main(1, 'PermitRootLogin is "", which sshd refuses')[0]]],
    ['a value that is none', { [MAIN]: 'PermitRootLogin maybe' }, ['? ' + main(1, 'PermitRootLogin is "maybe", which sshd refuses')[0]]],
    [
      'a value named like a member of Object',
      { [MAIN]: 'PermitRootLogin __proto__' },
      ['? ' + main(1, 'PermitRootLogin is "__proto__", which sshd refuses')[0]],
    ],
    ['unset in sshd_config', { [MAIN]: '' }, [`HostFile ${MAIN}: PermitRootLogin is not set, which means prohibit-password`]],
    [
      'unset in a drop-in alone',
      { [DROP_IN]: 'X11Forwarding no' },
      [`? HostFile ${DROP_IN}: PermitRootLogin is not set here, and not all files that sshd reads are in the input`],
    ],
    [
      'unset, with drop-ins that are not in the input',
      { [MAIN]: 'Include /etc/ssh/sshd_config.d/*.conf' },
      [`? HostFile ${MAIN}: PermitRootLogin is not set here, and not all files that sshd reads are in the input`],
    ],
    [
      'after an Include of which nothing is in the input',
      { [MAIN]: 'Include /etc/ssh/sshd_config.d/*.conf\nPermitRootLogin no\nPermitRootLogin yes' },
      [`? ${main(2, AFTER_INCLUDE)[0]}`],
    ],
    ['the same, a value that is bad', { [MAIN]: 'Include sshd_config.d/*.conf\nPermitRootLogin yes' }, main(2, 'PermitRootLogin is yes')],
    ['before such an Include', { [MAIN]: 'PermitRootLogin no\nInclude /etc/ssh/sshd_config.d/*.conf' }, []],
    ['before such an Include, bad', { [MAIN]: 'PermitRootLogin yes\nInclude sshd_config.d/*.conf' }, main(1, 'PermitRootLogin is yes')],
    [
      'such an Include in a drop-in',
      { [MAIN]: 'Include sshd_config.d/*.conf\nPermitRootLogin no', [DROP_IN]: 'Include /etc/ssh/first/*.conf' },
      [
        `? HostFile ${MAIN} line 2: PermitRootLogin is no unless a file that sshd reads before sets it: the Include in `
          + `${DROP_IN} line 1 names /etc/ssh/first/*.conf, of which nothing is in the input`,
      ],
    ],
    [
      'a file elsewhere that an earlier drop-in includes',
      {
        [DROP_IN]: 'Include /etc/ssh/first/*.conf',
        '/etc/ssh/first/x.conf': 'PermitRootLogin yes',
        '/etc/ssh/sshd_config.d/10-b.conf': 'PermitRootLogin no',
      },
      ['HostFile /etc/ssh/first/x.conf line 1: PermitRootLogin is yes'],
    ],
    [
      'such an Include in a Match block',
      { [MAIN]: 'PermitRootLogin no\nMatch User x\nInclude other.conf' },
      [`? ${main(3, 'PermitRootLogin for Match User x may be set by other.conf, of which nothing is in the input')[0]}`],
    ],
    [
      'such an Include in a Match block that has the value already',
      { [MAIN]: 'PermitRootLogin no\nMatch User x\nPermitRootLogin no\nInclude other.conf' },
      [],
    ],
    [
      'Match all outdoes what stands before it',
      { [MAIN]: 'PermitRootLogin no\nMatch all\nPermitRootLogin yes' },
      main(3, 'PermitRootLogin is yes'),
    ],
    ['and for the better', { [MAIN]: 'PermitRootLogin yes\nMatch all\nPermitRootLogin no' }, []],
    [
      'and what is included',
      { [MAIN]: 'PermitRootLogin no\nMatch all\nInclude sshd_config.d/*.conf', [DROP_IN]: 'PermitRootLogin yes' },
      [`HostFile ${DROP_IN} line 1: PermitRootLogin is yes`],
    ],
    [
      'Match all in a file for some is for those',
      { [MAIN]: 'PermitRootLogin no\nMatch User x\nInclude sshd_config.d/*.conf', [DROP_IN]: 'Match all\nPermitRootLogin yes' },
      [`HostFile ${DROP_IN} line 2: PermitRootLogin is yes for Match User x`],
    ],
    ['Match blocks after Match all are not asked', { [MAIN]: 'Match all\nPermitRootLogin no\nMatch User x\nPermitRootLogin yes' }, []],
    [
      'a second Match block for the same',
      { [MAIN]: 'PermitRootLogin no\nMatch User x\nPermitRootLogin no\nMatch User x\nPermitRootLogin yes' },
      [],
    ],
    [
      'drop-ins by bytes',
      {
        [MAIN]: 'Include sshd_config.d/*.conf',
        '/etc/ssh/sshd_config.d/a.conf': 'PermitRootLogin yes',
        '/etc/ssh/sshd_config.d/B.conf': 'PermitRootLogin no',
      },
      [],
    ],
    [
      'hidden drop-ins',
      {
        [MAIN]: 'Include sshd_config.d/*.conf\nPermitRootLogin no',
        '/etc/ssh/sshd_config.d/.a.conf': 'PermitRootLogin yes',
        [DROP_IN]: '',
      },
      [],
    ],
    [
      "a vendor's configuration, read where there is none in /etc",
      { '/usr/etc/ssh/sshd_config': 'Include /etc/ssh/sshd_config.d/*.conf\nPermitRootLogin yes', [DROP_IN]: 'PermitRootLogin no' },
      [],
    ],
    [
      "a vendor's configuration that the node's own replaces",
      { '/usr/etc/ssh/sshd_config': 'PermitRootLogin yes', [MAIN]: 'PermitRootLogin no' },
      [],
    ],
    [
      "a vendor's configuration beside a drop-in of the name: it is read, and the drop-in with it",
      {
        '/usr/etc/ssh/sshd_config': 'Include /etc/ssh/sshd_config.d/*\nPermitRootLogin no',
        '/etc/ssh/sshd_config.d/00-sshd_config': 'PermitRootLogin yes',
      },
      ['HostFile /etc/ssh/sshd_config.d/00-sshd_config line 1: PermitRootLogin is yes'],
    ],
    [
      'drop-ins of the name of the configuration, which no Include names, before it',
      {
        '/etc/ssh/sshd_config.d/00-sshd_config': 'PermitRootLogin no',
        '/etc/ssh/sshd_config.d/sshd_config': 'PermitRootLogin no',
        [MAIN]: 'Include sshd_config.d/*.conf\nPermitRootLogin yes',
        [DROP_IN]: '',
      },
      main(2, 'PermitRootLogin is yes'),
    ],
    [
      "the vendor's drop-ins",
      {
        [MAIN]: 'Include /usr/etc/ssh/sshd_config.d/*.conf\nPermitRootLogin no',
        '/usr/etc/ssh/sshd_config.d/x.conf': 'PermitRootLogin yes',
      },
      ['HostFile /usr/etc/ssh/sshd_config.d/x.conf line 1: PermitRootLogin is yes'],
    ],
    [
      'a configuration by a relative path, and what it includes by an absolute one',
      { 'etc/ssh/sshd_config': 'Include /etc/ssh/x.conf\nPermitRootLogin no', '/etc/ssh/x.conf': 'PermitRootLogin yes' },
      ['HostFile /etc/ssh/x.conf line 1: PermitRootLogin is yes'],
    ],
    [
      'a node below a folder',
      {
        'n1/etc/ssh/sshd_config': 'Include /etc/ssh/x.conf\nPermitRootLogin yes',
        'n1/etc/ssh/x.conf': 'PermitRootLogin no',
        'n2/etc/ssh/x.conf': '',
      },
      [],
    ],
    [
      'a drop-in before the rest',
      { [MAIN]: 'Include /etc/ssh/sshd_config.d/*.conf\nPermitRootLogin yes', [DROP_IN]: 'PermitRootLogin no' },
      [],
    ],
    [
      'a drop-in after the rest',
      { [MAIN]: 'PermitRootLogin yes\nInclude sshd_config.d/*.conf', [DROP_IN]: 'PermitRootLogin no' },
      main(1, 'PermitRootLogin is yes'),
    ],
    ['a drop-in that is not included', { [MAIN]: 'PermitRootLogin no', [DROP_IN]: 'PermitRootLogin yes' }, []],
    [
      'a drop-in that an earlier one outdoes',
      { [DROP_IN]: 'PermitRootLogin yes', '/etc/ssh/sshd_config.d/50-b.conf': 'PermitRootLogin no' },
      [`HostFile ${DROP_IN} line 1: PermitRootLogin is yes`],
    ],
    [
      'a drop-in that outdoes later ones',
      { '/etc/ssh/sshd_config.d/50-b.conf': 'PermitRootLogin yes', [DROP_IN]: 'PermitRootLogin no' },
      [],
    ],
    [
      'a Match block ends with its file',
      { [MAIN]: 'Include sshd_config.d/*.conf\nPermitRootLogin yes', [DROP_IN]: 'Match User x\nX11Forwarding no' },
      main(2, 'PermitRootLogin is yes'),
    ],
    [
      'an Include in a Match block',
      { [MAIN]: 'PermitRootLogin no\nMatch Group ops\nInclude sshd_config.d/*.conf', [DROP_IN]: 'PermitRootLogin yes' },
      [`HostFile ${DROP_IN} line 1: PermitRootLogin is yes for Match Group ops`],
    ],
    ['an Include of itself', { [MAIN]: 'Include /etc/ssh/sshd_config\nPermitRootLogin no' }, []],
    [
      'many drop-ins that include all of them, in a time that can be waited for',
      Object.fromEntries([
        [MAIN, 'PermitRootLogin yes\nInclude sshd_config.d/*.conf'],
        ...Array.from({ length: 9 }, (_, i) => [DROP_IN.replace('00', `0${i}`), `Match User u${i}\nInclude sshd_config.d/*.conf`]),
      ]) as Files,
      main(1, 'PermitRootLogin is yes'),
    ],
    [
      'drop-ins that include each other',
      { [MAIN]: 'Include sshd_config.d/*.conf', [DROP_IN]: 'PermitRootLogin yes\nInclude sshd_config.d/00-a.conf' },
      [`HostFile ${DROP_IN} line 1: PermitRootLogin is yes`],
    ],
    [
      'two nodes',
      { 'a/sshd_config': 'PermitRootLogin no', 'b/sshd_config': 'PermitRootLogin yes' },
      ['HostFile b/sshd_config line 1: PermitRootLogin is yes'],
    ],
    ['another file', { '/etc/ssh/ssh_config': 'PermitRootLogin yes', '/etc/ssh/sshd_config.d/README': 'PermitRootLogin yes' }, []],
  ])('%s', (_, files, expected) => {
    expect(judge('permit-root-login', files)).toEqual(expected);
  });

  test('any text is read without a crash', () => {
    const token = fc.constantFrom(
      'Match',
      'all',
      'Include',
      '*',
      'sshd_config.d/*.conf',
      '/etc/ssh/sshd_config',
      'PermitRootLogin',
      '=',
      '"',
      "'",
      '\\',
      '#',
      '\n',
      'yes',
      '__proto__',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(token, fc.string())), fc.array(token), (words, more) => {
        const files = texts({ [MAIN]: words.join(' '), [DROP_IN]: more.join(' ') });
        expect(findings(nodesRules, [], { files }).filter((line) => line.includes('the rule itself failed'))).toEqual([]);
      }),
    );
  });
});

/** By rule: values that pass, values that do not, values that sshd refuses, and what unset means (undefined: it passes). */
const OPTIONS: Readonly<Record<string, readonly [string, string, string, string, string | undefined]>> = {
  'permit-root-login': [
    'PermitRootLogin',
    'no',
    'yes prohibit-password without-password forced-commands-only',
    'true 0',
    'prohibit-password',
  ],
  'password-authentication': ['PasswordAuthentication', 'no', 'yes', 'off', 'yes'],
  'kbd-interactive-authentication': ['KbdInteractiveAuthentication', 'no', 'yes', 'off', 'yes'],
  'permit-empty-passwords': ['PermitEmptyPasswords', 'no', 'yes', 'off', undefined],
  'hostbased-authentication': ['HostbasedAuthentication', 'no', 'yes', 'off', undefined],
  'pubkey-authentication': ['PubkeyAuthentication', 'yes', 'no', 'on', undefined],
  'strict-modes': ['StrictModes', 'yes', 'no', 'on', undefined],
  'permit-user-environment': ['PermitUserEnvironment', 'no', 'yes LANG,LC_*', '', undefined],
  'tcp-forwarding': ['AllowTcpForwarding', 'no', 'yes all local remote', 'off', 'yes'],
  'stream-local-forwarding': ['AllowStreamLocalForwarding', 'no', 'yes all local remote', 'off', 'yes'],
  'agent-forwarding': ['AllowAgentForwarding', 'no', 'yes', 'off', 'yes'],
  'x11-forwarding': ['X11Forwarding', 'no', 'yes', 'off', undefined],
  'permit-tunnel': ['PermitTunnel', 'no', 'yes ethernet point-to-point', 'off', undefined],
  'gateway-ports': ['GatewayPorts', 'no', 'yes clientspecified', 'off', undefined],
  'max-auth-tries': ['MaxAuthTries', '1 3 6', '7 20', 'six -1 1.5', undefined],
  'login-grace-time': ['LoginGraceTime', '30 120 2m 1m30s', '0 0s 121 3m 1h', `soon -1 ${'0'.repeat(99)}x`, undefined],
  'log-level': ['LogLevel', 'INFO VERBOSE debug3', 'QUIET fatal ERROR', 'loud', undefined],
};

test('every option has a row', () => {
  expect(Object.keys(OPTIONS).map((name) => `nodes/sshd-${name}`)).toEqual(sshdOptionRules.map(({ id }) => id));
});

describe.each(Object.entries(OPTIONS))('%s', (name, [keyword, passing, failing, refused, unset]) => {
  const words = (text: string) => text.split(' ').filter((word) => word !== '');

  test('values', () => {
    for (const value of words(passing)) expect(judge(name, { [MAIN]: `${keyword} ${value}` })).toEqual([]);
    for (const value of words(failing)) expect(judge(name, { [MAIN]: `${keyword} ${value}` })).toEqual(main(1, `${keyword} is ${value}`));
    for (const value of words(refused)) {
      expect(judge(name, { [MAIN]: `${keyword} ${value}` })).toEqual(['? ' + main(1, `${keyword} is "${value}", which sshd refuses`)[0]]);
    }
  });

  test('unset', () => {
    expect(judge(name, { [MAIN]: '' })).toEqual(
      unset === undefined ? [] : [`HostFile ${MAIN}: ${keyword} is not set, which means ${unset}`],
    );
    expect(judge(name, {})).toEqual([]);
  });
});

test('an older name of an option', () => {
  expect(judge('kbd-interactive-authentication', { [MAIN]: 'ChallengeResponseAuthentication no' })).toEqual([]);
  expect(judge('kbd-interactive-authentication', { [MAIN]: 'ChallengeResponseAuthentication yes' })).toEqual(
    main(1, 'KbdInteractiveAuthentication is yes'),
  );
  expect(judge('kbd-interactive-authentication', { [MAIN]: 'SKeyAuthentication yes' })).toEqual(
    main(1, 'KbdInteractiveAuthentication is yes'),
  );
  expect(judge('pubkey-authentication', { [MAIN]: 'DSAAuthentication no' })).toEqual(main(1, 'PubkeyAuthentication is no'));
});

test.each([
  ['""', ''],
  [String.raw`a\ b`, 'a b'],
  [String.raw`"a\"b"`, 'a"b'],
  [String.raw`a\'b`, "a'b"],
  [String.raw`a\\b`, String.raw`a\b`],
  [String.raw`"a\ b"`, String.raw`a\ b`],
])('escaped characters: %s', (written, value) => {
  expect(judge('log-level', { [MAIN]: `LogLevel ${written}` })).toEqual([
    '? ' + main(1, `LogLevel is ${JSON.stringify(value)}, which sshd refuses`)[0],
  ]);
});

test('an empty value is refused', () => {
  for (const [name, keyword] of [
    ['login-grace-time', 'LoginGraceTime'],
    ['max-auth-tries', 'MaxAuthTries'],
  ] as const) {
    expect(judge(name, { [MAIN]: `${keyword} ""` })).toEqual(['? ' + main(1, `${keyword} is "", which sshd refuses`)[0]]);
  }
});

test('what sshd takes once, when it starts, Match all does not outdo', () => {
  expect(judge('strict-modes', { [MAIN]: 'StrictModes yes\nMatch all\nStrictModes no' })).toEqual([]);
  expect(judge('login-grace-time', { [MAIN]: 'LoginGraceTime 0\nMatch all\nLoginGraceTime 30' })).toEqual(main(1, 'LoginGraceTime is 0'));
});

test('upper case where sshd tells it from lower case', () => {
  expect(judge('permit-user-environment', { [MAIN]: 'PermitUserEnvironment NO' })).toEqual(main(1, 'PermitUserEnvironment is NO'));
});

test('DisableForwarding settles forwarding of TCP, sockets and tunnels, and it alone', () => {
  for (const keyword of ['AllowTcpForwarding', 'AllowStreamLocalForwarding', 'PermitTunnel', 'GatewayPorts']) {
    const name = Object.keys(OPTIONS).find((key) => OPTIONS[key]![0] === keyword)!;
    expect(judge(name, { [MAIN]: `${keyword} yes\nDisableForwarding yes` })).toEqual([]);
  }
  expect(judge('agent-forwarding', { [MAIN]: 'DisableForwarding yes' })).toEqual([
    `HostFile ${MAIN}: AllowAgentForwarding is not set, which means yes`,
  ]);
  expect(judge('x11-forwarding', { [MAIN]: 'DisableForwarding yes\nX11Forwarding yes' })).toEqual(main(2, 'X11Forwarding is yes'));
  expect(judge('tcp-forwarding', { [MAIN]: 'DisableForwarding no' })).toEqual([
    `HostFile ${MAIN}: AllowTcpForwarding is not set, which means yes`,
  ]);
  expect(judge('tcp-forwarding', { [MAIN]: 'Match User x\nDisableForwarding yes' })).toEqual([
    `HostFile ${MAIN}: AllowTcpForwarding is not set, which means yes`,
  ]);
  expect(judge('tcp-forwarding', { [MAIN]: 'DisableForwarding yes\nMatch User x\nDisableForwarding no' })).toEqual([
    `HostFile ${MAIN}: AllowTcpForwarding is not set, which means yes`,
  ]);
  expect(judge('tcp-forwarding', { [MAIN]: 'Include x\nDisableForwarding yes\n' })).toEqual([
    `? HostFile ${MAIN}: AllowTcpForwarding is not set here, and not all files that sshd reads are in the input`,
  ]);
  expect(judge('password-authentication', { [MAIN]: 'DisableForwarding yes' })).toEqual([
    `HostFile ${MAIN}: PasswordAuthentication is not set, which means yes`,
  ]);
});

test.each<[string, Files, string[]]>([
  ['no sshd_config', { [DROP_IN]: '' }, []],
  ['no drop-in', { [MAIN]: '' }, []],
  ['included', { [MAIN]: 'Include /etc/ssh/sshd_config.d/*.conf', [DROP_IN]: '' }, []],
  ['included by a relative path and name', { [MAIN]: 'Include other.conf "sshd_config.d/00-?.conf"', [DROP_IN]: '' }, []],
  [
    'not included',
    { [MAIN]: '#Include /etc/ssh/sshd_config.d/*.conf', [DROP_IN]: '' },
    [`HostFile ${DROP_IN}: sshd_config does not include this file, so sshd does not read it`],
  ],
  [
    'included from elsewhere',
    { [MAIN]: 'Include /opt/ssh/sshd_config.d/*.conf', [DROP_IN]: '' },
    [`HostFile ${DROP_IN}: sshd_config does not include this file, so sshd does not read it`],
  ],
  [
    'included for some',
    { [MAIN]: 'Match User x\nInclude sshd_config.d/*.conf', [DROP_IN]: '' },
    [`HostFile ${MAIN} line 2: the Include is in Match User x, so what it includes is for some connections only`],
  ],
])('sshd-include: %s', (_, files, expected) => {
  expect(findings(sshdInclude, [], { files: texts(files) })).toEqual(expected);
});
