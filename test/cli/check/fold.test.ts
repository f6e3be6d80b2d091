import { renderJson } from '../../../src/reports/json';
import { checkFiles, inFolder, type Files } from '../../support/checked-files';
import type { FlatSettings } from '../../support/layers';

inFolder();

interface Told {
  readonly rule: string;
  readonly status: string;
  readonly object: { readonly kind: string; readonly name: string } | null;
  readonly consequences?: readonly Told[];
}

/** Of the rules of a name: each finding, and those under it. */
function told(rules: RegExp, files: Files, settings: FlatSettings = {}): string[] {
  const { report } = checkFiles(files, settings);
  expect(report.errors).toEqual([]);
  const { findings } = JSON.parse(renderJson(report)) as { findings: readonly Told[] };
  return findings.filter(({ rule }) => rules.test(rule)).map(textOf);
}

function textOf({ rule, status, object, consequences = [] }: Told): string {
  const under = consequences.map((each) => (each.rule === rule ? `${each.object?.kind} ${each.object?.name}` : each.rule));
  return [`${status} ${rule} ${object?.kind} ${object?.name}`, ...(under.length === 0 ? [] : [under.join(' ')])].join(': ');
}

const role = (rules: string) => `{ apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: { name: r }, rules: [${rules}] }`;

test('a role with "*" on "*" is one finding', () => {
  const found = told(/^rbac\//, { 'a.yaml': role("{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }") });
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/^violation rbac\/escalation-verbs ClusterRole r: /);
  expect(found[0]!.split(': ')[1]!.split(' ').length).toBeGreaterThan(20);
});

