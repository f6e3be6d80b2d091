import { findings } from '../../../support/findings';
import { kubeadm, kubeadmEtcd, ofFile, pod, rule } from '../../support';

const PATH = 'Pod kube-system/etcd spec.containers[0].command';

test.each([
  ['all set', ['etcd', '--cert-file=/a', '--key-file', '/b'], []],
  ['one dash will do', ['/usr/local/bin/etcd', '-cert-file=/a', '-key-file=/b'], []],
  ['neither set', ['etcd'], [`${PATH}: --cert-file is not set`, `${PATH}: --key-file is not set`]],
  ['one empty', ['etcd', '--cert-file=', '--key-file=/b'], [`${PATH}[1]: --cert-file is not set`]],
  ['the last one counts', ['etcd', '--cert-file=/a', '--key-file=/b', '--key-file='], [`${PATH}[3]: --key-file is not set`]],
  ['in the environment of a value that is not there', ['etcd', '--cert-file=/a', '--key-file=$(KEY)'], []],
])('client-certificates: %s', (_, command, expected) => {
  expect(findings(rule('client-certificates'), [pod(command)])).toEqual(expected);
});

test.each([
  [
    'set by variables',
    {
      env: [
        { name: 'ETCD_CERT_FILE', value: '/a' },
        { name: 'ETCD_KEY_FILE', value: '/b' },
      ],
    },
    [],
  ],
  [
    'an empty variable is not a setting',
    {
      env: [
        { name: 'ETCD_CERT_FILE', value: '' },
        { name: 'ETCD_KEY_FILE', value: '/b' },
      ],
    },
    [`${PATH}: --cert-file is not set`],
  ],
  [
    'from a Secret',
    {
      env: [
        { name: 'ETCD_CERT_FILE', value: '/a' },
        { name: 'ETCD_KEY_FILE', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
      ],
    },
    ['? Pod kube-system/etcd spec.containers[0].env[1].valueFrom: --key-file is not known: it takes its value from Secret s'],
  ],
  [
    'the environment is somewhere else',
    { env: [{ name: 'ETCD_CERT_FILE', value: '/a' }], envFrom: [{ configMapRef: { name: 'env' } }] },
    [`? ${PATH}: --key-file is not known: its environment comes from ConfigMap env, which is not in the input`],
  ],
  ['arguments alone', { command: undefined, args: ['etcd', '--cert-file=/a'] }, [`${PATH}: --key-file is not set`]],
  [
    'an image without command',
    { command: undefined, image: 'quay.io/coreos/etcd:v3.5.0', args: ['--cert-file=/a'] },
    [`? ${PATH}: --key-file is not known: it has no command, so the image decides what etcd is started with`],
  ],
])('client-certificates: %s', (_, container, expected) => {
  expect(findings(rule('client-certificates'), [pod(['etcd'], container)])).toEqual(expected);
});

test('a ConfigMap of the input is read as environment', () => {
  const env = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'env', namespace: 'kube-system' },
    data: { CERT_FILE: '/a', KEY_FILE: '/b' },
  };
  expect(
    findings(rule('client-certificates'), [pod(['etcd'], { envFrom: [{ prefix: 'ETCD_', configMapRef: { name: 'env' } }] }), env]),
  ).toEqual([]);
});

