import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { ApiObject, App, Chart, Lazy } from 'cdk8s';
import { HardenedApp, Hardening, type HardeningProps } from '../../src/app';
import { Severity } from '../../src/engine/severity';
import { hardeningMatchers } from '../../src/jest';

const PROPS = { kubernetes: '1.36', asOf: '2026-11-23', profile: 'pss-baseline', noConfig: true };
const FIRST = 'Report only, nothing is enforced: 1 violation would make this run fail';
const validate = addFormats(new Ajv({ strict: true, allowUnionTypes: true })).compile(
  JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'report.schema.json'), 'utf8')) as object,
);

let outdir: string;
let said: string;
beforeEach(() => {
  outdir = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'report-only-')), 'dist');
  said = '';
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  fs.rmSync(path.dirname(outdir), { recursive: true });
});

function privilegedIn(app: App, spec: object = { hostNetwork: true }): ApiObject {
  return new ApiObject(new Chart(app, 'chart', { namespace: 'shop' }), 'pod', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'agent' },
    spec: { ...spec, containers: [{ name: 'agent', image: 'agent' }] },
  });
}
const appWith = (props: HardeningProps = {}) => new HardenedApp({ ...PROPS, reportOnly: true, outdir, ...props });
const written = () => fs.readFileSync(path.join(outdir, 'chart.k8s.yaml'), 'utf8');
const report = (ending: string) => fs.readFileSync(path.join(`${outdir}-hardening`, `hardening-report.${ending}`), 'utf8');

test('what is broken is written, and every report and standard error say that nothing is enforced', () => {
  const app = appWith();
  privilegedIn(app);
  app.synth();
  expect(written()).toContain('hostNetwork: true');
  expect(report('txt').split('\n')[0]).toBe(FIRST);
  const json = JSON.parse(report('json')) as { reportOnly: unknown; summary: { failing: number }; findings: { fails: boolean }[] };
  expect([validate(json), validate.errors]).toEqual([true, null]);
  expect([json.reportOnly, json.summary.failing, json.findings.map(({ fails }) => fails)]).toEqual([{ wouldFail: 1 }, 0, [false]]);
  const [run] = (JSON.parse(report('sarif')) as { runs: { properties: { reportOnly: unknown }; invocations: unknown }[] }).runs;
  expect(run!.properties.reportOnly).toEqual({ wouldFail: 1 });
  expect(JSON.stringify(run!.invocations)).toContain(FIRST);
  const [first, second] = said.split('\n');
  expect(first).toBe(
    `WARNING: ${FIRST}. The complete report is in ${outdir}-hardening/hardening-report.txt. Remove reportOnly to enforce the rules.`,
  );
  expect(second).toContain('chart/pod: Pod shop/agent');
});

test('without it the same app writes no manifest', () => {
  const app = appWith({ reportOnly: false });
  privilegedIn(app);
  expect(() => app.synth()).toThrow('1 violation, so no manifest and no host file was written');
  expect(fs.existsSync(outdir)).toBe(false);
  expect(report('json')).not.toContain('reportOnly');
});

test('nothing broken is said too, since nothing is enforced', () => {
  const app = appWith();
  privilegedIn(app, {});
  app.synth();
  expect(said).toContain('nothing is enforced: nothing would make this run fail');
  expect([app.hardening.check().passed, app.hardening.check().findings]).toEqual([true, []]);
});

test('failOn and failOnUnknown say what would fail', () => {
  const app = appWith({ failOn: Severity.CRITICAL });
  privilegedIn(app);
  expect(app.hardening.check().text).toContain('nothing is enforced: nothing would make this run fail');
});

test('synthYaml, Hardening.enforce and the settings file', () => {
  const file = path.join(path.dirname(outdir), 'cdk8s-hardened.yaml');
  fs.writeFileSync(file, 'reportOnly: true\n');
  const app = new App({ outdir });
  Hardening.enforce(app, { kubernetes: '1.36', asOf: '2026-11-23', profile: 'pss-baseline', config: file });
  privilegedIn(app);
  expect(app.synthYaml()).toContain('hostNetwork: true');
  expect(said).toContain(`WARNING: ${FIRST}. Remove reportOnly`);
  said = '';
  app.synth();
  expect(written()).toContain('hostNetwork: true');
  expect(said).toContain(`WARNING: ${FIRST}. Remove reportOnly`);
});

test('what cannot be written as it was checked still throws', () => {
  const app = appWith();
  const object = privilegedIn(app);
  object.metadata.addLabel('half', Lazy.any({ produce: () => '\ud800' }) as string);
  expect(() => app.synth()).toThrow();
  expect(fs.existsSync(outdir)).toBe(false);
});

test('a matcher asks all the same', () => {
  const app = appWith();
  privilegedIn(app);
  expect(hardeningMatchers.toPassHardening.call({} as never, app).pass).toBe(false);
});
