/** Folders can be applied in the order of their files, whatever the output type. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import type { Construct } from 'constructs';
import { HardenedApp, Hardening, type HardenedAppProps } from '../../src/app';
import { readYaml } from '../../src/text/yaml/yaml';

let base: string;
let outdir: string;
beforeEach(() => {
  base = fs.mkdtempSync(path.join(os.tmpdir(), 'apply-order-'));
  outdir = path.join(base, 'dist');
});
afterEach(() => fs.rmSync(base, { recursive: true }));

const appWith = (props: HardenedAppProps = {}) =>
  new HardenedApp({ outdir, kubernetes: '1.36', asOf: '2026-11-23', profile: 'pss-baseline', noConfig: true, ...props });
const namespace = (scope: Construct, name: string) =>
  new ApiObject(scope, `ns-${name}`, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
const configMap = (scope: Construct, name: string, inside?: string) =>
  new ApiObject(scope, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: inside } });
const crd = (scope: Construct, kind: string, group = 'example.com') =>
  new ApiObject(scope, `crd-${kind}`, {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${kind.toLowerCase()}s.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { plural: `${kind.toLowerCase()}s`, kind },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
    },
  });
const custom = (scope: Construct, kind: string, name: string, inside?: string) =>
  new ApiObject(scope, name, { apiVersion: 'example.com/v1', kind, metadata: { name, namespace: inside } });

/** Names of the objects of each file, in the order of a walk through the folder. */
const walked = (folder = outdir, inside = ''): [file: string, objects: string[]][] =>
  fs
    .readdirSync(path.join(folder, inside), { withFileTypes: true })
    .sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)))
    .flatMap((entry): [string, string[]][] => {
      const name = path.join(inside, entry.name);
      if (entry.isDirectory()) return walked(folder, name);
      const { documents } = readYaml(fs.readFileSync(path.join(folder, name), 'utf8'));
      return [[name, documents.map(({ value }) => `${(value as any).kind} ${(value as any).metadata.name}`)]];
    });

test('files that are in order stay as they are', () => {
  const app = appWith();
  const first = new Chart(app, 'a');
  namespace(first, 'shop');
  configMap(first, 'one', 'shop');
  configMap(new Chart(app, 'b'), 'two', 'shop');
  configMap(new Chart(app, 'c'), 'three', 'elsewhere');
  app.synth();
  expect(walked()).toEqual([
    ['a.k8s.yaml', ['Namespace shop', 'ConfigMap one']],
    ['b.k8s.yaml', ['ConfigMap two']],
    ['c.k8s.yaml', ['ConfigMap three']],
  ]);
});

test('within a file, Namespaces and kinds come first, where something needs them', () => {
  const app = appWith();
  const chart = new Chart(app, 'a');
  configMap(chart, 'one', 'shop');
  custom(chart, 'Widget', 'w', 'shop');
  namespace(chart, 'shop');
  crd(chart, 'Widget');
  const other = new Chart(app, 'b');
  configMap(other, 'free');
  namespace(other, 'alone');
  app.synth();
  expect(walked()).toEqual([
    ['a.k8s.yaml', ['Namespace shop', 'CustomResourceDefinition widgets.example.com', 'ConfigMap one', 'Widget w']],
    ['b.k8s.yaml', ['ConfigMap free', 'Namespace alone']],
  ]);
});

/** Two charts that need each other's Namespaces, which no order of charts solves, and a kind of a third. */
function entangled(app: App): void {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => new Chart(app, id)) as [Chart, Chart, Chart];
  namespace(a, 'first');
  configMap(a, 'one', 'second');
  custom(a, 'Widget', 'w', 'first');
  namespace(b, 'second');
  configMap(b, 'two', 'first');
  crd(c, 'Widget');
  crd(c, 'Gadget');
}

