import * as fs from 'node:fs';
import * as path from 'node:path';
import { entryKey, sortedEntries, type Baseline, type BaselineEntry, type BaselineInput } from '../engine/baseline';
import type { ValueSchema } from '../engine/schema';
import { requireValid, SettingError } from '../engine/settings';
import { withSlashes } from '../input/node-place';
import type { Origin } from '../kubernetes/objects/object';
import { readMappingFile } from './mapping-file';

/** Where a baseline is where nothing else is said. */
export const BASELINE_FILE = 'cdk8s-hardened-baseline.yaml';

/** Goes up when a file of before would be read otherwise. */
const VERSION = 1;

const TEXT: ValueSchema = { type: 'string', minLength: 1 };
const SCHEMA: ValueSchema = {
  type: 'object',
  noun: 'field',
  additionalProperties: false,
  required: ['baseline', 'findings'],
  properties: {
    baseline: { type: 'integer', minimum: VERSION, maximum: VERSION },
    findings: {
      type: 'array',
      items: {
        type: 'object',
        noun: 'field',
        additionalProperties: false,
        required: ['rule', 'object', 'message', 'fingerprint'],
        properties: {
          rule: TEXT,
          object: TEXT,
          message: TEXT,
          status: { type: 'string', enum: ['violation', 'unknown'] },
          file: TEXT,
          fingerprint: TEXT,
          count: { type: 'integer', minimum: 1 },
        },
      },
    },
  },
};

interface Written {
  readonly findings: readonly (Pick<BaselineEntry, 'rule' | 'object' | 'message' | 'fingerprint'> & Partial<BaselineEntry>)[];
}

const FINGERPRINT = /^[0-9a-f]{32}$/;

/**
 * Reads a baseline.
 *
 * @throws SettingError, with file and line, for what is no baseline: then nothing is accepted by half of it
 */
export function readBaseline(file: string): Baseline {
  const remedy = 'Write one with `cdk8s-hardened baseline update`, or name none.';
  const words = { whole: 'a baseline', consequence: 'it is not known which findings are accepted', remedy };
  const { value, place } = readMappingFile(file, words);
  if (value === undefined) throw new SettingError(`${file}: the file is empty, so ${words.consequence}. ${remedy}`);
  requireValid(SCHEMA, value, { place, name: (at) => (at === '' ? 'the file' : at) });
  const entries = (value as Written).findings.map((entry) => ({ status: 'violation' as const, count: 1, ...entry }));
  const seen = new Set<string>();
  entries.forEach((entry, index) => {
    const { fingerprint } = entry;
    const at = `findings[${index}].fingerprint`;
    if (!FINGERPRINT.test(fingerprint)) {
      throw new SettingError(
        `${place(at)}${at} is ${JSON.stringify(fingerprint)}, not 32 hexadecimal digits, so no finding has it. `
          + 'Correct it, or remove the entry.',
      );
    }
    const key = entryKey(entry);
    if (seen.has(key)) {
      throw new SettingError(
        `${place(at)}${at} is that of an earlier entry, so it is not clear how many are accepted. Remove one, and set count on the other.`,
      );
    }
    seen.add(key);
  });
  return { file, entries };
}

/** The text of a baseline: the same entries give the same text, and one that is removed is lines that are removed. */
export function baselineText(entries: readonly BaselineEntry[]): string {
  const head = '# Findings that are accepted as they were. `cdk8s-hardened baseline update` removes what is fixed.\n';
  if (entries.length === 0) return `${head}baseline: ${VERSION}\nfindings: []\n`;
  const blocks = sortedEntries(entries).map(({ rule, object, message, status, file, fingerprint, count }) =>
    [
      `- rule: ${rule}`,
      `  object: ${quoted(object)}`,
      `  message: ${quoted(message)}`,
      ...(status === 'violation' ? [] : [`  status: ${status}`]),
      ...(file === undefined ? [] : [`  file: ${quoted(file)}`]),
      // In quotes: digits alone, or with an e among them, would be a number.
      `  fingerprint: ${quoted(fingerprint)}`,
      ...(count === 1 ? [] : [`  count: ${count}`]),
    ].join('\n'),
  );
  return `${head}baseline: ${VERSION}\nfindings:\n${blocks.join('\n')}\n`;
}

/** JSON is YAML, except for what cannot be in a line of it. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/**
 * What a baseline has to know of the files of a run.
 *
 * @param file the baseline
 * @param paths what was to be checked: files and folders
 * @param read the files that were read
 */
export function baselineInput(file: string, paths: readonly string[], read: readonly string[]): BaselineInput {
  const folder = path.dirname(path.resolve(file));
  const whole = new Set(read.map((name) => path.resolve(name)));
  const folders = paths.map((name) => path.resolve(name));
  const there = new Map<string, boolean>();
  const isThere = (name: string) => {
    const known = there.get(name) ?? fs.existsSync(path.join(folder, name));
    there.set(name, known);
    return known;
  };
  const isRead = (name: string) => whole.has(path.join(folder, name));
  const isBelow = (name: string) => folders.some((each) => !/^\.\.(?:$|[\\/])/.test(path.relative(each, path.join(folder, name))));
  return {
    nameOf: ({ origin }) => nameFrom(folder, origin),
    covers: (name) => isRead(name) || (isBelow(name) && !isThere(name)),
    // What is read from standard input may be what such a file has become.
    isElsewhere: (name) => !paths.includes('-') && !isRead(name) && isThere(name),
  };
}

function nameFrom(folder: string, { file, within }: Origin): string | undefined {
  if (file === '-') return undefined;
  return file === undefined ? within && nameFrom(folder, within.origin) : withSlashes(path.relative(folder, file));
}
