import { oneLine } from '../../reports/escape';
import { printableJson } from '../../reports/printable-json';
import { STANDARD_OUTPUT } from '../check/outputs';
import { writeOut, writeWhole } from '../check/write-output';
import type { AccessFlags } from './input';

/** Names the shape of what is written as JSON: `docs/access.schema.json`. The number goes up when a consumer could break. */
export const ACCESS_SCHEMA = 'urn:cdk8s-hardened:access:1';

/** Writes an answer where it is wanted. Text of the input is escaped. */
export async function writeAnswer({ output = STANDARD_OUTPUT }: AccessFlags, pieces: Iterable<string>): Promise<void> {
  if (output === STANDARD_OUTPUT) await writeOut(pieces);
  else writeWhole(output, pieces, 'the answer');
}

export function jsonAnswer(answer: object): Iterable<string> {
  return printableJson({ schema: ACCESS_SCHEMA, ...answer });
}

/** Lines of text, each made safe for a terminal. */
export function textAnswer(lines: Iterable<string>): string {
  return [...lines].map((line) => `${oneLine(line)}\n`).join('');
}
