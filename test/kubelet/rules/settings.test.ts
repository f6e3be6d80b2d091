import { findings } from '../../support/findings';
import { CLUSTER, file, join, kubelet, pod, rule } from '../support';

const FILE = 'KubeletConfiguration (unnamed)';
const JOIN = 'JoinConfiguration (unnamed) nodeRegistration.kubeletExtraArgs';
const POD = 'Pod kube-system/node spec.containers[0].command';

/** Sets a field by its path. */
function withField(path: string, value: unknown): object {
  return kubelet(path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object);
}

/** Of each rule about one setting: values that pass, and those that do not with what is said. Undefined is absent. */
const ROWS: Readonly<
  Record<string, { field: string; flag?: string; passes: readonly unknown[]; fails: readonly (readonly [unknown, string])[] }>
> = {
  'anonymous-access': {
    field: 'authentication.anonymous.enabled',
    flag: 'anonymous-auth',
    passes: [undefined, null, false],
    fails: [[true, 'is true, so requests without credentials are accepted']],
  },
  'authorization-mode': {
    field: 'authorization.mode',
    flag: 'authorization-mode',
    passes: [undefined, null, '', 'Webhook'],
    fails: [['AlwaysAllow', 'is AlwaysAllow, so every authenticated request is allowed']],
  },
  'client-ca': {
    field: 'authentication.x509.clientCAFile',
    flag: 'client-ca-file',
    passes: ['/etc/kubernetes/pki/ca.crt'],
    fails: [
      [undefined, 'is not set, so no client certificate is verified'],
      [null, 'is not set, so no client certificate is verified'],
      ['', 'is empty, so no client certificate is verified'],
    ],
  },
  'read-only-port': {
    field: 'readOnlyPort',
    flag: 'read-only-port',
    passes: [undefined, null, 0],
    fails: [
      [10255, 'is 10255, which anyone who reaches the node can read'],
      [1, 'is 1, which anyone who reaches the node can read'],
    ],
  },
  'healthz-address': {
    field: 'healthzBindAddress',
    flag: 'healthz-bind-address',
    passes: [undefined, null, '', '127.0.0.1', '127.8.0.1', '::1', '::ffff:127.0.0.1'],
    fails: ['0.0.0.0', '::', '10.0.0.1', '169.254.1.1'].map((value) => [
      value,
      `is ${value}, so the health port is served beyond the node`,
    ]),
  },
  'rotate-certificates': {
    field: 'rotateCertificates',
    flag: 'rotate-certificates',
    passes: [true],
    fails: [
      [undefined, 'is not set'],
      [false, 'is false'],
    ],
  },
  'rotate-serving-certificate': {
    field: 'featureGates.RotateKubeletServerCertificate',
    passes: [undefined, null, true],
    fails: [[false, 'is false']],
  },
  'protect-kernel-defaults': {
    field: 'protectKernelDefaults',
    flag: 'protect-kernel-defaults',
    passes: [true],
    fails: [
      [undefined, 'is not set'],
      [null, 'is not set'],
      [false, 'is false'],
    ],
  },
  'iptables-util-chains': {
    field: 'makeIPTablesUtilChains',
    flag: 'make-iptables-util-chains',
    passes: [undefined, null, true],
    fails: [[false, 'is false']],
  },
  'event-qps': {
    field: 'eventRecordQPS',
    flag: 'event-qps',
    passes: [undefined, null, 5, 50],
    fails: [[0, 'is 0, so the rate of events has no limit']],
  },
  'streaming-timeout': {
    field: 'streamingConnectionIdleTimeout',
    // Zero counts as unset in a file.
    passes: [undefined, '0s', '0', '5m', '4h0m0s'],
    fails: [['-1s', 'is -1s, so idle sessions stay open']],
  },
  'pod-pids-limit': {
    field: 'podPidsLimit',
    flag: 'pod-max-pids',
    passes: [1, 4096],
    fails: [
      [undefined, 'is not set, and -1 by default, so a pod can take them all'],
      [null, 'is not set, and -1 by default, so a pod can take them all'],
      [0, 'is 0, so a pod can take them all'],
      [-1, 'is -1, so a pod can take them all'],
    ],
  },
  'seccomp-default': {
    field: 'seccompDefault',
    passes: [true],
    fails: [
      [undefined, 'is not set, and false by default'],
      [null, 'is not set, and false by default'],
      [false, 'is false'],
    ],
  },
  'allowed-unsafe-sysctls': {
    field: 'allowedUnsafeSysctls',
    flag: 'allowed-unsafe-sysctls',
    passes: [undefined, null, []],
    fails: [[['kernel.msg*', 'net.core.somaxconn'], 'is [kernel.msg*, net.core.somaxconn]']],
  },
  'static-pod-url': {
    field: 'staticPodURL',
    flag: 'manifest-url',
    passes: [undefined, null, ''],
    fails: ['http://10.0.0.1/pods', 'https://example.com/pods'].map((value) => [
      value,
      `is ${value}, so who answers there runs pods on the node`,
    ]),
  },
  'alpha-feature-gates': {
    field: 'featureGates.AllAlpha',
    passes: [undefined, null, false],
    fails: [[true, 'is true']],
  },
};

