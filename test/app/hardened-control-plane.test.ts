import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { EtcdTopology, HardenedApp, HardenedControlPlane, type HardenedControlPlaneProps } from '../../src/app';
import { AuditPolicy } from '../../src/audit';
import { CATALOG } from '../../src/catalog';
import { HostFile } from '../../src/cdk8s/host-file';
import { EncryptionAtRest, EncryptionProvider, EtcdTlsConfig } from '../../src/etcd';
import { HardenedKubelet, KubeletDelivery } from '../../src/kubelet';
import { readYaml } from '../../src/text/yaml/yaml';
import { findings } from '../support/findings';
import { hostileTexts } from '../support/hostile-texts';

const MEMBERS = [
  { name: 'etcd-1', address: '10.0.0.1' },
  { name: 'etcd-2', address: '10.0.0.2' },
];

function build(more: Partial<HardenedControlPlaneProps> = {}) {
  const app = new HardenedApp({ kubernetes: '1.36', asOf: '2026-11-23' });
  const nodes = new Construct(app, 'nodes');
  const audit = new AuditPolicy(nodes, 'audit');
  const etcd = MEMBERS.map((member) => new EtcdTlsConfig(nodes, member.name, { member, cluster: MEMBERS }));
  const encryptionConfigPath = '/etc/kubernetes/pki/encryption.yaml';
  const plane = new HardenedControlPlane(nodes, 'plane', { version: '1.36.3', audit, etcd, encryptionConfigPath, ...more });
  return { app, audit, etcd, plane, config: readYaml(plane.configFile.content).documents[0]!.value as any };
}

test('kubeadm runs etcd: its flags, and the audit policy with its mounts', () => {
  const { config, audit, etcd } = build({ endpoint: 'api.example.com:6443' });
  expect(config).toMatchObject({
    apiVersion: 'kubeadm.k8s.io/v1beta4',
    kind: 'ClusterConfiguration',
    kubernetesVersion: 'v1.36.3',
    controlPlaneEndpoint: 'api.example.com:6443',
  });
  expect(config.etcd).toEqual({ local: { extraArgs: etcd[0]!.kubeadmExtraArgs() } });
  expect(flagsOf(config)).toEqual({ ...audit.apiServerFlags, ...DEFAULTS });
  const path = '/etc/kubernetes/authentication.yaml';
  expect(config.apiServer.extraVolumes).toEqual([
    ...audit.hostPathMounts,
    { name: 'authentication', hostPath: path, mountPath: path, readOnly: true, pathType: 'File' },
  ]);
  const quiet = { extraArgs: [{ name: 'profiling', value: 'false' }] };
  expect([config.controllerManager, config.scheduler]).toEqual([quiet, quiet]);
});

const DEFAULTS = {
  'authentication-config': '/etc/kubernetes/authentication.yaml',
  'enable-admission-plugins': 'NodeRestriction,DenyServiceExternalIPs',
  'encryption-provider-config': '/etc/kubernetes/pki/encryption.yaml',
  'kubelet-certificate-authority': '/etc/kubernetes/pki/ca.crt',
  'profiling': 'false',
  'service-account-extend-token-expiration': 'false',
  'service-account-max-token-expiration': '24h',
  'tls-cipher-suites':
    'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,'
    + 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
};

const flagsOf = (config: any) => Object.fromEntries(config.apiServer.extraArgs.map(({ name, value }: any) => [name, value]));

test('anonymous requests are served at the health checks only', () => {
  const { plane } = build();
  expect([plane.authenticationFile!.path, plane.authenticationFile!.nodes]).toEqual([
    '/etc/kubernetes/authentication.yaml',
    ['control-plane'],
  ]);
  expect(readYaml(plane.authenticationFile!.content).documents[0]!.value).toEqual({
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'AuthenticationConfiguration',
    anonymous: { enabled: true, conditions: [{ path: '/livez' }, { path: '/readyz' }, { path: '/healthz' }] },
  });
});

test.each([{ 'anonymous-auth': 'false' }])('or as apiServerFlags says: %j', (apiServerFlags) => {
  const { plane, config, app } = build({ apiServerFlags });
  expect(plane.authenticationFile).toBeUndefined();
  expect(flagsOf(config)).not.toHaveProperty('authentication-config');
  expect(config.apiServer.extraVolumes.map(({ name }: any) => name)).toEqual(['audit-policy', 'audit-log']);
  expect(JSON.parse(app.hardening.check().json).findings).toEqual([]);
});

