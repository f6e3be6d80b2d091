import { BoundedTable } from '../bounded-table';
import { textHash } from '../text-hash';
import { timeText } from '../time';
import { Timeline } from '../timeline';
import type { AuditEvent } from './audit-event';
import { FAULTS, type Fault } from './event-reader';
import {
  addExamples,
  keyOf,
  newCount,
  newIdentity,
  newPlace,
  newSignal,
  newUsage,
  NO_TIME,
  programOf,
  tally,
  type Count,
  type Example,
  type Identity,
  type Memo,
  type Place,
  type Tally,
  type Signal,
  type Usage,
} from './tables';

/** Rows that are kept of each table. */
export const LIMITS = { usage: 16_384, identities: 8192, places: 8192, signals: 8192, deliveries: 1024 } as const;

/** What a detection says of an event. */
export interface Hit {
  readonly detection: string;
  readonly about: string;
  readonly note: string;
}

/** Looks at one event; undefined, or none, for nearly all. */
export type Detect = (event: AuditEvent) => readonly Hit[];

/**
 * What is kept of a log: its size depends on how many identities, resources and namespaces there are, not on how long the log is. Reducers
 * change it and return it, and depend on nothing but it and the event.
 */
export class Observation {
  public lines = 0;
  public bytes = 0;
  /** Records of a known format that are no requests. */
  public others = 0;
  /** Files whose end could not be read. */
  public cutFiles = 0;
  /** Events that were written before the request had come: the clock was set meanwhile. */
  public clockSteps = 0;
  public readonly faults = Object.fromEntries(FAULTS.map((fault) => [fault, 0])) as Record<Fault, number>;
  public readonly formats = new Map<string, Count>();
  public readonly stages = new Map<string, Count>();
  public readonly levels = new Map<string, Count>();
  /** Requests: an event of the last stage each. */
  public readonly requests: Tally = { ...NO_TIME };
  public readonly usage = new BoundedTable<Usage>(LIMITS.usage, newUsage);
  public readonly identities = new BoundedTable<Identity>(LIMITS.identities, newIdentity);
  public readonly places = new BoundedTable<Place>(LIMITS.places, newPlace);
  public readonly signals = new BoundedTable<Signal>(LIMITS.signals, newSignal);
  /** Events by id and stage, of a sample: what is there twice was delivered twice. */
  public readonly deliveries = new BoundedTable<Count>(LIMITS.deliveries, newCount);
  public readonly timeline = new Timeline();
}

/** A text of the log was read. */
export function countLine(state: Observation, bytes: number): Observation {
  state.lines += 1;
  state.bytes += bytes;
  return state;
}

/** A text gave no event. */
export function countFault(state: Observation, fault: Fault): Observation {
  state.faults[fault] += 1;
  return state;
}

/** A record is of a known format, and no request. */
export function countOther(state: Observation): Observation {
  state.others += 1;
  return state;
}

/** An event was read. */
export function countEvent(state: Observation, event: AuditEvent, format: string, detect: Detect): Observation {
  plusOne(state.formats, format);
  plusOne(state.stages, event.stage);
  plusOne(state.levels, event.level);
  if (event.time < event.received) state.clockSteps += 1;
  const delivery = `${event.stage[8]}${event.id}`;
  const delivered = state.deliveries.add(delivery, textHash(delivery));
  if (delivered) delivered.count += 1;
  if (!isLastStage(event)) return state;
  tally(state.requests, 1, event.received, event.received);
  state.timeline.add(event.received);
  countUse(state, event);
  for (const hit of detect(event)) countHit(state, event, hit);
  return state;
}

/**
 * Whether a request is counted by this event. A request that cannot be authenticated has one event only, at stage ResponseStarted; one that
 * runs long has that stage, too, and is counted when it is complete.
 */
export function isLastStage({ stage, user }: AuditEvent): boolean {
  return stage === 'ResponseComplete' || stage === 'Panic' || (stage === 'ResponseStarted' && user === '');
}

