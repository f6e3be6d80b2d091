import * as fs from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { renderRequestOf } from '../../../src/cli/render/flags';
import { renderJson } from '../../../src/reports/json';
import { viewNotes } from '../../../src/reports/listed';
import { renderSarif } from '../../../src/reports/sarif';
import { placeOf } from '../../../src/reports/summary';
import { checkFiles, inFolder, type CheckedHow, type Files } from '../../support/checked-files';

inFolder();

const isReport = addFormats(new Ajv({ strict: false })).compile(
  JSON.parse(fs.readFileSync(path.join(__dirname, '../../../docs/report.schema.json'), 'utf8')) as object,
);

const PATH = process.env.PATH;
beforeEach(() => {
  fs.mkdirSync('bin');
  process.env.PATH = path.resolve('bin');
});
afterEach(() => {
  process.env.PATH = PATH;
});

/** A program that notes its arguments, and does what a script of the shell says. */
function program(name: string, script: string): void {
  const head = `#!/bin/sh\nPATH=${PATH}\nfor each in "$@"; do printf '%s\\n' "$each"; done >> ${path.resolve('bin')}/${name}.args\n`;
  fs.writeFileSync(`bin/${name}`, `${head}${script}\n`, { mode: 0o755 });
}
const prints = (text: string) => `cat <<'END'\n${text}END`;
const argsOf = (name: string) => fs.readFileSync(`bin/${name}.args`, 'utf8').trimEnd().split('\n');

