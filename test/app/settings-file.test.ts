import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { ApiObject, App, Chart } from 'cdk8s';
import { settingsSchema } from '../../scripts/settings-schema';
import { HardenedApp, Hardening, type HardeningProps } from '../../src';
import { fileLayers } from '../../src/app/settings-file';
import { REPORT_FORMATS } from '../../src/app/settings-schema';
import { check } from '../../src/cli/check/check';
import { FORMATS } from '../../src/cli/check/render';
import { layersOf } from '../../src/cli/settings';
import { Checker } from '../../src/embedding';
import { judge } from '../../src/jest/judge';

let dir: string;
const cwd = process.cwd();
beforeEach(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'settings-')));
  fs.mkdirSync(path.join(dir, '.git'));
  process.chdir(dir);
});
afterEach(() => {
  process.chdir(cwd);
  fs.rmSync(dir, { recursive: true });
});

const write = (name: string, text: string) => {
  fs.mkdirSync(path.dirname(name), { recursive: true });
  fs.writeFileSync(name, text);
};
const settings = (text: string) => write('cdk8s-hardened.yaml', text);
const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'api', namespace: 'shop' },
  spec: { hostPID: true, containers: [{ name: 'api', image: 'quay.io/api:1' }] },
};

describe('which file is read', () => {
  const fileFrom = (folder: string) => {
    fs.mkdirSync(folder, { recursive: true });
    process.chdir(folder);
    return fileLayers({}).map(({ file }) => file);
  };

  test('the one of the working folder', () => {
    settings('profile: pss-baseline\n');
    expect(fileFrom('.')).toEqual(['cdk8s-hardened.yaml']);
  });
  test('the nearest one above it', () => {
    settings('profile: pss-baseline\n');
    write('a/cdk8s-hardened.yaml', 'profile: pss-restricted\n');
    expect(fileFrom('a/b')).toEqual(['../cdk8s-hardened.yaml']);
    expect(fileLayers({})[0]!.settings).toEqual({ profile: 'pss-restricted' });
  });
  test('none above the root of the repository', () => {
    settings('profile: pss-baseline\n');
    fs.mkdirSync('inner/.git', { recursive: true });
    expect(fileFrom('inner/deep')).toEqual([]);
  });
  test('the one that is named; none when none is wanted; not both', () => {
    settings('profile: pss-baseline\n');
    write('other.yaml', 'failOn: high\n');
    expect(fileLayers({ config: 'other.yaml' })[0]!.settings).toEqual({ failOn: 'high' });
    expect(fileLayers({ noConfig: true })).toEqual([]);
    expect(() => fileLayers({ config: 'other.yaml', noConfig: true })).toThrow('one of the two would have no effect');
  });
  test('one that is not there is an error; so is one of a name that nothing reads', () => {
    expect(() => fileLayers({ config: 'none.yaml' })).toThrow(
      new Error(
        'none.yaml: the settings file cannot be read (there is no such file or folder), so no setting is known. Name another, or none.',
      ),
    );
    write('cdk8s-hardened.yml', '');
    expect(() => fileLayers({})).toThrow(
      new Error('cdk8s-hardened.yml: a settings file has the name cdk8s-hardened.yaml, so this one would not be read. Rename it.'),
    );
  });
});

const ALL = `kubernetes: "1.36"
profile: pss-baseline
rules:
  workloads/host-namespaces: off
  workloads/run-as-non-root: low
  assurance/waiver-over-broad: { severity: high, options: { longest: 30 } }
images: { registries: [ghcr.io/acme], digest: true, refusedTags: [main] }
defaultNamespace: payments
failOn: high
failOnUnknown: true
include: ["deploy/**"]
exclude: ["deploy/charts/**"]
waivers:
- accepted/waivers.yaml
- rule: workloads/host-ports
  object: { apiVersion: v1, kind: Pod, namespace: shop, name: api }
  reason: It binds 514.
  approvedBy: ciso
  until: 2026-12-31
format: sarif
output: reports/hardening.sarif
`;

