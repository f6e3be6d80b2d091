import { findings } from '../../../support/findings';
import { kubeadm, kubeadmEtcd, ofFile, pod, rule } from '../../support';

const PATH = 'Pod kube-system/etcd spec.containers[0].command';
const FILE = 'HostFile /etc/etcd/etcd.conf.yml client-transport-security.client-cert-auth';

describe.each(['client-cert-auth', 'peer-client-cert-auth'])('%s must be on', (name) => {
  test.each([
    ...['=true', '=1', '=t', '=T', '=TRUE', '=True', ''].map((value) => [`--${name}${value}`, []] as const),
    ...['false', '0', 'f', 'F', 'FALSE', 'False'].map((value) => [`--${name}=${value}`, [`${PATH}[1]: --${name} is false`]] as const),
    ...['yes', 'on', '', 'tRUE'].map(
      (value) =>
        [
          `--${name}=${value}`,
          [`? ${PATH}[1]: --${name} is ${JSON.stringify(value)}, which is not a boolean, so etcd does not start`],
        ] as const,
    ),
  ])('%s', (flag, expected) => {
    expect(findings(rule(name), [pod(['etcd', flag])])).toEqual(expected);
  });

  test("unset is etcd's default", () => {
    expect(findings(rule(name), [pod(['etcd'])])).toEqual([`${PATH}: --${name} is not set, and false by default`]);
  });

  test('unset is on by kubeadm', () => {
    expect(findings(rule(name), [kubeadm({})])).toEqual([]);
    expect(findings(rule(name), [kubeadmEtcd({ name, value: 'false' })])).toEqual([
      `ClusterConfiguration (unnamed) etcd.local.extraArgs[0].value: --${name} is false`,
    ]);
  });

  test('a variable cannot switch off what kubeadm sets: etcd refuses to start', () => {
    const variable = `ETCD_${name.toUpperCase().replaceAll('-', '_')}`;
    expect(findings(rule(name), [kubeadm({ etcd: { local: { extraEnvs: [{ name: variable, value: 'false' }] } } })])).toEqual([
      `? ClusterConfiguration (unnamed) etcd.local.extraEnvs[0].value: --${name} is not known: kubeadm sets --${name} itself, so etcd does `
        + 'not start',
    ]);
  });
});

describe.each(['auto-tls', 'peer-auto-tls'])('%s must be off', (flag) => {
  test.each([
    [['etcd'], []],
    [['etcd', `--${flag}=false`], []],
    [['etcd', `--${flag}=0`], []],
    [['etcd', `--${flag}`], [`${PATH}[1]: --${flag} is true`]],
    [['etcd', `--${flag}=T`], [`${PATH}[1]: --${flag} is true`]],
    [['etcd', `--${flag}=maybe`], [`? ${PATH}[1]: --${flag} is "maybe", which is not a boolean, so etcd does not start`]],
    // Go takes no separate word for a switch: it is on, and the word is an error.
    [['etcd', `--${flag}`, 'false'], [`${PATH}[1]: --${flag} is true`]],
    [['sh', '-c', `exec etcd --${flag}=$AUTO`], [`? ${PATH}[2]: --${flag} is not known: the shell puts in $AUTO`]],
    [['sh', '-c', `exec etcd --name=a --${flag}=true >> /var/log/etcd.log 2>&1`], [`${PATH}[2]: --${flag} is true`]],
    [['sh', '-c', 'exec etcd $FLAGS'], [`? ${PATH}: --${flag} is not known: the shell puts in $FLAGS`]],
  ])('%j', (command, expected) => {
    expect(findings(rule(`no-${flag}`), [pod(command, {}, {}, { name: 'etcd' })])).toEqual(expected);
  });

  test('kubeadm', () => {
    expect(findings(rule(`no-${flag}`), [kubeadm({})])).toEqual([]);
    expect(findings(rule(`no-${flag}`), [kubeadmEtcd({ name: flag, value: 'true' })])).toEqual([
      `ClusterConfiguration (unnamed) etcd.local.extraArgs[0].value: --${flag} is true`,
    ]);
    // kubeadm has no such flag to join it to, and drops it.
    expect(findings(rule(`no-${flag}`), [kubeadmEtcd({ name: flag, value: 'true', mergeMethod: 'append' })])).toEqual([]);
  });
});

test.each([
  ['client-transport-security: { client-cert-auth: true }', []],
  ['client-transport-security: { client-cert-auth: false }', [`${FILE}: client-transport-security.client-cert-auth is false`]],
  [
    'client-transport-security: { client-cert-auth: "true" }',
    [`? ${FILE}: client-transport-security.client-cert-auth is not known: etcd expects a boolean and rejects a string`],
  ],
  [
    'client-transport-security: { client-cert-auth: 1 }',
    [`? ${FILE}: client-transport-security.client-cert-auth is not known: etcd expects a boolean and rejects a number`],
  ],
  [
    'client-transport-security: { client-cert-auth: }',
    [`${FILE}: client-transport-security.client-cert-auth is not set, and false by default`],
  ],
  ['client-cert-auth: true', [`${FILE}: client-transport-security.client-cert-auth is not set, and false by default`]],
])('in a file: %s', (content, expected) => {
  expect(ofFile('client-cert-auth', content)).toEqual(expected);
});

test.each([
  [pod(['etcd']), []],
  [pod(['etcd', '--peer-skip-client-san-verification']), [`${PATH}[1]: --peer-skip-client-san-verification is true`]],
  [
    pod(['etcd', '--experimental-peer-skip-client-san-verification=true']),
    [`${PATH}[1]: --experimental-peer-skip-client-san-verification is true`],
  ],
  [pod(['etcd', '--peer-skip-client-san-verification=false']), []],
])('peer-san-verification: %j', (manifest, expected) => {
  expect(findings(rule('peer-san-verification'), [manifest])).toEqual(expected);
});

test('peer-san-verification in files of both ages', () => {
  expect(
    ofFile(
      'peer-san-verification',
      'peer-transport-security: { skip-client-san-verification: true }\nexperimental-peer-skip-client-san-verification: true',
    ),
  ).toEqual([
    'HostFile /etc/etcd/etcd.conf.yml experimental-peer-skip-client-san-verification: experimental-peer-skip-client-san-verification '
      + 'is true',
    'HostFile /etc/etcd/etcd.conf.yml peer-transport-security.skip-client-san-verification: '
      + 'peer-transport-security.skip-client-san-verification is true',
  ]);
});

test('a flag and its variable together make etcd refuse to start', () => {
  expect(
    findings(rule('client-cert-auth'), [
      pod(['etcd', '--client-cert-auth=true'], { env: [{ name: 'ETCD_CLIENT_CERT_AUTH', value: 'false' }] }),
    ]),
  ).toEqual([`? ${PATH}[1]: --client-cert-auth is not known: ETCD_CLIENT_CERT_AUTH sets it too, so etcd does not start`]);
});
