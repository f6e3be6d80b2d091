import { asArray, asObject, asString, isObject, type JsonObject } from '../../text/json';
import type { BoundedTable } from '../bounded-table';
import { byText } from '../by-text';
import { microsOf, timeText } from '../time';
import type { TimelineJson } from '../timeline';
import type { Outcome } from './audit-event';
import { FAULTS } from './event-reader';
import { type Observation } from './observation';
import { addExamples, keyOf, tally, type Count, type Example, type SignalKey, type Tally, type Usage, type UsageKey } from './tables';

export const OBSERVATION_KIND = 'cdk8s-hardened/audit-observation';
export const OBSERVATION_VERSION = 1;

/** A text that is no observation of this version. */
export class NotAnObservationError extends Error {}

/** An observation as JSON, which `docs/audit-observation.schema.json` describes: the same for the same requests, in whatever order. */
export function observationJson(state: Observation): string {
  const json = {
    kind: OBSERVATION_KIND,
    version: OBSERVATION_VERSION,
    lines: state.lines,
    bytes: state.bytes,
    others: state.others,
    cutFiles: state.cutFiles,
    clockSteps: state.clockSteps,
    faults: state.faults,
    formats: countsJson(state.formats),
    stages: countsJson(state.stages),
    levels: countsJson(state.levels),
    requests: times(state.requests),
    timeline: state.timeline.toJSON(),
    deliveries: tableJson(state.deliveries, ({ count }, id) => ({ id, count })),
    identities: tableJson(state.identities, (row, user) => ({
      user,
      ...times(row),
      outcomes: Object.fromEntries(Object.entries(row.outcomes).sort(([a], [b]) => byText(a, b))),
      groups: namesJson(row.groups),
    })),
    places: tableJson(state.places, (row) => ({ user: row.user, source: row.source, program: row.program, ...times(row) })),
    usage: tableJson(state.usage, (row) => usageJson(row)),
    signals: tableJson(state.signals, (row) => ({ ...row.key, ...times(row), examples: row.examples })),
  };
  return `${JSON.stringify(json)}\n`;
}

const usageJson = ({ key, unnamed, names, ...row }: Usage) => ({ ...withoutEmpty(key), ...times(row), unnamed, names: namesJson(names) });
const times = ({ count, first, last }: Tally) => (count === 0 ? { count } : { count, first: timeText(first), last: timeText(last) });
const countsJson = (counts: ReadonlyMap<string, Count>) =>
  Object.fromEntries([...counts].map(([key, { count }]) => [key, count] as const).sort(([a], [b]) => byText(a, b)));
const withoutEmpty = (key: UsageKey) => Object.fromEntries(Object.entries(key).filter(([part, value]) => value !== '' || part === 'user'));

/** `complete`: whether all rows are here, or a sample of them. */
function tableJson<V>(table: BoundedTable<V>, rowJson: (value: V, key: string) => object): object {
  return { complete: table.isComplete, rows: table.sorted().map(([key, value]) => rowJson(value, key)) };
}

function namesJson(names: BoundedTable<Count>): object {
  return { complete: names.isComplete, counts: names.sorted().map(([name, { count }]) => [name, count]) };
}

/**
 * Adds the observation of a part of a log.
 *
 * @throws NotAnObservationError
 */
export function mergeJson(state: Observation, text: string): Observation {
  const json = parsed(text);
  state.lines += number(json.lines);
  state.bytes += number(json.bytes);
  state.others += number(json.others);
  state.cutFiles += number(json.cutFiles);
  state.clockSteps += number(json.clockSteps);
  for (const fault of FAULTS) state.faults[fault] += number(asObject(json.faults)[fault]);
  for (const which of ['formats', 'stages', 'levels'] as const) {
    for (const [key, count] of Object.entries(asObject(json[which]))) {
      state[which].set(key, { count: (state[which].get(key)?.count ?? 0) + number(count) });
    }
  }
  addTally(state.requests, asObject(json.requests));
  state.timeline.merge(json.timeline as TimelineJson);
  mergeTables(state, json);
  return state;
}

