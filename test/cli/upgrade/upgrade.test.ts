import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { CATALOG } from '../../../src/catalog';
import { upgradeJson, upgradeText } from '../../../src/cli/upgrade/render-upgrade';
import { upgrade, UPGRADE_RULES, type Upgrade } from '../../../src/cli/upgrade/upgrade';
import { layersOf, type FlatSettings } from '../../support/layers';

const isUpgrade = addFormats(new Ajv()).compile(
  JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', '..', 'docs', 'upgrade.schema.json'), 'utf8')) as object,
);

let dir: string;
const cwd = process.cwd();
beforeEach(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'upgrade-')));
  process.chdir(dir);
});
afterEach(() => {
  process.chdir(cwd);
  fs.rmSync(dir, { recursive: true });
});

const kubeadm = (...args: readonly (readonly [string, string])[]) =>
  'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\napiServer:\n  extraArgs:\n'
  + args.map(([name, value]) => `  - { name: ${name}, value: ${JSON.stringify(value)} }\n`).join('');
const CRON_JOB = 'apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: { name: night, namespace: shop }\n';

function run(text: string, from: string, to?: string, settings: FlatSettings = {}): Upgrade {
  fs.writeFileSync('a.yaml', text);
  return upgrade({ paths: ['a.yaml'], layers: layersOf({ asOf: '2026-12-01', ...settings }), from, to });
}
const said = ({ steps }: Upgrade) =>
  steps.map(({ release, breaks, unknown, announced }) => [
    release,
    ...breaks.map(({ message }) => `breaks: ${message}`),
    ...unknown.map(({ message }) => `unknown: ${message}`),
    ...announced.map(({ message }) => `announced: ${message}`),
  ]);

const GATE = kubeadm(['feature-gates', 'APIServerTracing=true']);
const OLD = 'the feature gate APIServerTracing can no longer be changed in Kubernetes';

test('what a release no longer has is in its step alone, and what is deprecated in the first that says so', () => {
  const result = run(GATE, '1.35', '1.37');
  expect(said(result)).toEqual([
    ['1.35', `announced: ${OLD} 1.35`],
    ['1.36'],
    ['1.37', 'breaks: Kubernetes 1.37 has no feature gate APIServerTracing, so kube-apiserver does not start'],
  ]);
  expect([result.exitCode, result.steps.map(({ endOfLife }) => endOfLife)]).toEqual([1, ['2027-02-28', '2027-06-28', '2027-10-28']]);
});

test('what is broken from the beginning is in the first step alone', () => {
  const removed = 'breaks: batch/v1beta1 CronJob was removed in Kubernetes 1.25; Kubernetes 1.35 serves batch/v1';
  expect(said(run(CRON_JOB, '1.35', '1.37'))).toEqual([['1.35', removed], ['1.36'], ['1.37']]);
});

test('an API version that is removed on the way', () => {
  expect(said(run(CRON_JOB, '1.23', '1.26'))).toEqual([
    ['1.23', 'unknown: it is not known here whether Kubernetes 1.23 serves batch/v1beta1 CronJob'],
    ['1.24'],
    ['1.25', 'breaks: batch/v1beta1 CronJob was removed in Kubernetes 1.25; Kubernetes 1.25 serves batch/v1'],
    ['1.26'],
  ]);
});

test('of a release that is still to come, what is not known is said', () => {
  const result = run(GATE, '1.36', '1.38');
  expect(said(result).at(-1)).toEqual(['1.38']);
  expect(result.steps.map(({ isKnown }) => isKnown)).toEqual([true, true, false]);
  expect(upgradeText(result)).toContain(
    '1.38 (support window not known)\n  not in the data of this version, so what it removes is not known yet\n',
  );
  expect(said(run(kubeadm(['of-the-future', 'x']), '1.37', '1.38'))).toEqual([
    ['1.37', 'breaks: kube-apiserver 1.37 has no --of-the-future, so it does not start'],
    ['1.38'],
  ]);
});

test('nothing breaks: exit code 0', () => {
  const result = run(kubeadm(['profiling', 'false']), '1.35');
  expect([result.exitCode, said(result)]).toEqual([0, [['1.35'], ['1.36'], ['1.37']]]);
  expect(upgradeText(result)).toContain('Kubernetes 1.35 to 1.37: nothing breaks\n1 object in 1 file, as of 2026-12-01\n');
});