test('every setting, with paths from the folder of the file', () => {
  write('a/cdk8s-hardened.yaml', ALL);
  expect(fileLayers({ config: 'a/cdk8s-hardened.yaml' })[0]!.settings).toEqual({
    kubernetes: '1.36',
    profile: 'pss-baseline',
    rules: {
      'workloads/host-namespaces': 'off',
      'workloads/run-as-non-root': 'low',
      'assurance/waiver-over-broad': { severity: 'high', options: { longest: 30 } },
    },
    images: { registries: ['ghcr.io/acme'], digest: true, refusedTags: ['main'] },
    defaultNamespace: 'payments',
    failOn: 'high',
    failOnUnknown: true,
    files: { base: 'a', include: ['deploy/**'], exclude: ['deploy/charts/**'] },
    waivers: [
      { file: 'a/accepted/waivers.yaml' },
      {
        place: 'a/cdk8s-hardened.yaml waiver 2',
        entry: {
          rule: 'workloads/host-ports',
          object: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'api' },
          reason: 'It binds 514.',
          approvedBy: 'ciso',
          until: '2026-12-31',
        },
      },
    ],
    format: 'sarif',
    output: 'a/reports/hardening.sarif',
  });
});

const MISTAKES: readonly (readonly [string, string, string])[] = [
  [
    'a setting that there is not',
    'profile: pss-baseline\nregistris: [ghcr.io]\n',
    ':2: there is no setting "registris", so what is written there would decide nothing. There are ',
  ],
  [
    'one that resembles another',
    'failOnUnknwon: true\n',
    ':1: there is no setting "failOnUnknwon", so what is written there would decide nothing. Did you mean "failOnUnknown"? ',
  ],
  [
    'a rule that there is not',
    'rules:\n  workloads/host-port: off\n',
    ':2: there is no rule "workloads/host-port", so what is written there would decide nothing. Did you mean "workloads/host-ports"? '
      + '`cdk8s-hardened rules` lists every rule.',
  ],
  [
    'a severity that there is not',
    'rules:\n  workloads/host-ports: hihg\n',
    ':2: rules["workloads/host-ports"] is "hihg", which is not one of its values. Did you mean "high"? Choose one of off, low, '
      + 'medium, high, critical.',
  ],
  [
    'a rule that is a list',
    'rules:\n  workloads/host-ports: [off]\n',
    ':2: rules["workloads/host-ports"] is a list, not a string or a mapping, so it cannot be used. Write off, low, medium, high, '
      + 'critical, or a mapping of severity, options.',
  ],
  [
    'an option that there is not',
    'rules:\n  assurance/waiver-over-broad:\n    options:\n      longst: 3\n',
    ':4: there is no option "longst" in rules["assurance/waiver-over-broad"].options, so what is written there would decide nothing. '
      + 'Did you mean "longest"? There are longest.',
  ],
  [
    'an option of a rule that has none',
    'rules:\n  workloads/host-ports: { options: { most: 3 } }\n',
    'there is no option "most" in rules["workloads/host-ports"].options, so what is written there would decide nothing. It takes '
      + 'none: remove it.',
  ],
  [
    'an option of another type',
    'rules:\n  assurance/waiver-over-broad:\n    options: { longest: soon }\n',
    ':3: rules["assurance/waiver-over-broad"].options.longest is a string, not an integer, so it cannot be used. Write an integer of '
      + 'at least 1.',
  ],
  [
    'an option out of range',
    'rules:\n  assurance/waiver-over-broad:\n    options: { longest: 0 }\n',
    'options.longest is 0, which is out of range. Write an integer of at least 1.',
  ],
  [
    'a release without quotes',
    'kubernetes: 1.30\n',
    ':1: kubernetes is a number (1.3), not a string, so it cannot be used. Write a minor release of Kubernetes, such as 1.36, in quotes.',
  ],
  ['a release that there is not', 'kubernetes: newest\n', ':1: kubernetes is "newest", which is not a release of Kubernetes. '],
  ['a profile that there is not', '\n\nprofile: pss-base\n', ':3: profile is "pss-base", which is not one of its values. '],
  [
    'a registry that is none',
    'images:\n  registries:\n  - ghcr.io\n  - https://quay.io\n',
    ':4: images.registries[1] is "https://quay.io", which is not a registry (',
  ],
  [
    'no registry at all',
    'images: { registries: [] }\n',
    ':1: images.registries is an empty list, so it names nothing. Write a list that is not empty, each entry the host of a registry',
  ],
  [
    'a boolean that is a text',
    'failOnUnknown: "yes"\n',
    ':1: failOnUnknown is a string, not a boolean, so it cannot be used. Write true or false.',
  ],
  [
    'a waiver without an end',
    'waivers:\n- rule: workloads/host-ports\n  reason: Known.\n  approvedBy: ciso\n',
    ':2: waivers[0] has no until, so it is not complete. Add until.',
  ],
  [
    'a namespace that is none',
    'defaultNamespace: Pay_ments\n',
    ':1: defaultNamespace is "Pay_ments", which is not the name of a namespace. ',
  ],
  ['a baseline that is no name of a file', 'baseline: [baseline.yaml]\n', ':1: baseline is a list, not a string, so it cannot be used. '],
  ['the day, which would never move', 'asOf: 2026-11-23\n', ':1: there is no setting "asOf", '],
  ['a list', '- profile\n', ':1: the file is a list, not a mapping, so it cannot be used. '],
  [
    'a key twice',
    'profile: pss-baseline\nfailOn: low\nprofile: hardened\n',
    'profile is written twice, so one of the two would have no effect. Remove one.',
  ],
  [
    'two documents',
    'profile: pss-baseline\n---\nfailOn: low\n',
    ':3: a settings file is one document, so this document would have no effect. Remove it.',
  ],
  ['no YAML', 'profile: [\n', 'cdk8s-hardened.yaml:'],
];

