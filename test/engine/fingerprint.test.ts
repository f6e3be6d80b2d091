import * as fc from 'fast-check';
import { checkerOf } from '../../src/app/checker';
import { fingerprints } from '../../src/engine/fingerprint';
import { objectsOf } from '../../src/kubernetes/objects/documents';
import { Inventory } from '../../src/kubernetes/objects/inventory';
import { inventoryOf } from '../support/findings';

const checker = checkerOf([{ settings: { profile: 'operations', asOf: '2026-11-23', kubernetes: '1.37' } }]);

/** As a multiset: sorted. */
function fingerprintsIn(inventory: Inventory): string[] {
  return checker.check(inventory).findings.map(fingerprints()).sort();
}

const container = (name: string, more: object = {}) => ({ name, image: `registry.example.com/${name}:1.4`, ...more });

const MANIFESTS: readonly object[] = [
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api', namespace: 'shop' },
    spec: {
      selector: { matchLabels: { app: 'api' } },
      template: {
        metadata: { labels: { app: 'api' } },
        spec: {
          containers: [
            container('api', {
              ports: [
                { containerPort: 22, hostPort: 22 },
                { containerPort: 80, hostPort: 8080 },
              ],
            }),
            container('log', { securityContext: { privileged: true }, volumeMounts: [{ name: 'root', mountPath: '/host' }] }),
          ],
          volumes: [
            { name: 'tmp', emptyDir: {} },
            { name: 'root', hostPath: { path: '/' } },
          ],
        },
      },
    },
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'all' },
    rules: [
      { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
      { apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list'] },
    ],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'all' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'all' },
    subjects: [
      { kind: 'Group', name: 'system:authenticated', apiGroup: 'rbac.authorization.k8s.io' },
      { kind: 'User', name: 'system:anonymous', apiGroup: 'rbac.authorization.k8s.io' },
    ],
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'open', namespace: 'shop' },
    spec: { podSelector: {}, ingress: [{}] },
  },
];

/** The value with every list in another order. */
function shuffled(value: unknown, random: () => number): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => ({ item: shuffled(item, random), at: random() }));
    return items.sort((a, b) => a.at - b.at).map(({ item }) => item);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shuffled(item, random)]));
}

const expected = fingerprintsIn(inventoryOf(MANIFESTS));

test('there are many, and each of its own', () => {
  expect(expected.length).toBeGreaterThan(20);
  expect(new Set(expected).size).toBe(expected.length);
  expect(expected.filter((text) => !/^[0-9a-f]{32}:[1-9]\d*$/.test(text))).toEqual([]);
});

test('lists and documents in another order, other files and other documents before them change none', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), fc.stringMatching(/^[a-z]{1,8}\.yaml$/), (numbers, file) => {
      const random = () => numbers.next().value as number;
      const objects = (shuffled(MANIFESTS, random) as object[]).flatMap((value, index) =>
        objectsOf(value, { file, document: index * 3 + 1 }, () => undefined),
      );
      expect(fingerprintsIn(new Inventory(objects))).toEqual(expected);
    }),
    { numRuns: 50 },
  );
});

const first = (manifests: readonly object[], rule: string) => {
  const fingerprint = fingerprints();
  const all = checker.check(inventoryOf(manifests)).findings.map((finding) => ({ finding, text: fingerprint(finding) }));
  return all.filter(({ finding }) => finding.rule === rule).map(({ text }) => text);
};

const pod = (name: string, containers: readonly object[], apiVersion = 'v1') => ({
  apiVersion,
  kind: 'Pod',
  metadata: { name },
  spec: { containers },
});

test('another object, container, rule or namespace is another fingerprint', () => {
  const privileged = { securityContext: { privileged: true } };
  const texts = [
    ...first([pod('a', [container('x', privileged)])], 'workloads/privileged'),
    ...first([pod('b', [container('x', privileged)])], 'workloads/privileged'),
    ...first([pod('a', [container('y', privileged)])], 'workloads/privileged'),
    ...first([pod('a', [container('x', privileged)])], 'workloads/image-digest'),
    ...first(
      [{ ...pod('a', []), metadata: { name: 'a', namespace: 'n' }, spec: { containers: [container('x', privileged)] } }],
      'workloads/privileged',
    ),
  ].map((text) => text.split(':')[0]);
  expect(texts.length).toBeGreaterThanOrEqual(5);
  expect(new Set(texts).size).toBe(texts.length);
});

test('what is alike in all else is numbered', () => {
  const twice = [pod('a', [container('x')]), pod('a', [container('x')])];
  const texts = first(twice, 'workloads/image-digest');
  expect(texts.map((text) => text.split(':')[1])).toEqual(['1', '2']);
  expect(new Set(texts.map((text) => text.split(':')[0])).size).toBe(1);
});

test('another version of the API and another value change none', () => {
  const of = (apiVersion: string, image: string) =>
    first(
      [
        {
          apiVersion,
          kind: 'CronJob',
          metadata: { name: 'a' },
          spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: 'x', image }] } } } } },
        },
      ],
      'workloads/image-digest',
    );
  expect(of('batch/v1', 'registry.example.com/a:1')).toEqual(of('batch/v1beta1', 'registry.example.com/a:2'));
});

test('a password in a list of texts is not part of it', () => {
  const of = (password: string) => first([pod('a', [container('x', { args: ['-p', password] })])], 'workloads/literal-credentials');
  expect(of('hunter2hunter2')).toEqual(of('correct-horse-battery'));
});

test('a text of a command that may be a password is not part of it', () => {
  const withPassword = (password: string) =>
    inventoryOf([
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'a', namespace: 'shop' },
        spec: { containers: [container('a', { command: ['client', `--password=${password}`], args: ['-u', `admin:${password}`] })] },
      },
    ]);
  const [one, other] = ['hunter2hunter2', 'correct-horse-battery'].map((password) => fingerprintsIn(withPassword(password)));
  expect(checker.check(withPassword('hunter2hunter2')).findings.filter(({ path }) => /command|args/.test(path)).length).toBeGreaterThan(0);
  expect(one).toEqual(other);
});
