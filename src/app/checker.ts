import { PRODUCT } from '../catalog';
import { Checker } from '../engine/checker';
import type { SettingsLayer } from '../engine/settings';
import type { Waiver } from '../engine/waiver';
import { readWaiverEntry, readWaiverFile } from '../engine/waiver-sources';
import type { ReadError } from '../input/read-error';
import { readText, reasonOf } from '../input/read-file';
import { readBaseline } from './baseline-file';

/**
 * The checker of this product, from what was set: the first layer has the last word.
 *
 * @throws SettingError for the first setting that cannot be honoured
 */
export function checkerOf(layers: readonly SettingsLayer[]): Checker {
  const checker = checkerWithoutBaseline(layers);
  const { baseline } = checker.settings;
  if (typeof baseline === 'string') checker.baseline = readBaseline(baseline);
  return checker;
}

/** {@link checkerOf}, for which no finding is in a baseline, whatever the settings name. */
export function checkerWithoutBaseline(layers: readonly SettingsLayer[]): Checker {
  return new Checker(PRODUCT, layers);
}

/** The waivers that the settings name, and what keeps some from being read. */
export function waiversOfSettings({ settings, waiverTest }: Checker): {
  readonly waivers: readonly Waiver[];
  readonly errors: readonly ReadError[];
} {
  const waivers: Waiver[] = [];
  const errors: ReadError[] = [];
  for (const source of settings.waivers ?? []) {
    if ('entry' in source) {
      waivers.push(...readWaiverEntry(source.entry, source.place, waiverTest));
      continue;
    }
    const { file } = source;
    try {
      const read = readWaiverFile(file, readText(file), waiverTest);
      waivers.push(...read.waivers);
      errors.push(...read.faults.map(({ line, message }) => ({ file, line, message })));
    } catch (error) {
      errors.push({ file, line: undefined, message: reasonOf(error) });
    }
  }
  return { waivers, errors };
}

/**
 * The waivers that the settings name.
 *
 * @throws Error when one cannot be read: what it accepts would be refused
 */
export function readableWaivers(checker: Checker): readonly Waiver[] {
  const { waivers, errors } = waiversOfSettings(checker);
  if (errors.length === 0) return waivers;
  const lines = errors.map(({ file, line, message }) => `${file}${line === undefined ? '' : `:${line}`}: ${message}`);
  throw new Error(`${lines.join('\n')}\nso it is not known which findings are accepted. Fix the waiver file, or leave it out.`);
}
