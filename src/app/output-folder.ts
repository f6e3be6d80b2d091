import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { refusal } from '../cdk8s/refusal';

/** A file to be written. */
export interface OutputFile {
  /** Below the output folder, with forward slashes. */
  readonly path: string;
  readonly content: string | Buffer;
  /** Permissions; those of the file that it replaces, or the usual ones, where undefined. */
  readonly mode?: number;
}

/** What is to be in a folder. */
export interface FolderOutput {
  readonly folder: string;
  readonly files: readonly OutputFile[];
  /** Files that an earlier run wrote and that are not written any more: they are removed. */
  readonly stale?: readonly string[];
}

/**
 * Writes files into folders: all of them or, when one cannot be written, none.
 *
 * No symbolic link below the folder is followed: one in the place of a folder is refused, one in the place of a file is replaced.
 *
 * @throws Error when two paths are one on some file systems, when one is outside of the directory, or when the folder cannot be written to
 */
export function writeOutput(...outputs: readonly FolderOutput[]): void {
  for (const { folder, files, stale = [] } of outputs) {
    requireDistinct(folder, files);
    for (const file of [...files.map((output) => output.path), ...stale]) requireOwnPlace(folder, file);
    for (const file of files) requireNoFolder(folder, file.path);
  }
  const temporary: { readonly from: string; readonly to: string }[] = [];
  for (const { folder, files } of outputs) {
    try {
      for (const file of files) temporary.push({ from: writeBeside(folder, file), to: path.join(folder, file.path) });
    } catch (error) {
      for (const { from } of temporary) fs.rmSync(from, { force: true });
      throw notWritable(folder, error);
    }
  }
  // Removed first: where names in another case are the same, a file that was renamed so would go.
  for (const { folder, stale = [] } of outputs) for (const file of stale) remove(folder, file);
  for (const { from, to } of temporary) fs.renameSync(from, to);
}

function notWritable(folder: string, error: unknown): Error {
  return refusal(folder, {
    fact: `a file cannot be written (${(error as Error).message})`,
    consequence: 'so nothing was written',
    remedy: 'Use shorter names, or make sure that the directory is writable and not full.',
  });
}

/** What is at a path, not what a link there leads to. */
function lookAt(folder: string, relative: string): fs.Stats | undefined {
  try {
    return fs.lstatSync(path.join(folder, relative), { throwIfNoEntry: false });
  } catch (error) {
    throw notWritable(folder, error);
  }
}

/** The text of a file; undefined when there is none. No link is followed. */
export function readIfThere(file: string): string | undefined {
  return fs.lstatSync(file, { throwIfNoEntry: false })?.isFile() ? fs.readFileSync(file, 'utf8') : undefined;
}

/** Whether a path stays in the folder below which it is, on every system. */
export function isWithin(relative: string): boolean {
  return relative !== '' && !/[\\\u0000-\u001f\u007f]|^[A-Za-z]:/.test(relative) && relative.split('/').every(isName);
}

function isName(part: string): boolean {
  return part !== '' && part !== '.' && part !== '..';
}

/** The same for names that are one file where upper and lower case are not told apart. */
function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function requireDistinct(folder: string, files: readonly OutputFile[]): void {
  const taken = new Map<string, string>();
  const folders = new Map<string, string>();
  for (const file of files) {
    const rival = taken.get(folded(file.path));
    if (rival !== undefined) throw twoInOne(folder, file.path, rival);
    taken.set(folded(file.path), file.path);
    for (let end = file.path.lastIndexOf('/'); end > 0; end = file.path.lastIndexOf('/', end - 1)) {
      folders.set(folded(file.path.slice(0, end)), file.path);
    }
  }
  for (const [name, file] of taken) {
    const below = folders.get(name);
    if (below !== undefined) throw fileForDirectory(folder, file, below);
  }
}

function twoInOne(folder: string, one: string, other: string): Error {
  return refusal(folder, {
    fact: one === other ? `two files are both ${one}` : `${other} and ${one} cannot both be files on a file system that ignores case`,
    consequence: 'so one of them would be lost, and nothing was written',
    remedy: 'Give charts, objects, node groups or host files names that differ in more than upper and lower case.',
  });
}

function fileForDirectory(folder: string, file: string, below: string): Error {
  return refusal(folder, {
    fact: `${file} is a file, and ${below} needs a directory of that name`,
    consequence: 'so one of them would be lost, and nothing was written',
    remedy: 'Give charts, objects, node groups or host files other names.',
  });
}

function requireOwnPlace(folder: string, file: string): void {
  if (!isWithin(file)) {
    throw refusal(folder, {
      fact: `${JSON.stringify(file)} is outside of the directory`,
      consequence: 'so nothing was written',
      remedy: 'Use names without slashes, backslashes and "..".',
    });
  }
  for (let end = file.indexOf('/'); end > 0; end = file.indexOf('/', end + 1)) {
    const outer = file.slice(0, end);
    const found = lookAt(folder, outer);
    if (!found || found.isDirectory()) continue;
    throw refusal(folder, {
      fact: `${outer} is ${found.isSymbolicLink() ? 'a symbolic link' : 'not a directory'}`,
      consequence: `so ${file} would not be in the output directory, and nothing was written`,
      remedy: 'Remove it.',
    });
  }
}

function requireNoFolder(folder: string, file: string): void {
  if (!lookAt(folder, file)?.isDirectory()) return;
  throw refusal(folder, {
    fact: `${file} is a directory`,
    consequence: 'so no file can be written there, and nothing was written',
    remedy: 'Remove it, or name the chart, the object or the host file otherwise.',
  });
}

/** Under another name first, in the same folder: returns it. */
function writeBeside(folder: string, { path: relative, content, mode }: OutputFile): string {
  const target = path.join(folder, relative);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  const found = lookAt(folder, relative);
  const permissions = mode ?? (found?.isFile() ? found.mode % 0o10000 : undefined);
  const name = `.${path.basename(target).slice(0, 60)}.${randomBytes(6).toString('hex')}.tmp`;
  const temporary = path.join(path.dirname(target), name);
  const descriptor = fs.openSync(temporary, 'wx', permissions ?? 0o666);
  try {
    fs.writeFileSync(descriptor, content);
    if (permissions !== undefined) fs.fchmodSync(descriptor, permissions);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  } finally {
    fs.closeSync(descriptor);
  }
  return temporary;
}

/** Removes a file, and the folders that are empty without it. What is no file any more was put there by another program. */
function remove(folder: string, relative: string): void {
  if (!lookAt(folder, relative)?.isFile()) return;
  fs.rmSync(path.join(folder, relative), { force: true });
  for (let end = relative.lastIndexOf('/'); end > 0; end = relative.lastIndexOf('/', end - 1)) {
    try {
      fs.rmdirSync(path.join(folder, relative.slice(0, end)));
    } catch {
      return; // Something else is in it.
    }
  }
}
