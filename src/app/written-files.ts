import * as fs from 'node:fs';
import * as path from 'node:path';
import { refusal } from '../cdk8s/refusal';
import { withSlashes } from '../input/node-place';
import { isWithin, readIfThere, writeOutput, type OutputFile } from './output-folder';

/** Names the manifests of the last synthesis, so that what is not synthesised any more can be removed, and nothing else is. */
const RECORD = 'manifests.txt';

/** The folders of a synthesis. */
export interface OutputFolders {
  /** Of the manifests. */
  readonly outdir: string;
  /** Of everything else. */
  readonly beside: string;
  /** Whether cdk8s prints the manifests and removes their folder: `cdk8s synth --stdout`. */
  readonly printed: boolean;
}

const HEADING = /^# Manifests that the last synthesis wrote to (.+)\. The next one removes those that it does not write any more\.$/;

function headingOf({ outdir, beside }: OutputFolders): string {
  const place = withSlashes(path.relative(beside, outdir));
  return `# Manifests that the last synthesis wrote to ${place}. The next one removes those that it does not write any more.`;
}

/** The record of a synthesis. */
function recordOf(folders: OutputFolders, files: readonly OutputFile[]): OutputFile {
  const names = files.map((file) => file.path).sort();
  return { path: RECORD, content: [headingOf(folders), ...names].map((line) => `${line}\n`).join('') };
}

/**
 * Paths, in the folder of the manifests, of those that the last synthesis wrote there; none when it wrote to another folder.
 *
 * @throws Error when the record cannot be read
 */
export function manifestsOfBefore(folders: OutputFolders): readonly string[] {
  const { beside } = folders;
  const text = readIfThere(path.join(beside, RECORD));
  if (text === undefined) return [];
  const [heading, ...names] = text.split('\n');
  if (HEADING.test(heading!) && names.pop() === '' && names.every(isWithin)) return heading === headingOf(folders) ? names : [];
  throw refusal(path.join(beside, RECORD), {
    fact: 'it is not as a synthesis left it',
    consequence: 'so it is not known which files of earlier ones are to be removed, and nothing was written',
    remedy: 'Remove it, and the manifests in the directory that are no longer synthesised.',
  });
}

/**
 * Writes what a synthesis made, and removes what the last one wrote and this one does not. Manifests that are printed leave the record of
 * the last ones that were kept as it is.
 *
 * @param others files that are no manifests
 * @param before paths of such files that the last synthesis wrote
 */
export function writeSynthesis(
  folders: OutputFolders,
  manifests: readonly OutputFile[],
  others: readonly OutputFile[] = [],
  before: readonly string[] = [],
): void {
  const record = folders.printed ? [] : [recordOf(folders, manifests)];
  const isStale = (files: readonly OutputFile[]) => {
    const written = new Set(files.map((file) => file.path));
    return (file: string) => !written.has(file);
  };
  writeOutput(
    { folder: folders.outdir, files: manifests, stale: manifestsOfBefore(folders).filter(isStale(manifests)) },
    { folder: folders.beside, files: [...others, ...record], stale: before.filter(isStale(others)) },
  );
}

/** Whether manifests of the last synthesis that passed are still there. */
export function hasManifestsOfBefore(folders: OutputFolders): boolean {
  try {
    return manifestsOfBefore(folders).some((file) => fs.existsSync(path.join(folders.outdir, file)));
  } catch {
    return false; // The next synthesis that passes says what is wrong with the record.
  }
}
