import { blockLines } from '../text/edit/write-value';
import { isObject } from '../text/json';
import { readYaml } from '../text/yaml/yaml';

/** Longer lines have to be scrolled to be read. */
const READABLE = 80;

/**
 * An example of a rule as people read it: manifests with a long line in block style. Other text stays as it is, and so does what block
 * style would not keep: comments, repeated keys.
 */
export function exampleText({ exampleFile }: { readonly exampleFile?: string }, example: string): string {
  const text = example.trim();
  if (exampleFile !== undefined || text.split('\n').every((line) => line.length <= READABLE)) return text;
  const { documents, faults } = readYaml(text);
  const isKept = faults.length === 0 && documents.every(({ value, duplicateKeys }) => isObject(value) && duplicateKeys.length === 0);
  if (!isKept || /(?:^|\s)#/.test(text)) return text;
  return documents.map(({ value }) => blockLines(value, { mapping: 2, sequence: 2 }).join('\n')).join('\n---\n');
}

/** A code block of Markdown: its fence is longer than any within the text. */
export function fenced(text: string, language = 'yaml'): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
