/** Charts and kustomizations that `--render` has rendered by the real helm and the real kubectl. */

import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { check, type CheckResult } from '../../src/cli/check/check';
import type { RenderRequest } from '../../src/cli/render/flags';
import { placeOf, relatedText } from '../../src/reports/summary';
import { BuiltCommand } from '../support/command';
import { blocksOf, commandsOf, writeFiles } from '../support/page-blocks';
import { describeProof, requireTools } from '../support/requirements';
import { helm, helmProgram, kubectlProgram } from './support/clients';

type Files = Readonly<Record<string, string>>;

const RENDER: RenderRequest = { values: [] };

describeProof('--render with helm and kubectl', requireTools(['go']), () => {
  const before = { folder: process.cwd(), path: process.env.PATH };
  let base: string;
  beforeAll(() => {
    base = realpathSync(mkdtempSync(join(tmpdir(), 'render-proof-')));
    process.env.PATH = [helmProgram(), kubectlProgram()].map((program) => dirname(program)).join(delimiter);
  }, 1_800_000);
  afterAll(() => {
    process.chdir(before.folder);
    process.env.PATH = before.path;
    rmSync(base, { recursive: true, force: true });
  });
  beforeEach(() => process.chdir(mkdtempSync(join(base, 'case-'))));

  function write(files: Files): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(name), { recursive: true });
      writeFileSync(name, text);
    }
  }

  /** Everything below the folder, with its text: rendering changes nothing of it. */
  const everything = () =>
    (readdirSync('.', { recursive: true }) as string[])
      .filter((name) => statSync(name).isFile())
      .sort()
      .map((name) => [name, readFileSync(name, 'latin1')]);

  function run(
    render: RenderRequest | undefined = RENDER,
    more: { readonly namespace?: string; readonly paths?: readonly string[] } = {},
  ): CheckResult {
    const { namespace: defaultNamespace, paths = ['.'] } = more;
    const known = everything();
    const result = check({ paths, render, layers: [{ settings: { kubernetes: '1.36', asOf: '2026-12-01', defaultNamespace } }] });
    expect(everything()).toEqual(known);
    return result;
  }

  const found = ({ report }: CheckResult, rules = /./) =>
    report.result.findings
      .filter(({ rule }) => rules.test(rule))
      .map((finding) =>
        [
          `${placeOf(report, finding)} ${finding.object?.name} ${finding.status} ${finding.rule} ${finding.path}: ${finding.message}`,
          ...finding.related.map((place) => relatedText(report, place)),
        ].join('; '),
      );
  const errors = ({ report }: CheckResult) => report.errors.map(({ file, message }) => `${file}: ${message}`);
  const objects = ({ report }: CheckResult) => report.result.objects;

  const DEPLOYMENT =
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  replicas: 1\n  selector: { matchLabels: { app: web } }\n'
    + '  template:\n    metadata: { labels: { app: web } }\n    spec:\n      containers:\n        - name: web\n          image: nginx:1.2\n'
    + '          securityContext: { privileged: true }\n        - { name: side, image: "side:latest" }\n';
  const ACCOUNT = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: web }\n';

  const CHART: Files = {
    'shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 0.1.0\n',
    'shop/values.yaml': 'privileged: true\nname: web\n',
    'shop/templates/_helpers.tpl': '{{- define "shop.name" }}{{ .Release.Name }}-{{ .Values.name }}{{ end }}\n',
    'shop/templates/pod.yaml':
      'apiVersion: v1\nkind: Pod\nmetadata: { name: {{ include "shop.name" . }}, namespace: {{ .Release.Namespace }} }\n'
      + 'spec:\n  containers:\n  - name: web\n    image: "web:{{ .Capabilities.KubeVersion.Minor }}"\n    securityContext:\n'
      + '      privileged: {{ .Values.privileged }}\n',
  };
  const SUB: Files = {
    'shop/charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 0.1.0\n',
    'shop/charts/db/templates/pod.yaml':
      'apiVersion: v1\nkind: Pod\nmetadata: { name: {{ .Release.Name }}-db }\n'
      + 'spec: { hostPID: true, containers: [{ name: db, image: "db:1" }] }\n',
    'shop/charts/db/crds/x.yaml':
      'apiVersion: v1\nkind: Pod\nmetadata: { name: in-crds }\nspec: { hostPID: true, containers: [{ name: a, image: "a:1" }] }\n',
  };
  const PRIVILEGED = /^workloads\/privileged$/;
  const HOST = /host-namespaces/;
  const FACT = 'violation workloads/privileged spec.containers[0].securityContext.privileged: container "web" is privileged';

  describe('charts', () => {
    test('with the values of the chart', () => {
      write(CHART);
      const result = run();
      expect([found(result, PRIVILEGED), errors(result), objects(result)]).toEqual([
        [`shop/templates/pod.yaml release-name-web ${FACT}`],
        [],
        1,
      ]);
      expect(result.report.result.findings.find(({ object }) => object)!.object!.json).toMatchObject({
        metadata: { namespace: 'default' },
        spec: { containers: [{ image: 'web:36' }] },
      });
    });

    test('with values, a release and a namespace of the command line, the last values having the last word', () => {
      write({ ...CHART, 'a, "b".yaml': 'privileged: false\nname: x\n', 'c.yaml': 'name: z\n' });
      expect(found(run({ values: ['a, "b".yaml', 'c.yaml'], releaseName: 'mine' }, { namespace: 'shop' }), PRIVILEGED)).toEqual([]);
      write({ 'c.yaml': 'name: z\nprivileged: true\n' });
      const result = run({ values: ['a, "b".yaml', 'c.yaml'], releaseName: 'mine' }, { namespace: 'shop' });
      expect(found(result, PRIVILEGED)).toEqual([`shop/templates/pod.yaml mine-z ${FACT}`]);
      expect(result.report.notKubernetes).toEqual([]);
    });

    test('with a chart within it, in a folder or packed, whose objects are judged once', () => {
      write({ ...CHART, ...SUB });
      const places = ['shop/charts/db/crds/x.yaml in-crds', 'shop/charts/db/templates/pod.yaml release-name-db'];
      const fact = "violation workloads/host-namespaces spec.hostPID: the pod shares the host's process namespace";
      expect(found(run(), HOST)).toEqual(places.map((place) => `${place} ${fact}`));
      expect(helm('.', 'package', 'shop/charts/db', '--destination', 'shop/charts').status).toBe(0);
      rmSync('shop/charts/db', { recursive: true });
      expect(found(run(), HOST)).toEqual(['in-crds', 'release-name-db'].map((name) => `shop/Chart.yaml ${name} ${fact}`));
    });

    test('without one that it depends on: the remedy', () => {
      write({
        ...CHART,
        'shop/Chart.yaml': `${CHART['shop/Chart.yaml']}dependencies: [{ name: db, version: 1.x, repository: "https://example.com" }]\n`,
      });
      const result = run();
      expect(errors(result)).toEqual([
        expect.stringMatching(
          /missing in charts\/ directory: db, so what it deploys is not checked. Run `helm dependency build shop` first.$/,
        ),
      ]);
      expect(result.exitCode).toBe(2);
    });

    test.each([
      ['a template that stops', '{{ fail "give a name" }}', /give a name/],
      ['a template that is no template', '{{ .Values.x ', /shop\/templates\/bad.yaml/],
      ['what is no YAML', 'a: [\n', /YAML parse error on shop\/templates\/bad.yaml/],
    ])('that is broken: %s', (_, text, said) => {
      write({ ...CHART, 'shop/templates/bad.yaml': text, 'plain/p.yaml': SUB['shop/charts/db/crds/x.yaml']! });
      const result = run();
      expect(errors(result)).toEqual([
        expect.stringMatching(/^shop\/Chart.yaml: `helm template` failed: .*, so what it deploys is not checked\. /),
      ]);
      expect(errors(result)[0]).toMatch(said);
      expect([found(result, HOST).length, result.exitCode]).toEqual([1, 2]);
    });

    test('whose templates say that they are others', () => {
      write({
        ...CHART,
        'shop/templates/pod.yaml':
          '# Source: shop/../../../etc/passwd\n---\n# Source: shop/values.yaml\n' + CHART['shop/templates/pod.yaml']!,
      });
      expect(found(run(), PRIVILEGED)).toEqual([`shop/templates/pod.yaml release-name-web ${FACT}`]);
    });

    test.each(['--post-renderer', '-f', 'a b', 'q\'u"o', '$(touch gone)', 'x;touch gone', 'l\nine', 'https:', 'a,b'])(
      'in a folder %j',
      (name) => {
        write(Object.fromEntries(Object.entries(CHART).map(([file, text]) => [`${name}/${file}`, text])));
        const result = run();
        expect([errors(result), objects(result)]).toEqual([[], 1]);
        expect(existsSync('gone')).toBe(false);
      },
    );

    test('a plugin does not run', () => {
      const plugin = 'plugins/evil';
      write({
        ...CHART,
        [`${plugin}/plugin.yaml`]: 'name: template\nversion: 0.1.0\nusage: x\ndescription: x\ncommand: "touch gone"\n',
      });
      process.env.HELM_PLUGINS = join(process.cwd(), 'plugins');
      try {
        expect(objects(run())).toBe(1);
      } finally {
        delete process.env.HELM_PLUGINS;
      }
      expect(existsSync('gone')).toBe(false);
    });
  });

  describe('kustomizations', () => {
    const BASE: Files = {
      'base/web.yaml': DEPLOYMENT,
      'base/sa.yaml': ACCOUNT,
      'base/kustomization.yaml': 'resources: [web.yaml, sa.yaml]\n',
    };
    const over = (text: string, name = 'over'): Files => ({ [`${name}/kustomization.yaml`]: `resources: [../base]\n${text}\n` });

    test.each<[string, Files]>([
      ['nothing but resources', {}],
      ['a namespace', over('namespace: shop')],
      [
        'images, replicas and labels',
        over('images: [{ name: nginx, newTag: latest }]\nreplicas: [{ name: web, count: 3 }]\nlabels: [{ pairs: { a: b } }]'),
      ],
      [
        'patches',
        {
          ...over(
            'patches: [{ path: p.yaml }, { target: { kind: Deployment }, '
              + 'patch: "- {op: add, path: /spec/template/spec/hostPID, value: true}" }]',
          ),
          'over/p.yaml':
            'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { template: { spec: { containers: '
            + '[{ name: side, image: "side:1", securityContext: { privileged: true } }, { name: more, image: more }] } } }\n',
        },
      ],
      ['two overlays', { ...over('namespace: a', 'a'), ...over('namespace: b\nimages: [{ name: nginx, newTag: "2" }]', 'b') }],
    ])('the findings are those of the check without --render: %s', (_, files) => {
      write({ ...BASE, ...files });
      const [plain, rendered] = [run(undefined), run()];
      expect(errors(rendered)).toEqual([]);
      expect(found(rendered)).toEqual(found(plain));
      expect(found(rendered).length).toBeGreaterThan(5);
      expect(rendered.report.view?.rendered).not.toEqual([]);
    });

    test('what is not built without kustomize is: generators, prefixes, replacements', () => {
      write({
        ...BASE,
        ...over(
          'namePrefix: my-\nconfigMapGenerator: [{ name: c, literals: [password=hunter2] }]\n'
            + 'replacements: [{ source: { kind: ServiceAccount, fieldPath: metadata.name }, targets: [{ select: { kind: Deployment }, '
            + 'fieldPaths: [spec.template.spec.containers.0.image] }] }]',
        ),
      });
      const result = run();
      expect([errors(result), result.report.unrendered]).toEqual([[], []]);
      expect(found(result, PRIVILEGED)).toEqual([
        'base/web.yaml:13 my-web violation workloads/privileged spec.template.spec.containers[0].securityContext.privileged: '
          + 'container "web" is privileged (as built by over/kustomization.yaml)',
      ]);
      expect(result.report.result.findings.map(({ object }) => object!.origin.file)).not.toContain('over/sa.yaml');
      // The Deployment, the account and the ConfigMap, and two kustomizations.
      expect(objects(result)).toBe(5);
    });

    test('one that is broken is an error, and is checked as it is built without kustomize', () => {
      write({ ...BASE, ...over('patches: [{ path: gone.yaml }]') });
      const result = run();
      expect(errors(result)).toEqual([expect.stringMatching(/^over\/kustomization.yaml: `kubectl kustomize` failed: .*gone.yaml/)]);
      expect([found(result, PRIVILEGED).length, result.exitCode]).toEqual([1, 2]);
    });

    test('a chart that only a kustomization has is not fetched', () => {
      write({ ...BASE, ...over('helmCharts: [{ name: x, repo: "https://charts.example.com", version: 1.0.0 }]') });
      expect(errors(run())).toEqual([expect.stringMatching(/over\/kustomization.yaml: `kubectl kustomize` failed: .*--enable-helm/)]);
    });

    test.each(['-k', '--enable-exec', 'a b', '$(touch gone)', 'l\nine', 'github.com', 'https:', 'x?ref=main'])('in a folder %j', (name) => {
      write(Object.fromEntries(Object.entries(BASE).map(([file, text]) => [`${name}/${file}`, text])));
      const result = run();
      expect([errors(result), found(result, PRIVILEGED).length]).toEqual([[], 1]);
      expect(existsSync('gone')).toBe(false);
    });
  });

  describe('the commands of the page', () => {
    const PAGE = resolve(__dirname, '../../docs/kustomize-and-helm.md');
    let command: BuiltCommand;
    beforeAll(() => (command = new BuiltCommand()));
    afterAll(() => command.remove());

    test.each(commandsOf(PAGE).map((args) => [args]))('%j', (args) => {
      writeFiles(blocksOf(PAGE, 'yaml'));
      const { code, err } = command.run(process.cwd(), ...args);
      expect([code, err]).toEqual([1, '']);
    });
  });

  test('without the programs, each is missed once', () => {
    write({ ...CHART, 'over/kustomization.yaml': 'resources: [p.yaml]\n', 'over/p.yaml': ACCOUNT });
    const { PATH } = process.env;
    process.env.PATH = '/nowhere';
    try {
      const result = run();
      expect(errors(result)).toEqual([
        expect.stringContaining('neither kustomize nor kubectl is on the PATH'),
        expect.stringContaining('helm is not on the PATH'),
      ]);
      expect(result.exitCode).toBe(2);
    } finally {
      process.env.PATH = PATH;
    }
  });
});
