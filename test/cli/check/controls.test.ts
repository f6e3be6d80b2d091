import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { BENCHMARKS, CATALOG } from '../../../src/catalog';
import { check } from '../../../src/cli/check/check';
import { FORMATS } from '../../../src/cli/check/render';
import { layersOf, type FlatSettings } from '../../support/layers';

const isReport = addFormats(new Ajv({ strict: false })).compile(
  JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', '..', 'docs', 'report.schema.json'), 'utf8')) as object,
);

let dir: string;
beforeEach(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'controls-')));
});
afterEach(() => fs.rmSync(dir, { recursive: true }));

const pod = (name: string, spec: string, metadata = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop${metadata}}\nspec: {${spec}containers: [{name: c, image: i}]}\n`;

function run(text: string, settings: FlatSettings = {}) {
  fs.writeFileSync(path.join(dir, 'a.yaml'), text);
  return check({
    paths: [dir],
    layers: layersOf({ kubernetes: '1.35', asOf: '2026-11-23', profile: 'cis-2.0', ...settings }),
    controls: true,
  });
}
const render = (result: ReturnType<typeof run>, format: string) =>
  [...FORMATS[format]!(result.report, { color: false, width: 300 })].join('');

interface Row {
  readonly id: string;
  readonly verdict: string;
  readonly why: string;
}
function verdicts(text: string, settings: FlatSettings = {}): (id: string) => string {
  const report = JSON.parse(render(run(text, settings), 'json')) as { benchmark: { controls: Row[] } };
  return (id) => {
    const row = report.benchmark.controls.find((each) => each.id === id)!;
    return `${row.verdict}: ${row.why}`;
  };
}

test('a violation fails a control, what is kept passes, what is not in the input is not applicable', () => {
  const of = verdicts(pod('a', 'hostPID: true, '));
  expect(of('CIS-2.0:5.2.3')).toBe('fail: 1 violation');
  expect(of('CIS-2.0:5.2.2')).toBe('pass: 1 checked');
  expect(of('CIS-2.0:5.1.3')).toBe('not applicable: nothing of the kind is in the input');
  expect(of('CIS-2.0:1.1.1')).toMatch(/^manual: modes and owners of files on nodes/);
  expect(of('CIS-2.0:3.1.1')).toBe('manual: how people log in is not in manifests');
});

test('what a waiver accepts is still no pass', () => {
  const waivers = JSON.stringify([{ rule: 'workloads/host-namespaces', reason: 'Known.', approvedBy: 'ciso', until: '2026-12-31' }]);
  const of = verdicts(pod('a', 'hostPID: true, ', `, annotations: {cdk8s-hardened/waivers: '${waivers}'}`));
  expect(of('CIS-2.0:5.2.3')).toBe('fail: 1 accepted');
});

test('what a rule cannot decide leaves its control unknown', () => {
  const of = verdicts(
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: a, namespace: shop}\n'
      + 'roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: elsewhere}\nsubjects: [{kind: User, name: u}]\n'
      + `---\n${pod('a', 'hostPID: "${ON}", ')}`,
  );
  expect([of('CIS-2.0:5.2.3'), of('CIS-2.0:5.1.1')].filter((verdict) => /^unknown: \d+ not decided$/.test(verdict))).not.toEqual([]);
});

test('a rule that did not run leaves its control unknown, and a control that a rule decides in part is left to people', () => {
  const of = verdicts(pod('a', ''), { rules: { 'workloads/privileged': 'off' } });
  expect(of('CIS-2.0:5.2.2')).toBe('unknown: workloads/privileged did not run');
  expect(
    verdicts('apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {cdk8s-hardened/information-system: shop}}\n')(
      'CIS-2.0:5.6.1',
    ),
  ).toBe('manual: what belongs together is for people to say');
});

test('the former edition has ids of its own', () => {
  const of = verdicts(pod('a', 'hostPID: true, '), { profile: 'cis-1.12' });
  expect(of('CIS-1.12:5.2.3')).toBe('fail: 1 violation');
});

test('another profile is reported by the first benchmark, and the report keeps its shape', () => {
  const result = run(pod('a', 'hostPID: true, '), { profile: 'hardened' });
  const report = JSON.parse(render(result, 'json')) as object;
  expect(isReport(report) || isReport.errors).toBe(true);
  expect(report).toMatchObject({ benchmark: { benchmark: 'cis-2.0' } });
});

test('text and Markdown say how many controls stand how, and the release that the benchmark is not written for', () => {
  const result = run(pod('a', 'hostPID: true, '), { kubernetes: '1.37' });
  const text = render(result, 'text');
  expect(text).toMatch(/^131 controls: \d+ pass, \d+ fail, \d+ unknown, \d+ manual, \d+ not applicable$/m);
  expect(text).toContain('The benchmark is written for Kubernetes 1.34 and 1.35, and 1.37 is the target.');
  expect(text).toMatch(/^ {2}5\.2\.3 {3}fail {12}No process namespace of the host \(1 violation by workloads\/host-namespaces\)$/m);
  const markdown = render(result, 'markdown');
  expect(markdown).toContain('| 5.2.3 | No process namespace of the host | fail | 1 violation | <code>workloads/host-namespaces</code> |');
  expect(render(run(pod('a', '')), 'text')).not.toContain('is the target');
});

test('every control that a rule names is one of the benchmark', () => {
  const named = new Set(CATALOG.flatMap(({ controls }) => controls));
  for (const { prefix, sections } of BENCHMARKS) {
    const known = new Set(sections.flatMap(({ controls }) => controls.map(({ id }) => `${prefix}${id}`)));
    expect([...named].filter((control) => control.startsWith(prefix) && !known.has(control))).toEqual([]);
  }
  expect(CATALOG.flatMap(({ controls }) => controls).filter((control) => control.startsWith('CIS-1.12:'))).toEqual([]);
});

test('what a control of another benchmark is decided by exists', () => {
  const known = new Set(CATALOG.flatMap(({ id, controls }) => [id, ...controls]));
  const files = /^CIS-2\.0:(?:1\.1|4\.1)\./;
  const missing = BENCHMARKS.flatMap(({ name, sections }) =>
    sections.flatMap(({ controls }) => controls.flatMap(({ id, by = [] }) => by.map((each) => [`${name} ${id}`, each] as const))),
  ).filter(([, each]) => !known.has(each) && !files.test(each));
  expect(missing).toEqual([]);
});

test.each(['cis-eks-1.8', 'cis-gke-1.9', 'cis-aks-1.8', 'stig', 'nsa-cisa'])('ids of %s are given once', (profile) => {
  const ids = BENCHMARKS.find(({ name }) => name === profile)!.sections.flatMap(({ controls }) => controls.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
  const of = verdicts(pod('a', 'hostPID: true, '), { profile });
  expect(ids.length).toBeGreaterThan(25);
  const { prefix } = BENCHMARKS.find(({ name }) => name === profile)!;
  expect(ids.map((id) => of(`${prefix}${id}`)).filter((verdict) => verdict === '')).toEqual([]);
});

test('a benchmark of a provider is decided by the rules of the same controls', () => {
  const of = verdicts(pod('a', 'hostPID: true, '), { profile: 'cis-eks-1.8' });
  expect(of('CIS-EKS-1.8:4.2.2')).toBe('fail: 1 violation');
  expect(of('CIS-EKS-1.8:4.2.1')).toBe('pass: 1 checked');
  expect(of('CIS-EKS-1.8:5.1.1')).toBe('manual: whether images are scanned is not in manifests');
});

const API_SERVER =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: kube-apiserver, namespace: kube-system}\n'
  + 'spec: {containers: [{name: a, image: i, command: [kube-apiserver, --profiling=true]}]}\n';

test('what the provider decides is not applicable, unless the input has it', () => {
  const managed = verdicts(pod('a', ''), { cluster: 'eks' });
  expect(managed('CIS-2.0:1.1.1')).toBe('not applicable: EKS decides it');
  expect(managed('CIS-2.0:1.2.15')).toBe('not applicable: EKS decides it');
  expect(managed('CIS-2.0:4.1.1')).toMatch(/^manual: /);
  expect(verdicts(API_SERVER, { cluster: 'eks' })('CIS-2.0:1.2.15')).toMatch(/^fail: /);
  expect(verdicts(pod('a', ''), { cluster: 'self-managed' })('CIS-2.0:1.1.1')).toMatch(/^manual: /);
});

test('a managed cluster is reported by the benchmark of its provider, where the profile has none', () => {
  const report = JSON.parse(render(run(pod('a', ''), { profile: 'hardened', cluster: 'gke' }), 'json')) as object;
  expect(isReport(report) || isReport.errors).toBe(true);
  expect(report).toMatchObject({ benchmark: { benchmark: 'cis-gke-1.9' }, settings: { cluster: 'gke' } });
  expect(render(run(pod('a', ''), { cluster: 'aks' }), 'text')).toContain('Control plane: aks');
});