const HOST = /host-namespaces/;
const pod = (name: string, more = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}${more} }\nspec:\n  hostPID: true\n  containers: [{ name: a, image: a }]\n`;
const CHART: Files = {
  'web/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 0.1.0\n',
  'web/values.yaml': 'a: 1\n',
  'web/templates/pod.yaml': 'kind: {{ .Values.kind }}\n',
};
const RENDER: CheckedHow = {
  paths: ['web', 'over', 'base', '.'].slice(3),
  render: { values: [] },
  files: { base: '.', exclude: ['bin/**'] },
};

function checked(files: Files, more: CheckedHow = {}) {
  const result = checkFiles(files, { ...RENDER, ...more });
  const { report } = result;
  const found = report.result.findings
    .filter(({ rule }) => HOST.test(rule))
    .map((finding) => `${placeOf(report, finding)} ${finding.object!.name} ${finding.path}: ${finding.message}`);
  return { ...result, found, errors: report.errors.map(({ file, message }) => `${file}: ${message}`) };
}

describe('a chart', () => {
  test('is rendered by helm, and what it renders to is found in its templates', () => {
    program(
      'helm',
      prints(`---\n# Source: shop/templates/pod.yaml\n${pod('a')}---\n# Source: shop/charts/db/templates/x.yaml\n${pod('b')}`),
    );
    const { found, errors, exitCode, report } = checked(CHART);
    expect({ found, errors, exitCode }).toEqual({
      found: [
        "web/Chart.yaml b spec.hostPID: the pod shares the host's process namespace",
        "web/templates/pod.yaml a spec.hostPID: the pod shares the host's process namespace",
      ],
      errors: [],
      exitCode: 1,
    });
    expect(argsOf('helm')).toEqual([
      ...['template', '--include-crds', '--namespace', 'default', '--kube-version', '1.37', '--', path.resolve('web')],
    ]);
    expect([report.leftOut, report.notKubernetes, report.result.objects, report.files]).toEqual([
      [
        { files: 3, reason: 'in Helm charts, which are rendered' },
        { files: 1, reason: 'excluded' },
      ],
      [],
      2,
      1,
    ]);
    expect(viewNotes(report)).toEqual([
      'Rendered and checked: web/Chart.yaml. Make changes in templates, values, bases and patches, not in what they render to',
    ]);
  });

  test('takes values, a release, a namespace and the release of Kubernetes', () => {
    program('helm', prints(pod('a')));
    fs.writeFileSync('a,"b.yaml', 'x: 1\n');
    const render = { values: ['a,"b.yaml', 'web/values.yaml'], releaseName: 'mine' };
    expect(checked(CHART, { render, defaultNamespace: 'shop', kubernetes: '1.35' }).errors).toEqual([]);
    expect(argsOf('helm')).toEqual([
      ...['template', '--include-crds', '--namespace', 'shop', '--kube-version', '1.35', '--values', `"${path.resolve('a,""b.yaml')}"`],
      ...['--values', path.resolve('web/values.yaml'), '--', 'mine', path.resolve('web')],
    ]);
  });

  test('in a folder that is called like a flag', () => {
    program('helm', prints(pod('a')));
    const files = Object.fromEntries(Object.entries(CHART).map(([name, text]) => [name.replace('web/', '--post-renderer/'), text]));
    expect(checked(files).errors).toEqual([]);
    expect(argsOf('helm').at(-1)).toBe(path.resolve('--post-renderer'));
  });

  test('says nothing of itself in the reports that it does not render to', () => {
    program('helm', prints(`# Source: shop/../../etc/passwd\n${pod('a')}---\n# Source: shop/templates/gone.yaml\n${pod('b')}`));
    expect(checked(CHART).found.map((each) => each.split(' ')[0])).toEqual(['web/Chart.yaml', 'web/Chart.yaml']);
  });

  test('in which nothing states a namespace is one finding', () => {
    const config = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\n`;
    program('helm', prints(`---\n# Source: shop/templates/pod.yaml\n${config('a')}---\n# Source: shop/templates/b.yaml\n${config('b')}`));
    const { report } = checked({ ...CHART, 'web/templates/b.yaml': '{{ b }}' });
    const found = report.result.findings.filter(({ rule }) => rule === 'namespaces/default-namespace');
    expect(found.map(({ follows, object }) => [object!.origin.file, follows])).toEqual([
      ['web/templates/b.yaml', undefined],
      ['web/templates/pod.yaml', 'namespaces/default-namespace'],
    ]);
  });

  test('and a manifest of the same object: which one is in effect is not known', () => {
    const config = (value: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: shop }\ndata: { a: ${value} }\n`;
    program('helm', prints(`---\n# Source: shop/templates/pod.yaml\n${config('b')}`));
    const { report } = checked({ ...CHART, 'z.yaml': config('c') });
    const messages = report.result.findings.filter(({ rule }) => rule === 'manifests/overwritten-object').map(({ message }) => message);
    expect(messages).toEqual([expect.stringContaining('only one of the files belongs to a kustomization or a Helm chart')]);
  });

  test('that renders to nothing is said', () => {
    program('helm', 'true');
    expect(checked({ ...CHART, 'pod.yaml': pod('a') }).report.notKubernetes).toEqual(['web/Chart.yaml (rendered, empty)']);
  });

  test('of which a part cannot be read is an error', () => {
    program('helm', prints(`${pod('a')}---\na: [\n`));
    const { errors, found, exitCode } = checked(CHART);
    expect(errors).toEqual([expect.stringMatching(/^web\/Chart.yaml: what it renders to cannot be read \(line 9: .*\), so what it/)]);
    expect([found.length, exitCode]).toEqual([1, 2]);
  });

  test('that helm cannot render is an error with what helm says, and the rest is checked', () => {
    program('helm', 'echo "Error: execution error at (shop/templates/pod.yaml:1:3): kind is needed" >&2; exit 1');
    const { errors, found, exitCode } = checked({ ...CHART, 'pod.yaml': pod('a') });
    expect(errors).toEqual([
      'web/Chart.yaml: `helm template` failed: execution error at (shop/templates/pod.yaml:1:3): kind is needed, so what it deploys is not '
        + 'checked. Correct the chart, or give the values that it needs with --render-values.',
    ]);
    expect([found.length, exitCode]).toEqual([1, 2]);
  });

  test.each([
    ['is ended', 'kill -9 $$', '`helm template` was ended by SIGKILL, so what'],
    ['prints without end', 'yes', '`helm template` printed more than 64 MiB, so what'],
    ['says nothing', 'exit 3', '`helm template` failed, so what'],
    ['says much', 'yes Error: no | head -n 9999 >&2; exit 1', '`helm template` failed: no; no; no;'],
  ])('of which helm %s', (_, script, said) => {
    program('helm', script);
    const { errors, exitCode } = checked(CHART);
    expect(errors).toEqual([expect.stringContaining(said)]);
    expect(errors[0]!.length).toBeLessThan(1300);
    expect(exitCode).toBe(2);
  });

  test('for which helm cannot be started', () => {
    fs.writeFileSync('bin/helm', '#!/nowhere/sh\n', { mode: 0o755 });
    expect(checked(CHART).errors).toEqual([expect.stringContaining('`helm template` could not be started')]);
  });

  test('is named by its Chart.yaml', () => {
    program('helm', prints(pod('a')));
    expect(checked(CHART, { paths: ['web/Chart.yaml'] }).found).toHaveLength(1);
  });

  test.each<[string, CheckedHow]>([
    ['the folder', { files: { base: '.', exclude: ['web/**', 'bin/**'] } }],
    ['its templates', { alsoExclude: ['web/templates', 'bin/**'] }],
  ])('that is excluded is not rendered: %s', (_, more) => {
    program('helm', prints(pod('a')));
    expect(checked({ ...CHART, 'pod.yaml': pod('z') }, more).found).toHaveLength(1);
    expect(fs.existsSync('bin/helm.args')).toBe(false);
  });

  test('without helm: one error for all of them', () => {
    const files = { ...CHART, 'a/Chart.yaml': 'name: a\n', 'pod.yaml': pod('a') };
    const { errors, exitCode } = checked(files);
    expect(errors).toEqual([
      'a/Chart.yaml: helm is not on the PATH, so what it deploys is not checked. Install helm, or render it elsewhere: `helm template NAME '
        + 'a | cdk8s-hardened check -`. The same holds for web/Chart.yaml.',
    ]);
    expect(exitCode).toBe(2);
  });

  test('a helm in the folder that is checked does not run', () => {
    program('helm', prints(pod('a')));
    process.env.PATH = ['bin', '', '.', './bin'].join(path.delimiter);
    expect(checked(CHART).errors).toEqual([expect.stringContaining('helm is not on the PATH')]);
  });

  test('JSON and SARIF name the template and the chart, without a line', () => {
    program('helm', prints(`# Source: shop/templates/pod.yaml\n${pod('a')}`));
    const { report } = checked(CHART);
    const json: unknown = JSON.parse(renderJson(report));
    expect(isReport(json) ? [] : isReport.errors).toEqual([]);
    expect(json).toMatchObject({ summary: { rendered: ['web/Chart.yaml'] } });
    const [finding] = (json as { findings: { rule: string }[] }).findings.filter(({ rule }) => HOST.test(rule));
    expect(finding).toMatchObject({ file: 'web/templates/pod.yaml', line: null, renderedFrom: ['web/Chart.yaml'] });
    const { results } = (JSON.parse(renderSarif(report)) as { runs: [{ results: { ruleId: string; fixes?: unknown }[] }] }).runs[0];
    expect(results.filter(({ fixes }) => fixes !== undefined)).toEqual([]);
    expect(results.find(({ ruleId }) => HOST.test(ruleId))).toMatchObject({
      locations: [{ physicalLocation: { artifactLocation: { uri: 'web/templates/pod.yaml' } } }],
      properties: { renderedFrom: ['web/Chart.yaml'] },
    });
  });
});