function countUse(state: Observation, event: AuditEvent): void {
  const { user, received, outcome, impersonated } = event;
  const identity = state.identities.at(user);
  if (identity) {
    tally(identity, 1, received, received);
    identity.outcomes[outcome] = (identity.outcomes[outcome] ?? 0) + 1;
    countGroups(identity, event.groups);
  }
  countPlace(state, event, identity?.memo);
  const actor = impersonated ? impersonated.user : user;
  countUsage(state, event, actor, event.verb);
  // Who patches or updates what is not there makes it, and is authorized for that, too.
  if (event.code === 201 && (event.verb === 'patch' || event.verb === 'update')) countUsage(state, event, actor, 'create');
  if (impersonated) countImpersonation(state, event, impersonated);
}

function countGroups({ groups: kept, memo }: Identity, groups: readonly unknown[]): void {
  if (groups.length === memo.groups.length && groups.every((group, index) => group === memo.groups[index])) return;
  memo.groups = groups;
  for (const group of groups) {
    const row = typeof group === 'string' ? kept.at(group) : undefined;
    if (row) row.count = 1;
  }
}

function countPlace(state: Observation, { user, source, userAgent, received }: AuditEvent, memo: Memo | undefined): void {
  if (memo?.place && memo.source === source && memo.userAgent === userAgent) return tally(memo.place, 1, received, received);
  const program = programOf(userAgent);
  const place = state.places.at(keyOf([user, source, program]));
  if (!place) return;
  if (place.count === 0) [place.user, place.source, place.program] = [user, source, program];
  tally(place, 1, received, received);
  if (memo) [memo.source, memo.userAgent, memo.place] = [source, userAgent, place];
}

function countUsage(state: Observation, event: AuditEvent, user: string, verb: string): void {
  const { target, outcome } = event;
  const parts = target
    ? [user, outcome, verb, target.group, target.resource, target.subresource, target.namespace, '']
    : [user, outcome, verb, '', '', '', '', event.path];
  addUsage(state, parts, target?.name ?? '', event.received);
}

/** `impersonate` is a verb on users, groups and accounts that no event has: it is what the real user needs. */
function countImpersonation(state: Observation, event: AuditEvent, { user, groups }: NonNullable<AuditEvent['impersonated']>): void {
  const outcome = event.outcome === 'forbidden' ? 'forbidden' : 'allowed';
  const account = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(user);
  const [resource, namespace, name] = account ? ['serviceaccounts', account[1]!, account[2]!] : ['users', '', user];
  addUsage(state, [event.user, outcome, 'impersonate', '', resource, '', namespace, ''], name, event.received);
  for (const group of groups) {
    if (typeof group === 'string') addUsage(state, [event.user, outcome, 'impersonate', '', 'groups', '', '', ''], group, event.received);
  }
}

function addUsage(state: Observation, parts: readonly string[], name: string, time: number): void {
  const row = state.usage.at(keyOf(parts));
  if (!row) return;
  if (row.count === 0) {
    const [user, outcome, verb, group, resource, subresource, namespace, path] = parts as readonly string[] & { readonly 0: string };
    row.key = { user, outcome, verb, group, resource, subresource, namespace, path } as Usage['key'];
  }
  tally(row, 1, time, time);
  if (name === '') row.unnamed += 1;
  else plusOneOf(row.names, name);
}

function countHit(state: Observation, event: AuditEvent, { detection, about, note }: Hit): void {
  const row = state.signals.at(keyOf([detection, event.user, event.source, about]));
  if (!row) return;
  if (row.count === 0) row.key = { detection, user: event.user, source: event.source, about };
  tally(row, 1, event.received, event.received);
  const example: Example = { time: timeText(event.received), id: event.id, request: requestOf(event), code: event.code, note };
  addExamples(row, [example]);
}

/** A request in one line. The query is left out: it may hold what a command was given, such as a password. */
function requestOf({ verb, path, target, impersonated }: AuditEvent): string {
  const { group, resource, subresource, namespace, name } = target ?? { group: '', resource: '', subresource: '', namespace: '', name: '' };
  const kind = `${resource}${subresource && `/${subresource}`}${group && `.${group}`}`;
  const what = target ? `${kind}${name && ` ${name}`}${namespace && ` in ${namespace}`}` : path.slice(0, 200);
  return `${verb} ${what}${impersonated ? ` as ${impersonated.user}` : ''}`;
}

function plusOne(counts: Map<string, Count>, key: string): void {
  const row = counts.get(key);
  if (row) row.count += 1;
  else counts.set(key, { count: 1 });
}

function plusOneOf(table: BoundedTable<Count>, key: string): void {
  const row = table.at(key);
  if (row) row.count += 1;
}
