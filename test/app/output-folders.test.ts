import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App } from 'cdk8s';
import { outputFolders } from '../../src/app/output-folders';

let base: string;
beforeEach(() => {
  base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'output-folders-')));
});
afterEach(() => {
  fs.rmSync(base, { recursive: true });
  delete process.env.CDK8S_OUTDIR;
});

const besideOf = (outdir: string, stated?: string) => outputFolders(new App({ outdir }), stated).beside;

test.each([
  ['dist', 'dist-hardening'],
  ['./dist/', 'dist-hardening'],
  ['out//dist//', 'out/dist-hardening'],
  ['/srv/dist', '/srv/dist-hardening'],
  ['templates', 'templates-hardening'],
])('beside %s: %s', (outdir, beside) => expect(besideOf(outdir)).toBe(beside));

test('beside the working folder', () => expect(besideOf('.')).toBe(`${process.cwd()}-hardening`));

test('beside the chart whose templates it is', () => {
  fs.mkdirSync(path.join(base, 'chart'));
  fs.writeFileSync(path.join(base, 'chart', 'Chart.yaml'), 'name: a\n');
  expect(besideOf(path.join(base, 'chart', 'templates'))).toBe(path.join(base, 'chart-hardening'));
});

test('in the working folder when cdk8s removes the output', () => {
  const outdir = path.join(os.tmpdir(), 'cdk8s-abcdef');
  expect(besideOf(outdir)).toBe(`${outdir}-hardening`);
  process.env.CDK8S_OUTDIR = outdir;
  expect(besideOf(outdir)).toBe('dist-hardening');
  expect(besideOf(path.join(base, 'cdk8s-abcdef'))).toBe(path.join(base, 'cdk8s-abcdef-hardening'));
});

test('as it is set', () => expect(besideOf('dist', 'reports')).toBe('reports'));

test.each([
  ['dist', 'dist'],
  ['dist', './dist/'],
  ['dist', 'dist/reports'],
  ['dist', '.'],
  ['.', 'reports'],
])('never with %s in it, or in it: %s', (outdir, stated) => {
  expect(() => besideOf(outdir, stated)).toThrow(
    `(app): hardeningOutdir is ${JSON.stringify(stated)}, and outdir is ${JSON.stringify(outdir)}, so reports and node files would lie `
      + 'among the manifests, and `kubectl apply -f` would reject them. Name a folder that is not in the other one.',
  );
});