describe.each(Object.entries(ROWS))('%s', (name, { field, flag, passes, fails }) => {
  test.each([...passes.map((value) => [value, undefined] as const), ...fails])('%j', (value, fault) => {
    const expected = fault === undefined ? [] : [`${FILE} ${field}: ${field} ${fault}`];
    expect(findings(rule(name), [withField(field, value)])).toEqual(expected);
    if (flag === undefined || value === undefined || value === null || value === '') return;
    const text = String(value);
    const expectedFlag = fault === undefined ? [] : [`${JOIN}[0].value: --${flag} ${fault}`];
    expect(findings(rule(name), [join([{ name: flag, value: text }])])).toEqual(expectedFlag);
  });

  test('a value of a wrong type is unknown', () => {
    const first = field.split('.')[0]!;
    expect(findings(rule(name), [kubelet({ [first]: [{}] })]).map((line) => line.slice(0, line.indexOf(': ')))).toEqual([
      `? ${FILE} ${field}`,
    ]);
  });
});

test('an unknown mode stops the kubelet', () => {
  expect(findings(rule('authorization-mode'), [withField('authorization.mode', 'RBAC')])).toEqual([
    `? ${FILE} authorization.mode: authorization.mode is "RBAC", neither AlwaysAllow nor Webhook, so the kubelet does not start`,
  ]);
});

test('without a health port its address is of no matter', () => {
  expect(findings(rule('healthz-address'), [kubelet({ healthzPort: 0, healthzBindAddress: '0.0.0.0' })])).toEqual([]);
});

test('by flag, zero switches the timeout off', () => {
  expect(findings(rule('streaming-timeout'), [join({ 'streaming-connection-idle-timeout': '0' })])).toEqual([
    `${JOIN}.streaming-connection-idle-timeout: --streaming-connection-idle-timeout is 0, so idle sessions stay open`,
  ]);
});

test('the flag for seccomp adds to the field', () => {
  expect(findings(rule('seccomp-default'), [join({ 'seccomp-default': 'true' }), kubelet()])).toEqual([]);
  expect(findings(rule('seccomp-default'), [join({ 'seccomp-default': 'false' }), kubelet({ seccompDefault: true })])).toEqual([]);
  expect(findings(rule('seccomp-default'), [join({ 'seccomp-default': 'false' }), kubelet()])).toHaveLength(1);
});

describe('a kubelet without a file', () => {
  const DEFAULTS = {
    'anonymous-access': '--anonymous-auth',
    'authorization-mode': '--authorization-mode',
    'read-only-port': '--read-only-port',
  } as const;

  test.each(Object.keys(DEFAULTS))('%s: its defaults are unsafe', (name) => {
    expect(findings(rule(name), [pod('kubelet')])).toHaveLength(1);
    expect(findings(rule(name), [pod('kubelet', '--config=/var/lib/kubelet/config.yaml')])).toEqual([]);
    expect(findings(rule(name), [pod('kubelet', '--config-dir=/etc/kubelet.conf.d')])).toEqual([]);
    expect(findings(rule(name), [kubelet()])).toEqual([]);
  });

  test('what is said of them', () => {
    expect(findings(rule('anonymous-access'), [pod('kubelet')])).toEqual([
      `${POD}: authentication.anonymous.enabled is not set, and true by default, so requests without credentials are accepted`,
    ]);
    expect(findings(rule('read-only-port'), [pod('kubelet', '--read-only-port=0')])).toEqual([]);
  });
});