test.each([
  ['kubeadm sets them', kubeadm({}), []],
  ['and others are given', kubeadmEtcd({ name: 'cert-file', value: '/a' }), []],
  [
    "an empty one replaces kubeadm's",
    kubeadmEtcd({ name: 'cert-file', value: '' }),
    ['ClusterConfiguration (unnamed) etcd.local.extraArgs[0].value: --cert-file is not set'],
  ],
  [
    'a mapping, as v1beta3 has it',
    kubeadm({ etcd: { local: { extraArgs: { 'key-file': '' } } } }, 'kubeadm.k8s.io/v1beta3'),
    ['ClusterConfiguration (unnamed) etcd.local.extraArgs.key-file: --key-file is not set'],
  ],
  [
    'a number',
    kubeadmEtcd({ name: 'cert-file', value: 5 }),
    [
      '? ClusterConfiguration (unnamed) etcd.local.extraArgs[0].value: --cert-file is not known: its value is not a string, so kubeadm '
        + 'rejects it',
    ],
  ],
  [
    "joined to kubeadm's",
    kubeadmEtcd({ name: 'cert-file', value: '.x', mergeMethod: 'append' }),
    [
      '? ClusterConfiguration (unnamed) etcd.local.extraArgs[0].value: --cert-file is not known: its mergeMethod joins it to '
        + "kubeadm's own value",
    ],
  ],
  [
    "put before kubeadm's",
    kubeadmEtcd({ name: 'cert-file', value: '.x', mergeMethod: 'prepend' }),
    [
      '? ClusterConfiguration (unnamed) etcd.local.extraArgs[0].value: --cert-file is not known: its mergeMethod joins it to '
        + "kubeadm's own value",
    ],
  ],
  [
    'joined in a way that there is not',
    kubeadmEtcd({ name: 'cert-file', value: '.x', mergeMethod: 'replace' }),
    [
      '? ClusterConfiguration (unnamed) etcd.local.extraArgs[0].value: --cert-file is not known: its mergeMethod is neither append nor '
        + 'prepend, so kubeadm rejects it',
    ],
  ],
  [
    "an external etcd is not kubeadm's",
    kubeadm({ etcd: { external: { endpoints: ['https://10.0.0.1:2379'] }, local: { extraArgs: [{ name: 'cert-file', value: '' }] } } }),
    [],
  ],
])('client-certificates, kubeadm: %s', (_, manifest, expected) => {
  expect(findings(rule('client-certificates'), [manifest])).toEqual(expected);
});

test("Cluster API's objects hold kubeadm's configuration too", () => {
  const plane = {
    apiVersion: 'controlplane.cluster.x-k8s.io/v1beta1',
    kind: 'KubeadmControlPlane',
    metadata: { name: 'a', namespace: 'b' },
    spec: { kubeadmConfigSpec: { clusterConfiguration: { etcd: { local: { extraArgs: { 'peer-cert-file': '' } } } } } },
  };
  expect(findings(rule('peer-certificates'), [plane])).toEqual([
    'KubeadmControlPlane b/a spec.kubeadmConfigSpec.clusterConfiguration.etcd.local.extraArgs.peer-cert-file: --peer-cert-file is not set',
  ]);
});

const FILE = 'HostFile /etc/etcd/etcd.conf.yml';

test.each([
  ['all set', 'client-transport-security: { cert-file: /a, key-file: /b }', []],
  [
    'the section is missing',
    'name: a',
    [
      `${FILE} client-transport-security.cert-file: client-transport-security.cert-file is not set`,
      `${FILE} client-transport-security.key-file: client-transport-security.key-file is not set`,
    ],
  ],
  [
    'null is unset',
    'client-transport-security: { cert-file: /a, key-file: }',
    [`${FILE} client-transport-security.key-file: client-transport-security.key-file is not set`],
  ],
  ['other letters, as Go takes them', 'Client-Transport-Security: { CERT-FILE: /a, key-file: /b }', []],
  [
    'a list',
    'client-transport-security: { cert-file: [/a], key-file: /b }',
    [
      `? ${FILE} client-transport-security.cert-file: client-transport-security.cert-file is not known: etcd expects a string and `
        + 'rejects a list',
    ],
  ],
  [
    'the section is a string',
    'client-transport-security: x',
    ['cert-file', 'key-file'].map(
      (key) =>
        `? ${FILE} client-transport-security.${key}: client-transport-security.${key} is not known: client-transport-security is a `
        + 'string in place of a mapping, so etcd does not start',
    ),
  ],
  [
    'no mapping',
    '[a]',
    ['cert-file', 'key-file'].map(
      (key) => `? ${FILE}: ${key} is not known: the file holds a list in place of a mapping, so etcd does not start`,
    ),
  ],
  [
    'no YAML',
    'a: [',
    ['cert-file', 'key-file'].map((key) => `? ${FILE}: ${key} is not known: the file is not a readable YAML, so etcd does not start`),
  ],
  [
    'keys of the prototype are not settings',
    '__proto__: { client-transport-security: { cert-file: /a, key-file: /b } }\nconstructor: x',
    [
      `${FILE} client-transport-security.cert-file: client-transport-security.cert-file is not set`,
      `${FILE} client-transport-security.key-file: client-transport-security.key-file is not set`,
    ],
  ],
])('client-certificates, file: %s', (_, content, expected) => {
  expect(ofFile('client-certificates', content)).toEqual(expected);
});

