import { BASELINE_FILE } from '../../app/baseline-file';
import { oneLine } from '../../reports/escape';
import { progressOnTerminal } from '../check/progress';
import { writeOut } from '../check/write-output';
import type { ImportModule } from '../own-rules';
import { renderRequestOf, type RenderFlags } from '../render/flags';
import { layersOf, type SettingFlags } from '../settings';
import { updateBaseline } from './update';

/** The command line of `baseline update`. */
export interface UpdateFlags extends SettingFlags, RenderFlags {
  readonly add?: boolean;
}

/** Brings the baseline up to date. Returns the exit code. */
export async function runUpdate(paths: readonly string[], flags: UpdateFlags, importModule: ImportModule): Promise<number> {
  const render = renderRequestOf(flags);
  const stated = await layersOf(flags, importModule);
  const layers = [...stated, { settings: { baseline: BASELINE_FILE } }];
  const { progress, done } = progressOnTerminal();
  const { lines, errors, exitCode } = updateBaseline({ paths, layers, add: flags.add === true, render, progress });
  done();
  for (const error of errors) for (const line of error.split('\n')) process.stderr.write(`error: ${oneLine(line)}\n`);
  if (lines.length > 0) await writeOut(lines.map((line) => `${line}\n`));
  return exitCode;
}
