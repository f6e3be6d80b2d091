import { checkerOf } from '../../../src/app/checker';
import type { CheckedResult } from '../../../src/engine/checker';
import type { Settings } from '../../../src/engine/settings';
import { readWaiver } from '../../../src/engine/waiver';
import { hardeningMatchers } from '../../../src/jest';
import { renderJson } from '../../../src/reports/json';
import { reportOfApp } from '../../../src/reports/report-input';
import { renderText } from '../../../src/reports/text';
import { inventoryOf } from '../../support/findings';

const POD = '{ apiVersion: v1, kind: Pod, metadata: { name: api, namespace: shop }, spec: { containers: { name: api } } }';

function check(settings: Partial<Settings> = {}): CheckedResult {
  return checkerOf([{ settings: { kubernetes: '1.37', asOf: '2026-11-30', ...settings } as Settings }]).check(inventoryOf(POD));
}

/** The rules about types, which let the others off. */
const SCHEMA = /^(?:manifests\/schema|workloads\/malformed-pod)$/;

const undecided = ({ findings }: CheckedResult) =>
  findings.filter(({ status, path }) => status === 'unknown' && path === 'spec.containers');
const told = (result: CheckedResult) =>
  (JSON.parse(renderJson(reportOfApp(result))) as { findings: { rule: string; path: string; status: string; folded?: number }[] }).findings;

test('containers that are not list are one finding, with the number of rules that cannot decide', () => {
  const result = check();
  const [cause, ...others] = told(result).filter(({ path }) => path === 'spec.containers');
  expect(cause).toMatchObject({ rule: 'manifests/schema', status: 'violation', folded: expect.any(Number) });
  expect(others).toEqual([]);
  expect(cause!.folded).toBeGreaterThan(20);
  // The rule about types of pods says the same as a violation.
  expect(undecided(result)).toHaveLength(cause!.folded! - 1);
  expect(renderText(reportOfApp(result))).toContain(`${cause!.folded} findings of other rules with the same cause:`);
});

test('what rules have to say beside it stays', () => {
  expect(told(check()).map(({ rule }) => rule)).toContain('namespaces/default-service-account-token');
});

test('where manifests/schema is off, or waived, the rules say that they cannot decide, in one finding', () => {
  const off = check({ rules: { 'manifests/schema': 'off', 'workloads/malformed-pod': 'off' } });
  const open = told(off).filter(({ path }) => path === 'spec.containers');
  expect(open).toEqual([expect.objectContaining({ status: 'unknown', folded: expect.any(Number) })]);
  expect(open[0]!.folded).toBeGreaterThan(20);
  const checker = checkerOf([{ settings: { kubernetes: '1.37', asOf: '2026-11-30' } }]);
  const waiver = (rule: string) =>
    readWaiver(
      { rule, reason: 'a test', approvedBy: 'Ada', until: '2026-12-31' },
      { place: 'test', path: '', everywhere: false, covers: () => true },
      checker.waiverTest,
    );
  const waived = checker.check(inventoryOf(POD), [waiver('manifests/schema'), waiver('workloads/malformed-pod')]);
  expect(waived.findings.filter(({ rule, status }) => rule === 'manifests/schema' && status === 'waived')).toHaveLength(1);
  expect(waived.findings.filter(({ follows = '' }) => SCHEMA.test(follows))).toEqual([]);
});

test('the pod rule stands in for it in the profiles of the Pod Security Standards', () => {
  const found = told(check({ profile: 'pss-restricted' })).filter(({ path }) => path === 'spec.containers');
  expect(found).toEqual([expect.objectContaining({ rule: 'workloads/malformed-pod', folded: expect.any(Number) })]);
});

test('no verdict is better for it', () => {
  const failOnUnknown = check({ failOn: 'critical', failOnUnknown: true } as Partial<Settings>);
  expect(failOnUnknown.failing.length).toBeGreaterThan(20);
  expect(failOnUnknown.failing.filter(({ follows = '' }) => SCHEMA.test(follows))).toEqual([]);
  const shown = failOnUnknown.failing.filter(({ path, follows }) => path === 'spec.containers' && follows === undefined);
  expect(shown).toEqual([expect.objectContaining({ status: 'unknown', severity: 'critical' })]);
  const both = check({ failOn: 'low', failOnUnknown: true } as Partial<Settings>);
  expect(both.failing.filter(({ status }) => status === 'unknown').length).toBeGreaterThan(20);
  const tally = new Map(check().tally.map(({ rule, passed, unknown }) => [rule.id, { passed, unknown }]));
  expect(tally.get('workloads/run-as-user')).toEqual({ passed: 0, unknown: 1 });
});

test('a matcher that asks for one rule is told what that rule cannot decide', () => {
  expect.extend(hardeningMatchers);
  const options = { kubernetes: '1.37', asOf: '2026-11-30', failOnUnknown: true };
  expect(() => expect(POD).not.toViolate('workloads/run-as-user', options)).toThrow('unknown: containers is not a list');
});
