import { sortedEntries, type Baseline, type BaselineEntry } from '../engine/baseline';
import type { ValueSchema } from '../engine/schema';
import { requireValid, SettingError } from '../engine/settings';
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
  entries.forEach(({ fingerprint, status }, index) => {
    const at = `findings[${index}].fingerprint`;
    if (!FINGERPRINT.test(fingerprint)) {
      throw new SettingError(
        `${place(at)}${at} is ${JSON.stringify(fingerprint)}, not 32 hexadecimal digits, so no finding has it. `
          + 'Correct it, or remove the entry.',
      );
    }
    const key = `${fingerprint} ${status}`;
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
  const blocks = sortedEntries(entries).map(({ rule, object, message, status, fingerprint, count }) =>
    [
      `- rule: ${rule}`,
      `  object: ${quoted(object)}`,
      `  message: ${quoted(message)}`,
      ...(status === 'violation' ? [] : [`  status: ${status}`]),
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