test('so is one that has all URLs too, and one with a wildcard that adds nothing; what it names besides is a finding of its own', () => {
  const all = "{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }";
  expect(told(/^rbac\//, { 'a.yaml': role(`${all}, { nonResourceURLs: ['*'], verbs: ['*'] }`) })).toHaveLength(1);
  expect(told(/^rbac\//, { 'a.yaml': role(`{ apiGroups: [apps], resources: ['*'], verbs: ['*'] }, ${all}`) })).toHaveLength(1);
  const [, named, ...others] = told(/^rbac\//, { 'a.yaml': role(`${all}, { apiGroups: [''], resources: [secrets], verbs: [get] }`) });
  expect([named, others]).toEqual(['violation rbac/secrets-access ClusterRole r', []]);
});

test.each<readonly [string, string, readonly string[]]>([
  [
    'wildcards of two rules',
    "{ apiGroups: [''], resources: ['*'], verbs: [get] }, { nonResourceURLs: ['*'], verbs: ['*'] }",
    [
      'violation rbac/node-proxy ClusterRole r: rbac/node-read rbac/pod-exec rbac/pod-tunnel rbac/secrets-access rbac/wildcards',
      'violation rbac/wildcards ClusterRole r: ClusterRole r',
    ],
  ],
  [
    'what is named is a cause of its own',
    "{ apiGroups: ['*'], resources: [secrets, pods/exec], verbs: ['*'] }",
    [
      'violation rbac/admission-policy-write ClusterRole r',
      'violation rbac/pod-exec ClusterRole r',
      'violation rbac/secrets-access ClusterRole r',
      'violation rbac/wildcards ClusterRole r: ClusterRole r',
    ],
  ],
  [
    'a plain name with a star',
    "{ apiGroups: [''], resources: ['pods/*', 'get*'], verbs: [get] }",
    ['violation rbac/wildcards ClusterRole r', 'violation rbac/wildcards ClusterRole r'],
  ],
])('roles: %s', (_, rules, expected) => {
  expect(told(/^rbac\//, { 'a.yaml': role(rules) })).toEqual(expected);
});

const waiver = (rule: string) =>
  `waivers: [{ rule: ${rule}, object: { kind: ClusterRole, name: r }, reason: a test, approvedBy: Ada, until: 2026-12-01 }]`;

test('a waiver of what is shown does not accept what is under it', () => {
  const files = {
    'a.yaml': role("{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }"),
    'waivers.yml': waiver('rbac/escalation-verbs'),
  };
  const found = told(/^rbac\//, files, { waivers: 'waivers.yml', paths: ['a.yaml'] } as FlatSettings);
  expect(found).toHaveLength(2);
  expect(found[0]).toMatch(/^violation rbac\/admission-policy-write ClusterRole r: .*rbac\/wildcards/);
  expect(found[1]).toBe('waived rbac/escalation-verbs ClusterRole r');
  const { exitCode } = checkFiles(files, { waivers: 'waivers.yml', paths: ['a.yaml'] } as FlatSettings);
  expect(exitCode).toBe(1);
});

test('a waiver of what is under another shows it as waived', () => {
  const files = { 'a.yaml': role("{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }"), 'waivers.yml': waiver('rbac/wildcards') };
  const found = told(/^rbac\//, files, { waivers: 'waivers.yml', paths: ['a.yaml'] } as FlatSettings);
  expect(found.map((each) => each.split(':')[0])).toEqual([
    'violation rbac/escalation-verbs ClusterRole r',
    'waived rbac/wildcards ClusterRole r',
  ]);
});

const pod = (spec: string, name = 'p') =>
  `{ apiVersion: v1, kind: Pod, metadata: { name: ${name}, namespace: shop }, `
  + `spec: { ${spec}, containers: [{ name: c, image: i, volumeMounts: [{ name: v, mountPath: /v }] }] } }`;

test.each<readonly [string, string, readonly string[]]>([
  [
    'the root of the node',
    'volumes: [{ name: v, hostPath: { path: / } }]',
    [
      'violation workloads/sensitive-host-path Pod p: workloads/host-path-volumes workloads/host-path-writable '
        + 'workloads/runtime-socket workloads/volume-types',
    ],
  ],
  [
    'a socket',
    'volumes: [{ name: v, hostPath: { path: /run/containerd/containerd.sock } }]',
    ['violation workloads/runtime-socket Pod p: workloads/host-path-volumes workloads/host-path-writable workloads/volume-types'],
  ],
  [
    'two volumes',
    'volumes: [{ name: v, hostPath: { path: /a } }, { name: w, nfs: { server: s, path: / } }]',
    [
      'violation workloads/host-path-volumes Pod p: workloads/host-path-writable workloads/volume-types',
      'violation workloads/volume-types Pod p',
    ],
  ],
])('host paths: %s', (_, spec, expected) => {
  expect(told(/^workloads\/(?:sensitive-host-path|host-path|runtime-socket|volume-types)/, { 'a.yaml': pod(spec) })).toEqual(expected);
});

test('a path of the node that is not known is one finding', () => {
  const found = told(/^workloads\/(?:sensitive-host-path|host-path-(?!volumes)|runtime-socket)/, {
    'a.yaml': pod("volumes: [{ name: v, hostPath: { path: '${DIR}' } }]"),
  });
  expect(found).toEqual([
    'unknown workloads/runtime-socket Pod p: workloads/host-path-submounts workloads/host-path-writable workloads/sensitive-host-path',
  ]);
});

test('what puts a pod on control-plane nodes is one finding', () => {
  const key = 'node-role.kubernetes.io/control-plane';
  const spec =
    `tolerations: [{ operator: Exists }, { key: ${key}, operator: Exists }], nodeSelector: { ${key}: '' }, affinity: { nodeAffinity: `
    + '{ requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: '
    + `[{ matchExpressions: [{ key: ${key}, operator: Exists }] }] } } }`;
  expect(told(/control-plane-scheduling/, { 'a.yaml': pod(spec) })).toEqual([
    'violation workloads/control-plane-scheduling Pod p: Pod p Pod p Pod p',
  ]);
});

const policy = (rules: string) =>
  '{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: net, namespace: shop }, '
  + `spec: { podSelector: {}, ${rules} } }`;

test.each<readonly [string, string, readonly string[]]>([
  ['nothing named', 'egress: [{}]', ['violation namespaces/metadata-cidr NetworkPolicy net: namespaces/allow-all-policy']],
  ['no peers', 'egress: [{ ports: [{ port: 80 }] }]', ['violation namespaces/metadata-cidr NetworkPolicy net: namespaces/world-cidr']],
  [
    'two rules',
    'egress: [{}], ingress: [{}]',
    [
      'violation namespaces/allow-all-policy NetworkPolicy net',
      'violation namespaces/metadata-cidr NetworkPolicy net: namespaces/allow-all-policy',
    ],
  ],
])('policies: %s', (_, rules, expected) => {
  expect(told(/(?:allow-all-policy|world-cidr|metadata-cidr)$/, { 'a.yaml': policy(rules) })).toEqual(expected);
});

test('a namespace that is not in the input is one finding a run', () => {
  const found = told(/^namespaces\//, { 'a.yaml': policy('egress: []'), 'b.yaml': pod('hostUsers: false', 'q') });
  expect(found).toEqual([
    'unknown namespaces/pod-security-enforce NetworkPolicy net: namespaces/default-deny-egress namespaces/information-system '
      + 'namespaces/limit-range namespaces/resource-quota',
    'unknown namespaces/default-service-account-token Pod q: workloads/service-account-token',
  ]);
});

test('objects without a namespace are one finding a file', () => {
  const map = (name: string, namespace = '') => `{ apiVersion: v1, kind: ConfigMap, metadata: { name: ${name}${namespace} } }`;
  const found = told(/default-namespace/, {
    'a.yaml': [map('a'), map('b'), map('c', ', namespace: default'), map('d')].join('\n---\n'),
    'b.yaml': map('e'),
  });
  expect(found).toEqual([
    'violation namespaces/default-namespace ConfigMap a: ConfigMap b ConfigMap d',
    'violation namespaces/default-namespace ConfigMap c',
    'violation namespaces/default-namespace ConfigMap e',
  ]);
});

test('what an account is not known of is one finding a run', () => {
  const found = told(/service-account-token$/, { 'a.yaml': pod('hostUsers: false'), 'b.yaml': pod('hostUsers: false', 'q') });
  expect(found).toEqual([
    'unknown namespaces/default-service-account-token Pod p: workloads/service-account-token workloads/service-account-token',
  ]);
});
