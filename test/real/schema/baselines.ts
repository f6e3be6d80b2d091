import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOG } from '../../../src/catalog';
import { objectsOf } from '../../../src/kubernetes/objects/documents';
import type { SchemaTable } from '../../../src/kubernetes/schema/table';
import { isObject, type JsonObject } from '../../../src/text/json';
import { readYaml } from '../../../src/text/yaml/yaml';
import type { Cluster } from '../support/cluster';
import { runFacts, samples } from '../support/foreign-manifests';

/** An object that people could write, with where it stands. */
export interface Baseline {
  readonly origin: string;
  readonly object: Record<string, unknown>;
}

/**
 * Objects to begin with: the manifests of `test/real/manifests` and of the folder beside this file, and the examples of every rule, each
 * also in the other versions of its group. What the release does not have is left out. Makes the namespaces and accounts that they need.
 */
export async function baselines(cluster: Cluster, table: SchemaTable): Promise<readonly Baseline[]> {
  await cluster.makeNamespace('shop');
  const { body: pod } = await cluster.admin.create({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'to-bind', namespace: 'shop' },
    spec: { containers: [{ name: 'c', image: 'c' }] },
  });
  const { body: account } = await cluster.admin.request('GET', '/api/v1/namespaces/shop/serviceaccounts/default');
  const facts = runFacts({ caFile: cluster.authority.cert, podUid: pod.metadata.uid, accountUid: account.metadata.uid });
  const folder = join(__dirname, 'manifests');
  const texts = [
    ...samples(facts).map(({ origin, text }) => [origin, text] as const),
    ...readdirSync(folder).map(
      (file) => [file, readFileSync(join(folder, file), 'utf8').replace(/__([A-Z0-9_]+)__/g, (_, name: string) => facts[name]!)] as const,
    ),
    ...CATALOG.filter(({ exampleFile }) => exampleFile === undefined).flatMap(
      ({ id, bad, good }) =>
        [
          [`bad of ${id}`, bad],
          [`good of ${id}`, good],
        ] as const,
    ),
  ];
  const written = texts.flatMap(([origin, text]) =>
    readYaml(text).documents.flatMap(({ value }) =>
      objectsOf(value, {}, () => undefined).map(({ json }) => ({ origin, object: json as Record<string, unknown> })),
    ),
  );
  const distinct = new Map<string, Baseline>();
  for (const one of written.flatMap((baseline) => inEveryVersion(baseline, table))) distinct.set(JSON.stringify(one.object), one);
  await makeRoom(cluster, [...distinct.values()]);
  return [...distinct.values()];
}

function inEveryVersion({ origin, object }: Baseline, table: SchemaTable): Baseline[] {
  const { apiVersion, kind } = object as { apiVersion: string; kind: string };
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/') + 1) : '';
  const versions =
    group === '' ? ['v1'] : ['v1', 'v2', 'v1beta1', 'v1beta2', 'v1alpha1', 'v1alpha2', 'v1alpha3'].map((version) => group + version);
  return versions
    .filter((version) => table.kind(version, kind) !== undefined)
    .map((version) => ({
      origin: version === apiVersion ? origin : `${origin}, in ${version}`,
      object: { ...object, apiVersion: version },
    }));
}

/** The namespaces and service accounts that the objects need, beside the namespace `shop`. */
async function makeRoom(cluster: Cluster, objects: readonly Baseline[]): Promise<void> {
  const spaces = new Set(['default', 'kube-system', 'shop']);
  for (const namespace of ['default', 'kube-system']) await makeAccount(cluster, namespace, 'default');
  for (const { object } of objects) {
    const { namespace = 'default' } = metadataOf(object);
    if (typeof namespace !== 'string' || namespace === '') continue;
    if (!spaces.has(namespace)) await cluster.makeNamespace(namespace);
    spaces.add(namespace);
    const account = isObject(object.spec) ? object.spec.serviceAccountName : undefined;
    if (typeof account === 'string' && account !== '' && account !== 'default') await makeAccount(cluster, namespace, account);
  }
}

async function makeAccount(cluster: Cluster, namespace: string, name: string): Promise<void> {
  await cluster.admin.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } });
}

/** The mapping `metadata`, or an empty one. */
export function metadataOf(object: JsonObject): JsonObject {
  return isObject(object.metadata) ? object.metadata : {};
}
