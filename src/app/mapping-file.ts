import { SettingError } from '../engine/settings';
import { readText, reasonOf } from '../input/read-file';
import { readYaml } from '../text/yaml/yaml';
import { linesOf } from '../text/yaml/yaml-lines';

/** What a file is, for messages. */
export interface FileWords {
  /** `a settings file` */
  readonly whole: string;
  /** What follows if it cannot be read: `no setting is known`. */
  readonly consequence: string;
  /** What to do if there is none: a sentence. */
  readonly remedy: string;
}

/** The one document of a file. */
export interface MappingFile {
  /** Undefined for a file without content. */
  readonly value: unknown;
  /** `cdk8s-hardened.yaml:3: `, for a field. */
  place(path: string): string;
}

/**
 * Reads a file of one YAML or JSON document, in which no key is written twice.
 *
 * @throws SettingError, with file and line, for what is not that
 */
export function readMappingFile(file: string, words: FileWords): MappingFile {
  const { documents, faults } = readYaml(textOf(file, words));
  const [fault] = faults;
  if (fault) throw new SettingError(`${file}:${fault.line}: ${fault.message}, so ${words.consequence}. Correct the file.`);
  const [document, second] = documents.filter(({ value }) => value !== null && value !== undefined);
  if (!document) return { value: undefined, place: () => `${file}: ` };
  if (second) {
    throw new SettingError(`${file}:${second.line}: ${words.whole} is one document, so this document would have no effect. Remove it.`);
  }
  let lines: ReturnType<typeof linesOf> | undefined;
  const place = (at: string) => `${file}:${(lines ??= linesOf(document)).lineOf(at)}: `;
  const [doubled] = document.duplicateKeys;
  if (doubled !== undefined) {
    throw new SettingError(`${place(doubled)}${doubled} is written twice, so one of the two would have no effect. Remove one.`);
  }
  return { value: document.value, place };
}

function textOf(file: string, { whole, consequence, remedy }: FileWords): string {
  try {
    return readText(file);
  } catch (error) {
    throw new SettingError(`${file}: ${whole.replace(/^an? /, 'the ')} cannot be read (${reasonOf(error)}), so ${consequence}. ${remedy}`);
  }
}
