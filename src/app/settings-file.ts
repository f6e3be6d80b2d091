import * as fs from 'node:fs';
import * as path from 'node:path';
import { requireValid, SettingError, type Settings, type SettingsLayer, type WaiverSource } from '../engine/settings';
import { readText, reasonOf } from '../input/read-file';
import { isObject } from '../text/json';
import { readYaml } from '../text/yaml/yaml';
import { linesOf } from '../text/yaml/yaml-lines';
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

function findSettingsFile(from: string): string | undefined {
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
  const { documents, faults } = readYaml(textOf(file));
  const [fault] = faults;
  if (fault) throw new SettingError(`${file}:${fault.line}: ${fault.message}, so no setting is known. Correct the file.`);
  const [document, second] = documents.filter(({ value }) => value !== null && value !== undefined);
  if (!document) return { settings: {}, file };
  if (second) {
    throw new SettingError(`${file}:${second.line}: a settings file is one document, so this document would have no effect. Remove it.`);
  }
  const { lineOf } = linesOf(document);
  const place = (at: string) => `${file}:${lineOf(at)}: `;
  const [doubled] = document.duplicateKeys;
  if (doubled !== undefined) {
    throw new SettingError(`${place(doubled)}${doubled} is written twice, so one of the two would have no effect. Remove one.`);
  }
  const { value } = document;
  if (isObject(value) && Object.hasOwn(value, 'baseline')) {
    const message = 'a baseline cannot be read yet, so the findings in it would be reported all the same. Remove the key.';
    throw new SettingError(`${place('baseline')}${message}`);
  }
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

function textOf(file: string): string {
  try {
    return readText(file);
  } catch (error) {
    throw new SettingError(
      `${file}: the settings file cannot be read (${reasonOf(error)}), so no setting is known. Name another, or none.`,
    );
  }
}

/** What the schema accepts. */
interface Written extends Omit<Settings, 'ownRules' | 'waivers' | 'files' | 'asOf'> {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly waivers?: readonly unknown[];
}

function settingsOf({ include, exclude, waivers, output, ...settings }: Written, file: string): Settings {
  const folder = path.dirname(file);
  return {
    ...settings,
    ...(include || exclude ? { files: { base: folder, include, exclude } } : {}),
    ...(output === undefined ? {} : { output: path.join(folder, output) }),
    ...(waivers === undefined ? {} : { waivers: waivers.map((entry, index) => waiverSource(entry, index, file)) }),
  };
}

function waiverSource(entry: unknown, index: number, file: string): WaiverSource {
  if (typeof entry === 'string') return { file: path.join(path.dirname(file), entry) };
  return { place: `${file} waiver ${index + 1}`, entry };
}
