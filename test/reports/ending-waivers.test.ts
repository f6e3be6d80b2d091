import * as fs from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { ApiObject, Chart } from 'cdk8s';
import { HardenedApp, Waiver } from '../../src';

const validate = addFormats(new Ajv({ strict: true, allowUnionTypes: true })).compile(
  JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'report.schema.json'), 'utf8')) as object,
);

/** The report of an app with a finding that a waiver accepts until a day, as of 2026-11-23. */
function reportOf(until: readonly string[], waiverNoticeDays?: number) {
  const app = new HardenedApp({ kubernetes: '1.36', asOf: '2026-11-23', profile: 'pss-baseline', noConfig: true, waiverNoticeDays });
  const chart = new Chart(app, 'chart', { namespace: 'shop' });
  until.forEach((day, index) => {
    const pod = new ApiObject(chart, `pod${index}`, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: `pod${index}` },
      spec: { hostNetwork: true, containers: [{ name: 'a', image: 'a' }] },
    });
    Waiver.of(pod).accept('workloads/host-namespaces', { reason: 'Moves.', approvedBy: 'ciso', until: day });
  });
  const report = app.hardening.check();
  const json = JSON.parse(report.json) as { endingWaivers?: { until: string; days: number }[]; summary: { failing: number } };
  expect([validate(json), validate.errors]).toEqual([true, null]);
  expect(json.summary.failing).toBe(until.filter((day) => day < '2026-11-23').length * 2);
  return { ending: json.endingWaivers, first: report.text.split('\n\n')[0]!.replace(/\s+/g, ' '), sarif: report.sarif };
}

test.each<readonly [string, number | undefined, readonly number[] | undefined]>([
  ['2026-11-23', undefined, [0]],
  ['2026-12-23', undefined, [30]],
  ['2026-12-24', undefined, undefined],
  ['2026-12-24', 31, [31]],
  ['2026-11-24', 0, undefined],
  ['2026-11-23', 0, [0]],
  // That is a finding already.
  ['2026-11-22', undefined, undefined],
])('a waiver until %s, with notice of %s days', (until, days, expected) => {
  expect(reportOf([until], days).ending?.map((each) => each.days)).toEqual(expected);
});

test('the next one to end is named first, in the first lines of the text and in a notification of SARIF', () => {
  const { first, sarif, ending } = reportOf(['2026-12-20', '2026-11-30', '2027-06-30']);
  const sentence =
    '2 waivers end within 30 days: workloads/host-namespaces on 2026-11-30 (waiver on chart/pod1, 1 finding), '
    + 'workloads/host-namespaces on 2026-12-20 (waiver on chart/pod0, 1 finding)';
  expect(first).toContain(sentence);
  expect(sarif).toContain(sentence);
  expect(ending).toEqual([
    { rule: 'workloads/host-namespaces', place: 'waiver on chart/pod1', until: '2026-11-30', days: 7, findings: 1 },
    { rule: 'workloads/host-namespaces', place: 'waiver on chart/pod0', until: '2026-12-20', days: 27, findings: 1 },
  ]);
});

test('a number of days that is none is refused', () => {
  expect(() => reportOf([], -1)).toThrow('waiverNoticeDays');
  expect(() => reportOf([], 1.5)).toThrow('waiverNoticeDays');
});