test.each<[string, YamlOutputType, ReturnType<typeof walked>]>([
  [
    'a file for each chart',
    YamlOutputType.FILE_PER_CHART,
    [
      ['000-namespaces-and-crds.k8s.yaml', ['Namespace second', 'CustomResourceDefinition widgets.example.com']],
      ['a.k8s.yaml', ['Namespace first', 'ConfigMap one', 'Widget w']],
      ['b.k8s.yaml', ['ConfigMap two']],
      ['c.k8s.yaml', ['CustomResourceDefinition gadgets.example.com']],
    ],
  ],
  [
    'one file',
    YamlOutputType.FILE_PER_APP,
    [
      [
        'app.k8s.yaml',
        [
          'Namespace first',
          'Namespace second',
          'CustomResourceDefinition widgets.example.com',
          'CustomResourceDefinition gadgets.example.com',
          'ConfigMap one',
          'Widget w',
          'ConfigMap two',
        ],
      ],
    ],
  ],
  [
    'a file for each object',
    YamlOutputType.FILE_PER_RESOURCE,
    [
      ['000-Namespace.first.k8s.yaml', ['Namespace first']],
      ['000-Namespace.second.k8s.yaml', ['Namespace second']],
      ['ConfigMap.one.k8s.yaml', ['ConfigMap one']],
      ['ConfigMap.two.k8s.yaml', ['ConfigMap two']],
      ['CustomResourceDefinition.gadgets.example.com.k8s.yaml', ['CustomResourceDefinition gadgets.example.com']],
      ['CustomResourceDefinition.widgets.example.com.k8s.yaml', ['CustomResourceDefinition widgets.example.com']],
      ['Widget.w.k8s.yaml', ['Widget w']],
    ],
  ],
  [
    'a folder for each chart',
    YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
    [
      ['000-CustomResourceDefinition.widgets.example.com.k8s.yaml', ['CustomResourceDefinition widgets.example.com']],
      ['000-Namespace.second.k8s.yaml', ['Namespace second']],
      ['a/ConfigMap.one.k8s.yaml', ['ConfigMap one']],
      ['a/Namespace.first.k8s.yaml', ['Namespace first']],
      ['a/Widget.w.k8s.yaml', ['Widget w']],
      ['b/ConfigMap.two.k8s.yaml', ['ConfigMap two']],
      ['c/CustomResourceDefinition.gadgets.example.com.k8s.yaml', ['CustomResourceDefinition gadgets.example.com']],
    ],
  ],
])('what comes too late goes to files of its own: %s', (_, yamlOutputType, expected) => {
  const app = appWith({ yamlOutputType });
  entangled(app);
  app.synth();
  expect(walked()).toEqual(expected);
});

test('in a plain App too, and in the text of an app', () => {
  const app = new App({ outdir });
  Hardening.enforce(app, { kubernetes: '1.36', asOf: '2026-11-23', profile: 'pss-baseline', noConfig: true });
  entangled(app);
  app.synth();
  expect(walked()[0]![0]).toBe('000-namespaces-and-crds.k8s.yaml');
  const kinds = readYaml(app.synthYaml()).documents.map(({ value }) => (value as any).kind as string);
  expect(kinds.slice(0, 4).sort()).toEqual(['CustomResourceDefinition', 'CustomResourceDefinition', 'Namespace', 'Namespace']);
});

test('what no file needs any more goes when the order is right again', () => {
  const synth = (id: string) => {
    const app = appWith();
    configMap(new Chart(app, 'm'), 'one', 'shop');
    namespace(new Chart(app, id), 'shop');
    app.synth();
    return walked().map(([file]) => file);
  };
  expect(synth('z')).toEqual(['000-namespaces-and-crds.k8s.yaml', 'm.k8s.yaml']);
  expect(synth('a')).toEqual(['a.k8s.yaml', 'm.k8s.yaml']);
});

test('a chart whose name sorts before all others is refused when it needs one of them', () => {
  const app = appWith();
  configMap(new Chart(app, '00-early'), 'one', 'shop');
  namespace(new Chart(app, 'z'), 'shop');
  expect(() => app.synth()).toThrow(
    '(app): 00-early.k8s.yaml is applied before 000-namespaces-and-crds.k8s.yaml, in which there are Namespaces or '
      + 'CustomResourceDefinitions that others need, so the first `kubectl apply` would fail, and nothing was written. '
      + 'Give the chart a name that sorts behind "000-".',
  );
  expect(fs.existsSync(outdir)).toBe(false);
});

test('objects of a List, and its own namespace, count', () => {
  const app = appWith();
  new ApiObject(new Chart(app, 'a'), 'list', {
    apiVersion: 'v1',
    kind: 'List',
    metadata: { name: 'l' },
    items: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: 'shop' } }],
  } as any);
  namespace(new Chart(app, 'b'), 'shop');
  app.synth();
  expect(walked().map(([file]) => file)).toEqual(['000-namespaces-and-crds.k8s.yaml', 'a.k8s.yaml']);
});