test('the encryption of Secrets: elsewhere it needs a mount, and without it the rule objects', () => {
  const path = '/etc/kubernetes/encryption/config.yaml';
  expect(build({ encryptionConfigPath: path }).config.apiServer.extraVolumes).toContainEqual({
    name: 'encryption',
    hostPath: path,
    mountPath: path,
    readOnly: true,
    pathType: 'File',
  });
  const { app } = build({ encryptionConfigPath: undefined });
  expect(JSON.parse(app.hardening.check().json).findings.map(({ rule }: any) => rule)).toEqual([
    'control-plane/encryption-provider-config',
  ]);
});

test('the encryption of Secrets by its construct: its flags and folders, and no rule objects', () => {
  const app = new HardenedApp({ kubernetes: '1.36', asOf: '2026-11-23', noConfig: true });
  const nodes = new Construct(app, 'nodes');
  const encryption = new EncryptionAtRest(nodes, 'encryption', {
    provider: EncryptionProvider.kms({ name: 'vault', socket: '/run/kms-vault/plugin.sock' }),
  });
  const etcd = [new EtcdTlsConfig(nodes, 'etcd', { member: MEMBERS[0]! })];
  const props = { version: '1.36.3', audit: new AuditPolicy(nodes, 'audit'), etcd, encryption };
  const { configFile } = new HardenedControlPlane(nodes, 'plane', props);
  const config: any = readYaml(configFile.content).documents[0]!.value;
  expect(flagsOf(config)).toMatchObject(encryption.apiServerFlags);
  expect(config.apiServer.extraVolumes).toEqual(expect.arrayContaining(encryption.hostPathMounts));
  expect(app.hardening.check().findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  expect(() => new HardenedControlPlane(nodes, 'twice', { ...props, encryptionConfigPath: '/etc/kubernetes/pki/e.yaml' })).toThrow(
    new Error(
      'nodes/twice: --encryption-provider-config is set by nodes/encryption and by encryptionConfigPath, so one of the two would have no '
        + 'effect. Set it in one place.',
    ),
  );
});

test.each<[Record<string, string>, string[]]>([
  [{ 'profiling': 'true', 'kubelet-certificate-authority': '' }, ['kubelet-certificate-authority', 'profiling']],
  [{ 'anonymous-auth': 'true' }, ['anonymous-access']],
  [{ 'authorization-mode': 'RBAC' }, ['authorization-node']],
  [{ 'token-auth-file': '/etc/kubernetes/pki/tokens.csv' }, ['token-auth-file']],
  [
    { 'service-account-extend-token-expiration': 'true', 'service-account-max-token-expiration': '0' },
    ['service-account-token-expiration', 'service-account-token-lifetime'],
  ],
  [{ 'feature-gates': 'AllAlpha=true,RotateKubeletServerCertificate=false' }, ['protective-features', 'unfinished-features']],
  [{ 'disable-admission-plugins': 'NamespaceLifecycle' }, ['namespace-lifecycle-plugin']],
])('the rules take the reason for an unsafe flag: %j', (apiServerFlags, rules) => {
  const unsafeApiServerFlagReason = Object.fromEntries(Object.keys(apiServerFlags).map((flag) => [flag, 'until the move']));
  const { app } = build({ apiServerFlags, unsafeApiServerFlagReason });
  const { findings: found } = JSON.parse(app.hardening.check().json);
  expect(found.map(({ rule, status }: any) => `${status} ${rule}`)).toEqual(rules.map((rule) => `waived control-plane/${rule}`));
});

test('somebody else runs etcd: endpoints and certificates', () => {
  const { config, etcd } = build({ etcdTopology: EtcdTopology.EXTERNAL });
  const flags = etcd[0]!.apiServerFlags;
  expect(config.etcd).toEqual({
    external: {
      endpoints: ['https://10.0.0.1:2379', 'https://10.0.0.2:2379'],
      caFile: flags['etcd-cafile'],
      certFile: flags['etcd-certfile'],
      keyFile: flags['etcd-keyfile'],
    },
  });
  expect(config).not.toHaveProperty('controlPlaneEndpoint');
});

test.each([EtcdTopology.STACKED, EtcdTopology.EXTERNAL])('no rule of the catalogue objects to the file (%s)', (etcdTopology) => {
  const { app } = build({ etcdTopology });
  const report = JSON.parse(app.hardening.check().json);
  expect(report.findings.map(({ rule, status, message }: any) => `${status} ${rule}: ${message}`)).toEqual([]);
});

test('kubelets: kubeadm hands on their configuration, and the API server verifies them', () => {
  const app = new HardenedApp({ kubernetes: '1.36', asOf: '2026-11-23', noConfig: true });
  const nodes = new Construct(app, 'nodes');
  const etcd = [new EtcdTlsConfig(nodes, 'etcd', { member: MEMBERS[0]! })];
  const kubelet = new HardenedKubelet(nodes, 'kubelet', {
    delivery: KubeletDelivery.KUBEADM,
    unsafeKernelDefaultsReason: 'the image sets none',
  });
  const plane = new HardenedControlPlane(nodes, 'plane', { version: '1.36.3', audit: new AuditPolicy(nodes, 'audit'), etcd, kubelet });
  const documents = readYaml(plane.configFile.content).documents.map(({ value }) => value as any);
  expect(documents.map(({ kind }) => kind)).toEqual(['ClusterConfiguration', 'KubeletConfiguration']);
  expect(documents[1]).toEqual(kubelet.configuration);
  expect(documents[0].apiServer.extraArgs).toContainEqual({ name: 'kubelet-certificate-authority', value: '/etc/kubernetes/pki/ca.crt' });
  expect(plane.configFile.content).toContain('# cdk8s-hardened/reason: the image sets none\n');
  expect(kubelet.node.validate()).toEqual([]);
  const found = app.hardening.check().findings.filter(({ rule }) => rule.startsWith('kubelet/'));
  expect(found.map(({ rule, status }) => `${status} ${rule}`)).toEqual(['waived kubelet/protect-kernel-defaults']);
});

test('kubelets that have a file of their own are refused', () => {
  const nodes = new Construct(new HardenedApp({ kubernetes: '1.36', asOf: '2026-11-23' }), 'nodes');
  const etcd = [new EtcdTlsConfig(nodes, 'etcd', { member: MEMBERS[0]! })];
  const props = { version: '1.36.3', audit: new AuditPolicy(nodes, 'audit'), etcd, kubelet: new HardenedKubelet(nodes, 'kubelet') };
  expect(() => new HardenedControlPlane(nodes, 'plane', props)).toThrow(
    new Error(
      'nodes/plane: nodes/kubelet writes its configuration to /var/lib/kubelet/config.yaml of the nodes, and kubeadm writes its own, so '
        + 'one of the two would have no effect. Give it `delivery: KubeletDelivery.KUBEADM`.',
    ),
  );
});

test("further flags are added; path, nodes and lists are the caller's", () => {
  const nodes = ['masters'];
  const { config, plane } = build({ apiServerFlags: { profiling: 'false' }, path: '/srv/kubeadm.yaml', nodes });
  nodes.push('workers');
  expect(config.apiServer.extraArgs).toContainEqual({ name: 'profiling', value: 'false' });
  expect(plane.configFile).toBeInstanceOf(HostFile);
  expect([plane.configFile.path, plane.configFile.nodes]).toEqual(['/srv/kubeadm.yaml', ['masters']]);
});

describe('refusals', () => {
  const refusal = (more: Partial<HardenedControlPlaneProps>) => {
    try {
      build(more);
    } catch (error) {
      return (error as Error).message;
    }
    return 'accepted';
  };

  test.each<[string, Partial<HardenedControlPlaneProps>, string]>([
    [
      'a minor alone',
      { version: '1.36' },
      'nodes/plane: version is "1.36", but the app is made for Kubernetes 1.36, and kubeadm needs one exact release of it. Write a '
        + 'release such as "1.36.2".',
    ],
    [
      'another minor',
      { version: '1.35.2' },
      'nodes/plane: version is "1.35.2", but the app is made for Kubernetes 1.36, and kubeadm needs one exact release of it. Write a '
        + 'release such as "1.36.2".',
    ],
    [
      'no etcd',
      { etcd: [] },
      'nodes/plane: no member of etcd is given, so the API server would have no store. Give at least one EtcdTlsConfig.',
    ],
    [
      'a flag of the audit policy',
      { apiServerFlags: { 'audit-log-path': '-' } },
      'nodes/plane: --audit-log-path is set by nodes/audit and by apiServerFlags, so one of the two would have no effect. Set it in '
        + 'one place.',
    ],
    [
      'a flag of the encryption',
      { apiServerFlags: { 'encryption-provider-config': '/etc/e.yaml' } },
      'nodes/plane: --encryption-provider-config is set by apiServerFlags and by encryptionConfigPath, so one of the two would have no '
        + 'effect. Set it in one place.',
    ],
    [
      'no path of the encryption',
      { encryptionConfigPath: 'encryption.yaml' },
      'nodes/plane: encryptionConfigPath is "encryption.yaml", which is not an absolute path, so the API server would not find the file. '
        + 'Write a path such as "/etc/kubernetes/pki/encryption.yaml".',
    ],
    [
      'a flag of etcd',
      { apiServerFlags: { 'etcd-servers': 'http://10.0.0.1:2379' } },
      'nodes/plane: --etcd-servers is set by apiServerFlags and by nodes/etcd-1, so one of the two would have no effect. Set it in '
        + 'one place.',
    ],
  ])('%s', (_, more, message) => {
    expect(refusal(more)).toBe(message);
  });

  test.each([
    '',
    ' ',
    'api.example.com:0',
    'api.example.com:65536',
    'api.example.com:',
    'https://api.example.com',
    'api_1:6443',
    'API:6443',
    '10.0.0.256',
    '[api]:6443 ',
    ':6443',
  ])('endpoint %j', (endpoint) => {
    expect(refusal({ endpoint })).toBe(
      `nodes/plane: endpoint is ${JSON.stringify(endpoint)}, which is not an address of API servers, so kubeadm rejects `
        + 'the configuration. Write an IP address or a DNS name, and a port if you like, such as "api.example.com:6443".',
    );
  });

  test.each(['api', 'api.example.com:6443', '10.0.0.1', '10.0.0.1:443', '2001:db8::1', '[2001:db8::1]:6443'])(
    'not endpoint %s',
    (endpoint) => {
      expect(build({ endpoint }).config.controlPlaneEndpoint).toBe(endpoint);
    },
  );

  test('members of two clusters', () => {
    const scope = new Construct(new App(), 'other');
    const stranger = new EtcdTlsConfig(scope, 'stranger', {
      member: { name: 's', address: '10.9.9.9' },
      cluster: [{ name: 's', address: '10.9.9.9' }],
    });
    const own = new EtcdTlsConfig(scope, 'own', { member: MEMBERS[0]!, cluster: MEMBERS });
    expect(refusal({ etcd: [own, stranger] })).toBe(
      'nodes/plane: other/own and other/stranger give the API server different flags for etcd, so they do not belong to one cluster. '
        + 'Give every member the same cluster, ports and certificates of the API server.',
    );
  });
});

describe('flags of the API server', () => {
  const given = (apiServerFlags: Record<string, string>, unsafeApiServerFlagReason?: Record<string, string>) => {
    try {
      return build({ apiServerFlags, unsafeApiServerFlagReason, encryptionConfigPath: undefined }).plane.configFile.content;
    } catch (error) {
      return (error as Error).message;
    }
  };

  test.each<[string, string]>([
    ['anonymous_auth', 'Write anonymous-auth, if that is meant.'],
    ['--profiling', 'Write profiling, if that is meant.'],
    ['Profiling', 'Write profiling, if that is meant.'],
    ['authorisation-mode', 'Write authorization-mode, if that is meant.'],
    ['basic-auth-file', 'Leave it out.'],
    ['insecure-port', 'Write secure-port, if that is meant.'],
    ['kubelet-https', 'Leave it out.'],
    ['a=b', 'Leave it out.'],
    ['', 'Leave it out.'],
    ['<<', 'Leave it out.'],
    ['constructor', 'Leave it out.'],
  ])('%j is unknown', (flag, remedy) => {
    expect(given({ [flag]: 'x' })).toBe(
      `nodes/plane: apiServerFlags sets --${flag}, which is not a flag of kube-apiserver 1.36, so the API server would not start. `
        + remedy,
    );
  });

  test('a flag of a later release is unknown', () => {
    const flags = { 'tls-curve-preferences': '4588' };
    expect(given(flags)).toContain('name: tls-curve-preferences');
    const app = new HardenedApp({ kubernetes: '1.35', asOf: '2026-11-23' });
    const audit = new AuditPolicy(app, 'audit');
    const etcd = [new EtcdTlsConfig(app, 'etcd', { member: MEMBERS[0]!, cluster: MEMBERS })];
    expect(() => new HardenedControlPlane(app, 'plane', { version: '1.35.4', audit, etcd, apiServerFlags: flags })).toThrow(
      '--tls-curve-preferences, which is not a flag of kube-apiserver 1.35',
    );
  });

  test.each<[unknown, string]>([
    [true, 'true'],
    [1, '1'],
    [null, 'null'],
    [undefined, 'nothing'],
    [['a'], '["a"]'],
  ])('%j is no text', (value, text) => {
    expect(given({ profiling: value as string })).toBe(
      `nodes/plane: apiServerFlags sets --profiling to ${text}, which is not a text, so kubeadm would not read the configuration. Write `
        + 'the value in quotes.',
    );
  });

  test.each<[string, string, string]>([
    ['anonymous-auth', 'true', 'requests without credentials are served'],
    ['anonymous-auth', 'T', 'requests without credentials are served'],
    ['anonymous-auth', '', 'requests without credentials are served'],
    ['authorization-mode', 'Node', 'RBAC would not be asked'],
    ['authorization-mode', '', 'Node and RBAC would not be asked'],
    ['authorization-mode', 'Node,RBAC,ABAC', 'a file grants rights that no rule sees'],
    ['authorization-config', '/etc/x.yaml', 'a file that no rule reads says what is allowed'],
    ['authentication-config', '/etc/x.yaml', 'a file that no rule reads says who is let in, and whether anonymous callers are'],
    ['token-auth-file', '/etc/tokens.csv', 'tokens in a plaintext file, which never expire, are accepted'],
    ['enable-admission-plugins', 'PodSecurity', 'NodeRestriction, which kubeadm would enable, is not: a kubelet could change other nodes'],
    ['enable-admission-plugins', 'NodeRestriction,AlwaysAdmit', 'AlwaysAdmit is among the admission plugins'],
    ['disable-admission-plugins', 'DefaultStorageClass, PodSecurity', 'PodSecurity would check nothing'],
    ['admission-control', 'NodeRestriction', 'it takes the place of the admission plugins that are on by default'],
    ['profiling', '1', 'callers learn about the insides of the server, and can slow it down'],
    ['service-account-lookup', 'false', 'tokens of accounts that were deleted are taken'],
    ['service-account-extend-token-expiration', 'true', 'tokens of pods are valid for a year'],
    ['service-account-max-token-expiration', '0s', 'tokens of any lifetime can be requested'],
    ['kubelet-certificate-authority', '', 'any client can pose as a kubelet'],
    ['encryption-provider-config', '', 'Secrets are not encrypted in etcd'],
    ['tls-min-version', 'VersionTLS11', 'versions of TLS that are broken can be negotiated'],
    ['tls-cipher-suites', 'TLS_AES_128_GCM_SHA256,TLS_RSA_WITH_RC4_128_SHA', 'TLS_RSA_WITH_RC4_128_SHA can be negotiated'],
    ['feature-gates', 'kube:AllAlpha=true', 'features that are not finished are switched on'],
    ['feature-gates', 'A=true,KubeletFineGrainedAuthz=false', 'KubeletFineGrainedAuthz, which limits what callers may do, is switched off'],
    ['runtime-config', 'api/all=true', 'APIs that are not finished are served'],
    ['runtime-config', 'resource.k8s.io/v1alpha3', 'APIs that are not finished are served'],
    ['runtime-config', 'networking.k8s.io/v1=false', 'networking.k8s.io/v1 is not served, which policies may rely on'],
    ['oidc-groups-claim', 'groups', 'the issuer can name system:masters without oidc-groups-prefix'],
    ['oidc-username-prefix', '-', 'the issuer can name users of the system'],
    ['cors-allowed-origins', 'example.com', 'pages of other hosts, which end or begin so, may call'],
    ['etcd-servers-overrides', '/events#http://10.0.0.9:2379', 'objects are sent to etcd in plaintext'],
    ['service-node-port-range', '22-32767', 'a Service can take over a port of the nodes, such as 22'],
    ['max-requests-inflight', '0', 'nothing limits how many requests are served at once'],
    ['v', '9', 'bodies of requests, with their Secrets, get into the log'],
  ])('--%s=%s needs a reason', (flag, value, consequence) => {
    expect(given({ [flag]: value })).toBe(
      `nodes/plane: apiServerFlags sets --${flag}=${value}, so ${consequence}. Leave it out, or say in `
        + `unsafeApiServerFlagReason["${flag}"] why it has to be so.`,
    );
    expect(given({ [flag]: value }, { [flag]: ' ' })).toBe(
      `nodes/plane: unsafeApiServerFlagReason["${flag}"] is blank, so reviewers cannot assess it. Give the reason in a sentence.`,
    );
    const content = given({ [flag]: value }, { [flag]: 'until\nthe move' });
    expect(content).toContain(`# cdk8s-hardened/reason: --${flag}=${value}: until the move\n`);
    expect(readYaml(content).documents[0]!.value).toMatchObject({
      apiServer: { extraArgs: expect.arrayContaining([{ name: flag, value }]) as unknown },
    });
  });

  test.each<Record<string, string>>([
    { 'anonymous-auth': 'false', 'profiling': 'f', 'authorization-mode': 'RBAC,Node,Webhook' },
    { 'enable-admission-plugins': 'NodeRestriction,AlwaysPullImages', 'disable-admission-plugins': 'DefaultStorageClass' },
    { 'tls-min-version': 'VersionTLS13', 'tls-cipher-suites': 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305,TLS_AES_256_GCM_SHA384' },
    { 'oidc-groups-claim': 'groups', 'oidc-groups-prefix': 'oidc:', 'oidc-username-prefix': 'oidc:' },
    { 'cors-allowed-origins': '//example.com$,^https://a.example.com:', 'service-node-port-range': '30000-32767', 'v': '4' },
    { 'feature-gates': 'HPAScaleToZero=true,kube:KubeletFineGrainedAuthz=true', 'runtime-config': 'v1=true,api/beta=false' },
    { 'kubelet-port': '10250', 'token-auth-file': '', 'etcd-servers-overrides': '/events#https://10.0.0.9:2379' },
  ])('%j needs none', (flags) => {
    expect(given(flags)).toMatch(/^apiVersion: /);
  });

  test('every user may do anything: no reason makes up for it', () => {
    const message = 'nodes/plane: apiServerFlags sets --authorization-mode=Node,AlwaysAllow, so every user may do anything. Leave it out.';
    expect(given({ 'authorization-mode': 'Node,AlwaysAllow' })).toBe(message);
    expect(given({ 'authorization-mode': 'Node,AlwaysAllow' }, { 'authorization-mode': 'why not' })).toBe(message);
  });

  test('a reason that nothing needs is refused', () => {
    const consequence = 'so it would accept an unsafe one later, unseen. Remove the reason.';
    expect(given({}, { profiling: 'x' })).toBe(
      `nodes/plane: unsafeApiServerFlagReason names --profiling, which apiServerFlags does not set, ${consequence}`,
    );
    expect(given({ profiling: 'false' }, { profiling: 'x' })).toBe(
      `nodes/plane: unsafeApiServerFlagReason names --profiling, which has no unsafe value, ${consequence}`,
    );
  });

  test('values are written as what they are', () => {
    for (const value of hostileTexts) {
      expect(readYaml(given({ 'external-hostname': value })).documents[0]!.value).toMatchObject({
        apiServer: { extraArgs: expect.arrayContaining([{ name: 'external-hostname', value }]) as unknown },
      });
    }
  });
});

test('the file is what rules see: a flag that somebody takes away is found', () => {
  const { config } = build();
  const without = {
    ...config,
    apiServer: { ...config.apiServer, extraArgs: config.apiServer.extraArgs.filter(({ name }: any) => name !== 'audit-policy-file') },
  };
  const rule = CATALOG.find(({ id }) => id === 'audit/policy-file-flag')!;
  expect(findings(rule, JSON.stringify(without))).toHaveLength(1);
  expect(findings(rule, JSON.stringify(config))).toEqual([]);
});