describe('kubeadm', () => {
  test('sets the CA and the rotation of the client certificate itself', () => {
    const bare = findings([rule('client-ca'), rule('rotate-certificates')], [kubelet({ rotateCertificates: false })]);
    expect(bare).toHaveLength(2);
    expect(findings([rule('client-ca'), rule('rotate-certificates')], [CLUSTER, kubelet({ rotateCertificates: false })])).toEqual([]);
  });

  test('flags of all its nodes override the file beside them', () => {
    const flags = [{ name: 'protect-kernel-defaults', value: 'true' }];
    expect(findings(rule('protect-kernel-defaults'), [join(flags), kubelet()])).toEqual([]);
    expect(findings(rule('protect-kernel-defaults'), [join(flags), join([]), kubelet()])).toHaveLength(1);
  });

  test.each(['kubelet-config', 'kubelet-config-1.22'])('its ConfigMap %s', (name) => {
    const map = (kubeletText: unknown) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: 'kube-system' },
      data: { kubelet: kubeletText },
    });
    expect(findings(rule('anonymous-access'), [map(JSON.stringify(withField('authentication.anonymous.enabled', true)))])).toEqual([
      `ConfigMap kube-system/${name} data.kubelet: authentication.anonymous.enabled is true, so requests without credentials are accepted`,
    ]);
    expect(findings(rule('anonymous-access'), [map('a: [')])).toHaveLength(1);
    expect(findings(rule('anonymous-access'), [map('a: [')])[0]).toMatch(/^\? ConfigMap /);
    expect(findings(rule('anonymous-access'), [map(7)])[0]).toMatch(/^\? ConfigMap /);
  });
});

test('a ConfigMap of another namespace, or of none, counts by its text', () => {
  const map = (text: string, namespace?: string) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'kubelet-config', namespace },
    data: { kubelet: text },
  });
  const open = JSON.stringify(kubelet({ readOnlyPort: 1 }));
  expect(findings(rule('read-only-port'), [map(open)])).toHaveLength(1);
  expect(findings(rule('read-only-port'), [map(open, 'staging')])).toHaveLength(1);
  expect(findings(rule('read-only-port'), [map('a: b', 'shop'), map('a: [', 'shop')])).toEqual([]);
});

test("a patch of kubeadm answers for what it sets, and kubeadm's file for the rest", () => {
  const content = JSON.stringify(kubelet({ readOnlyPort: 1 }));
  const template = {
    apiVersion: 'bootstrap.cluster.x-k8s.io/v1beta2',
    kind: 'KubeadmConfigTemplate',
    metadata: { name: 'workers', namespace: 'clusters' },
    spec: { template: { spec: { files: [{ path: '/etc/kubernetes/patches/kubeletconfiguration0+strategic.yaml', content }] } } },
  };
  expect(findings([rule('read-only-port'), rule('client-ca'), rule('pod-pids-limit')], [template])).toEqual([
    `kubelet/read-only-port ${FILE} readOnlyPort: readOnlyPort is 1, which anyone who reaches the node can read`,
  ]);
});

describe('files of the node', () => {
  test.each([
    ['/var/lib/kubelet/kubeadm-flags.env', 'KUBELET_KUBEADM_ARGS="--anonymous-auth=true --node-ip=10.0.0.1"\n', 1],
    ['/etc/default/kubelet', '# KUBELET_EXTRA_ARGS=--anonymous-auth\nKUBELET_EXTRA_ARGS=--anonymous-auth\n', 2],
    ['/etc/sysconfig/kubelet', "KUBELET_EXTRA_ARGS='--v=2 --anonymous-auth=1'\n", 1],
    [
      '/etc/systemd/system/kubelet.service.d/10-flags.conf',
      '[Service]\nEnvironment="KUBELET_AUTHZ_ARGS=--anonymous-auth=true"\nExecStart=\n',
      2,
    ],
    [
      '/etc/systemd/system/kubelet.service',
      '[Service]\nExecStart=/usr/bin/kubelet \\\n  --config=/a.yaml \\\n  --anonymous-auth=true\n',
      2,
    ],
  ])('%s', (path, content, line) => {
    expect(findings(rule('anonymous-access'), [], { files: [file(path, content)] })).toEqual([
      `HostFile ${path} line ${line}: --anonymous-auth is true, so requests without credentials are accepted`,
    ]);
  });

  test('a unit without --config has the defaults of the command line', () => {
    const unit = (flags: string) => [file('/etc/systemd/system/kubelet.service', `[Service]\nExecStart=/usr/bin/kubelet ${flags}\n`)];
    expect(findings(rule('read-only-port'), [], { files: unit('--kubeconfig=/a') })).toHaveLength(1);
    expect(findings(rule('read-only-port'), [], { files: unit('--kubeconfig=/a $KUBELET_ARGS') })).toEqual([]);
    expect(findings(rule('read-only-port'), [], { files: unit('--kubeconfig=/a --config=/b') })).toEqual([]);
  });
});