test.each(MISTAKES)('%s is an error with its line', (_, text, message) => {
  settings(text);
  expect(() => fileLayers({})).toThrow(message.startsWith(':') ? `cdk8s-hardened.yaml${message}` : message);
});

test('an empty file sets nothing', () => {
  settings('# nothing yet\n');
  expect(fileLayers({}).map(({ settings: found, file }) => [found, file])).toEqual([[{}, 'cdk8s-hardened.yaml']]);
});

describe('the schema in the documentation', () => {
  const text = settingsSchema();
  const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: false });
  addFormats(ajv);
  const formats = ['kubernetes-release', 'registry', 'image-tag', 'namespace', 'port-range', 'stage-pair', 'url-path', 'feature-gate'];
  for (const format of formats) ajv.addFormat(format, true);
  const validate = ajv.compile(JSON.parse(text));

  test('is as declared', () => expect(fs.readFileSync(path.join(cwd, 'docs', 'settings.schema.json'), 'utf8')).toBe(text));
  test('takes what is read', () => {
    const { files, waivers: _, ...read } = fileLayersOf(ALL);
    expect(validate({ ...read, include: files!.include, exclude: files!.exclude, waivers: ['w.yaml'] })).toBe(true);
  });
  test.each([
    ['an unknown key', { registris: [] }],
    ['an unknown rule', { rules: { 'workloads/none': 'off' } }],
    ['another type', { failOnUnknown: 'yes' }],
    ['an option out of range', { rules: { 'assurance/waiver-over-broad': { options: { longest: 0 } } } }],
  ])('refuses %s', (_, value) => expect(validate(value)).toBe(false));
  test('has the formats that there are', () => expect(Object.keys(FORMATS)).toEqual(REPORT_FORMATS));

  function fileLayersOf(content: string) {
    const file = path.join(os.tmpdir(), `settings-${process.pid}.yaml`);
    fs.writeFileSync(file, content);
    try {
      return fileLayers({ config: file })[0]!.settings;
    } finally {
      fs.rmSync(file);
    }
  }
});

