/** What is written is what was checked, whichever way it is written. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import {
  ApiObject,
  App,
  Chart,
  Include,
  JsonPatch,
  Lazy,
  Yaml,
  YamlOutputType,
  type AppProps,
  type IResolver,
  type ResolutionContext,
} from 'cdk8s';
import { HardenedApp, Hardening, type HardenedAppProps, type HardeningProps } from '../../src/app';
import { readYaml } from '../../src/text/yaml/yaml';
import { hostileTexts } from '../support/hostile-texts';

let outdir: string;
beforeEach(() => {
  outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'written-manifests-'));
});
afterEach(() => {
  for (const folder of [outdir, `${outdir}-hardening`]) fs.rmSync(folder, { recursive: true, force: true });
});

const SETTINGS: HardeningProps = { kubernetes: '1.36', asOf: '2026-11-23', profile: 'pss-baseline', noConfig: true };
const APPS: readonly (readonly [string, (props?: AppProps) => App])[] = [
  ['HardenedApp', (props) => new HardenedApp({ outdir, ...SETTINGS, ...props })],
  [
    'App with Hardening.enforce',
    (props) => {
      const app = new App({ outdir, ...props });
      Hardening.enforce(app, SETTINGS);
      return app;
    },
  ],
];
const TYPES = [
  ['a file for the app', YamlOutputType.FILE_PER_APP],
  ['a file for each chart', YamlOutputType.FILE_PER_CHART],
  ['a file for each object', YamlOutputType.FILE_PER_RESOURCE],
  ['a folder for each chart', YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE],
] as const;

const configMap = (chart: Chart, name: string, data: unknown) =>
  new ApiObject(chart, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' }, data });
const filesIn = (folder: string, extension = '.k8s.yaml'): string[] =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(extension))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
const textIn = (file: string) => fs.readFileSync(path.join(outdir, file), 'utf8');
const valuesIn = (texts: readonly string[]) =>
  texts.flatMap((text) => {
    const { documents, faults } = readYaml(text);
    expect(faults).toEqual([]);
    return documents.map(({ value }) => value);
  });

describe.each(APPS)('%s', (_, appWith) => {
  describe.each(TYPES)('%s', (__, yamlOutputType) => {
    test('hostile keys and texts are read as what they are', () => {
      const app = appWith({ yamlOutputType });
      const charts = [new Chart(app, 'one'), new Chart(app, 'two')];
      // cdk8s throws for the one and drops the other. Each way of output has its share of the texts.
      const keys = hostileTexts.filter(
        (text, index) => index % TYPES.length === Number(yamlOutputType) && text !== 'constructor' && text !== '__proto__',
      );
      const objects = keys.map((text, index) =>
        configMap(charts[index % 2]!, `c${index}`, { [text.slice(0, 500)]: text, list: [text, { [text.slice(0, 500)]: [text] }] }),
      );
      const expected = objects.map((object) => object.toJson() as unknown);
      app.synth();
      const byName = (list: readonly unknown[]) => new Map(list.map((value) => [(value as ApiObject).metadata.name, value]));
      const read = valuesIn(filesIn(outdir).map(textIn));
      expect(read).toHaveLength(expected.length);
      expect(byName(read)).toEqual(byName(expected));
      expect(byName(valuesIn([app.synthYaml()]))).toEqual(byName(expected));
    });

    test('files, and the texts in them, are those of cdk8s', () => {
      const build = (app: App) => {
        const [one, two] = [new Chart(app, 'one'), new Chart(app, 'two')];
        const settings = configMap(one, 'settings', { script: '#!/bin/sh\nset -e\n', on: 'yes', n: '017', text: 'x '.repeat(200) });
        configMap(two, 'other', { 'a.conf': 'b' }).node.addDependency(settings);
        new Chart(new Chart(app, 'empty'), 'nested');
        configMap(two, 'null', {});
        configMap(two, '0o17', {}); // cdk8s itself would write a name that is read as 15
        return app;
      };
      const plain = fs.mkdtempSync(path.join(outdir, 'plain-'));
      build(new App({ outdir: plain, yamlOutputType })).synth();
      const hardened = path.join(outdir, 'hardened');
      build(appWith({ yamlOutputType, outdir: hardened })).synth();
      expect(filesIn(hardened)).toEqual(filesIn(plain));
      for (const file of filesIn(plain)) {
        const text = fs.readFileSync(path.join(plain, file), 'utf8').replaceAll('name: 0o17', 'name: "0o17"');
        expect([file, fs.readFileSync(path.join(hardened, file), 'utf8')]).toEqual([file, text]);
      }
    });
  });

  test('a merge key that would bring in what no rule saw is a key', () => {
    const app = appWith();
    new ApiObject(new Chart(app, 'shop'), 'pod', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'pod' },
      spec: { '<<': { hostPID: true, hostNetwork: true }, 'containers': [{ name: 'a', image: 'a' }] },
    });
    app.synth();
    expect(textIn('shop.k8s.yaml')).toContain('  "<<":\n    hostNetwork: true\n    hostPID: true\n');
  });

  test('a key that an Include has in quotes stays in quotes', () => {
    const vendor = path.join(outdir, 'vendor.yaml');
    fs.writeFileSync(vendor, 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  "<<": {a: "0o17"}\n');
    const app = appWith();
    new Include(new Chart(app, 'vendor'), 'include', { url: vendor });
    app.synth();
    expect(valuesIn([textIn('vendor.k8s.yaml')])).toMatchObject([{ data: { '<<': { a: '0o17' } } }]);
  });

  test('a Lazy is asked once: what it says then is checked and written', () => {
    const app = appWith();
    let asked = 0;
    const value = Lazy.any({ produce: () => `answer ${++asked}` });
    configMap(new Chart(app, 'shop'), 'a', { value });
    configMap(new Chart(app, 'other'), 'b', {});
    app.synth();
    expect([asked, textIn('shop.k8s.yaml')]).toEqual([1, expect.stringContaining('value: answer 1\n')]);
    expect(app.synthYaml()).toContain('value: answer 2\n');
  });

  test('afterwards objects are what they were', () => {
    const app = appWith();
    const object = configMap(new Chart(app, 'shop'), 'a', {});
    const before = object.toJson() as unknown;
    const { outdir: folder } = app;
    app.synth();
    expect([object.toJson(), app.outdir]).toEqual([before, folder]);
    object.addJsonPatch(JsonPatch.add('/data', { later: 'x' }));
    app.synth();
    expect(textIn('shop.k8s.yaml')).toContain('later: x');
  });

  test('resolvers and the record of constructs are those of cdk8s', () => {
    class Tokens implements IResolver {
      public resolve(context: ResolutionContext): void {
        if (context.value === 'token') context.replaceValue('resolved');
      }
    }
    const app = appWith({ resolvers: [new Tokens()], recordConstructMetadata: true, outputFileExtension: '.json' });
    configMap(new Chart(app, 'shop'), 'a', { value: 'token' });
    app.synth();
    expect(textIn('shop.json')).toContain('value: resolved\n');
    expect(JSON.parse(textIn('construct-metadata.json'))).toEqual({ version: '1.0.0', resources: { a: { path: 'shop/a' } } });
  });

  describe('nothing is written', () => {
    const refusal = (app: App, run = () => app.synth() as unknown) => {
      const before = fs.readdirSync(outdir);
      let message = 'written';
      try {
        run();
      } catch (error) {
        ({ message } = error as Error);
      }
      expect(fs.readdirSync(outdir)).toEqual(before);
      return message;
    };

    test('of a value that no manifest can hold', () => {
      const app = appWith();
      const chart = new Chart(app, 'shop');
      configMap(chart, 'fine', {});
      configMap(chart, 'bad', { a: ['x', '\ud83d'] });
      const message =
        'shop/bad: data.a[1] holds half of a surrogate pair (U+D83D), which no file in UTF-8 can hold, so Kubernetes would not get what '
        + 'was checked, and nothing was written. Give it a value that a manifest can hold.';
      expect(refusal(app)).toBe(message);
      expect(refusal(app, () => app.synthYaml())).toBe(message);
    });

    test('of a number that is none', () => {
      const app = appWith();
      configMap(new Chart(app, 'shop'), 'bad', { a: NaN });
      expect(refusal(app)).toMatch(/^shop\/bad: data\.a is NaN, which JSON does not have, so Kubernetes would not get/);
    });

    test('when two objects have one file', () => {
      const app = appWith({ yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
      for (const namespace of ['one', 'two']) {
        new ApiObject(new Chart(app, namespace), 'a', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace } });
      }
      expect(refusal(app)).toBe(
        'one/a: it was checked and is in no file, so another object has its file, or its chart omits it, and nothing was written. '
          + 'Use YamlOutputType.FILE_PER_CHART, which allows objects of one kind and name, or remove the toJson of the chart.',
      );
    });

    test.each<[string, (json: any[]) => any[], RegExp]>([
      ['leaves one out', (json) => json.slice(1), /^shop\/a: it was checked and is in no file, so/],
      ['repeats one', (json) => [json[0], ...json], /^shop\/a: it is in 2 places of the manifests, so its chart repeats it/],
      [
        'adds one',
        (json) => [...json, { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' } }],
        /^\(app\): .+ holds a document that was made after the checks, so it would be written unchecked/,
      ],
      [
        'changes one',
        (json) => json.map((one) => ({ ...one, metadata: { ...one.metadata, labels: { a: 'b' } } })),
        /^shop\/a: .+ holds a manifest that was changed after the checks, so it would be written unchecked/,
      ],
      [
        'changes one in its place',
        (json) => json.map((one) => Object.assign(one, { metadata: { ...one.metadata, labels: { a: 'b' } } })),
        /^shop\/a: .+ holds a manifest that was changed after the checks, so it would be written unchecked/,
      ],
    ])('when the toJson of a chart %s', (__, change, message) => {
      class Changed extends Chart {
        public toJson(): any[] {
          return change(super.toJson());
        }
      }
      const app = appWith();
      configMap(new Changed(app, 'shop'), 'a', {});
      expect(refusal(app)).toMatch(message);
    });

    test('when a validation makes an object', () => {
      const app = appWith();
      const chart = new Chart(app, 'shop');
      configMap(chart, 'a', {});
      chart.node.addValidation({
        validate: () => {
          if (!chart.node.tryFindChild('late')) configMap(chart, 'late', { '\u0085': 'x' });
          return [];
        },
      });
      expect(refusal(app)).toMatch(/^\(app\): shop\.k8s\.yaml holds a document that was made after the checks/);
    });

    test.each(['/../../x.yaml', '\\..\\x', 'x/y', '.yaml\0', '.yaml\n', '/'])('with outputFileExtension %j', (outputFileExtension) => {
      expect(() => appWith({ outputFileExtension })).toThrow(
        `(app): outputFileExtension is ${JSON.stringify(outputFileExtension)}, so manifests would be written `
          + 'outside of the output directory',
      );
    });
  });

  test('manifests of the same text are one file each', () => {
    const app = appWith();
    for (const id of ['one', 'two']) {
      new ApiObject(new Chart(app, id), 'a', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });
    }
    app.synth();
    expect(textIn('one.k8s.yaml')).toBe('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n');
    expect(textIn('two.k8s.yaml')).toBe(textIn('one.k8s.yaml'));
  });

  test('validations see objects as they are, whenever cdk8s asks them', () => {
    const app = appWith();
    const seen: unknown[] = [];
    const object = configMap(new Chart(app, 'shop'), 'a', { a: 'b' });
    new Chart(app, 'other').node.addValidation({
      validate: () => {
        seen.push(object.toJson());
        return [];
      },
    });
    const expected = object.toJson() as unknown;
    app.synth();
    app.synthYaml();
    expect(seen.length).toBeGreaterThan(3);
    expect(new Set(seen.map((json) => JSON.stringify(json)))).toEqual(new Set([JSON.stringify(expected)]));
    expect(textIn('shop.k8s.yaml')).toContain('a: b\n');
  });

  test('what a validation changes is not written, since it was not checked', () => {
    const app = appWith();
    const chart = new Chart(app, 'shop');
    const object = configMap(chart, 'a', {});
    chart.node.addValidation({
      validate: () => {
        object.addJsonPatch(JsonPatch.add('/data', { late: 'x' }));
        return [];
      },
    });
    app.synth();
    expect(textIn('shop.k8s.yaml')).not.toContain('late');
  });
});

test('HardenedApp takes every property of an app of cdk8s', () => {
  const all: Required<AppProps> = {
    outdir,
    outputFileExtension: '.yaml',
    yamlOutputType: YamlOutputType.FILE_PER_APP,
    recordConstructMetadata: true,
    resolvers: [],
  };
  const taken: Required<Pick<HardenedAppProps, keyof AppProps>> = all;
  const [app, plain] = [new HardenedApp({ ...SETTINGS, ...taken }), new App(all)];
  for (const name of Object.keys(all).filter((key) => key !== 'resolvers')) {
    expect([name, app[name as keyof App]]).toEqual([name, plain[name as keyof App]]);
  }
});

test('Yaml of cdk8s alone would be misread: else these tests would prove nothing', () => {
  expect(readYaml(Yaml.stringify({ '<<': { a: 1 } })).documents[0]!.value).toEqual({ a: 1 });
});
