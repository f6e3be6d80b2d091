import { progressOnTerminal } from '../check/progress';
import { writeOut, writeWhole } from '../check/write-output';
import type { ImportModule } from '../own-rules';
import { renderRequestOf, type RenderFlags } from '../render/flags';
import { layersOf, type SettingFlags } from '../settings';
import { UsageError } from '../usage-error';
import { upgradeJson, upgradeText } from './render-upgrade';
import { upgrade } from './upgrade';

/** The command line of `upgrade`. */
export interface UpgradeFlags extends RenderFlags, Pick<SettingFlags, 'config' | 'asOf' | 'namespace' | 'exclude'> {
  readonly from?: string;
  readonly to?: string;
  readonly format: 'text' | 'json';
  readonly output?: string;
}

/** Says what breaks at each release on the way. Returns the exit code. */
export async function runUpgrade(paths: readonly string[], flags: UpgradeFlags, importModule: ImportModule): Promise<number> {
  const { from, to, format, output, config, asOf, namespace, exclude } = flags;
  const render = renderRequestOf(flags);
  const layers = await layersOf({ config, asOf, namespace, exclude }, importModule);
  const stated = from ?? layers.map(({ settings }) => settings.kubernetes).find((one) => one !== undefined);
  if (stated === undefined) {
    throw new UsageError(
      'no release to start from is stated, so there are no steps to check. State --from, or kubernetes in the settings.',
    );
  }
  const { progress, done } = progressOnTerminal();
  const result = upgrade({ paths, layers, from: stated, to, render, progress });
  done();
  const text = format === 'json' ? upgradeJson(result) : upgradeText(result);
  if (output === undefined || output === '-') await writeOut([text]);
  else writeWhole(output, [text]);
  if (result.internalError !== undefined) process.stderr.write(result.internalError);
  return result.exitCode;
}
