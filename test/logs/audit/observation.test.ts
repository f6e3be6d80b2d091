import fc from 'fast-check';
import type { AuditEvent } from '../../../src/logs/audit/audit-event';
import { EventReader } from '../../../src/logs/audit/event-reader';
import { countEvent, countFault, countLine, countOther, Observation, type Detect } from '../../../src/logs/audit/observation';
import { mergeJson, observationJson } from '../../../src/logs/audit/observation-json';
import { BoundedTable } from '../../../src/logs/bounded-table';
import { microsOf } from '../../../src/logs/time';
import { Timeline } from '../../../src/logs/timeline';
import { auditEvent, generatedEvents, randomFrom } from '../../support/audit-log';

const detect: Detect = ({ target, outcome }) =>
  target?.resource === 'secrets' || outcome === 'forbidden' ? [{ detection: outcome, about: target?.namespace ?? '', note: 'n' }] : [];

function observed(lines: readonly string[]): Observation {
  const state = new Observation();
  const reader = new EventReader({
    event: (event, format) => void countEvent(state, event, format, detect),
    other: () => void countOther(state),
    fault: (fault) => void countFault(state, fault),
  });
  for (const line of lines) {
    countLine(state, line.length + 1);
    reader.read(line, undefined);
  }
  return state;
}

const mergedJson = (parts: readonly string[]) => observationJson(parts.reduce((state, part) => mergeJson(state, part), new Observation()));

const LINES = [...generatedEvents(800, 7)].map((event) => JSON.stringify(event));
const TIMELESS = JSON.stringify(auditEvent({ stageTimestamp: 'x', requestReceivedTimestamp: 0 }));
const ODD = ['', 'no json', '{"kind":"Event"}', '[]', '3', 'null', TIMELESS];

describe('parts of a log merge to the observation of the whole, byte for byte', () => {
  const all = [...LINES, ...LINES.slice(0, 40), ...ODD];
  const whole = observationJson(observed(all));

  test('in whatever parts and order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 2 ** 31 - 2 }), (count, seed) => {
        const random = randomFrom(seed);
        const parts: string[][] = Array.from({ length: count }, () => []);
        for (const line of all) parts[Math.floor(random() * count)]!.splice(random() < 0.5 ? 0 : 1e9, 0, line);
        const jsons = parts.map((part) => observationJson(observed(part)));
        expect(mergedJson(jsons)).toBe(whole);
        // Pairs first, then the pairs: merging is associative.
        const half = Math.ceil(count / 2);
        expect(mergedJson([mergedJson(jsons.slice(half)), mergedJson(jsons.slice(0, half))])).toBe(whole);
      }),
      { numRuns: Number(process.env.CDK8S_HARDENED_FUZZ_RUNS ?? 1) * 5 },
    );
  });

  test('reading an observation and writing it changes nothing; merging with nothing neither', () => {
    expect(mergedJson([whole])).toBe(whole);
    expect(mergedJson([observationJson(new Observation()), whole])).toBe(whole);
  });
});

test('a table beyond its limit keeps exact counts of the same keys, however it is divided', () => {
  const random = randomFrom(11);
  const keys = Array.from({ length: 20_000 }, () => `key ${Math.floor(random() ** 2 * 6000)}`);
  const tableOf = (part: readonly string[]) => {
    const table = new BoundedTable(100, () => ({ count: 0 }));
    for (const key of part) {
      const row = table.at(key);
      if (row) row.count += 1;
    }
    return table;
  };
  const whole = tableOf(keys);
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  expect(whole.sorted()).toHaveLength(100);
  for (const [key, { count }] of whole.sorted()) expect(count).toBe(counts.get(key));
  expect([whole.isComplete, tableOf(keys.slice(0, 10)).isComplete]).toEqual([false, true]);
  // Three times the standard error, which is 10%.
  expect(Math.abs(whole.distinct / counts.size - 1)).toBeLessThan(0.3);
  expect(tableOf([...keys].reverse()).sorted()).toEqual(whole.sorted());
});

