import type { Settings } from '../../engine/settings';
import type { Severity } from '../../engine/severity';
import { oneLine } from '../../reports/escape';
import type { ReportInput } from '../../reports/report-input';
import { fileName, countsOf, verdict } from '../../reports/summary';
import type { TextOptions } from '../../reports/text';
import type { Grouping } from '../../reports/text-groups';
import { hasColor, isTerminal, widthOfOutput } from '../look';
import type { ImportModule } from '../own-rules';
import { renderRequestOf, type RenderFlags } from '../render/flags';
import { layersOf, type SettingFlags } from '../settings';
import { UsageError } from '../usage-error';
import { check } from './check';
import { STANDARD_OUTPUT, type Destination, type Outputs } from './outputs';
import { progressOnTerminal } from './progress';
import { FORMATS } from './render';
import { portions, writeOut, writeWhole } from './write-output';

/** The command line of `check`. */
export interface CheckFlags extends SettingFlags, RenderFlags {
  readonly only?: readonly string[];
  readonly without?: readonly string[];
  readonly minSeverity?: Severity;
  readonly kind?: readonly string[];
  readonly name?: readonly string[];
  readonly quiet?: boolean;
  readonly summary?: boolean;
  readonly groupBy?: Grouping;
  readonly all?: boolean;
  readonly controls?: boolean;
}

/** As many lines of findings as a terminal shows of itself. */
export const MOST_LINES = 200;

/** Checks, and writes what is requested. Returns the exit code. */
export async function runCheck(paths: readonly string[], flags: CheckFlags, outputs: Outputs, importModule: ImportModule): Promise<number> {
  const { only, without, minSeverity, kind: kinds, name: names, quiet = false, summary = false, controls } = flags;
  if (quiet && summary) throw new UsageError('--quiet prints nothing, so --summary would have no effect. Remove one.');
  const render = renderRequestOf(flags);
  const layers = await layersOf(flags, importModule, { only, without });
  const { progress, done } = progressOnTerminal();
  const { report, exitCode, internalError, settings } = check({
    paths,
    layers,
    progress,
    render,
    controls,
    view: { minSeverity, kinds, names },
  });
  done();
  const failures = await writeAll(report, destinations(outputs, settings), flags, quiet);
  if (quiet) {
    for (const { file, line, message } of report.errors) say(`${fileName(file)}${line === undefined ? '' : `:${line}`}: ${message}`);
  }
  for (const failure of failures) say(failure);
  if (internalError !== undefined) process.stderr.write(internalError);
  return failures.length > 0 && exitCode < 2 ? 2 : exitCode;
}

function destinations(outputs: Outputs, { format, output }: Settings): readonly Destination[] {
  return outputs.destinations({ format, output });
}

/** Files first. What cannot be written is no reason not to write the rest. */
async function writeAll(report: ReportInput, all: readonly Destination[], flags: CheckFlags, quiet: boolean): Promise<readonly string[]> {
  const failures: string[] = [];
  const isFile = ({ output }: Destination) => output !== STANDARD_OUTPUT;
  for (const destination of [...all.filter(isFile), ...all.filter((each) => !isFile(each))]) {
    const { format, output } = destination;
    const toFile = isFile(destination);
    if (!toFile && quiet) continue;
    try {
      const pieces = portions(FORMATS[format]!(report, { ...lookOf(toFile), ...textLook(flags, toFile) }));
      if (!toFile) await writeOut(pieces);
      else {
        writeWhole(output, pieces);
        if (!quiet) process.stderr.write(`${oneLine(`${output} (${format}): ${verdict(report, countsOf(report))}`)}\n`);
      }
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      failures.push(error.message);
    }
  }
  return failures;
}

function say(message: string): void {
  process.stderr.write(`error: ${oneLine(message)}\n`);
}

function lookOf(toFile: boolean): { readonly color: boolean; readonly width: number } {
  return { color: !toFile && hasColor(), width: toFile ? 100 : widthOfOutput() };
}

function textLook({ groupBy, all, summary }: CheckFlags, toFile: boolean): Pick<TextOptions, 'groupBy' | 'most' | 'detail'> {
  const most = all === true || toFile || !isTerminal() ? undefined : MOST_LINES;
  return { groupBy, most, detail: summary === true ? 'summary' : 'full' };
}