test('without a target it is the newest release on the day', () => {
  expect(said(run(CRON_JOB, '1.35', undefined, { asOf: '2026-05-01' })).map(([release]) => release)).toEqual(['1.35', '1.36']);
});

test('neither a waiver nor the settings hide what breaks', () => {
  const annotation =
    'cdk8s-hardened/waivers: \'[{"rule":"versions/served-api-version","reason":"r","approvedBy":"a","until":"2027-01-01"}]\'';
  const waived = CRON_JOB.replace('namespace: shop }', `namespace: shop, annotations: { ${annotation} } }`);
  const settings: FlatSettings = { kubernetes: '1.37', profile: 'pss-baseline', only: ['workloads/*'] };
  for (const text of [CRON_JOB, waived]) expect(run(text, '1.35', '1.36', settings).steps[0]!.breaks).toHaveLength(1);
});

test('the text names place, fact and remedy; the JSON fits its schema', () => {
  const result = run(`${GATE}---\n${CRON_JOB}`, '1.35', '1.37');
  expect(upgradeText(result)).toBe(
    [
      'Kubernetes 1.35 to 1.37: 2 things to fix',
      '2 objects in 1 file, as of 2026-12-01',
      '',
      '1.35 (supported to 2027-02-28), where you are',
      '  BREAKS: a.yaml:7: CronJob shop/night apiVersion: batch/v1beta1 CronJob was removed in Kubernetes 1.25; Kubernetes 1.35 serves '
        + 'batch/v1 [versions/served-api-version]',
      '    Write the object in a version that the release serves by default; the deprecation guide says what changed.',
      `  deprecated: a.yaml:5: ClusterConfiguration (unnamed) apiServer.extraArgs[0].value: ${OLD} 1.35 [control-plane/deprecated-flags]`,
      '    Remove the flag or the gate, or set what has taken its place: the reference of the component names it.',
      '',
      '1.36 (supported to 2027-06-28)',
      '  nothing breaks',
      '',
      '1.37 (supported to 2027-10-28)',
      '  BREAKS: a.yaml:5: ClusterConfiguration (unnamed) apiServer.extraArgs[0].value: Kubernetes 1.37 has no feature gate '
        + 'APIServerTracing, so kube-apiserver does not start [control-plane/known-feature-gates]',
      '    Remove the gate from --feature-gates, or correct its name or value.',
      '',
      'Upgrade the control plane first, one minor release at a time, and kubelets after it: they may be up to three releases older, never '
        + 'newer.',
      '',
    ].join('\n'),
  );
  const json = JSON.parse(upgradeJson(result)) as unknown;
  expect(isUpgrade(json) ? undefined : isUpgrade.errors).toBeUndefined();
});

test('what cannot be read is named, the rest is judged, and the exit code is 2', () => {
  fs.writeFileSync('broken.yaml', 'a: [\n');
  fs.writeFileSync('a.yaml', CRON_JOB);
  const result = upgrade({ paths: ['broken.yaml', 'a.yaml'], layers: layersOf({ asOf: '2026-12-01' }), from: '1.35' });
  expect([result.exitCode, result.steps[0]!.breaks.length]).toEqual([2, 1]);
  expect(upgradeText(result)).toMatch(/^NOT CHECKED: broken\.yaml:/);
  expect(isUpgrade(JSON.parse(upgradeJson(result)))).toBe(true);
});

test.each([
  ['1.37', '1.35', 'from 1.37 to 1.35 is no upgrade'],
  ['1.36', '1.36', 'from 1.36 to 1.36 is no upgrade'],
  ['1.2', '1.36', 'from 1.2 to 1.36 are too many releases to check'],
  ['1.36', '2.0', 'from 1.36 to 2.0 are too many releases to check'],
  ['latest', '1.36', '--from "latest" is not a release of Kubernetes'],
  ['1.35', '', '--to "" is not a release of Kubernetes'],
])('from %s to %s is refused', (from, to, message) => expect(() => run(CRON_JOB, from, to)).toThrow(message));

test('its rules are in the catalogue', () => {
  expect(UPGRADE_RULES.filter((id) => !CATALOG.some((rule) => rule.id === id))).toEqual([]);
});
