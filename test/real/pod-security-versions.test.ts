import { parseMinor } from '../../src/kubernetes/releases/versions';
import { guarantee } from '../support/guarantee';
import { policyVersion } from '../support/policy-version';
import { describeProof } from '../support/requirements';
import { BREAKING_PODS, GOOD_PODS } from './support/breaking-pods';
import type { Manifest } from './support/client';
import { Cluster, requireCluster } from './support/cluster';
import { asServerSays, ownChecks, serverChecks } from './support/pod-security-verdicts';

/** Those around which a check changed, those of the releases that are supported, and those that no cluster knows. */
const LABELS = [
  'v1.0',
  'v1.7',
  'v1.8',
  'v1.18',
  'v1.19',
  'v1.21',
  'v1.22',
  'v1.24',
  'v1.25',
  'v1.27',
  'v1.29',
  'v1.31',
  'v1.32',
  'v1.33',
  'v1.34',
  'v1.35',
  'v1.36',
  'v1.37',
  'v1.38',
  'v1.99',
  'latest',
];

describeProof('Pod Security admission of a real API server, by policy version', requireCluster(), () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await Cluster.start('pod-security');
  });

  afterAll(() => cluster?.stop());

  describe.each(['baseline', 'restricted'] as const)('at the level %s', (level) => {
    guarantee.group(
      'Pod Security Standards',
      'for every policy version, the API server and our evaluation name the same checks of every pod of a table',
      () => {
        test.each(LABELS)('as of %s, the server and our evaluation name the same checks, for every pod', async (label) => {
          const namespace = `${level}-${label.replace('.', '-')}`;
          await cluster.makeNamespace(namespace, {
            'pod-security.kubernetes.io/enforce': level,
            'pod-security.kubernetes.io/enforce-version': label,
          });
          const verdicts = await Promise.all(
            [...BREAKING_PODS, ...GOOD_PODS].map(async ({ name, pod }) => {
              const placed = { ...pod, metadata: { ...(pod as Manifest).metadata, namespace } };
              const server = serverChecks(await cluster.admin.create(placed, { dryRun: 'All' }), level);
              return { name, server, own: asServerSays(ownChecks(pod, level, label, cluster.release.minor)) };
            }),
          );
          expect(verdicts.map(({ name, own }) => ({ name, checks: own }))).toEqual(
            verdicts.map(({ name, server }) => ({ name, checks: server })),
          );
          expect(verdicts.filter(({ server }) => server !== 'admitted').length).toBeGreaterThan(10);
          expect(verdicts.filter(({ server }) => server === 'admitted').length).toBeGreaterThanOrEqual(GOOD_PODS.length - 1);
        });
      },
    );
  });

  test('the versions differ, or they would prove nothing', () => {
    const verdicts = LABELS.map((label) =>
      JSON.stringify(BREAKING_PODS.map(({ pod }) => ownChecks(pod, 'restricted', label, cluster.release.minor))),
    );
    expect(new Set(verdicts).size).toBeGreaterThanOrEqual(6);
  });

  test('a version that is none is refused as a label', async () => {
    for (const label of ['1.36', 'v1', 'v1.36.2', 'newest']) {
      const namespace = {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name: 'no-version',
          labels: { 'pod-security.kubernetes.io/enforce': 'restricted', 'pod-security.kubernetes.io/enforce-version': label },
        },
      };
      expect({ label, status: (await cluster.admin.create(namespace, { dryRun: 'All' })).status }).toEqual({ label, status: 422 });
      expect(policyVersion(label, parseMinor(cluster.release.minor))).toBeUndefined();
    }
  });
});
