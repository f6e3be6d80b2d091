import type { Finding } from '../engine/finding';
import { FindingStatus } from '../engine/finding-status';
import { highlightsOf, type Share } from './highlights';
import type { ReportInput } from './report-input';
import { settingsNotes } from './settings-notes';
import {
  acceptedBy,
  count,
  fileName,
  isClean,
  leftOutOf,
  objectName,
  placeOf,
  scopeOf,
  settingsOf,
  shownFindings,
  unreadOf,
  verdict,
  type Counts,
} from './summary';
import { BY_SEVERITY } from './text-details';
import type { TextWriter } from './text-writer';

const MOST_NOT_KUBERNETES = 5;
/** So many of each kind are in the summary. */
const MOST_HIGHLIGHTS = 5;
const INDENT = 2 + 'critical'.length + 2;

/** First of many findings: how it stands, and where to begin. */
export function writeHighlights(writer: TextWriter, input: ReportInput, counts: Counts): void {
  const shown = shownFindings(input.result.findings);
  const { worst, rules, objects, namespaces } = highlightsOf(shown, MOST_HIGHLIGHTS);
  writer.blank();
  writeVerdict(writer, input, counts);
  writeOthers(writer, input, counts);
  if (worst.length > 0) {
    writer.blank();
    writer.flow(0, 'Worst findings', 'bold');
    for (const { of, findings } of worst) writeWorst(writer, input, of, findings);
  }
  writeShares(writer, 'Rules with the most findings', rules, (rule) => rule);
  writeShares(writer, 'Objects with the most findings', objects, (object) => {
    const where = object.origin.file === undefined ? object.origin.construct : fileName(object.origin.file);
    return where === undefined || where === '' ? objectName(object) : `${objectName(object)}, ${where}`;
  });
  if (namespaces.length > 1) writeShares(writer, 'Namespaces with the most findings', namespaces, (name) => name);
}

function writeWorst(writer: TextWriter, input: ReportInput, finding: Finding, times: number): void {
  const { severity, object, message, rule } = finding;
  const prefix = `  ${writer.paint(severity.padEnd('critical'.length), BY_SEVERITY[severity])}  `;
  writer.flow(INDENT, object ? `${objectName(object)}: ${message}` : message, undefined, prefix);
  const named = times === 1 ? rule : `${rule} (${times} times)`;
  writer.reference(INDENT, named, placeOf(input, finding) ?? object?.origin.construct);
}

function writeShares<T>(writer: TextWriter, heading: string, shares: readonly Share<T>[], nameOf: (of: T) => string): void {
  if (shares.length === 0) return;
  writer.blank();
  writer.flow(0, heading, 'bold');
  for (const { of, findings } of shares) writer.flow(INDENT, nameOf(of), undefined, `${String(findings).padStart(INDENT - 2)}  `);
}

/** Last of all: what was checked and how, and at the very end how it stands. */
export function writeSummary(writer: TextWriter, input: ReportInput, counts: Counts): void {
  const { errors, notKubernetes } = input;
  writer.blank();
  if (notKubernetes.length > 0) {
    const named = notKubernetes.slice(0, MOST_NOT_KUBERNETES).join(', ');
    const more = notKubernetes.length - MOST_NOT_KUBERNETES;
    writer.flow(0, `${count(notKubernetes.length, 'document')} not Kubernetes: ${named}${more > 0 ? `, and ${more} more` : ''}`, 'dim');
  }
  const leftOut = leftOutOf(input);
  if (leftOut !== undefined) writer.flow(0, leftOut, 'dim');
  writer.flow(0, scopeOf(input, counts), 'dim');
  writer.flow(0, settingsOf(input), 'dim');
  for (const note of settingsNotes(input)) writer.flow(0, note, 'dim');
  if (errors.length > 0) writer.flow(0, unreadOf(input), 'boldRed');
  writeOthers(writer, input, counts);
  writeVerdict(writer, input, counts);
}

/** The result in a line, and what it does not count. */
function writeVerdict(writer: TextWriter, input: ReportInput, counts: Counts): void {
  const { violation } = counts.status;
  writer.flow(0, verdict(input, counts), violation > 0 ? 'boldRed' : isClean(input, counts) ? 'green' : 'yellow');
}

function writeOthers(writer: TextWriter, { result: { findings } }: ReportInput, { status: { unknown, waived } }: Counts): void {
  const folded = findings.filter(({ follows, status }) => follows !== undefined && status !== FindingStatus.BASELINED).length;
  if (folded > 0) writer.flow(0, `${count(folded, 'more finding')} with the same causes`, 'dim');
  if (waived > 0) writer.flow(0, `${waived} waived (~): ${acceptedBy(shownFindings(findings))}`);
  if (unknown > 0) writer.flow(0, `${unknown} unknown (?): an unknown result is not a pass`, 'magenta');
}
