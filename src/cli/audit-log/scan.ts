import { DETECTIONS, detect, type Detection } from '../../catalog';
import { SEVERITIES } from '../../engine/ranking';
import type { Example, Signal, SignalKey } from '../../logs/audit/tables';
import { timeText } from '../../logs/time';
import { oneLine } from '../../reports/escape';
import { writeOut, writeWhole } from '../check/write-output';
import { UsageError } from '../usage-error';
import { plural, readingSummary, readLogs } from './read-logs';

export interface ScanFlags {
  readonly format: 'text' | 'json';
  readonly failOn: string;
  readonly logFormat?: string;
  readonly output?: string;
}

/** Findings of a detection that are shown in text. */
const SHOWN = 10;

interface Found extends Omit<SignalKey, 'detection'> {
  readonly count: number;
  readonly first: string;
  readonly last: string;
  readonly examples: readonly Example[];
}

/** Runs `audit-log scan`. Returns the exit code. */
export async function runScan(paths: readonly string[], flags: ScanFlags): Promise<number> {
  const logs = await readLogs(paths, { logFormat: flags.logFormat, detect });
  const { state } = logs;
  process.stderr.write(readingSummary(logs));
  if (state.requests.count === 0) {
    throw new UsageError('there is no request in what was read, so nothing can be said. Name audit logs, or observations of them.');
  }
  const signals = state.signals.values();
  const results = DETECTIONS.map((detection) => ({ detection, found: foundBy(detection, signals, detection.answer?.(state) ?? []) }));
  const hits = results.filter(({ found }) => found.length > 0).sort((a, b) => rank(b.detection) - rank(a.detection));
  const text = flags.format === 'json' ? jsonOf(hits, state.requests.count) : textOf(hits, state.requests.count);
  if (flags.output === undefined || flags.output === '-') await writeOut([text]);
  else writeWhole(flags.output, [text], 'the report');
  if (state.cutFiles > 0) return 2;
  const limit = SEVERITIES.findIndex((severity) => severity === flags.failOn);
  return hits.some(({ detection }) => rank(detection) >= limit) ? 1 : 0;
}

type Hits = readonly { readonly detection: Detection; readonly found: readonly Found[] }[];

/** The higher, the worse. */
const rank = ({ severity }: Detection) => SEVERITIES.indexOf(severity);

function foundBy(
  { id }: Detection,
  signals: readonly Signal[],
  answers: readonly Omit<Signal, 'examples'>[] | readonly object[],
): readonly Found[] {
  const own = signals.filter(({ key }) => key.detection === id);
  const all = [...own, ...(answers as readonly (Omit<Signal, 'examples'> & { readonly examples?: Example[] })[])];
  return all
    .sort((a, b) => b.count - a.count)
    .map(({ key: { user, source, about }, count, first, last, examples = [] }) => ({
      ...{ user, source, about, count, examples },
      ...{ first: timeText(first), last: timeText(last) },
    }));
}

function jsonOf(hits: Hits, requests: number): string {
  const detections = hits.map(({ detection: { id, meaning, severity, technique, remedy, falsePositives }, found }) => ({
    ...{ id, meaning, severity, technique, remedy, falsePositives, found },
  }));
  return `${JSON.stringify({ kind: 'cdk8s-hardened/audit-scan', version: 1, requests, detections }, undefined, 2)}\n`;
}

function textOf(hits: Hits, requests: number): string {
  const lines = [`${plural(requests, 'request')}, ${plural(hits.length, 'detection')} of ${DETECTIONS.length} found something`];
  for (const { detection, found } of hits) lines.push(`  ${detection.severity.padEnd(8)} ${detection.id}: ${found.length}`);
  for (const { detection, found } of hits) {
    const { severity, id, meaning, technique, remedy, falsePositives } = detection;
    lines.push('', `${severity} ${id} (${technique}): ${meaning}`);
    for (const { user, source, about, count, first, last, examples } of found.slice(0, SHOWN)) {
      const who = user === '' ? 'no known identity' : user;
      lines.push(`  ${who}${source && ` from ${source}`}: ${about}, ${plural(count, 'time')}, ${first} to ${last}`);
      if (examples[0]) lines.push(`    auditID ${examples[0].id}: ${examples[0].request} → ${examples[0].code ?? 'no status'}`);
    }
    if (found.length > SHOWN) lines.push(`  and ${found.length - SHOWN} more: --format json has all`);
    lines.push(`  Do: ${remedy}`, `  Means nothing: ${falsePositives}`);
  }
  return lines.map((line) => `${oneLine(line)}\n`).join('');
}
