/** What an app writes, applied by kubectl: folders as they are, for every way in which cdk8s divides manifests into files. */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { YamlOutputType } from 'cdk8s';
import { guarantee } from '../support/guarantee';
import { describeProof } from '../support/requirements';
import { shop } from './programs/shop';
import type { Manifest } from './support/client';
import { kubectlFor, type Said } from './support/clients';
import { Cluster, requireCluster } from './support/cluster';
import { differences } from './support/differences';

const TYPES = ['FILE_PER_APP', 'FILE_PER_CHART', 'FILE_PER_RESOURCE', 'FOLDER_PER_CHART_FILE_PER_RESOURCE'] as const;

/** The objects of a shop, as they are checked. */
const OBJECTS = 13;

describeProof('kubectl apply of what an app writes', requireCluster(), () => {
  let cluster: Cluster;
  let kubectl: (...args: readonly string[]) => Said;
  beforeAll(async () => {
    cluster = await Cluster.start('kubectl');
    kubectl = kubectlFor(cluster);
  }, 1_800_000);
  afterAll(() => cluster?.stop());

  /** Writes a shop, and returns the folder and the objects of the app. */
  function synthesised(suffix: string, type: (typeof TYPES)[number]): { readonly folder: string; readonly objects: readonly Manifest[] } {
    const base = join(cluster.folder, suffix);
    mkdirSync(base);
    const folder = join(base, 'dist');
    const app = shop({ kubernetes: cluster.release.minor, suffix, yamlOutputType: YamlOutputType[type], outdir: folder });
    const objects = app.charts.flatMap((chart) => chart.toJson() as Manifest[]);
    app.synth();
    return { folder, objects };
  }

  const versions = (objects: readonly Manifest[]) =>
    Promise.all(objects.map(async (object) => (await cluster.admin.read(object)).body.metadata?.resourceVersion as string | undefined));

  /** What the server has otherwise than the app: nothing, when every object arrived as it was checked. */
  const lost = async (objects: readonly Manifest[]) =>
    (
      await Promise.all(
        objects.map(async (object) => {
          const { status, body } = await cluster.admin.read(object);
          const found = status === 200 ? differences(object, body) : [`status ${status}`];
          return found.map((difference) => `${object.kind} ${object.metadata.name}: ${difference}`);
        }),
      )
    ).flat();

  /** What kubectl says of objects whose kind is created by the same call: it looks up every kind before it creates anything. */
  const unknownKind =
    /^error: resource mapping not found for name: "red" .*: no matches for kind "Widget" in version "\S+"\nensure CRDs .*\n$/;

  guarantee.group(
    'HardenedApp',
    'kubectl apply of the output folder creates every object as it was checked, and changes nothing when it is repeated',
    () => {
      test.each(TYPES.flatMap((type) => [[type, 'server-side'] as const, [type, 'client-side'] as const]))('%s, %s', async (type, side) => {
        const { folder, objects } = synthesised(`${side.charAt(0)}${TYPES.indexOf(type)}`, type);
        const recursive = type === 'FOLDER_PER_CHART_FILE_PER_RESOURCE' ? ['-R'] : [];
        const apply = () => {
          const { status, stdout, stderr } = kubectl(
            'apply',
            ...(side === 'server-side' ? ['--server-side'] : []),
            ...recursive,
            '-f',
            folder,
          );
          return { status, stderr, lines: stdout.trim().split('\n').sort() };
        };
        expect(objects).toHaveLength(OBJECTS);

        const first = apply();
        expect(first).toMatchObject({ status: 1, stderr: expect.stringMatching(unknownKind) });
        expect(first.lines).toHaveLength(OBJECTS - 1);
        expect(await lost(objects.filter(({ kind }) => kind !== 'Widget'))).toEqual([]);

        const second = apply();
        expect([second.status, second.stderr, second.lines.length]).toEqual([0, '', OBJECTS]);
        expect(await lost(objects)).toEqual([]);

        const before = await versions(objects);
        const third = apply();
        const said = side === 'server-side' ? ' serverside-applied' : ' unchanged';
        expect([third.status, third.stderr, third.lines.filter((line) => !line.endsWith(said))]).toEqual([0, '', []]);
        expect(await versions(objects)).toEqual(before);
        expect(kubectl('diff', ...recursive, '-f', folder)).toEqual({ status: 0, stdout: '', stderr: '' });
      });
    },
  );

  guarantee(
    'HardenedApp',
    'with the file of Namespaces and CRDs applied beforehand, the first kubectl apply creates everything',
    async () => {
      const { folder, objects } = synthesised('ahead', 'FILE_PER_CHART');
      const files = readdirSync(folder).sort();
      expect(files).toEqual(['000-namespaces-and-crds.k8s.yaml', 'a-sales.k8s.yaml', 'b-reports.k8s.yaml', 'm-kinds.k8s.yaml']);
      expect(kubectl('apply', '--server-side', '-f', join(folder, files[0]!))).toMatchObject({ status: 0, stderr: '' });
      const names = objects.filter(({ kind }) => kind === 'CustomResourceDefinition').map(({ metadata }) => `crd/${metadata.name}`);
      expect(kubectl('wait', '--for=condition=Established', ...names)).toMatchObject({ status: 0, stderr: '' });
      const { status, stdout, stderr } = kubectl('apply', '--server-side', '-f', folder);
      expect([status, stderr, stdout.trim().split('\n').length]).toEqual([0, '', OBJECTS]);
      expect(await lost(objects)).toEqual([]);
    },
  );

  test('a loss would have been seen: of an object that is not there, and of one that is otherwise', async () => {
    const { objects } = synthesised('never', 'FILE_PER_APP');
    expect(await lost(objects)).toHaveLength(OBJECTS);
    const { objects: other } = synthesised('other', 'FILE_PER_CHART');
    const map = { ...other.find(({ kind }) => kind === 'Namespace')!, surplus: 1 };
    await cluster.admin.create(other.find(({ kind }) => kind === 'Namespace'));
    expect(await lost([map])).toEqual([`Namespace ${map.metadata.name}: surplus: 1`]);
  });
});