test('users beyond counting take no more than the limits', () => {
  const state = new Observation();
  const event = {
    ...({ id: 'a', stage: 'ResponseComplete', level: 'Metadata', time: 1 } as const),
    ...({ received: 1, groups: [], impersonated: undefined, verb: 'get', path: '/', query: '' } as const),
    ...({ target: undefined, code: 200, outcome: 'allowed', source: '', userAgent: '' } as const),
    ...{ annotations: {}, extra: {}, requestObject: undefined },
  };
  for (let index = 0; index < 300_000; index++) {
    countEvent(state, { ...event, user: `user ${index}` } as AuditEvent, 'kubernetes', () => []);
  }
  expect(state.requests.count).toBe(300_000);
  expect(state.identities.values()).toHaveLength(8192);
  expect(Math.abs(state.identities.distinct / 300_000 - 1)).toBeLessThan(0.05);
});

test('a timeline is as fine as it can be', () => {
  const timeline = new Timeline();
  timeline.add(microsOf('2026-11-30T10:00:59.000000Z')!);
  timeline.add(microsOf('2026-11-30T10:01:00.000000Z')!);
  const minute = Date.UTC(2026, 10, 30, 10) / 60_000;
  expect(timeline.toJSON()).toEqual({
    minutes: 1,
    spans: [
      [minute, 1],
      [minute + 1, 1],
    ],
  });
  for (let day = 10; day < 28; day++) {
    for (let hour = 10; hour < 24; hour++) {
      for (let at = 10; at < 60; at++) {
        timeline.add(microsOf(`2026-11-${day}T${hour}:${at}:00.000000Z`)!);
      }
    }
  }
  expect([timeline.toJSON().minutes, timeline.toJSON().spans.length <= 2048]).toEqual([8, true]);
});

describe('what counts as a request', () => {
  const outcomes = (...events: readonly object[]) => {
    const state = observed(events.map((event) => JSON.stringify(event)));
    return state.usage.values().map(({ key, count }) => `${key.user} ${key.verb} ${key.outcome} ${count}`);
  };
  const at = (stage: string, more: object = {}) => auditEvent({ stage, ...more });

  test('its last stage', () => {
    expect(outcomes(at('RequestReceived'), at('ResponseStarted'), at('ResponseComplete'))).toEqual(['jane get allowed 1']);
    expect(outcomes(at('Panic'))).toEqual(['jane get allowed 1']);
    expect(outcomes(at('RequestReceived'))).toEqual([]);
  });
  test('a failed authentication, which has no end', () => {
    const failed = { user: {}, responseStatus: { code: 401 }, annotations: undefined };
    expect(outcomes(at('ResponseStarted', failed))).toEqual([' get unauthenticated 1']);
  });
  test.each([
    [200, 'allow', 'allowed'],
    [404, 'allow', 'allowed'],
    [403, 'allow', 'rejected'],
    [403, undefined, 'forbidden'],
    [403, 'forbid', 'forbidden'],
    [422, 'allow', 'rejected'],
    [500, undefined, 'failed'],
    [500, 'allow', 'allowed'],
    [401, undefined, 'unauthenticated'],
    [undefined, undefined, 'failed'],
  ])('status %s, decision %s: %s', (code, decision, outcome) => {
    expect(outcomes(auditEvent({ responseStatus: { code }, annotations: { 'authorization.k8s.io/decision': decision } }))).toEqual([
      `jane get ${outcome} 1`,
    ]);
  });
  test('who impersonates acts as somebody else, and needs the right to', () => {
    const as = { username: 'system:serviceaccount:shop:app', groups: ['system:serviceaccounts'] };
    expect(outcomes(auditEvent({ impersonatedUser: as }))).toEqual([
      'jane impersonate allowed 1',
      'jane impersonate allowed 1',
      'system:serviceaccount:shop:app get allowed 1',
    ]);
  });
  test('a patch that makes an object is a create, too', () => {
    const made = auditEvent({ verb: 'patch', responseStatus: { code: 201 } });
    expect(outcomes(made)).toEqual(['jane create allowed 1', 'jane patch allowed 1']);
  });
});

test.each([
  ['{', 'it is not JSON'],
  ['{"kind":"x"}', 'its kind is not'],
  ['{"kind":"cdk8s-hardened/audit-observation","version":2}', 'its version is 2'],
  ['{"kind":"cdk8s-hardened/audit-observation","version":1}', 'it has no timeline'],
])('%s is no observation', (text, reason) => {
  expect(() => mergeJson(new Observation(), text)).toThrow(reason);
});
