import { checkFiles, inFolder, type Files } from '../../support/checked-files';

inFolder();

const TEMPLATE = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: {{ .Release.Name }} }\n';
const CHART: Files = {
  'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 0.1.0\n',
  'web/values.yaml': 'replicas: 1\n',
  'web/templates/a.yaml': TEMPLATE,
  'web/templates/b.yaml': TEMPLATE,
  'web/charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 0.1.0\n',
  'web/charts/db/templates/a.yaml': TEMPLATE,
};
const POD = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { hostPID: true, containers: [{ name: a, image: a }] }\n';

test('a chart is one error, with the remedy, and the rest is checked', () => {
  const { report, exitCode } = checkFiles({ ...CHART, 'pod.yaml': POD });
  expect(report.errors).toEqual([
    {
      file: 'web/Chart.yaml',
      line: undefined,
      message:
        'it is a Helm chart, whose templates are no manifests, so what it deploys is not checked. Render it: '
        + '`helm template NAME web | cdk8s-hardened check -`, or check with --render, which runs helm',
    },
  ]);
  expect(report.leftOut).toEqual([{ files: 4, reason: 'in Helm charts, which have to be rendered first' }]);
  expect(report.result.findings.map(({ rule }) => rule)).toContain('workloads/host-namespaces');
  expect(exitCode).toBe(2);
});

test('its custom resource definitions are manifests', () => {
  const { report } = checkFiles({ ...CHART, 'web/crds/p.yaml': POD });
  expect(report.result.findings.map(({ rule }) => rule)).toContain('workloads/host-namespaces');
});

test.each<[string, Files]>([
  [
    'in Chart.yaml',
    { 'app/Chart.yaml': 'apiVersion: v2\nname: app\nversion: 0.1.0\ndependencies: [{ name: db, version: 1.x, repository: "" }]\n' },
  ],
  ['in requirements.yaml', { 'app/Chart.yaml': 'name: app\n', 'app/requirements.yaml': 'dependencies: [{ name: db }]\n' }],
  ['in charts/', Object.fromEntries(Object.entries(CHART).filter(([name]) => !name.startsWith('web/templates/')))],
])('a chart with nothing but other charts is one error: %s', (_, files) => {
  const { report, exitCode } = checkFiles({ ...files, 'pod.yaml': POD });
  expect([report.errors.map(({ file }) => file), exitCode]).toEqual([[expect.stringMatching(/^(app|web)\/Chart.yaml$/)], 2]);
});

test('a library chart deploys nothing', () => {
  const library = { 'lib/Chart.yaml': 'apiVersion: v2\nname: lib\nversion: 0.1.0\ntype: library\n', 'lib/templates/_h.tpl': '{{ x }}' };
  const { report } = checkFiles({ ...library, 'pod.yaml': POD });
  expect([report.errors, report.leftOut]).toEqual([
    [],
    [{ files: 1, reason: 'in library charts of Helm, which deploy nothing themselves' }],
  ]);
});

test.each<[string, Files]>([
  ['without templates', { 'Chart.yaml': CHART['web/Chart.yaml']!, 'pod.yaml': POD }],
  ['as cdk8s writes one', { 'Chart.yaml': CHART['web/Chart.yaml']!, 'templates/pod.yaml': POD }],
  ['templates without a chart', { 'templates/pod.yaml': POD }],
])('no chart: %s', (_, files) => {
  const { report } = checkFiles(files);
  expect(report.errors).toEqual([]);
  expect(report.result.findings.map(({ rule }) => rule)).toContain('workloads/host-namespaces');
});

test('a chart that is excluded is no error', () => {
  expect(checkFiles({ ...CHART, 'pod.yaml': POD }, { files: { base: '.', exclude: ['web/**'] } }).report.errors).toEqual([]);
});
