import * as fs from 'node:fs';
import { NOT_REQUIRED, UNTRIED } from '../../../scripts/schema/enforced';
import { pinnedMinors } from '../../../scripts/schema/upstream';
import { TABLES } from '../../../scripts/schema/write';
import { toKubeObject } from '../../../src/kubernetes/objects/object';
import { API_VERSIONS, Served, servedBy } from '../../../src/kubernetes/releases/api-versions';
import { parseMinor, RELEASES } from '../../../src/kubernetes/releases/versions';
import { checkSchema, hasSchema, schemaTables } from '../../../src/kubernetes/schema/schema';
import text from '../../../src/kubernetes/schema/tables.json';

test('there is a table of every release that the tests pin, which are the supported ones', () => {
  const known = schemaTables().map(({ release }) => release);
  expect(known).toEqual(pinnedMinors());
  expect(known).toEqual(
    RELEASES.slice(0, 3)
      .map(({ version }) => version)
      .reverse(),
  );
});

test.each(schemaTables().map((table) => [table.release, table] as const))(
  'the kinds of %s are those that it can serve',
  (release, table) => {
    const served = API_VERSIONS.filter(({ apiVersion, kind }) => servedBy(parseMinor(release), apiVersion, kind) !== Served.NO);
    // A ComponentStatus is read, and never created.
    expect(served.filter(({ apiVersion, kind }) => table.kind(apiVersion, kind) === undefined).map(({ kind }) => kind)).toEqual([
      'ComponentStatus',
    ]);
    const others = API_VERSIONS.filter((one) => !served.includes(one));
    expect(others.filter(({ apiVersion, kind }) => table.kind(apiVersion, kind) !== undefined)).toEqual([]);
  },
);

test('the tables of all releases are no larger than 150 kB', () => {
  expect(fs.statSync(TABLES).size).toBeLessThanOrEqual(150_000);
});

test.each(schemaTables().map((table) => [table.release, table] as const))('every type of %s can be read', (_, table) => {
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const { type } of table.struct(name).fields.values()) {
      let inner = type;
      while (inner.form === 'list' || inner.form === 'map') inner = inner.of;
      if (inner.form === 'struct') visit(inner.name);
      else if (inner.form === 'scalar') expect('sbildxqtmyaBLS').toContain(inner.letter);
    }
  };
  for (const { apiVersion, kind } of API_VERSIONS) {
    const type = table.kind(apiVersion, kind);
    if (type !== undefined) visit(type);
  }
  expect(seen.size).toBeGreaterThan(400);
  expect(seen).toContain('JSONSchemaProps');
});

test.each([
  ['v1', 'Pod', '1.37', true],
  ['apps/v1', 'Deployment', '1.30', true],
  ['apps/v1', 'Deployment', '1.40', true],
  ['apps/v1beta1', 'Deployment', '1.37', false],
  ['certificates.k8s.io/v1', 'ClusterTrustBundle', '1.36', false],
  ['certificates.k8s.io/v1', 'ClusterTrustBundle', '1.37', true],
  ['certificates.k8s.io/v1alpha1', 'ClusterTrustBundle', '1.37', false],
  ['argoproj.io/v1alpha1', 'Rollout', '1.37', false],
  ['kubeadm.k8s.io/v1beta4', 'ClusterConfiguration', '1.37', false],
  ['v1', 'pod', '1.37', false],
])('%s %s has a schema in %s: %s', (apiVersion, kind, release, expected) => {
  expect(hasSchema(toKubeObject({ apiVersion, kind }, {})!, parseMinor(release))).toBe(expected);
});

test('a field that another release has names the newest of those', () => {
  const pod = toKubeObject({ apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ name: 'c' }], evictionResponders: [], xyzzy: 1 } }, {})!;
  expect(checkSchema(pod, parseMinor('1.37')).faults.map(({ path, existsIn }) => [path, existsIn])).toEqual([['spec.xyzzy', undefined]]);
  expect(checkSchema(pod, parseMinor('1.36')).faults.map(({ path, existsIn }) => [path, existsIn])).toEqual([
    ['spec.evictionResponders', '1.37'],
    ['spec.xyzzy', undefined],
  ]);
});

test('what is said of single fields is said of fields that exist', () => {
  const fields = new Set(
    Object.entries(text.types).flatMap(([type, entries]) =>
      entries.split(',').map((entry) => `${type.replace(/_.*/, '')}.${/^[^:!=]*/.exec(entry)![0]}`),
    ),
  );
  expect([...NOT_REQUIRED, ...UNTRIED].filter((field) => !fields.has(field))).toEqual([]);
});
