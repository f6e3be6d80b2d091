import * as fc from 'fast-check';
import { Registry } from '../../../src/engine/registry';
import { etcdRules } from '../../../src/etcd/rules';
import { findings, runRules } from '../../support/findings';

test('the rules are well-formed, and these', () => {
  expect(new Registry(etcdRules).rules.map(({ id }) => id)).toEqual([
    'etcd/client-certificates',
    'etcd/trusted-ca',
    'etcd/peer-certificates',
    'etcd/peer-trusted-ca',
    'etcd/client-cert-auth',
    'etcd/no-auto-tls',
    'etcd/peer-client-cert-auth',
    'etcd/no-peer-auto-tls',
    'etcd/peer-san-verification',
    'etcd/own-ca',
    'etcd/separate-keys',
    'etcd/no-plaintext-urls',
    'etcd/listen-addresses',
    'etcd/tls-minimum',
    'etcd/strong-ciphers',
    'etcd/api-server-etcd-tls',
    'etcd/encryption-providers',
    'etcd/encryption-keys',
  ]);
});

describe.each(etcdRules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  const statuses = (example: string, kubernetes: string) =>
    (rule.exampleFile === undefined
      ? runRules(rule, example, { kubernetes })
      : runRules(rule, [], { kubernetes, files: [{ path: rule.exampleFile, content: example, origin: {} }] })
    ).findings.map(({ status }) => status);

  test.each(['1.35', '1.36', '1.37'])('examples at %s', (kubernetes) => {
    expect(statuses(rule.bad, kubernetes)).toContain('violation');
    expect(statuses(rule.good, kubernetes)).not.toContain('violation');
  });

  test('nothing of etcd in the input: not applicable', () => {
    const result = runRules(rule, [
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [{ name: 'a', command: ['sleep'] }] } },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } },
    ]);
    expect(result.tally.map(({ subjects }) => subjects)).toEqual([0]);
  });
});

const KEYS = [
  'name',
  'value',
  'valueFrom',
  'secretKeyRef',
  'configMapRef',
  'mountPath',
  'hostPath',
  'path',
  'extraArgs',
  'external',
  'endpoints',
  'caFile',
  'local',
  'mergeMethod',
  '__proto__',
  'constructor',
];
const WORDS = [
  'etcd',
  'kube-apiserver',
  'sh',
  '-c',
  '--trusted-ca-file=/a',
  '--listen-client-urls=http://a:1',
  '--config-file=/x',
  '--etcd-servers',
  '$(A)',
  '--',
  '=',
  '-',
  'exec etcd $X',
];

test('no input makes a rule fail', () => {
  const { odd } = fc.letrec((tie) => ({
    odd: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(...WORDS),
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('odd'), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom(...KEYS), tie('odd'), { maxKeys: 4 }),
    ),
  }));
  const word = fc.oneof({ weight: 4, arbitrary: fc.constantFrom<unknown>(...WORDS) }, { weight: 1, arbitrary: odd });
  const container = fc.record(
    {
      command: fc.oneof(fc.array(word, { maxLength: 6 }), odd),
      args: odd,
      env: odd,
      envFrom: odd,
      volumeMounts: odd,
      image: fc.oneof(fc.constant('etcd'), odd),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(container, odd, odd, fc.string(), (one, volumes, etcd, text) => {
      const manifests = [
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'a' },
          spec: { containers: [one, { command: ['kube-apiserver', '--client-ca-file=/a'] }], volumes },
        },
        { apiVersion: 'kubeadm.k8s.io/v1', kind: 'ClusterConfiguration', etcd, apiServer: etcd, certificatesDir: volumes },
      ];
      const files = [
        { path: '/x', content: `listen-client-urls: ${text}`, origin: {} },
        {
          path: '/etc/etcd/etcd.conf.yml',
          content: JSON.stringify({ 'client-transport-security': etcd, 'cipher-suites': volumes, 'listen-peer-urls': etcd }),
          origin: {},
        },
      ];
      expect(findings(etcdRules, manifests, { files }).filter((line) => line.includes('the rule itself failed'))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
