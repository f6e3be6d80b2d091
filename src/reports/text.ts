import type { Finding } from '../engine/finding';
import { FindingStatus } from '../engine/finding-status';
import { Severity } from '../engine/severity';
import { MultiMap } from '../text/multi-map';
import { consequenceNotes } from './consequences';
import { oneLine } from './escape';
import { inBandSentences } from './in-band';
import { columns, wrap } from './layout';
import type { ReportInput } from './report-input';
import { settingsNotes } from './settings-notes';
import {
  acceptance,
  acceptedBy,
  count,
  countsOf,
  fileName,
  isClean,
  leftOutOf,
  objectName,
  fieldOf,
  placeOf,
  relatedText,
  RUN_AS_A_WHOLE,
  scopeOf,
  settingsOf,
  unreadOf,
  verdict,
  worstFirst,
  type Counts,
  shownFindings,
} from './summary';

export interface TextOptions {
  /** ANSI colours. Default: none. */
  readonly color?: boolean;
  /** Columns of the terminal. Default: 80. */
  readonly width?: number;
}

type Style = 'bold' | 'dim' | 'red' | 'boldRed' | 'yellow' | 'blue' | 'cyan' | 'magenta' | 'green';

const CODES: Readonly<Record<Style, string>> = {
  bold: '1',
  dim: '2',
  red: '31',
  boldRed: '1;31',
  yellow: '33',
  blue: '94',
  cyan: '36',
  magenta: '35',
  green: '32',
};
const BY_SEVERITY: Readonly<Record<Severity, Style>> = {
  [Severity.CRITICAL]: 'boldRed',
  [Severity.HIGH]: 'red',
  [Severity.MEDIUM]: 'yellow',
  [Severity.LOW]: 'blue',
};
const MARKS: Readonly<Record<FindingStatus, string>> = { violation: '!', unknown: '?', waived: '~' };
const DEFAULT_WIDTH = 80;
const MIN_WIDTH = 40;
/** Columns of the mark, the severity and the gaps around them. */
const GUTTER = 4 + 2 + 'critical'.length + 2;
const MAX_NOT_KUBERNETES = 5;

/** The report for people at a terminal: by file (or construct) and object, the worst first; then what to do, and how it stands. */
export function renderText(input: ReportInput, options: TextOptions = {}): string {
  return [...textPieces(input, options)].join('');
}

/** {@link renderText} in pieces: see {@link Pieces}. */
export function* textPieces(input: ReportInput, options: TextOptions): Generator<string> {
  const writer = new Writer(options.color ?? false, widthOf(options.width));
  writeInBand(writer, input);
  yield* writeFindings(writer, input);
  writeFixes(writer, input);
  writeErrors(writer, input);
  writeSummary(writer, input, countsOf(input));
  yield writer.take();
}

/** Terminals that do not know their width say 0. */
function widthOf(width: number | undefined): number {
  return width !== undefined && width > 0 ? Math.max(Math.floor(width), MIN_WIDTH) : DEFAULT_WIDTH;
}

/** Lines of bounded width, painted after they are measured. */
class Writer {
  private lines: string[] = [];
  private hasBegun = false;

  constructor(
    private readonly color: boolean,
    private readonly width: number,
  ) {}

  public paint(text: string, style?: Style): string {
    return this.color && style && text !== '' ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text;
  }

  public blank(): void {
    if (this.hasBegun) this.lines.push('');
    this.hasBegun = true;
  }

  /** Text after a prefix (already painted) of so many columns; lines that follow are indented as much. */
  public flow(indent: number, text: string, style?: Style, prefix = ' '.repeat(indent)): void {
    wrap(oneLine(text), this.width - indent).forEach((line, index) => {
      this.lines.push(`${index === 0 ? prefix : ' '.repeat(indent)}${this.paint(line.trimEnd(), style)}`.trimEnd());
    });
  }

  /** A rule's id and a place that a terminal can open: never broken, on one line where both fit. */
  public reference(indent: number, rule: string, place: string | undefined): void {
    const [left, right] = [oneLine(rule), place === undefined ? '' : oneLine(place)];
    if (right !== '' && indent + columns(left) + 2 + columns(right) <= this.width) {
      this.lines.push(`${' '.repeat(indent)}${this.paint(`${left}  ${right}`, 'dim')}`);
      return;
    }
    for (const part of [left, right]) if (part !== '') this.lines.push(`${' '.repeat(indent)}${this.paint(part, 'dim')}`);
  }

  /** What was written since it was last taken. */
  public take(): string {
    const { lines } = this;
    this.lines = [];
    return lines.map((line) => `${line}\n`).join('');
  }
}

