import { writeControls } from './control-table';
import { listed } from './listed';
import { notices } from './notices';
import type { ReportInput } from './report-input';
import { count, countsOf, fileName, shownFindings } from './summary';
import { writeDetails, writeFixes } from './text-details';
import type { Grouping } from './text-groups';
import { writeHighlights, writeSummary } from './text-summary';
import { TextWriter } from './text-writer';

export interface TextOptions {
  /** ANSI colours. Default: none. */
  readonly color?: boolean;
  /** Columns of the terminal. Default: 80. */
  readonly width?: number;
  /** The findings one by one after the summary, or the summary alone. Default: `full`. */
  readonly detail?: 'full' | 'summary';
  /** Default: `severity`. */
  readonly groupBy?: Grouping;
  /** So many lines of findings, and a quarter of it of what to do about them, are shown. Default: all. */
  readonly most?: number;
}

/** With more findings a summary is shown first. */
const FEW = 10;
/** Of the lines of findings, so many are as many as what to do about them may take. */
const FIXES_SHARE = 1 / 4;

/**
 * The report for people at a terminal: of many findings first the worst, and where most of them are; then one by one; then what to do, and
 * how it stands.
 */
export function renderText(input: ReportInput, options: TextOptions = {}): string {
  return [...textPieces(input, options)].join('');
}

/** {@link renderText} in pieces: see {@link Pieces}. */
export function* textPieces(input: ReportInput, options: TextOptions): Generator<string> {
  const { color = false, width, detail = 'full', groupBy = 'severity', most = Infinity } = options;
  const writer = new TextWriter(color, width);
  const counts = countsOf(input);
  const view = listed(input);
  const findings = shownFindings(view.result.findings);
  writeNotices(writer, input);
  if (input.controls !== undefined) writeControls(writer, input.controls, input.result.kubernetes);
  else if (findings.length > FEW || (detail === 'summary' && findings.length > 0)) writeHighlights(writer, view, counts);
  if (detail === 'full' && input.controls === undefined) {
    const shown = yield* writeDetails(writer, view, groupBy, most);
    if (shown.length < findings.length) {
      writer.blank();
      const more = count(findings.length - shown.length, 'more finding');
      writer.flow(
        0,
        `${more} not shown here: --all shows all of them, --group-by others first, and --format html or json all in a file`,
        'yellow',
      );
    }
    writeFixes(writer, shown, most * FIXES_SHARE);
  }
  writeErrors(writer, input);
  writeSummary(writer, input, counts);
  yield writer.take();
}

/** First of all: what the verdict does not tell. */
function writeNotices(writer: TextWriter, input: ReportInput): void {
  const sentences = notices(input);
  if (sentences.length === 0) return;
  writer.blank();
  for (const sentence of sentences) writer.flow(0, sentence, 'yellow');
}

function writeErrors(writer: TextWriter, { errors }: ReportInput): void {
  if (errors.length === 0) return;
  writer.blank();
  writer.flow(0, 'NOT CHECKED: this input could not be read', 'boldRed');
  for (const { file, line, message } of errors) {
    writer.reference(2, line === undefined ? fileName(file) : `${fileName(file)}:${line}`, undefined);
    writer.flow(4, message);
  }
}
