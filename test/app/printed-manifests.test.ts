/** `cdk8s synth --stdout`: cdk8s prints what is in a folder of its own, and removes it. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { HardenedApp, Hardening, type HardenedAppProps } from '../../src/app';
import { readYaml } from '../../src/text/yaml/yaml';

let base: string;
let printed: string;
beforeEach(() => {
  base = fs.mkdtempSync(path.join(os.tmpdir(), 'printed-manifests-'));
  printed = process.env.CDK8S_OUTDIR = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-'));
});
afterEach(() => {
  for (const folder of [base, printed]) fs.rmSync(folder, { recursive: true });
  delete process.env.CDK8S_OUTDIR;
});

const settings = () => ({
  kubernetes: '1.36',
  asOf: '2026-11-23',
  profile: 'pss-baseline',
  noConfig: true,
  hardeningOutdir: path.join(base, 'dist-hardening'),
});

/** Objects whose namespace is in a chart behind theirs. */
function charts(app: App, ...names: readonly string[]): void {
  for (const name of names) {
    new ApiObject(new Chart(app, name), name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' } });
  }
  new ApiObject(new Chart(app, 'z'), 'shop', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
}

/** Each file with what its documents are named. */
const written = (folder: string) =>
  fs
    .readdirSync(folder)
    .sort()
    .map((file) => {
      const { documents } = readYaml(fs.readFileSync(path.join(folder, file), 'utf8'));
      return [file, documents.map(({ value }) => (value as any).metadata.name as string)];
    });

test.each(['FILE_PER_APP', 'FILE_PER_CHART', 'FILE_PER_RESOURCE', 'FOLDER_PER_CHART_FILE_PER_RESOURCE'] as const)(
  'cdk8s puts nothing between files that it prints, so that they are one, in the order in which they can be applied: %s',
  (type) => {
    const app = new HardenedApp({ ...settings(), yamlOutputType: YamlOutputType[type] });
    charts(app, 'a', 'b');
    app.synth();
    expect(written(printed)).toEqual([['app.k8s.yaml', ['shop', 'a', 'b']]]);
    expect(fs.readdirSync(settings().hardeningOutdir).sort()).toEqual([
      'hardening-report.json',
      'hardening-report.sarif',
      'hardening-report.txt',
    ]);
  },
);

test('of a plain App with the checks too', () => {
  const app = new App();
  Hardening.enforce(app, settings());
  charts(app, 'a', 'b');
  app.synth();
  expect(written(printed)).toEqual([['app.k8s.yaml', ['shop', 'a', 'b']]]);
});

test('the next synthesis that writes to the folder of before still knows what to remove there', () => {
  const outdir = path.join(base, 'dist');
  const synth = (props: HardenedAppProps, ...names: readonly string[]) => {
    const app = new HardenedApp({ ...settings(), ...props });
    charts(app, ...names);
    app.synth();
  };
  synth({ outdir }, 'a', 'b');
  synth({}, 'a');
  synth({ outdir }, 'a');
  expect(fs.readdirSync(outdir).sort()).toEqual(['000-namespaces-and-crds.k8s.yaml', 'a.k8s.yaml']);
});

test('only a folder of the name that cdk8s gives is one of those: another one gets the files of the output type', () => {
  const outdir = (process.env.CDK8S_OUTDIR = path.join(base, 'cdk8s-output'));
  const app = new HardenedApp(settings());
  charts(app, 'a');
  app.synth();
  expect(fs.readdirSync(outdir).sort()).toEqual(['000-namespaces-and-crds.k8s.yaml', 'a.k8s.yaml']);
});
