import * as fs from 'node:fs';
import * as path from 'node:path';
import { reasonOf } from '../../input/read-file';
import { UsageError } from '../usage-error';

/** A file that is to be made. */
export interface NewFile {
  /** Within the folder, with forward slashes. */
  readonly name: string;
  readonly text: string;
}

/**
 * @throws UsageError naming everything that is in the way of one of the files: nothing is overwritten, and no link is followed
 */
export function requireNew(folder: string, files: readonly NewFile[]): void {
  // Without a slash at its end, which would follow a link.
  const own = lstat(path.resolve(folder));
  if (own && !own.isDirectory()) {
    const what = own.isSymbolicLink() ? 'a symbolic link' : 'not a directory';
    throw new UsageError(`${folder} is ${what}, so nothing is written there. Name a directory, or a new one.`);
  }
  const taken = [...new Set(files.flatMap(({ name }) => obstacleOf(folder, name)))];
  if (taken.length === 0) return;
  const [exist, them] = taken.length === 1 ? ['exists', 'it'] : ['exist', 'them'];
  const named = taken.map((name) => path.join(folder, name)).join(', ');
  throw new UsageError(`${named} ${exist} already, so nothing is written. Move or remove ${them}, or begin elsewhere.`);
}

/** What stands where the file is to be, or where one of its folders is. */
function obstacleOf(folder: string, name: string): readonly string[] {
  const steps = name.split('/');
  for (let depth = 1; depth <= steps.length; depth++) {
    const part = steps.slice(0, depth).join('/');
    const stat = lstat(path.join(folder, part));
    if (!stat) return [];
    if (depth === steps.length || !stat.isDirectory()) return [part];
  }
  return [];
}

/** Undefined for what is not there. */
function lstat(file: string): fs.Stats | undefined {
  return fs.lstatSync(file, { throwIfNoEntry: false });
}

/**
 * Writes new files, all of them or none: complete ones get their names at the end, which fails where something has that name by then.
 *
 * @throws UsageError when that cannot be done
 */
export function writeNew(folder: string, files: readonly NewFile[]): void {
  requireNew(folder, files);
  const undo: (() => void)[] = [];
  try {
    makeFolder(folder, undo);
    const staging = fs.mkdtempSync(path.join(folder, '.cdk8s-hardened-init-'));
    try {
      files.forEach(({ text }, index) => fs.writeFileSync(path.join(staging, String(index)), text, { flag: 'wx', flush: true }));
      files.forEach(({ name }, index) => {
        const target = path.join(folder, name);
        makeFolder(path.dirname(target), undo);
        moveNew(path.join(staging, String(index)), target);
        undo.push(() => fs.unlinkSync(target));
      });
    } finally {
      fs.rmSync(staging, { recursive: true, force: true });
    }
  } catch (error) {
    for (const step of undo.reverse()) attempt(step);
    throw new UsageError(`the files cannot be written to ${folder}: ${reasonOfWriting(error)}. None of them is left there.`);
  }
}

/** A folder that is not empty any more stays. */
function attempt(step: () => void): void {
  try {
    step();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
  }
}

function reasonOfWriting(error: unknown): string {
  const { code, dest } = error as NodeJS.ErrnoException & { readonly dest?: string };
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'the directory is not writable';
  return code === 'EEXIST' ? `${dest ?? 'one'} exists already` : reasonOf(error);
}

function makeFolder(folder: string, undo: (() => void)[]): void {
  if (fs.existsSync(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) makeFolder(parent, undo);
  fs.mkdirSync(folder);
  undo.push(() => fs.rmdirSync(folder));
}

/** A second name that the first gives way to: unlike a renaming, that never replaces a file. */
function moveNew(from: string, to: string): void {
  try {
    fs.linkSync(from, to);
  } catch (error) {
    // A file system without hard links.
    if (!['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    fs.copyFileSync(from, to, fs.constants.COPYFILE_EXCL);
  }
}