/** First of all: what the input itself says is acceptable. */
function writeInBand(writer: Writer, input: ReportInput): void {
  const sentences = inBandSentences(input);
  if (sentences.length === 0) return;
  writer.blank();
  for (const sentence of sentences) writer.flow(0, sentence, 'yellow');
}

function* writeFindings(writer: Writer, input: ReportInput): Generator<string> {
  for (const [heading, findings] of MultiMap.by(shownFindings(input.result.findings), headingOf)) {
    writer.blank();
    writer.flow(0, heading, 'bold');
    for (const [, ofObject] of MultiMap.by(findings, ({ object }) => object)) {
      const { object } = ofObject[0]!;
      if (object) writer.flow(2, objectName(object), undefined);
      for (const finding of [...ofObject].sort(worstFirst)) writeFinding(writer, input, finding);
      yield writer.take();
    }
  }
}

function headingOf({ object }: Finding): string {
  if (!object) return RUN_AS_A_WHOLE.replace('the', 'The');
  const { file, construct, hostPath } = object.origin;
  return file === undefined ? construct || hostPath || objectName(object) : fileName(file);
}

function writeFinding(writer: Writer, input: ReportInput, finding: Finding): void {
  const { status, severity, message, rule, related, waiver } = finding;
  const field = fieldOf(finding);
  const style: Style = status === FindingStatus.VIOLATION ? BY_SEVERITY[severity] : status === FindingStatus.UNKNOWN ? 'magenta' : 'dim';
  const prefix = `    ${writer.paint(`${MARKS[status]} ${severity.padEnd('critical'.length)}`, style)}  `;
  writer.flow(
    GUTTER,
    status === FindingStatus.UNKNOWN ? `unknown: ${message}` : message,
    status === FindingStatus.WAIVED ? 'dim' : undefined,
    prefix,
  );
  if (field !== '') writer.flow(GUTTER, field, status === FindingStatus.WAIVED ? 'dim' : 'cyan');
  for (const place of related) writer.flow(GUTTER, relatedText(input, place), 'dim');
  for (const note of consequenceNotes(finding)) writer.flow(GUTTER, note, 'dim');
  if (waiver) writer.flow(GUTTER, `waived: ${acceptance(waiver)}`, 'dim');
  writer.reference(GUTTER, rule, placeOf(input, finding));
}

/** Once for each rule with something to do about it: what is seen last on a long report is what helps. */
function writeFixes(writer: Writer, { result }: ReportInput): void {
  const open = shownFindings(result.findings)
    .filter(({ status }) => status !== FindingStatus.WAIVED)
    .sort(worstFirst);
  if (open.length === 0) return;
  writer.blank();
  writer.flow(0, 'What to do', 'bold');
  for (const [rule, findings] of MultiMap.by(open, (finding) => finding.rule)) {
    writer.flow(2, findings.length === 1 ? rule : `${rule} (${findings.length} times)`);
    writer.flow(4, findings[0]!.fix);
  }
}

function writeErrors(writer: Writer, { errors }: ReportInput): void {
  if (errors.length === 0) return;
  writer.blank();
  writer.flow(0, 'NOT CHECKED: this input could not be read', 'boldRed');
  for (const { file, line, message } of errors) {
    writer.reference(2, line === undefined ? fileName(file) : `${fileName(file)}:${line}`, undefined);
    writer.flow(4, message);
  }
}

function writeSummary(writer: Writer, input: ReportInput, counts: Counts): void {
  const { result, errors, notKubernetes } = input;
  const { violation, unknown, waived } = counts.status;
  writer.blank();
  writer.flow(0, verdict(input, counts), violation > 0 ? 'boldRed' : isClean(input, counts) ? 'green' : 'yellow');
  if (unknown > 0) writer.flow(0, `${unknown} unknown (?): an unknown result is not a pass`, 'magenta');
  if (waived > 0) writer.flow(0, `${waived} waived (~): ${acceptedBy(result.findings)}`);
  if (errors.length > 0) writer.flow(0, unreadOf(input), 'boldRed');
  if (notKubernetes.length > 0) {
    const named = notKubernetes.slice(0, MAX_NOT_KUBERNETES).join(', ');
    const more = notKubernetes.length - MAX_NOT_KUBERNETES;
    writer.flow(0, `${count(notKubernetes.length, 'document')} not Kubernetes: ${named}${more > 0 ? `, and ${more} more` : ''}`, 'dim');
  }
  const leftOut = leftOutOf(input);
  if (leftOut !== undefined) writer.flow(0, leftOut, 'dim');
  writer.flow(0, scopeOf(input, counts), 'dim');
  writer.flow(0, settingsOf(input), 'dim');
  for (const note of settingsNotes(input)) writer.flow(0, note, 'dim');
}
