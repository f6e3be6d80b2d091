import * as fs from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { ApiObject, App, Chart } from 'cdk8s';
import { HardenedApp, Hardening } from '../../src/app';
import { PodHardening } from '../../src/workloads';

const PROPS = { kubernetes: '1.36', asOf: '2026-11-23', profile: 'pss-baseline', noConfig: true };
const ONE = { containers: [{ name: 'api', image: 'api' }] };
const pod = (name: string, spec: object = ONE) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop' }, spec });
const validate = addFormats(new Ajv({ strict: true, allowUnionTypes: true })).compile(
  JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'report.schema.json'), 'utf8')) as object,
);

/** Two pods in a List, of which one says something itself, and one without anything to fill. */
function manyPods(app: App): void {
  const chart = new Chart(app, 'chart');
  new ApiObject(chart, 'list', {
    apiVersion: 'v1',
    kind: 'List',
    items: [pod('api'), pod('web', { ...ONE, automountServiceAccountToken: true, securityContext: { runAsNonRoot: true } })],
  });
  new ApiObject(chart, 'settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'shop' } });
}

const SOME = { capabilities: false, privilegeEscalation: false, readOnlyRootFilesystem: false, resourceRequests: false };

test('every field is in the API, with its construct, object and value', () => {
  const app = new HardenedApp({ ...PROPS, podHardening: SOME });
  manyPods(app);
  const of = (name: string) => ({ construct: 'chart/list', manifest: `Pod shop/${name}` });
  expect(app.hardening.check().filled).toEqual([
    { ...of('api'), field: 'spec.securityContext.seccompProfile', value: { type: 'RuntimeDefault' }, property: 'seccomp' },
    { ...of('api'), field: 'spec.securityContext.runAsNonRoot', value: true, property: 'runAsNonRoot' },
    { ...of('api'), field: 'spec.automountServiceAccountToken', value: false, property: 'serviceAccountToken' },
    { ...of('web'), field: 'spec.securityContext.seccompProfile', value: { type: 'RuntimeDefault' }, property: 'seccomp' },
  ]);
});

test('every field is in the reports for programs, and a line in those for people', () => {
  const app = new HardenedApp({ ...PROPS, podHardening: SOME });
  manyPods(app);
  const report = app.hardening.check();
  const parsed = JSON.parse(report.json) as { filled: { path: string; object: { name: string } }[] };
  expect([validate(parsed), validate.errors]).toEqual([true, null]);
  expect(parsed.filled.map((each) => `${each.object.name} ${each.path}`)).toEqual(
    report.filled.map(({ manifest, field }) => `${manifest.replace('Pod shop/', '')} ${field}`),
  );
  const sarif = JSON.parse(report.sarif) as { runs: { properties: { filled: object } }[] };
  expect(sarif.runs[0]!.properties.filled).toEqual(parsed.filled);
  const sentence =
    '2 pods filled by PodHardening: seccomp (2), runAsNonRoot (1), serviceAccountToken (1); the JSON and SARIF reports list every field';
  expect(report.text.replace(/\s+/g, ' ')).toContain(sentence);
  expect(report.sarif).toContain(sentence);
});

test('nothing filled is an empty list; what is filled with Hardening.enforce is listed too', () => {
  const plain = new App();
  const hardening = Hardening.enforce(plain, PROPS);
  manyPods(plain);
  expect([hardening.check().filled, (JSON.parse(hardening.check().json) as { filled: unknown }).filled]).toEqual([[], []]);
  expect(hardening.check().text).not.toContain('filled');
  PodHardening.of(plain).apply(SOME);
  expect(hardening.check().filled).toHaveLength(4);
});

test('what is written is not listed any more', () => {
  const app = new HardenedApp({ ...PROPS, podHardening: { ...SOME, seccomp: false, runAsNonRoot: false } });
  const object = new ApiObject(new Chart(app, 'chart'), 'pod', pod('api'));
  expect(app.hardening.check().filled).toHaveLength(1);
  object.addJsonPatch({ _toJson: () => ({ op: 'add', path: '/spec/automountServiceAccountToken', value: true }) } as never);
  expect(app.hardening.check().filled).toEqual([]);
});