test.each([
  [
    'by its keys, whatever its name',
    '/opt/member.yaml',
    'listen-client-urls: https://10.0.0.1:2379\nclient-transport-security: { cert-file: /a }',
    ['HostFile /opt/member.yaml client-transport-security.key-file: client-transport-security.key-file is not set'],
  ],
  ['not by a key further in', '/opt/values.yaml', 'etcd:\n  listen-client-urls: https://10.0.0.1:2379', []],
  ['not when it is a Kubernetes document', '/opt/x.yaml', 'kind: X\nlisten-client-urls: a', []],
])('a file is recognised %s', (_, path, content, expected) => {
  expect(ofFile('client-certificates', content, path)).toEqual(expected);
});

describe('with --config-file etcd ignores flags and environment', () => {
  const member = pod(['etcd', '--config-file=/etc/etcd/member.yml', '--cert-file=/a', '--key-file=/b']);

  test('a file that is not there decides nothing', () => {
    expect(findings(rule('trusted-ca'), [member])).toEqual([
      '? Pod kube-system/etcd spec.containers[0].command[1]: --trusted-ca-file is not known: etcd reads its settings from '
        + '/etc/etcd/member.yml alone, which is not in the input',
    ]);
  });

  test('a file of the input is judged in place of the flags', () => {
    expect(ofFile('client-certificates', 'client-transport-security: { key-file: /b }', '/etc/etcd/member.yml', [member])).toEqual([
      'HostFile /etc/etcd/member.yml client-transport-security.cert-file: client-transport-security.cert-file is not set',
    ]);
  });

  test('the variable does the same', () => {
    expect(findings(rule('trusted-ca'), [pod(['etcd'], { env: [{ name: 'ETCD_CONFIG_FILE', value: '/x' }] })])).toEqual([
      '? Pod kube-system/etcd spec.containers[0].env[0].value: --trusted-ca-file is not known: etcd reads its settings from /x alone, '
        + 'which is not in the input',
    ]);
  });
});

test.each([
  ['trusted-ca', 'trusted-ca-file'],
  ['peer-trusted-ca', 'peer-trusted-ca-file'],
])('%s wants --%s', (name, flag) => {
  expect(findings(rule(name), [pod(['etcd', `--${flag}=/ca.crt`])])).toEqual([]);
  expect(findings(rule(name), [pod(['etcd'])])).toEqual([`${PATH}: --${flag} is not set`]);
  expect(findings(rule(name), [kubeadm({})])).toEqual([]);
});

test('peer-certificates wants both files', () => {
  expect(findings(rule('peer-certificates'), [kubeadmEtcd()])).toEqual([]);
  expect(findings(rule('peer-certificates'), [pod(['etcd', '--peer-cert-file=/a'])])).toEqual([`${PATH}: --peer-key-file is not set`]);
});

test('programs that only have etcd in their arguments are not among ours', () => {
  expect(
    findings(
      rule('client-certificates'),
      [
        pod(['etcdctl', 'get', 'etcd', '--prefix']),
        pod(['etcd', 'gateway', 'start']),
        pod(['etcd', 'grpc-proxy', 'start']),
        pod(['sleep', 'etcd']),
      ].map((manifest, index) => ({ ...manifest, metadata: { name: `p${index}` } })),
    ),
  ).toEqual([]);
});
