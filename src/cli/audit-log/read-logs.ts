import * as fs from 'node:fs';
import { clearLine, cursorTo } from 'node:readline';
import { Observation, type Detect } from '../../logs/audit/observation';
import { mergeJson, NotAnObservationError, OBSERVATION_KIND } from '../../logs/audit/observation-json';
import { observeFile, type FileSummary } from '../../logs/audit/observe';
import { logFiles, NoLogError } from '../../logs/log-files';
import { timeText } from '../../logs/time';
import { oneLine } from '../../reports/escape';
import { mayBeTerminal } from '../look';
import { UsageError } from '../usage-error';

const START = `{"kind":"${OBSERVATION_KIND}"`;
const EVERY = 200;

/** What was read, and how it went. */
export interface Logs {
  readonly state: Observation;
  readonly files: readonly FileSummary[];
}

export interface ReadOptions {
  readonly logFormat?: string;
  readonly detect: Detect;
}

/**
 * Reads logs and observations into one observation.
 *
 * @throws UsageError for a path that names nothing, and for what is an observation and cannot be read
 */
export async function readLogs(paths: readonly string[], { logFormat, detect }: ReadOptions): Promise<Logs> {
  const state = new Observation();
  const files: FileSummary[] = [];
  const progress = progressOf();
  for (const file of filesOf(paths)) {
    if (isObservation(file)) mergeFile(state, file);
    else files.push(await observeFile(state, file, { format: logFormat, detect, progress: (bytes) => progress.read(bytes, file) }));
  }
  progress.done();
  return { state, files };
}

/** @throws UsageError for what is no observation */
export function mergeFile(state: Observation, file: string): void {
  try {
    mergeJson(state, fs.readFileSync(file === '-' ? 0 : file, 'utf8'));
  } catch (error) {
    if (error instanceof NotAnObservationError) {
      throw new UsageError(`${file} cannot be merged: ${error.message}. Make it with \`audit-log observe\` of this version.`);
    }
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function filesOf(paths: readonly string[]): readonly string[] {
  try {
    return logFiles(paths);
  } catch (error) {
    if (error instanceof NoLogError) throw new UsageError(error.message);
    throw error;
  }
}

function isObservation(file: string): boolean {
  if (file === '-') return false;
  const head = Buffer.alloc(START.length);
  try {
    const descriptor = fs.openSync(file, 'r');
    try {
      fs.readSync(descriptor, head, 0, head.length, 0);
    } finally {
      fs.closeSync(descriptor);
    }
  } catch {
    // Reading it as a log tells why.
    return false;
  }
  return head.toString('latin1') === START;
}

function progressOf(): { read(bytes: number, file: string): void; done(): void } {
  if (!mayBeTerminal(2) || process.stderr.isTTY !== true) return { read: () => undefined, done: () => undefined };
  let [total, next, shown] = [0, Date.now() + EVERY, false];
  return {
    read(bytes, file) {
      total += bytes;
      if (Date.now() < next) return;
      [next, shown] = [Date.now() + EVERY, true];
      cursorTo(process.stderr, 0);
      process.stderr.write(`${(total / 1e6).toFixed(0)} MB read, now ${oneLine(file).slice(-40)}`);
      clearLine(process.stderr, 1);
    },
    done() {
      if (!shown) return;
      cursorTo(process.stderr, 0);
      clearLine(process.stderr, 0);
    },
  };
}

const FAULT_WORDS: Readonly<Record<string, string>> = {
  'not-json': 'not JSON',
  'truncated': 'cut off at the end of the file',
  'too-long': 'longer than 64 MB',
  'unknown-format': 'JSON of no known format',
  'incomplete-event': 'events without a stage, a verb or a time',
};

/** What was read and what was not, for standard error. */
export function readingSummary({ state, files }: Logs): string {
  const { requests, lines, others } = state;
  const window = requests.count === 0 ? '' : `, ${timeText(requests.first)} to ${timeText(requests.last)}`;
  const out = [`${plural(requests.count, 'request')} in ${plural(lines, 'line')}${window}`];
  if (others > 0) out.push(`${plural(others, 'record')} of known formats that are no requests to the API server`);
  for (const [fault, count] of Object.entries(state.faults)) {
    if (count > 0) out.push(`${plural(count, 'line')} not read: ${FAULT_WORDS[fault]}`);
  }
  for (const { file, faults, error, outOfOrder } of files) {
    if (error !== undefined) out.push(`error: ${oneLine(file)} could not be read to its end: ${oneLine(error)}`);
    if (faults.length > 0) {
      out.push(`${oneLine(file)}: first at ${faults.map(({ line, fault }) => `line ${line} (${FAULT_WORDS[fault]})`).join(', ')}`);
    }
    if (outOfOrder > 0) out.push(`${oneLine(file)}: ${plural(outOfOrder, 'event')} out of order, by more than five minutes`);
  }
  const repeated = repeatedShare(state);
  if (repeated > 0) out.push(`about ${(100 * repeated).toFixed(1)}% of the events are there more than once, and are counted each time`);
  if (state.clockSteps > 0) out.push(`${plural(state.clockSteps, 'event')} older than the request: the clock was set back meanwhile`);
  for (const table of ['usage', 'identities', 'places', 'signals'] as const) {
    if (state[table].isComplete) continue;
    const { distinct } = state[table];
    out.push(`about ${distinct} different ${table}: a sample of them is kept, so that some findings can be missing`);
  }
  return `${out.join('\n')}\n`;
}

/** The share of events that were delivered before, in the sample. */
export function repeatedShare({ deliveries }: Observation): number {
  const counts = deliveries.values().map(({ count }) => count);
  const events = counts.reduce((sum, count) => sum + count, 0);
  return events === 0 ? 0 : (events - counts.length) / events;
}

export const plural = (count: number, noun: string) => `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
