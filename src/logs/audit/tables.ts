import { BoundedTable } from '../bounded-table';
import type { Outcome } from './audit-event';

/** Names of objects that are kept of one row. */
const MOST_NAMES = 16;
const MOST_EXAMPLES = 3;

/** How often, and when first and last: microseconds since 1970. */
export interface Tally {
  count: number;
  first: number;
  last: number;
}

/** What an identity did with a resource in a namespace, or with a path, and what became of it. */
export interface UsageKey {
  readonly user: string;
  readonly outcome: Outcome;
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  /** Of a request that is for no resource; else ''. */
  readonly path: string;
}

export interface Usage extends Tally {
  key: UsageKey;
  /** Requests that named no object. */
  unnamed: number;
  names: BoundedTable<Count>;
}

/** An identity. */
export interface Identity extends Tally {
  outcomes: Partial<Record<Outcome, number>>;
  /** Each counted once. */
  groups: BoundedTable<Count>;
  /** What was seen last, which is what will be seen next, mostly: to look up less. */
  memo: Memo;
}

export interface Memo {
  groups: readonly unknown[];
  source: string;
  userAgent: string;
  place: Place | undefined;
}

/** A place from which an identity came. */
export interface Place extends Tally {
  user: string;
  source: string;
  program: string;
}

/** What a detection found: see `src/audit/detections`. */
export interface Signal extends Tally {
  key: SignalKey;
  examples: Example[];
}

export interface SignalKey {
  readonly detection: string;
  readonly user: string;
  readonly source: string;
  /** What it was about, in words: `secrets in shop`. */
  readonly about: string;
}

/** An event that shows what was found, without bodies. */
export interface Example {
  readonly time: string;
  readonly id: string;
  readonly request: string;
  readonly code: number | undefined;
  /** What the detection has to say of this event. */
  readonly note: string;
}

export interface Count {
  count: number;
}

export const newCount = (): Count => ({ count: 0 });
/** Fractions, so that V8 stores times in the fields from the start. */
export const NO_TIME = { count: 0, first: Infinity, last: -Infinity };

const NO_KEY: UsageKey = { user: '', outcome: 'failed', verb: '', group: '', resource: '', subresource: '', namespace: '', path: '' };
export const newNames = () => new BoundedTable<Count>(MOST_NAMES, newCount);
export const newUsage = (): Usage => ({ ...NO_TIME, key: NO_KEY, unnamed: 0, names: newNames() });
export const newIdentity = (): Identity => ({
  ...NO_TIME,
  outcomes: {},
  groups: newNames(),
  memo: { groups: [], source: '', userAgent: '', place: undefined },
});
export const newPlace = (): Place => ({ ...NO_TIME, user: '', source: '', program: '' });
export const newSignal = (): Signal => ({ ...NO_TIME, key: { detection: '', user: '', source: '', about: '' }, examples: [] });

/** Counts it in. */
export function tally(row: Tally, count: number, first: number, last: number): void {
  if (first < row.first) row.first = first;
  if (last > row.last) row.last = last;
  row.count += count;
}

/** Keeps the first examples, by time; of one time, by id. */
export function addExamples(row: Signal, examples: readonly Example[]): void {
  if (row.examples.length + examples.length > MOST_EXAMPLES || examples.length > 1) {
    const all = [...row.examples, ...examples].sort(byTime);
    row.examples = all.filter((each, index) => index === 0 || byTime(all[index - 1]!, each) !== 0).slice(0, MOST_EXAMPLES);
  } else if (examples[0] && !row.examples.some((each) => byTime(each, examples[0]!) === 0)) {
    row.examples = [...row.examples, examples[0]].sort(byTime);
  }
}

function byTime(a: Example, b: Example): number {
  const order = (x: string, y: string) => (x === y ? 0 : x < y ? -1 : 1);
  return order(a.time, b.time) || order(a.id, b.id) || order(a.request, b.request) || order(a.note, b.note);
}

/** The parts of a key as one text that no other parts give. */
export function keyOf(parts: readonly string[]): string {
  for (const part of parts) if (part.includes('\n')) return JSON.stringify(parts);
  return parts.join('\n');
}

/** The name of a program, without its version and platform: `kubectl`. */
export function programOf(userAgent: string): string {
  const end = userAgent.search(/[/ ]/);
  return end < 0 ? userAgent : userAgent.slice(0, end);
}