describe('a kustomization', () => {
  const TREE: Files = {
    'base/kustomization.yaml': 'resources: [pod.yaml]\n',
    'base/pod.yaml': pod('a'),
    'over/kustomization.yaml': 'resources: [../base]\nnamePrefix: my-\n',
  };

  test.each([
    ['kustomize', 'build'],
    ['kubectl', 'kustomize'],
  ])('that no other one takes in is rendered, once, by %s', (name, command) => {
    program(name, prints(pod('my-a', ', namespace: default')));
    const { found, errors, report } = checked(TREE);
    expect({ found, errors }).toEqual({
      found: ["base/pod.yaml:5 my-a spec.hostPID: the pod shares the host's process namespace (as built by over/kustomization.yaml)"],
      errors: [],
    });
    expect(argsOf(name)).toEqual([command, '--', path.resolve('over')]);
    expect(JSON.parse(renderJson(report))).toMatchObject({
      findings: expect.arrayContaining([expect.objectContaining({ renderedFrom: ['over/kustomization.yaml'] })]),
    });
  });

  test('kustomize goes before kubectl', () => {
    program('kustomize', prints(pod('my-a')));
    program('kubectl', 'exit 1');
    expect(checked(TREE).errors).toEqual([]);
  });

  test('what comes of no file is found in the kustomization', () => {
    program('kustomize', prints(`${pod('my-a')}---\n${pod('generated')}`));
    expect(checked(TREE).found).toEqual([
      "base/pod.yaml:5 my-a spec.hostPID: the pod shares the host's process namespace (as built by over/kustomization.yaml)",
      "over/kustomization.yaml generated spec.hostPID: the pod shares the host's process namespace",
    ]);
  });

  test('what it no longer has is not checked', () => {
    program('kustomize', prints('apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\n'));
    expect(checked(TREE).found).toEqual([]);
  });

  test('that cannot be rendered is an error, and is checked as far as it is built without', () => {
    program('kustomize', `case "$3" in */over) echo 'Error: no such base' >&2; exit 1;; *) ${prints(pod('other'))}\nesac`);
    const files = { ...TREE, 'other/kustomization.yaml': 'resources: [p.yaml]\n', 'other/p.yaml': pod('other') };
    const { errors, found, exitCode } = checked(files);
    expect(errors).toEqual([
      'over/kustomization.yaml: `kustomize build` failed: no such base, so it is checked as far as it can be built without that. Correct '
        + 'it. If it needs flags of kustomize, build it with them, and check what is printed: `… | cdk8s-hardened check -`.',
    ]);
    expect(found).toEqual([
      "base/pod.yaml:5 a spec.hostPID: the pod shares the host's process namespace",
      "other/p.yaml:5 other spec.hostPID: the pod shares the host's process namespace",
    ]);
    expect(exitCode).toBe(2);
  });

  test('without kustomize and kubectl', () => {
    const { errors, found, exitCode } = checked(TREE);
    expect(errors).toEqual([
      'over/kustomization.yaml: neither kustomize nor kubectl is on the PATH, so it is checked as far as it can be built without that. '
        + 'Install one of them.',
    ]);
    expect([found.length, exitCode]).toEqual([1, 2]);
  });

  test('what is none of kustomize is not rendered: components, transformers, Kustomizations of Flux', () => {
    program('kustomize', prints(pod('my-a')));
    const files: Files = {
      ...TREE,
      'over/kustomization.yaml': 'resources: [../base]\ntransformers: [../t]\n',
      't/kustomization.yaml': 'resources: [t.yaml]\n',
      't/t.yaml': 'apiVersion: builtin\nkind: PrefixTransformer\nmetadata: { name: x }\nprefix: my-\n',
      'c/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n',
      'flux/kustomization.yaml':
        'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: x }\nspec: { path: ./x }\n',
    };
    checked(files);
    expect(argsOf('kustomize')).toEqual(['build', '--', path.resolve('over')]);
  });
});

describe('flags', () => {
  test('nothing is rendered without --render', () => {
    program('helm', prints(pod('a')));
    expect(checked(CHART, { render: renderRequestOf({}) }).errors).toEqual([expect.stringContaining('it is a Helm chart')]);
    expect(fs.existsSync('bin/helm.args')).toBe(false);
  });

  test.each([
    [{ renderValues: ['x.yaml'] }, '--render-values has no effect without --render. Add it, or remove --render-values.'],
    [{ renderReleaseName: 'x' }, '--render-release-name has no effect without --render. Add it, or remove --render-release-name.'],
    [
      { render: true, renderValues: ['https://example.com/x'] },
      '--render-values https://example.com/x: there is no such file. Correct the name.',
    ],
    [{ render: true, renderReleaseName: '--x' }, '--render-release-name "--x" is not a name that helm takes'],
  ])('%j', (flags, message) => expect(() => renderRequestOf(flags)).toThrow(message));
});
