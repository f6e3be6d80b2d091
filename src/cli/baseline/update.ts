import * as fs from 'node:fs';
import { BASELINE_FILE, baselineInput, baselineText, readBaseline } from '../../app/baseline-file';
import { checkerWithoutBaseline } from '../../app/checker';
import {
  applyBaseline,
  canBeBaselined,
  entriesOf,
  merged,
  type Baseline,
  type BaselineEntry,
  type BaselineUse,
} from '../../engine/baseline';
import type { Finding } from '../../engine/finding';
import { FindingStatus } from '../../engine/finding-status';
import type { SettingsLayer } from '../../engine/settings';
import { oneLine } from '../../reports/escape';
import { count, fileName, objectName, WORST_FIRST } from '../../reports/summary';
import { check } from '../check/check';
import { writeWhole } from '../check/write-output';
import { INTERNAL_ERROR } from '../internal-error';
import type { RenderRequest } from '../render/flags';

/** What `baseline update` is asked to do. */
export interface UpdateOptions {
  readonly paths: readonly string[];
  readonly layers: readonly SettingsLayer[];
  /** Whether new findings are accepted, too. A baseline that is not there yet takes all. */
  readonly add: boolean;
  /** As for `check`. */
  readonly render?: RenderRequest;
  readonly progress?: (done: number, of: number) => void;
}

/** What came of it, for people. */
export interface UpdateResult {
  readonly lines: readonly string[];
  readonly errors: readonly string[];
  /** 0: the baseline has all findings. 1: there are new ones. 2: input that could not be read. 3: an internal error. */
  readonly exitCode: number;
}

const MOST_NAMED = 20;

/**
 * Brings a baseline up to date: what is fixed goes, what is new is added only on request. Nothing is written where a part of
 * the input is not known, since what is there would count as fixed.
 */
export function updateBaseline({ paths, layers, add, render, progress }: UpdateOptions): UpdateResult {
  const checker = checkerWithoutBaseline(layers);
  const file = checker.settings.baseline || BASELINE_FILE;
  const exists = fs.existsSync(file);
  const before: Baseline = exists ? readBaseline(file) : { file, entries: [] };
  const { report, internalError, read } = check({ paths, layers, checker, progress, render, ignored: [file] });
  const { findings } = report.result;
  const unknown = [
    ...report.errors.map(({ file: of, line, message }) => `${fileName(of)}${line === undefined ? '' : `:${line}`}: ${message}`),
  ];
  if (internalError !== undefined || unknown.length > 0) {
    const errors = [...unknown, ...(internalError === undefined ? [] : [internalError.trimEnd()])];
    const why = `${file} stays as it is: what was not checked would count as fixed. Correct the input, or exclude it.`;
    return { lines: [], errors: [...errors, why], exitCode: internalError === undefined ? 2 : INTERNAL_ERROR };
  }
  const input = baselineInput(file, paths, read);
  const ran = new Set(checker.rules.map(({ id }) => id));
  const test = { canonical: (id: string) => checker.registry.find(id)?.id, ran: (id: string) => ran.has(id) };
  const after = applyBaseline(findings, { ...before, input }, test);
  const { found, outside, notRun } = after.use;
  // Of a part of what the baseline is about, what is unknown may be so because the rest is not there.
  const isWhole = outside.length === 0;
  const open = after.findings.filter(canBeBaselined);
  const fresh = open.filter(({ status }) => isWhole || status !== FindingStatus.UNKNOWN);
  const added = add || !exists ? fresh : [];
  const text = baselineText(merged([...found, ...outside, ...notRun, ...entriesOf(added, input)]));
  if (!exists || fs.readFileSync(file, 'utf8') !== text) writeWhole(file, [text], 'the baseline');
  return {
    lines: linesOf(file, exists, after.use, fresh, added, open.length - fresh.length),
    errors: [],
    exitCode: added.length < fresh.length ? 1 : 0,
  };
}

function linesOf(
  file: string,
  exists: boolean,
  { accepted, absent, outside, unknownRules }: BaselineUse,
  fresh: readonly Finding[],
  added: readonly Finding[],
  ofPart: number,
): readonly string[] {
  const total = (entries: readonly BaselineEntry[]) => entries.reduce((sum, entry) => sum + entry.count, 0);
  const [removed, kept] = [total(absent), total(outside)];
  if (!exists) {
    return [
      `${file}: ${count(added.length, 'finding')} accepted as ${added.length === 1 ? 'it is' : 'they are'}${bySeverity(added)}.`,
      `Name it with --baseline ${file}, or as \`baseline\` in cdk8s-hardened.yaml.`,
    ];
  }
  const left = fresh.length - added.length;
  return [
    `${file}: ${count(accepted + added.length, 'finding')} accepted; ${removed} no longer found, removed; `
      + `${added.length} added${bySeverity(added)}.`,
    ...(kept === 0 ? [] : [`${count(kept, 'finding')} of files that were not checked, kept.`]),
    ...(ofPart === 0 ? [] : [`${count(ofPart, 'unknown result')} not taken: what is unknown in a part need not be so in the whole.`]),
    ...(unknownRules.length === 0 ? [] : [`Rules that are unknown, removed: ${unknownRules.join(', ')}.`]),
    ...(left === 0 ? [] : [leftNote(left)]),
    ...(left === 0 ? added : fresh).slice(0, MOST_NAMED).map(nameOf),
    ...(fresh.length > MOST_NAMED ? [`  and ${fresh.length - MOST_NAMED} more: \`check --baseline ${file}\` shows all`] : []),
  ].map(oneLine);
}

function leftNote(left: number): string {
  const them = left === 1 ? 'it' : 'them';
  return `${count(left, 'new finding')} not added: fix or waive ${them}, or accept ${them} with --add.`;
}

function bySeverity(findings: readonly Finding[]): string {
  const parts = WORST_FIRST.map((severity) => [severity, findings.filter((each) => each.severity === severity).length] as const)
    .filter(([, number]) => number > 0)
    .map(([severity, number]) => `${number} ${severity}`);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function nameOf({ rule, object, severity, message, status }: Finding): string {
  return `  ${severity} ${rule} ${objectName(object)}: ${status === FindingStatus.UNKNOWN ? 'unknown: ' : ''}${message}`;
}
