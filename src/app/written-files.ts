import * as path from 'node:path';
import { refusal } from '../cdk8s/refusal';
import { isWithin, readIfThere, writeOutput, type OutputFile } from './output-folder';

/** Names the files of the last synthesis, so that what is not synthesised any more can be removed, and nothing else is. */
const RECORD = '.cdk8s-hardened-files';
const HEADING = '# Manifests that the last synthesis wrote. The next one removes those that it does not write any more.';

/** The record of a synthesis, as a file next to what it wrote. */
function recordOf(files: readonly OutputFile[]): OutputFile {
  const names = files.map((file) => file.path).sort();
  return { path: RECORD, content: [HEADING, ...names].map((line) => `${line}\n`).join('') };
}

/**
 * Paths of the manifests that the last synthesis wrote into a folder.
 *
 * @throws Error when the record cannot be read
 */
function recordedIn(folder: string): readonly string[] {
  const text = readIfThere(path.join(folder, RECORD));
  if (text === undefined) return [];
  const [heading, ...names] = text.split('\n');
  if (heading === HEADING && names.pop() === '' && names.every(isWithin)) return names;
  throw refusal(path.join(folder, RECORD), {
    fact: 'it is not as a synthesis left it',
    consequence: 'so it is not known which files of earlier ones are to be removed, and nothing was written',
    remedy: 'Remove it, and the manifests in the directory that are no longer synthesised.',
  });
}

/**
 * Writes what a synthesis made, and removes what the last one wrote into the folder and this one does not.
 *
 * @param beside files that have an index of their own, or are always the same ones
 * @param before paths of such files that the last synthesis wrote
 */
export function writeSynthesis(
  folder: string,
  manifests: readonly OutputFile[],
  beside: readonly OutputFile[] = [],
  before: readonly string[] = [],
): void {
  const files = [...manifests, ...beside, recordOf(manifests)];
  const written = new Set(files.map((file) => file.path));
  writeOutput(
    folder,
    files,
    [...recordedIn(folder), ...before].filter((file) => !written.has(file)),
  );
}
