import * as fs from 'node:fs';
import * as path from 'node:path';
import { requireValid, SettingError, type Settings, type SettingsLayer, type WaiverSource } from '../engine/settings';
import { isObject } from '../text/json';
import { readMappingFile } from './mapping-file';
import { settingsFileSchema } from './settings-schema';

/** The name of a settings file. */
export const SETTINGS_FILE = 'cdk8s-hardened.yaml';

/** Where people would write it, and nothing would read it. */
const MISNAMED = ['cdk8s-hardened.yml', '.cdk8s-hardened.yaml', '.cdk8s-hardened.yml', 'cdk8s-hardened.json'];

/** Which settings file is read. */
export interface FileChoice {
  /** Default: the nearest `cdk8s-hardened.yaml`, from the working folder upwards to the root of the repository. */
  readonly config?: string;
  /** True for none. */
  readonly noConfig?: boolean;
}

/**
 * The settings that are in a file: none where there is no file.
 *
 * @throws SettingError, with file and line, for what cannot be read or honoured
 */
export function fileLayers({ config, noConfig = false }: FileChoice): readonly SettingsLayer[] {
  if (noConfig) {
    if (config === undefined) return [];
    throw new SettingError(
      `config names ${config}, and noConfig that there is no settings file, so one of the two would have no effect. Remove one.`,
    );
  }
  const file = config ?? findSettingsFile(process.cwd());
  return file === undefined ? [] : [readSettingsFile(path.relative('', file) || file)];
}

/** The settings file that is read by those who run in a folder. */
export function findSettingsFile(from: string): string | undefined {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const file = path.join(folder, SETTINGS_FILE);
    if (fs.existsSync(file)) return file;
    const misnamed = MISNAMED.map((name) => path.join(folder, name)).find((name) => fs.existsSync(name));
    if (misnamed !== undefined) {
      const name = path.relative('', misnamed);
      throw new SettingError(`${name}: a settings file has the name ${SETTINGS_FILE}, so this one would not be read. Rename it.`);
    }
    if (fs.existsSync(path.join(folder, '.git')) || path.dirname(folder) === folder) return undefined;
  }
}

function readSettingsFile(file: string): SettingsLayer {
  const what = { whole: 'a settings file', consequence: 'no setting is known', remedy: 'Name another, or none.' };
  const { value, place } = readMappingFile(file, what);
  if (value === undefined) return { settings: {}, file };
  const written = withOff(value);
  requireValid(settingsFileSchema(), written, { place, name: (at) => (at === '' ? 'the file' : at) });
  return { settings: settingsOf(written as Written, file), file, place };
}

/** `off` without quotes is false to Kubernetes' YAML. */
function withOff(value: unknown): unknown {
  if (!isObject(value) || !isObject(value.rules)) return value;
  return {
    ...value,
    rules: Object.fromEntries(Object.entries(value.rules).map(([id, setting]) => [id, setting === false ? 'off' : setting])),
  };
}

/** What the schema accepts. */
interface Written extends Omit<Settings, 'ownRules' | 'waivers' | 'files' | 'asOf'> {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly waivers?: readonly unknown[];
}

function settingsOf({ include, exclude, waivers, output, baseline, ...settings }: Written, file: string): Settings {
  const folder = path.dirname(file);
  return {
    ...settings,
    ...(include || exclude ? { files: { base: folder, include, exclude } } : {}),
    ...(output === undefined ? {} : { output: path.join(folder, output) }),
    ...(typeof baseline === 'string' ? { baseline: path.join(folder, baseline) } : {}),
    ...(waivers === undefined ? {} : { waivers: waivers.map((entry, index) => waiverSource(entry, index, file)) }),
  };
}

function waiverSource(entry: unknown, index: number, file: string): WaiverSource {
  if (typeof entry === 'string') return { file: path.join(path.dirname(file), entry) };
  return { place: `${file} waiver ${index + 1}`, entry };
}
