import type { Finding } from '../engine/finding';
import { FindingStatus } from '../engine/finding-status';
import { Severity } from '../engine/severity';
import { MultiMap } from '../text/multi-map';
import { consequenceNotes } from './consequences';
import { placesInOrder, type Places } from './places';
import type { ReportInput } from './report-input';
import { acceptance, count, fieldOf, objectName, shownFindings, worstFirst } from './summary';
import { capital, groupsOf, type Group, type Grouping } from './text-groups';
import type { Style, TextWriter } from './text-writer';

export const BY_SEVERITY: Readonly<Record<Severity, Style>> = {
  [Severity.CRITICAL]: 'boldRed',
  [Severity.HIGH]: 'red',
  [Severity.MEDIUM]: 'yellow',
  [Severity.LOW]: 'blue',
};
const MARKS: Readonly<Record<FindingStatus, string>> = { violation: '!', unknown: '?', waived: '~', baselined: '=' };
/** Columns of the mark, the severity and the gaps around them. */
const GUTTER = 4 + 2 + 'critical'.length + 2;
/** A finding takes at least so many lines: what it is, and its rule. */
const LEAST_LINES = 2;

/** The findings one by one, and as many lines of them as is said. Returns what is shown. */
export function* writeDetails(
  writer: TextWriter,
  input: ReportInput,
  by: Grouping,
  mostLines: number,
): Generator<string, readonly Finding[]> {
  const groups = groupsOf(shownFindings(input.result.findings), by);
  const placesOf = placesInOrder(input, firstOf(groups, mostLines / LEAST_LINES));
  const end = writer.count + mostLines;
  const shown: Finding[] = [];
  const told = new Set<string>();
  for (const { heading, findings } of groups) {
    if (writer.count >= end) break;
    writer.blank();
    writer.flow(0, heading, 'bold');
    for (const ofObject of MultiMap.by(findings, ({ object }) => object).values()) {
      if (writer.count >= end) break;
      if (by !== 'object') writeObject(writer, ofObject[0]!, by);
      for (const finding of [...ofObject].sort(worstFirst)) {
        if (writer.count >= end) break;
        writeFinding(writer, finding, placesOf.get(finding)!, told);
        shown.push(finding);
      }
      yield writer.take();
    }
  }
  return shown;
}

/** As many findings as may be written, in the order in which they are: objects as they come, and of each the worst first. */
function firstOf(groups: readonly Group[], most: number): ReadonlySet<Finding> {
  const first = new Set<Finding>();
  for (const { findings } of groups) {
    for (const ofObject of MultiMap.by(findings, ({ object }) => object).values()) {
      for (const finding of [...ofObject].sort(worstFirst)) {
        if (first.size > most) return first;
        first.add(finding);
      }
    }
  }
  return first;
}

function writeObject(writer: TextWriter, { object }: Finding, by: Grouping): void {
  if (!object) {
    if (by !== 'file') writer.flow(2, capital(objectName(object)));
    return;
  }
  const { file, construct } = object.origin;
  const made = by !== 'file' && file === undefined && construct !== undefined && construct !== '' ? ` (${construct})` : '';
  writer.flow(2, `${objectName(object)}${made}`);
}

function writeFinding(writer: TextWriter, finding: Finding, { place, related, source }: Places, told: Set<string>): void {
  const { status, severity, message, rule, waiver } = finding;
  const field = fieldOf(finding);
  const [isWaived, isUnknown] = [status === FindingStatus.WAIVED, status === FindingStatus.UNKNOWN];
  const style: Style = isWaived ? 'dim' : isUnknown ? 'magenta' : BY_SEVERITY[severity];
  const prefix = `    ${writer.paint(`${MARKS[status]} ${severity.padEnd('critical'.length)}`, style)}  `;
  writer.flow(GUTTER, isUnknown ? `unknown: ${message}` : message, isWaived ? 'dim' : undefined, prefix);
  if (field !== '') writer.flow(GUTTER, field, isWaived ? 'dim' : 'cyan');
  if (source !== undefined) writer.quote(GUTTER, source);
  for (const other of related) writer.flow(GUTTER, other, 'dim');
  for (const note of consequenceNotes(finding)) writer.flow(GUTTER, onceWhole(note, told), 'dim');
  if (waiver) writer.flow(GUTTER, `waived: ${acceptance(waiver)}`, 'dim');
  writer.reference(GUTTER, rule, place);
}

/** A list that is long is written once: the same cause has the same consequences everywhere. */
function onceWhole(note: string, told: Set<string>): string {
  if (note.length < LONG) return note;
  if (told.has(note)) return `${note.slice(0, note.indexOf(': '))}, as above`;
  told.add(note);
  return note;
}

const LONG = 120;

/**
 * Once for each rule with something to do about it, and once for rules that have the same remedy: what is seen last on a long report is
 * what helps.
 */
export function writeFixes(writer: TextWriter, shown: readonly Finding[], mostLines: number): void {
  const open = shown.filter(({ status }) => status !== FindingStatus.WAIVED).sort(worstFirst);
  if (open.length === 0) return;
  const end = writer.count + mostLines;
  writer.blank();
  writer.flow(0, 'What to do', 'bold');
  let left = 0;
  for (const [fix, findings] of MultiMap.by(open, (finding) => finding.fix)) {
    const rules = MultiMap.by(findings, ({ rule }) => rule);
    if (writer.count >= end) {
      left += rules.size;
      continue;
    }
    for (const [rule, each] of rules) writer.flow(2, each.length === 1 ? rule : `${rule} (${each.length} times)`);
    writer.flow(4, fix);
  }
  if (left > 0) writer.flow(2, `and ${count(left, 'rule')} more: \`cdk8s-hardened rules ID\` explains each`);
}
