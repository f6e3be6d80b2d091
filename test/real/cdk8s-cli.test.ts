/** Apps that the command of cdk8s runs: a folder, standard output, and a chart of Helm. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { readYaml } from '../../src/text/yaml/yaml';
import { guarantee } from '../support/guarantee';
import { describeProof, requireTools } from '../support/requirements';
import { shop } from './programs/shop';
import type { Manifest } from './support/client';
import { bundled, cdk8s, helm, type Said } from './support/clients';

const KUBERNETES = '1.36';
const TYPES = ['FILE_PER_APP', 'FILE_PER_CHART', 'FILE_PER_RESOURCE', 'FOLDER_PER_CHART_FILE_PER_RESOURCE'] as const;

/** By their names, in the order of the alphabet: the same for the same objects, whatever the order in which they are. */
const byName = (objects: readonly Manifest[]) =>
  objects
    .map((object) => [`${object.apiVersion} ${object.kind} ${object.metadata.namespace}/${object.metadata.name}`, object] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));

/** All documents of a text: a broken one, or two in one, is no object of the app. */
function documentsOf(text: string): Manifest[] {
  const { documents, faults } = readYaml(text);
  expect(faults).toEqual([]);
  return documents.map(({ value }) => value as Manifest).filter((value) => value !== null);
}

/** Below a folder: each file, with forward slashes. */
const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

const documentsBelow = (folder: string) => filesBelow(folder).flatMap((file) => documentsOf(readFileSync(join(folder, file), 'utf8')));

describeProof('apps that the command of cdk8s runs', requireTools(['go', 'npm']), () => {
  let base: string;
  let folder: string;
  let program: string;
  let wanted: ReturnType<typeof byName>;
  beforeAll(() => {
    base = mkdtempSync(join(tmpdir(), 'cdk8s-cli-proof-'));
    program = bundled(resolve(__dirname, 'programs/shop-main.ts'), base);
    const app = shop({ kubernetes: KUBERNETES, suffix: 'x', outdir: join(base, 'unused') });
    wanted = byName(app.charts.flatMap((chart) => chart.toJson() as Manifest[]));
    expect(wanted).toHaveLength(13);
    helm(base, 'version');
    cdk8s(base, ['--version'], {});
  }, 1_800_000);
  afterAll(() => rmSync(base, { recursive: true, force: true }));
  beforeEach(() => {
    folder = mkdtempSync(join(base, 'project-'));
  });

  /** The command in the folder of a project, whose temporary files are in a folder of their own. */
  function synth(type: (typeof TYPES)[number], args: readonly string[] = [], more: Readonly<Record<string, string>> = {}): Said {
    const temporary = join(folder, 'tmp');
    mkdirSync(temporary, { recursive: true });
    const env = { SHOP_KUBERNETES: KUBERNETES, SHOP_SUFFIX: 'x', SHOP_TYPE: type, TMPDIR: temporary, ...more };
    const said = cdk8s(folder, ['synth', '--app', `node ../${basename(program)}`, ...args], env);
    expect(readdirSync(temporary)).toEqual([]);
    rmSync(temporary, { recursive: true });
    return said;
  }

  const REPORTS = ['hardening-report.json', 'hardening-report.sarif', 'hardening-report.txt'];

  guarantee.group('HardenedApp', 'cdk8s synth writes every object into a folder that holds nothing but manifests', () => {
    test.each(TYPES)('%s', (type) => {
      expect(synth(type)).toMatchObject({ status: 0, stderr: '' });
      expect(readdirSync(folder).sort()).toEqual(['dist', 'dist-hardening']);
      expect(filesBelow(join(folder, 'dist')).filter((file) => !file.endsWith('.k8s.yaml'))).toEqual([]);
      expect(byName(documentsBelow(join(folder, 'dist')))).toEqual(wanted);
      expect(filesBelow(join(folder, 'dist-hardening'))).toEqual([...REPORTS, 'manifests.txt']);
    });

    test('into the folder that --output names, with reports next to it', () => {
      expect(synth('FILE_PER_CHART', ['--output', 'out/manifests'])).toMatchObject({ status: 0, stderr: '' });
      expect(readdirSync(folder)).toEqual(['out']);
      expect(readdirSync(join(folder, 'out')).sort()).toEqual(['manifests', 'manifests-hardening']);
      expect(byName(documentsBelow(join(folder, 'out/manifests')))).toEqual(wanted);
    });
  });

  guarantee.group('HardenedApp', 'cdk8s synth --stdout prints every object as a document of its own, Namespaces and CRDs first', () => {
    test.each(TYPES)('%s', (type) => {
      const { status, stdout, stderr } = synth(type, ['--stdout']);
      expect([status, stderr]).toEqual([0, '']);
      const documents = documentsOf(stdout);
      expect(byName(documents)).toEqual(wanted);
      expect(
        documents
          .slice(0, 3)
          .map(({ kind }) => kind)
          .sort(),
      ).toEqual(['CustomResourceDefinition', 'Namespace', 'Namespace']);
      expect(filesBelow(folder)).toEqual(REPORTS.map((file) => `dist-hardening/${file}`));
    });
  });

  guarantee.group(
    'HardenedApp',
    'cdk8s synth --format helm makes a chart that helm lint accepts and helm template renders as it was checked',
    () => {
      test.each(TYPES)('%s', (type) => {
        const args = ['--format', 'helm', '--chart-api-version', 'v2', '--chart-version', '1.0.0'];
        expect(synth(type, args)).toMatchObject({ status: 0, stderr: '' });
        const chart = join(folder, 'dist');
        expect(readdirSync(folder).sort()).toEqual(['dist', 'dist-hardening']);
        expect(filesBelow(chart).filter((file) => !/^templates\/.*\.k8s\.yaml$/.test(file))).toEqual(['Chart.yaml', 'README.md']);
        expect(filesBelow(join(folder, 'dist-hardening'))).toEqual([...REPORTS, 'manifests.txt']);

        const lint = helm(folder, 'lint', '--strict', chart);
        expect({ ...lint, stdout: lint.stdout.split('\n').filter((line) => /ERROR|WARNING/.test(line)) }).toEqual({
          status: 0,
          stdout: [],
          stderr: '',
        });
        const { status, stdout, stderr } = helm(folder, 'template', 'release', chart);
        expect([status, stderr]).toEqual([0, '']);
        expect(byName(documentsOf(stdout))).toEqual(wanted);
      });
    },
  );

  test.each([['dist'], ['--stdout']])(
    'the command fails for an app that is refused, prints and writes no manifest, and reports why: %s',
    (to) => {
      const { status, stdout, stderr } = synth('FILE_PER_CHART', to === 'dist' ? [] : [to], { SHOP_PRIVILEGED: 'true' });
      expect(status).toBe(1);
      expect(stdout).not.toContain('apiVersion');
      expect(stderr).toContain('container "nightly" is privileged');
      expect(filesBelow(folder)).toEqual(REPORTS.map((file) => `dist-hardening/${file}`));
    },
  );
});
