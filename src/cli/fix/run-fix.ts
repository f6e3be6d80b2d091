import { CATALOG } from '../../catalog';
import { POD_FILLERS, type PodFillOptions } from '../../kubernetes/pods/fill/pod-fill';
import { parseQuantity, quantitySign } from '../../kubernetes/resources/quantity';
import { progressOnTerminal } from '../check/progress';
import { replaceText, writeOut } from '../check/write-output';
import { INTERNAL_ERROR } from '../internal-error';
import { hasColor, mayBeTerminal } from '../look';
import type { ImportModule } from '../own-rules';
import { layersOf, type SettingFlags } from '../settings';
import { UsageError } from '../usage-error';
import { fix, type FixResult } from './fix';
import { fixableRules, fillsFor } from './fixable';
import { renderDiff, renderSummary } from './render-fix';

/** The command line of `fix`. */
export interface FixFlags extends SettingFlags {
  readonly write?: boolean;
  readonly only?: string;
  readonly without?: string;
  readonly requests?: string;
  readonly tmp?: string;
}

/**
 * Shows what can be fixed, or writes it. Returns the exit code: 0 when nothing is left to fix, 1 when fixes are shown and not written, or
 * cannot be written, 2 for what could not be read or written, 3 for an internal error.
 */
export async function runFix(paths: readonly string[], flags: FixFlags, importModule: ImportModule): Promise<number> {
  const layers = await layersOf(flags, importModule);
  const { progress, done } = progressOnTerminal();
  const result = fix({ paths, layers, fills: fillsOf(flags), progress });
  done();
  const { internalError } = result;
  if (flags.write !== true) {
    await writeOut([renderDiff(result, { color: hasColor(), isShown: mayBeTerminal(1) && process.stdout.isTTY === true })]);
    process.stderr.write(renderSummary(result, false));
    if (internalError !== undefined) return failed(internalError);
    return result.errors.length > 0 ? 2 : result.files.length + result.left.length > 0 ? 1 : 0;
  }
  const written = writeAll(result);
  if (result.standardInput !== undefined) await writeOut([result.standardInput]);
  process.stderr.write(renderSummary(written, true));
  if (internalError !== undefined) return failed(internalError);
  return written.errors.length > 0 ? 2 : written.left.length > 0 ? 1 : 0;
}

function failed(internalError: string): number {
  process.stderr.write(internalError);
  return INTERNAL_ERROR;
}

/** One file after the other; one that cannot be written is an error, and no file of those that were filled. */
function writeAll(result: FixResult): FixResult {
  const files = [];
  const errors = [...result.errors];
  for (const file of result.files) {
    try {
      if (file.name !== '-') replaceText(file.name, file.before, file.after);
      files.push(file);
    } catch (error) {
      errors.push({
        file: file.name,
        line: undefined,
        message: `${(error as Error).message}, so it stays as it was. Fix that and run fix again, or apply the diff elsewhere.`,
      });
    }
  }
  return { ...result, files, errors };
}

function fillsOf({ only, without, requests, tmp }: FixFlags): PodFillOptions {
  const chosen = only === undefined ? fixableRules() : rulesIn('--only', only);
  const dropped = without === undefined ? [] : rulesIn('--without', without);
  const names = CATALOG.filter(({ id }) => chosen.includes(id) && !dropped.includes(id)).flatMap(fillsFor);
  return {
    ...Object.fromEntries(POD_FILLERS.map(({ name }) => [name, names.includes(name)])),
    ...(requests === undefined ? {} : { resourceRequests: true, requests: requestsOf(requests) }),
    ...(tmp === undefined ? {} : { temporaryDirectory: true, temporaryDirectorySize: amount('--tmp', tmp) }),
  };
}

function rulesIn(flag: string, text: string): string[] {
  const rules = text
    .split(',')
    .map((rule) => rule.trim())
    .filter((rule) => rule !== '');
  const wrong = rules.find((rule) => !fixableRules().includes(rule));
  if (wrong !== undefined || rules.length === 0) {
    throw new UsageError(`${flag}: "${wrong ?? text}" is not a rule that can be fixed. Choose from ${fixableRules().join(', ')}.`);
  }
  return rules;
}

function requestsOf(text: string): { cpu: string; memory: string } {
  const parts = text.split(',');
  if (parts.length !== 2) throw new UsageError(`--requests: "${text}" is not two quantities. Write CPU,MEMORY, such as 100m,128Mi.`);
  return { cpu: amount('--requests', parts[0]!), memory: amount('--requests', parts[1]!) };
}

function amount(flag: string, text: string): string {
  const trimmed = text.trim();
  if (parseQuantity(trimmed) === undefined || quantitySign(trimmed) !== 1) {
    throw new UsageError(`${flag}: "${trimmed}" is not a quantity above zero. Write one as Kubernetes does, such as 100m or 128Mi.`);
  }
  return trimmed;
}
