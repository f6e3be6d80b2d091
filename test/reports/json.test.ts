import * as fs from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { JSON_SCHEMA_ID, renderJson } from '../../src/reports/json';
import { appSample, configMap, filesSample, loud, odd, sample, waiverFor } from './sample';

const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
addFormats(ajv);
const schema = JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'report.schema.json'), 'utf8')) as { $id: string };
const validate = ajv.compile(schema);
const faults = (value: unknown) =>
  validate(value) ? [] : validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`);

/** One violation with a line and one that is waived: a whole report that is read at a glance. */
const small = sample(
  [loud, odd],
  [
    { json: configMap('a', 'shop', { loud: true }), origin: { file: 'a.yaml', document: 0 } },
    { json: configMap('b', undefined, { odd: true }), origin: { construct: 'app/b' } },
  ],
  {
    files: 1,
    waivers: [waiverFor('made-up/odd', ({ name }) => name === 'b')],
    errors: [{ file: '-', line: undefined, message: 'empty' }],
    notKubernetes: ['v.yaml'],
  },
);

test('the whole report, keys in order', () => {
  expect(renderJson(small)).toBe(
    `${JSON.stringify(
      {
        schema: 'urn:cdk8s-hardened:report:1',
        kubernetes: '1.36',
        asOf: '2026-11-23',
        profile: 'test',
        settings: { file: null, off: [], changed: [], defaultNamespace: null, failOn: 'low', failOnUnknown: false },
        summary: {
          status: { violation: 1, unknown: 0, waived: 1 },
          severity: { critical: 1, high: 0, medium: 0, low: 0 },
          failing: 1,
          objects: 2,
          nodeFiles: 0,
          files: 1,
          notRead: [],
          rules: [
            { id: 'made-up/loud', subjects: 2, passed: 1, violations: 1, unknown: 0, waived: 0 },
            { id: 'made-up/odd', subjects: 2, passed: 1, violations: 0, unknown: 0, waived: 1 },
          ],
        },
        findings: [
          {
            rule: 'made-up/odd',
            severity: 'high',
            status: 'waived',
            fails: false,
            object: { apiVersion: 'v1', kind: 'ConfigMap', namespace: null, name: 'b' },
            file: null,
            line: null,
            path: 'data.odd',
            message: 'it is in [no](way) even',
            fix: 'Make it even.',
            fingerprint: '0222dfbab9cc4c487745b78c7e6f8255:1',
            construct: 'app/b',
            waiver: { reason: 'a test needs one', approvedBy: 'Ada', until: '2026-12-31' },
          },
          {
            rule: 'made-up/loud',
            severity: 'critical',
            status: 'violation',
            fails: true,
            object: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name: 'a' },
            file: 'a.yaml',
            line: 10,
            path: 'data.loud',
            message: 'key "loud" is {true}',
            fix: 'Turn it down.',
            fingerprint: '9f0bd8bc91517bf1c82a1e5905e5bbc2:1',
          },
        ],
        errors: [{ file: '-', line: null, message: 'empty' }],
        notKubernetes: ['v.yaml'],
      },
      null,
      2,
    )}\n`,
  );
});

test.each([
  ['files', filesSample()],
  ['an app', appSample()],
  ['both', small],
  ['nothing', sample([], [])],
])('the report of %s is valid', (_, input) => {
  const report = JSON.parse(renderJson(input)) as { schema: string };
  expect(faults(report)).toEqual([]);
  expect(report.schema).toBe(schema.$id);
  expect(schema.$id).toBe(JSON_SCHEMA_ID);
});

describe('the schema refuses', () => {
  const changed = (change: (report: any) => void) => {
    const report = JSON.parse(renderJson(small));
    change(report);
    return faults(report);
  };
  test.each<[string, (report: any) => void, string[]]>([
    [
      'an unknown key',
      (report) => {
        report.more = 1;
      },
      [' must NOT have additional properties'],
    ],
    [
      'a status of another name',
      (report) => {
        report.findings[1].status = 'ok';
      },
      ['/findings/1/status must be equal to one of the allowed values'],
    ],
    [
      'a waiver on what is not waived',
      (report) => {
        report.findings[1].waiver = report.findings[0].waiver;
      },
      ['/findings/1/waiver boolean schema is false', '/findings/1 must match "else" schema'],
    ],
    [
      'a waived finding without waiver',
      (report) => {
        delete report.findings[0].waiver;
      },
      ["/findings/0 must have required property 'waiver'", '/findings/0 must match "then" schema'],
    ],
    [
      'line 0',
      (report) => {
        report.errors[0].line = 0;
      },
      ['/errors/0/line must be >= 1', '/errors/0/line must be null', '/errors/0/line must match a schema in anyOf'],
    ],
  ])('%s', (_, change, expected) => {
    expect(changed(change)).toEqual(expected);
  });
});
