import { checkerOf } from '../../src/app/checker';
import { CATALOG, PRODUCT } from '../../src/catalog';
import { explainRule } from '../../src/cli/rules/explain';
import { Checker } from '../../src/engine/checker';
import { optionTexts } from '../../src/engine/options';
import type { Settings } from '../../src/engine/settings';
import { Inventory } from '../../src/kubernetes/objects/inventory';
import { inventoryOf } from '../support/findings';

const DIGEST = `@sha256:${'0'.repeat(64)}`;
const meta = (name: string, more: object = {}) => ({ name, namespace: 'shop', ...more });
const podWith = (spec: object, metadata: object = {}, container: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: meta('api', metadata),
  spec: { containers: [{ name: 'api', image: `ghcr.io/acme/api:1.4${DIGEST}`, ...container }], ...spec },
});
const imaged = (image: string, more: object = {}) => podWith({}, {}, { image, ...more });
const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
const ingress = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: meta('web'), spec: { ingressClassName: 'public' } };
const deployment = (replicas: number) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: meta('api'),
  spec: { replicas, selector: { matchLabels: { app: 'api' } }, template: { metadata: { labels: { app: 'api' } }, spec: podWith({}).spec } },
});
const staged = { ...deployment(1), metadata: { name: 'api', namespace: 'staging' }, spec: { template: { spec: { containers: [] } } } };
const otherUser = { ...podWith({ securityContext: { runAsUser: 7 } }), metadata: meta('web') };
const cronJob = (spec: object) => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: meta('report'),
  spec: { schedule: '0 * * * *', jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', ...podWith({}).spec } } } }, ...spec },
});
const binding = (group: string, role: string) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata: { name: 'some' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
  subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: group }],
});
const mount = (place: string) =>
  podWith({ volumes: [{ name: 'v', hostPath: { path: place } }] }, {}, { volumeMounts: [{ name: 'v', mountPath: '/v', readOnly: true }] });
const apiServer = (flags: Record<string, string>) => ({
  apiVersion: 'kubeadm.k8s.io/v1beta4',
  kind: 'ClusterConfiguration',
  apiServer: {
    extraArgs: Object.entries({
      'audit-log-path': '/a.log',
      'audit-log-maxage': '30',
      'audit-log-maxbackup': '10',
      'audit-log-maxsize': '100',
      ...flags,
    }).map(([name, value]) => ({ name, value })),
  },
});
const waived = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: 'settings',
    namespace: 'default',
    annotations: {
      'cdk8s-hardened/waivers': '[{ rule: namespaces/default-namespace, reason: Moves., approvedBy: ciso, until: 2026-12-31 }]',
    },
  },
};
const webhook = (timeoutSeconds?: number) => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name: 'some' },
  webhooks: [
    {
      name: 'some.example.com',
      clientConfig: { url: 'https://example.com' },
      rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
      sideEffects: 'None',
      admissionReviewVersions: ['v1'],
      ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    },
  ],
});
const sshd = (text: string) =>
  new Inventory(
    [],
    [{ path: '/etc/ssh/sshd_config', content: text, origin: { file: 'etc/ssh/sshd_config', hostPath: '/etc/ssh/sshd_config' } }],
  );