describe('is read in every way in, and what is said there has precedence', () => {
  /** The ids of what makes the run fail. */
  const ways: Readonly<Record<string, (props: HardeningProps) => string[] | Promise<string[]>>> = {
    'HardenedApp': (props) => {
      const app = new HardenedApp({ ...props, unsafeNoPodHardeningReason: 'As it is.', outdir: 'dist' });
      new ApiObject(new Chart(app, 'chart'), 'pod', structuredClone(POD));
      return app.hardening
        .check()
        .findings.filter(({ fails }) => fails)
        .map(({ rule }) => rule);
    },
    'Hardening.enforce': (props) => {
      const app = new App({ outdir: 'dist' });
      const hardening = Hardening.enforce(app, props);
      new ApiObject(new Chart(app, 'chart'), 'pod', structuredClone(POD));
      return hardening
        .check()
        .findings.filter(({ fails }) => fails)
        .map(({ rule }) => rule);
    },
    'jest, of manifests': (props) => judge([POD], props).report.result.failing.map(({ rule }) => rule),
    'embedding': (props) =>
      new Checker([props])
        .checkManifests([{ key: 'pod', manifest: POD }])
        .filter(({ fails }) => fails)
        .map(({ rule }) => rule),
    'the command': async ({ profile, failOn, asOf, config, noConfig }) => {
      write('manifests/pod.json', JSON.stringify(POD));
      const layers = await layersOf(
        {
          profile,
          failOn,
          asOf,
          config: noConfig ? false : config,
          kubernetes: noConfig ? '1.36' : undefined,
        },
        jest.fn(),
      );
      return check({ paths: ['manifests'], layers }).report.result.failing.map(({ rule }) => rule);
    },
  };
  const asOf = '2026-11-23';
  const each = Object.entries(ways);

  test.each(each)('%s', async (_, way) => {
    settings('kubernetes: "1.36"\nprofile: pss-baseline\nimages: { registries: [ghcr.io] }\n');
    expect(await way({ asOf })).toEqual(['workloads/host-namespaces', 'workloads/image-registry']);
    expect(await way({ asOf, profile: 'pss-restricted' })).toContain('workloads/capabilities-restricted');
    settings('kubernetes: "1.36"\nprofile: pss-baseline\nfailOn: critical\n');
    expect(await way({ asOf })).toEqual([]);
    expect(await way({ asOf, failOn: 'low' as never })).toEqual(['workloads/host-namespaces']);
    write('other.yaml', 'kubernetes: "1.36"\nprofile: pss-baseline\nrules: { workloads/host-namespaces: off }\n');
    expect(await way({ asOf, config: 'other.yaml' })).toEqual([]);
    expect((await way({ asOf, noConfig: true, kubernetes: '1.36' })).length).toBeGreaterThan(3);
    settings('kubernetes: "1.36"\nprofil: pss-baseline\n');
    await expect((async () => way({ asOf }))()).rejects.toThrow('cdk8s-hardened.yaml:2: there is no setting "profil"');
  });

  test('the command does not take it for a manifest, and leaves out what it excludes', async () => {
    settings('kubernetes: "1.36"\nprofile: pss-baseline\nexclude: ["charts/**"]\n');
    write('pod.json', JSON.stringify({ ...POD, spec: { containers: POD.spec.containers } }));
    write('charts/pod.json', JSON.stringify(POD));
    const { report, exitCode } = check({ paths: ['.'], layers: await layersOf({ asOf }, jest.fn()) });
    expect([exitCode, report.files, report.notKubernetes]).toEqual([0, 1, []]);
    expect(report.leftOut).toEqual([{ reason: 'excluded', files: 1 }]);
  });

  test('an app without a release, there or here, is refused', () => {
    expect(() => new HardenedApp()).toThrow(
      '(app): the target release of Kubernetes is not set, so the rules cannot determine what applies. Set kubernetes to a '
        + 'minor release',
    );
  });

  test('a matcher takes the settings file of an app, another, or none', () => {
    settings('kubernetes: "1.36"\nprofile: pss-baseline\n');
    write('other.yaml', 'kubernetes: "1.36"\nprofile: pss-baseline\nfailOn: critical\n');
    const app = new HardenedApp({ asOf, unsafeNoPodHardeningReason: 'As it is.', outdir: 'dist' });
    new ApiObject(new Chart(app, 'chart'), 'pod', structuredClone(POD));
    const failing = (props: HardeningProps) => judge(app, props).report.result.failing.length;
    expect([failing({}), failing({ config: 'other.yaml' }), failing({ noConfig: true, profile: 'pss-baseline' })]).toEqual([1, 0, 1]);
  });
});
