import * as path from 'node:path';
import { checkerOf, waiversOfSettings } from '../../app/checker';
import type { Settings, SettingsLayer } from '../../engine/settings';
import { readsOf } from '../../engine/subjects';
import { findFiles, type FoundFile } from '../../input/find-files';
import type { ReadError } from '../../input/read-error';
import { nothingRead, readInput } from '../../input/read-input';
import { withStaticPods } from '../../input/static-pods';
import type { ReportInput } from '../../reports/report-input';
import { findingFixes } from '../fix/finding-fixes';
import { aboutFailures, INTERNAL_ERROR } from '../internal-error';

/** What `check` is asked to do. */
export interface CheckOptions {
  readonly paths: readonly string[];
  /** What was set, the first having the last word. */
  readonly layers: readonly SettingsLayer[];
  readonly progress?: (done: number, of: number) => void;
}

/** What came of it. */
export interface CheckResult {
  readonly report: ReportInput;
  /** 0: nothing at or above the threshold. 1: findings. 2: input that could not be read, or nothing to read. 3: an internal error. */
  readonly exitCode: number;
  /** What is to be reported of an internal error; undefined when there was none. */
  readonly internalError: string | undefined;
  /** All settings as one. */
  readonly settings: Settings;
}

/**
 * Reads the paths, runs the rules, and says how it ended.
 *
 * @throws SettingError for settings that cannot be honoured; never for what the input holds
 */
export function check({ paths, layers, progress }: CheckOptions): CheckResult {
  const checker = checkerOf(layers);
  const reads = readsOf(checker.registry.rules);
  let found = findFiles(paths, { reads, ...checker.settings.files });
  let files = withoutSettings(found.files, layers);
  let input = readInput(files, { reads, progress: (done) => progress?.(done, files.length) });
  const more = withStaticPods({ ...found, files }, input.inventory);
  if (more) {
    [found, files] = [more, more.files];
    input = readInput(files, { reads });
  }
  const accepted = waiversOfSettings(checker);
  const result = checker.check(input.inventory, accepted.waivers);
  const errors = [...found.errors, ...input.errors, ...accepted.errors, ...nothingRead(paths, input, found.errors)].sort(byPlace);
  const { files: read, notKubernetes, leftOut } = input.account();
  const report: ReportInput = {
    result,
    errors,
    files: read,
    notKubernetes,
    unrendered: input.kustomizations.unrendered,
    leftOut: found.leftOut.with(leftOut).list(),
    line: input.line,
    source: input.source,
    fixes: findingFixes(input, result.findings),
  };
  const internalError = aboutFailures(result.findings, errors);
  const exitCode = internalError !== undefined ? INTERNAL_ERROR : errors.length > 0 ? 2 : result.failing.length > 0 ? 1 : 0;
  return { report, exitCode, internalError, settings: checker.settings };
}

/** The settings file says what the checks use: it is not part of what is checked. */
function withoutSettings(files: readonly FoundFile[], layers: readonly SettingsLayer[]): readonly FoundFile[] {
  const settings = layers.flatMap(({ file }) => (file === undefined ? [] : [path.resolve(file)]));
  return settings.length === 0 ? files : files.filter(({ name }) => !settings.includes(path.resolve(name)));
}

function byPlace(a: ReadError, b: ReadError): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0) || (a.message < b.message ? -1 : 1);
}
