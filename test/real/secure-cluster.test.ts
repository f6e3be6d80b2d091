import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readYaml } from '../../src/text/yaml/yaml';
import { guarantee } from '../support/guarantee';
import { describeProof } from '../support/requirements';
import type { Manifest } from './support/client';
import { Cluster, requireCluster } from './support/cluster';
import { differences } from './support/differences';

const EXPECTED = resolve(__dirname, '../../examples/secure-cluster/expected/dist');

/**
 * Everything for the API server, in the order of the files and of what is in them. CI compares these files with what the program
 * synthesises.
 */
const files = readdirSync(EXPECTED)
  .filter((name) => name.endsWith('.k8s.yaml'))
  .sort();
const manifests = files.flatMap((file) =>
  readYaml(readFileSync(resolve(EXPECTED, file), 'utf8')).documents.map(({ value }) => value as Manifest),
);

/**
 * Zero values of fields in which the API has no place for "unset": the server does not send them back. Everything else must come back as
 * written.
 */
const UNSENT: Readonly<Record<string, readonly string[]>> = {
  'Deployment api': ['spec.minReadySeconds: 0', 'spec.template.spec.hostNetwork: false'],
  'StatefulSet db': ['spec.minReadySeconds: 0', 'spec.template.spec.hostNetwork: false'],
  'Service db': ['spec.externalIPs: []'],
};
const rows = manifests.map((manifest) => ({ manifest, name: `${manifest.kind} ${manifest.metadata.name}` }));

describeProof('the output of examples/secure-cluster on a real API server', requireCluster(), () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await Cluster.start('secure-cluster');
  });

  afterAll(() => cluster?.stop());

  test('every kind in it is served, so that nothing is left out', async () => {
    const served = (await cluster.apiTable().resources()).map(({ groupVersion, kind }) => `${groupVersion} ${kind}`);
    const written = [...new Set(manifests.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`))].sort();
    expect(written).toEqual([
      'apps/v1 Deployment',
      'apps/v1 StatefulSet',
      'networking.k8s.io/v1 NetworkPolicy',
      'rbac.authorization.k8s.io/v1 Role',
      'rbac.authorization.k8s.io/v1 RoleBinding',
      'v1 LimitRange',
      'v1 Namespace',
      'v1 ResourceQuota',
      'v1 Service',
      'v1 ServiceAccount',
    ]);
    expect(written.filter((kind) => !served.includes(kind))).toEqual([]);
  });

  test('in another order than the written one it does not go in: what is in the namespace is refused before the namespace', async () => {
    const [namespace, ...others] = manifests;
    expect(namespace!.kind).toBe('Namespace');
    for (const other of others) {
      expect(await cluster.admin.apply(other)).toMatchObject({ status: 404, body: { message: 'namespaces "payments" not found' } });
    }
  });

  guarantee.group(
    'HardenedApp',
    'the output of examples/secure-cluster goes in by server-side apply with strict field validation, in the order in which it is written',
    () => {
      test.each(rows)(
        '$name is created by server-side apply with strict field validation, without a warning, and holds all that was written',
        async ({ manifest, name }) => {
          const { status, body, warnings } = await cluster.admin.apply(manifest);
          expect({ status, message: body.message, warnings }).toEqual({ status: 201, message: undefined, warnings: [] });
          expect(differences(manifest, body)).toEqual(UNSENT[name] ?? []);
        },
      );
    },
  );

  guarantee('HardenedApp', 'applied a second time, the output of examples/secure-cluster changes nothing', async () => {
    for (const manifest of manifests) {
      const before = await cluster.admin.read(manifest);
      const again = await cluster.admin.apply(manifest);
      expect({ status: again.status, warnings: again.warnings }).toEqual({ status: 200, warnings: [] });
      expect(again.body).toEqual(before.body);
      expect((await cluster.admin.read(manifest)).body.metadata.resourceVersion).toBe(before.body.metadata.resourceVersion);
    }
  });

  test('a difference would have been seen: a changed object is answered as changed, one with a field too many is refused', async () => {
    for (const manifest of manifests) {
      const before = await cluster.admin.read(manifest);
      const changed = await cluster.admin.apply(
        { ...manifest, metadata: { ...manifest.metadata, labels: { ...(manifest.metadata.labels as object), changed: 'yes' } } },
        { dryRun: 'All' },
      );
      expect(changed).toMatchObject({ status: 200, body: { metadata: { labels: { changed: 'yes' } } } });
      expect(changed.body).not.toEqual(before.body);
      expect(await cluster.admin.apply({ ...manifest, surplus: 1 })).toMatchObject({
        status: 500,
        body: { message: expect.stringContaining('.surplus: field not declared in schema') },
      });
    }
  });

  guarantee.group(
    ['HardenedApp', 'IsolatedNamespace'],
    'pods of the templates of examples/secure-cluster are admitted into their isolated namespace without a warning',
    () => {
      test.each(rows.filter(({ manifest }) => ['Deployment', 'StatefulSet'].includes(manifest.kind)))(
        'a pod of the template of $name is admitted as it is written, without a warning',
        async ({ manifest }) => {
          const { metadata, spec } = (manifest as any).spec.template;
          const pod = {
            apiVersion: 'v1',
            kind: 'Pod',
            metadata: { ...metadata, name: `${manifest.metadata.name}-0`, namespace: 'payments' },
            spec,
          };
          const { status, body, warnings } = await cluster.admin.create(pod);
          expect({ status, message: body.message, warnings }).toEqual({ status: 201, message: undefined, warnings: [] });
          expect(differences(pod, body)).toEqual(['spec.hostNetwork: false']);
          expect(body.spec.volumes).toBeUndefined();
        },
      );
    },
  );
});
