import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, App, Chart, YamlOutputType, type AppProps, type IResolver, type ResolutionContext } from 'cdk8s';
import { HardenedApp } from '../../src';

/** Every property of an app of cdk8s, as its types have them. */
const DECLARED = [
  .../readonly (\w+)\??:/g[Symbol.matchAll](
    /interface AppProps \{([\s\S]*?)\n\}/.exec(fs.readFileSync(require.resolve('cdk8s/lib/app.d.ts'), 'utf8'))![1]!,
  ),
].map(([, name]) => name!);

const resolver: IResolver = {
  resolve: (context: ResolutionContext) => {
    if (context.value === 'later') context.replaceValue('now');
  },
};

const ROWS: readonly (readonly [keyof AppProps, AppProps])[] = [
  ['outdir', {}],
  ['outputFileExtension', { outputFileExtension: '.yml' }],
  ...[
    YamlOutputType.FILE_PER_APP,
    YamlOutputType.FILE_PER_CHART,
    YamlOutputType.FILE_PER_RESOURCE,
    YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
  ].map((yamlOutputType) => ['yamlOutputType', { yamlOutputType }] as const),
  ['recordConstructMetadata', { recordConstructMetadata: true }],
  ['recordConstructMetadata', { recordConstructMetadata: false }],
  ['resolvers', { resolvers: [resolver] }],
];

let dir: string;
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'app-props-'));
});
afterEach(() => fs.rmSync(dir, { recursive: true }));

function build<A extends App>(app: A): A {
  for (const name of ['first', 'second']) {
    const chart = new Chart(app, name, { namespace: 'shop' });
    new ApiObject(chart, 'settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { when: 'later' } });
    new ApiObject(chart, 'more', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `${name}-more` }, data: { when: 'today' } });
  }
  return app;
}

/** What is in a folder, by the names of its files. */
const filesIn = (folder: string) =>
  Object.fromEntries(
    fs
      .readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => path.join(parentPath, name))
      .map((file) => [path.relative(folder, file), fs.readFileSync(file, 'utf8')]),
  );

test('every property of an app of cdk8s has a row', () => {
  expect(DECLARED.length).toBeGreaterThan(4);
  expect([...new Set(ROWS.map(([name]) => name))].sort()).toEqual([...DECLARED].sort());
});

test.each(ROWS)('%s %j writes what cdk8s writes', (name, props) => {
  const [plain, hardened] = [path.join(dir, 'plain'), path.join(dir, 'hardened')];
  build(new App({ ...props, outdir: plain })).synth();
  build(new HardenedApp({ ...props, outdir: hardened, kubernetes: '1.37', asOf: '2026-11-23', noConfig: true })).synth();
  const expected = filesIn(plain);
  expect(filesIn(hardened)).toEqual(expected);
  const written = Object.entries(expected)
    .map((entry) => entry.join('\n'))
    .join('\n');
  expect(written.includes('when: now')).toBe(name === 'resolvers');
  expect(written.includes('construct-metadata')).toBe(props.recordConstructMetadata === true);
});