const ssh = (range: string) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: meta('jump'),
  spec: { type: 'LoadBalancer', selector: { app: 'jump' }, ports: [{ port: 22 }], loadBalancerSourceRanges: [range] },
});
const firewall = (range: string) => {
  const file = CATALOG.find(({ id }) => id === 'nodes/ssh-firewall')!;
  const place = file.exampleFile!;
  return new Inventory(
    [],
    [{ path: place, content: file.good.replace('198.51.100.0/28', range), origin: { file: place, hostPath: place } }],
  );
};
const program = (name: string, ...flags: string[]) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'kube-system' },
  spec: { containers: [{ name, command: [name, ...flags] }] },
});
const anonymousAt = (path: string) => ({
  apiVersion: 'apiserver.config.k8s.io/v1',
  kind: 'AuthenticationConfiguration',
  anonymous: { enabled: true, conditions: [{ path }] },
});
const kubelet = (fields: object) => ({ apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration', ...fields });
const securityGroup = (port: number, ranges: object) => ({
  apiVersion: 'ec2.services.k8s.aws/v1alpha1',
  kind: 'SecurityGroup',
  metadata: meta('nodes'),
  spec: { ingressRules: [{ ipProtocol: 'tcp', fromPort: port, toPort: port, ...ranges }] },
});
const ipv4 = (cidrIP: string) => ({ ipRanges: [{ cidrIP }] });
const ipv6 = (cidrIPv6: string) => ({ ipv6Ranges: [{ cidrIPv6 }] });
const WEAK = 'TLS_RSA_WITH_AES_128_CBC_SHA';
const etcd = (suites: string) =>
  new Inventory(
    [],
    [
      {
        path: '/etc/etcd/etcd.conf.yml',
        content: `listen-client-urls: https://10.0.0.1:2379\ncipher-suites: [${suites}]\n`,
        origin: { file: 'etcd.conf.yml', hostPath: '/etc/etcd/etcd.conf.yml' },
      },
    ],
  );

/** An input that an option decides about: with its default, with another value, and what else may not be set. */
type Row = readonly [
  id: string,
  option: string,
  value: unknown,
  input: readonly object[] | Inventory,
  before: number,
  after: number,
  wrong: unknown,
];

const ROWS: readonly Row[] = [
  ['workloads/minimum-replicas', 'least', 3, [deployment(2)], 0, 1, 0],
  ['workloads/minimum-replicas', 'least', 1, [deployment(1)], 1, 0, '2'],
  ['namespaces/webhook-timeout', 'most', 15, [webhook(15)], 1, 0, 31],
  ['namespaces/webhook-timeout', 'most', 5, [webhook()], 0, 1, 0],
  ['workloads/cronjob-deadline', 'least', 60, [cronJob({ startingDeadlineSeconds: 30 })], 0, 1, 0.5],
  ['workloads/cronjob-history', 'least', 2, [cronJob({})], 0, 1, 0],
  ['workloads/cronjob-history', 'least', 3, [cronJob({ failedJobsHistoryLimit: 2 })], 0, 1, -1],
  ['assurance/waiver-over-broad', 'longest', 7, [waived], 0, 1, 0],
  ['workloads/image-tag', 'movingTags', ['trial'], [imaged('ghcr.io/api:trial-2')], 0, 0, 'trial'],
  ['workloads/image-tag', 'movingTags', ['trial'], [imaged('ghcr.io/api:trial')], 0, 1, [1]],
  ['workloads/image-tag', 'movingTags', [], [imaged('ghcr.io/api:main')], 1, 0, [null]],
  ['workloads/image-tag', 'movingTags', [], [imaged('ghcr.io/api:latest')], 1, 1, ['']],
  ['workloads/image-tag', 'refusedTags', ['1.4'], [imaged('ghcr.io/api:1.4')], 0, 1, ['a b']],
  ['workloads/image-pull-policy', 'movingTags', [], [imaged('ghcr.io/api:main', { imagePullPolicy: 'IfNotPresent' })], 1, 0, {}],
  ['workloads/image-registry', 'registries', ['quay.io'], [imaged('ghcr.io/api:1')], 0, 1, ['https://quay.io']],
  [
    'workloads/dangerous-capabilities',
    'allowed',
    ['SYS_BOOT'],
    [podWith({}, {}, { securityContext: { capabilities: { add: ['CAP_SYS_BOOT'] } } })],
    1,
    0,
    'SYS_BOOT',
  ],
  ['workloads/sensitive-host-path', 'allowed', ['/var/lib/containerd/'], [mount('/var/lib/containerd/io')], 1, 0, [7]],
  ['workloads/sensitive-host-path', 'allowed', ['/var/lib/containerd'], [mount('/var/lib')], 1, 1, [[]]],
  ['workloads/recommended-labels', 'keys', ['team'], [podWith({}, { labels: { app: 'api' } })], 0, 1, []],
  ['workloads/naked-pod', 'exemptAnnotations', ['acme/once'], [podWith({}, { annotations: { 'acme/once': '' } })], 1, 0, [true]],
  [
    'workloads/job-cleanup',
    'exemptAnnotations',
    [],
    [
      {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: meta('j', { annotations: { 'helm.sh/hook': 'x' } }),
        spec: { template: { spec: podWith({}).spec } },
      },
    ],
    0,
    1,
    'x',
  ],
  ['workloads/allowed-service-accounts', 'accounts', ['shop/ap?'], [podWith({ serviceAccountName: 'deployer' })], 0, 1, 'shop/api'],
  ['workloads/allowed-secrets', 'names', ['shop/db'], [podWith({ volumes: [{ name: 's', secret: { secretName: 'x' } }] })], 0, 1, [7]],
  ['workloads/service-port-range', 'ranges', ['1-21'], [ssh('192.0.2.0/24')], 0, 1, ['21-1']],
  ['workloads/ingress-class', 'classes', ['internal'], [ingress], 0, 1, 'internal'],
  ['workloads/annotations', 'required', ['acme/contact'], [podWith({})], 0, 1, 'acme/contact'],
  ['workloads/annotations', 'forbidden', ['acme/*'], [podWith({}, { annotations: { 'acme/x': '' } })], 0, 1, [{}]],
  ['workloads/annotations', 'allowed', ['acme/x'], [podWith({}, { annotations: { 'acme/y': '' } })], 0, 1, [1]],
  ['workloads/cpu-limit', 'limits', 'require', [podWith({})], 0, 1, 'always'],
  ['workloads/limit-ratio', 'memory', 100, [podWith({})], 0, 1, 0],
  ['workloads/limit-ratio', 'cpu', 250, [podWith({})], 0, 1, '250'],
  ['workloads/container-count', 'most', 1, [podWith({ containers: [{ name: 'a' }, { name: 'b' }] })], 0, 1, 0],
  ['workloads/dns-ndots', 'most', 4, [podWith({})], 0, 1, 0.5],
  [
    'workloads/image-pull-secrets',
    'registries',
    ['ghcr.io'],
    [podWith({}), { apiVersion: 'v1', kind: 'ServiceAccount', metadata: meta('default') }],
    0,
    1,
    ['https://ghcr.io'],
  ],
  ['workloads/promoted-image', 'stages', ['shop=staging'], [deployment(1), staged], 0, 1, ['shop']],
  ['workloads/unique-uid', 'namespaces', ['sh*'], [podWith({ securityContext: { runAsUser: 7 } }), otherUser], 0, 1, 'shop'],
  [
    'workloads/probe-command',
    'commands',
    ['curl'],
    [imaged('ghcr.io/api:1', { livenessProbe: { exec: { command: ['/bin/curl', 'localhost'] } } })],
    0,
    1,
    [],
  ],
  [
    'workloads/service-account-token',
    'exempt',
    ['shop/operator'],
    [podWith({ serviceAccountName: 'operator', automountServiceAccountToken: true })],
    1,
    0,
    'shop/operator',
  ],
  ['nodes/sshd-max-auth-tries', 'most', 3, sshd('MaxAuthTries 4\n'), 0, 1, 0],
  ['nodes/sshd-login-grace-time', 'most', 300, sshd('LoginGraceTime 5m\n'), 1, 0, '5m'],
  ['nodes/ssh-world-range', 'widestIpv4', 4, [ssh('16.0.0.0/6')], 1, 0, 33],
  ['nodes/ssh-world-range', 'widestIpv4', 24, [ssh('198.51.0.0/16')], 0, 1, 0],
  ['nodes/ssh-world-range', 'widestIpv6', 48, [ssh('2001:db8::/32')], 0, 1, 129],
  ['nodes/ssh-firewall', 'widestIpv4', 24, firewall('198.51.0.0/16'), 0, 1, '/24'],
  ['nodes/ssh-firewall', 'widestIpv6', 33, firewall('198.51.100.0/28'), 0, 0, 0.5],
  ['audit/log-retention-flags', 'age', 90, [apiServer({})], 0, 1, 0],
  ['audit/log-retention-flags', 'backups', 5, [apiServer({ 'audit-log-maxbackup': '5' })], 1, 0, 'many'],
  ['audit/log-retention-flags', 'size', 200, [apiServer({})], 0, 1, null],
  ['rbac/authenticated-subject', 'accepted', [], [binding('system:authenticated', 'system:discovery')], 0, 1, 'all'],
  ['rbac/anonymous-subject', 'accepted', [], [binding('system:unauthenticated', 'system:public-info-viewer')], 0, 1, [{}]],
  [
    'namespaces/resource-quota',
    'resources',
    ['limits.memory'],
    [namespace, { apiVersion: 'v1', kind: 'ResourceQuota', metadata: meta('q'), spec: { hard: { 'limits.memory': '1Gi' } } }],
    1,
    0,
    [],
  ],
  [
    'namespaces/limit-range',
    'resources',
    ['memory'],
    [
      namespace,
      { apiVersion: 'v1', kind: 'LimitRange', metadata: meta('l'), spec: { limits: [{ type: 'Container', max: { memory: '1Gi' } }] } },
    ],
    1,
    0,
    [],
  ],
  ['etcd/strong-ciphers', 'accepted', [WEAK], etcd(WEAK), 1, 0, false],
  ['kubelet/strong-ciphers', 'accepted', [WEAK], [kubelet({ tlsCipherSuites: [WEAK] })], 1, 0, WEAK],
  ['control-plane/cipher-suites', 'accepted', [WEAK], [program('kube-apiserver', `--tls-cipher-suites=${WEAK}`)], 1, 0, WEAK],
  ['control-plane/anonymous-access', 'paths', ['/version'], [anonymousAt('/version')], 1, 0, []],
  ['control-plane/request-timeout', 'longest', 600, [program('kube-apiserver', '--request-timeout=10m')], 1, 0, '10m'],
  [
    'control-plane/service-account-token-lifetime',
    'longest',
    72,
    [program('kube-apiserver', '--service-account-max-token-expiration=72h')],
    1,
    0,
    '72h',
  ],
  [
    'control-plane/terminated-pods',
    'most',
    20_000,
    [program('kube-controller-manager', '--terminated-pod-gc-threshold=20000')],
    1,
    0,
    'all',
  ],
  [
    'control-plane/unfinished-features',
    'accepted',
    ['APIServingWithRoutine'],
    [program('kube-apiserver', '--feature-gates=APIServingWithRoutine=true')],
    1,
    0,
    true,
  ],
  ...(
    [
      ['etcd', 2379],
      ['kubelet', 10250],
      ['control-plane', 6443],
    ] as const
  ).flatMap(([name, port]): Row[] => [
    [`nodes/${name}-world-range`, 'widestIpv4', 4, [securityGroup(port, ipv4('16.0.0.0/6'))], 1, 0, 33],
    [`nodes/${name}-world-range`, 'widestIpv6', 48, [securityGroup(port, ipv6('2001:db8::/32'))], 0, 1, 129],
  ]),
];

const SETTINGS: Settings = { kubernetes: '1.37', asOf: '2026-11-23', profile: 'operations' };

test.each(ROWS)('%s: %s %j decides', (id, option, value, input, before, after, wrong) => {
  const inventory = input instanceof Inventory ? input : inventoryOf(input);
  const violations = (set?: unknown) => {
    const rules = set === undefined ? {} : { [id]: { options: { [option]: set } } };
    const { findings, tally } = checkerOf([{ settings: { ...SETTINGS, rules } }]).check(inventory);
    // The rules did look at it: none passes for want of a subject.
    if (set !== undefined) expect(tally.find(({ rule }) => rule.id === id)!.subjects).toBeGreaterThan(0);
    return findings.filter(({ rule, status }) => rule === id && status === 'violation').length;
  };
  expect([violations(), violations(value)]).toEqual([before, after]);
  expect(() => violations(wrong)).toThrow(`rules["${id}"].options.${option}`);
});

test('every option has a row', () => {
  const options = CATALOG.flatMap(({ id, options: declared = {} }) => Object.keys(declared).map((name) => `${id} ${name}`));
  expect([...new Set(ROWS.map(([id, option]) => `${id} ${option}`))].sort()).toEqual(options.sort());
});

test('every option is explained, in a sentence, with what is accepted and its default', () => {
  for (const { id, options } of CATALOG) {
    for (const { name, description, accepts, initial } of optionTexts(options)) {
      expect([id, name, description]).toEqual([id, name, expect.stringMatching(/^[A-Z`].+\.$/)]);
      expect([id, name, initial, accepts]).not.toContain('');
    }
  }
  const text = explainRule('workloads/minimum-replicas', 'text', 100);
  expect(text.replace(/\s+/g, ' ')).toContain(
    'Option least: The least number of pods of a workload that is not disabled. Default: 2. Accepts an integer of at least 1.',
  );
  expect(JSON.parse(explainRule('workloads/minimum-replicas', 'json', 100)).options).toEqual({
    least: { type: 'integer', description: 'The least number of pods of a workload that is not disabled.', minimum: 1, default: 2 },
  });
});

test('a waiver is measured by the option where the rule about it is off too', () => {
  const rules = { 'assurance/waiver-over-broad': { options: { longest: 7 } } } as const;
  const statusOf = (settings: Settings) =>
    new Checker(PRODUCT, [{ settings: { ...SETTINGS, ...settings } }])
      .check(inventoryOf([waived]))
      .findings.find(({ rule }) => rule === 'namespaces/default-namespace')!.status;
  expect([statusOf({}), statusOf({ rules })]).toEqual(['waived', 'violation']);
});

test('an image policy and an option of its rule that say the same thing are refused, and so is a rule of it that is off', () => {
  const make = (rules: Settings['rules']) => () => checkerOf([{ settings: { ...SETTINGS, images: { registries: ['ghcr.io'] }, rules } }]);
  expect(make({ 'workloads/image-registry': { options: { registries: ['quay.io'] } } })).toThrow(
    'registries is set in images and as an option of workloads/image-registry, so one of the two would have no effect. Set it in one '
      + 'place.',
  );
  expect(make({ 'workloads/image-registry': 'off' })).toThrow(
    'images configures workloads/image-registry, and rules switches it off, so one of the two would have no effect. Remove one.',
  );
  expect(make({ 'workloads/image-registry': 'low' })).not.toThrow();
});

test.each([
  ['control-plane/unfinished-features', 'accepted', 'AllAlpha', 'which stands for many features'],
  ['control-plane/unfinished-features', 'accepted', 'AllBeta', 'which stands for many features'],
  ['control-plane/unfinished-features', 'accepted', 'a=true', 'which is not a feature gate'],
  ['control-plane/anonymous-access', 'paths', 'livez', 'which is not a path'],
  ['control-plane/anonymous-access', 'paths', '/livez?x', 'which is not a path'],
])('%s: %s does not take %j', (id, option, entry, why) => {
  expect(() => checkerOf([{ settings: { ...SETTINGS, rules: { [id]: { options: { [option]: [entry] } } } } }])).toThrow(why);
});