function mergeTables(state: Observation, json: JsonObject): void {
  mergeTable(
    state.deliveries,
    json.deliveries,
    (row) => string(row.id),
    (into, row) => void (into.count += number(row.count)),
  );
  mergeTable(
    state.identities,
    json.identities,
    (row) => string(row.user),
    (into, row) => {
      addTally(into, row);
      for (const [outcome, count] of Object.entries(asObject(row.outcomes)) as [Outcome, unknown][]) {
        into.outcomes[outcome] = (into.outcomes[outcome] ?? 0) + number(count);
      }
      mergeNames(into.groups, row.groups);
      for (const group of into.groups.values()) group.count = 1;
    },
  );
  const placeParts = (row: JsonObject) => [string(row.user), string(row.source), string(row.program)] as const;
  mergeTable(
    state.places,
    json.places,
    (row) => keyOf(placeParts(row)),
    (into, row) => {
      [into.user, into.source, into.program] = placeParts(row);
      addTally(into, row);
    },
  );
  mergeTable(
    state.usage,
    json.usage,
    (row) => keyOf(Object.values(usageKey(row))),
    (into, row) => {
      into.key = usageKey(row);
      addTally(into, row);
      into.unnamed += number(row.unnamed);
      mergeNames(into.names, row.names);
    },
  );
  mergeTable(
    state.signals,
    json.signals,
    (row) => keyOf(Object.values(signalKey(row))),
    (into, row) => {
      into.key = signalKey(row);
      addTally(into, row);
      addExamples(into, asArray(row.examples) as readonly Example[]);
    },
  );
}

/** In the order of the parts of a key. */
function usageKey(row: JsonObject): UsageKey {
  const part = (name: string) => asString(row[name]) ?? '';
  return {
    user: part('user'),
    outcome: part('outcome') as Outcome,
    verb: part('verb'),
    group: part('group'),
    resource: part('resource'),
    subresource: part('subresource'),
    namespace: part('namespace'),
    path: part('path'),
  };
}

const signalKey = ({ detection, user, source, about }: JsonObject): SignalKey => ({
  detection: string(detection),
  user: string(user),
  source: string(source),
  about: string(about),
});

function mergeTable<V>(
  table: BoundedTable<V>,
  json: unknown,
  keyOfRow: (row: JsonObject) => string,
  add: (into: V, row: JsonObject) => void,
): void {
  const { complete, rows } = asObject(json);
  if (!Array.isArray(rows)) throw new NotAnObservationError('a table has no rows');
  if (complete !== true) table.incomplete();
  for (const item of rows) {
    const row = asObject(item);
    const into = table.at(keyOfRow(row));
    if (into) add(into, row);
  }
}

function mergeNames(names: BoundedTable<Count>, json: unknown): void {
  const { complete, counts } = asObject(json);
  if (complete !== true) names.incomplete();
  for (const item of asArray(counts)) {
    const [name, count] = asArray(item);
    const into = names.at(string(name));
    if (into) into.count += number(count);
  }
}

function addTally(into: Tally, row: JsonObject): void {
  if (number(row.count) > 0) tally(into, number(row.count), time(row.first), time(row.last));
}

function number(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new NotAnObservationError('a count is not an integer');
}

function time(value: unknown): number {
  const micros = microsOf(value);
  if (micros !== undefined) return micros;
  throw new NotAnObservationError('a row lacks a time');
}

function string(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new NotAnObservationError('a row lacks a text');
}

function parsed(text: string): JsonObject {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new NotAnObservationError(`it is not JSON: ${(error as Error).message}`);
  }
  if (!isObject(json) || json.kind !== OBSERVATION_KIND) throw new NotAnObservationError(`its kind is not ${OBSERVATION_KIND}`);
  if (json.version !== OBSERVATION_VERSION) {
    throw new NotAnObservationError(`its version is ${JSON.stringify(json.version)}, and this program reads ${OBSERVATION_VERSION}`);
  }
  if (!isObject(json.timeline) || !Array.isArray(json.timeline.spans)) throw new NotAnObservationError('it has no timeline');
  return json;
}
