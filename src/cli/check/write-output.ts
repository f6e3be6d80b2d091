import * as fs from 'node:fs';
import * as path from 'node:path';
import { reasonOf } from '../../input/read-file';
import { mayBeTerminal } from '../look';
import { UsageError } from '../usage-error';

/** Characters that are written at once. */
const PORTION = 64 * 1024;

/** The same text in fewer pieces: a call of the system costs more than the text of a finding. */
export function* portions(pieces: Iterable<string>): Generator<string> {
  let portion: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    portion.push(piece);
    length += piece.length;
    if (length < PORTION) continue;
    yield portion.join('');
    portion = [];
    length = 0;
  }
  if (length > 0) yield portion.join('');
}

/**
 * Writes to standard output. Files and pipes are written to directly: Node's stream takes longer to load than most reports to write. A
 * reader that goes away (`| head`) is no error.
 *
 * @throws UsageError when it cannot be written
 */
export async function writeOut(pieces: Iterable<string>): Promise<void> {
  const all = pieces[Symbol.iterator]();
  try {
    const left = mayBeTerminal(1) || process.platform === 'win32' ? '' : writeDirectly(1, all);
    if (left === undefined) return;
    await writeTo(process.stdout, [left]);
    await writeTo(process.stdout, { [Symbol.iterator]: () => all });
  } catch (error) {
    if (!isOfSystem(error)) throw error;
    if (error.code !== 'EPIPE') throw new UsageError(`standard output cannot be written: ${reasonOf(error)}`);
  }
}

function isOfSystem(error: unknown): error is NodeJS.ErrnoException {
  return typeof (error as NodeJS.ErrnoException | undefined)?.syscall === 'string';
}

/** Writes as long as the reader is ready. Returns what is left of the piece for which it was not; undefined when all is written. */
function writeDirectly(descriptor: number, pieces: Iterator<string>): Uint8Array | undefined {
  for (let piece = pieces.next(); piece.done !== true; piece = pieces.next()) {
    let bytes = Buffer.from(piece.value);
    while (bytes.length > 0) {
      try {
        bytes = bytes.subarray(fs.writeSync(descriptor, bytes));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return bytes;
        throw error;
      }
    }
  }
  return undefined;
}

/** Writes to a stream no faster than what reads it, so that what waits does not pile up in memory. */
export async function writeTo(stream: NodeJS.WritableStream, pieces: Iterable<string | Uint8Array>): Promise<void> {
  const ignore = () => undefined;
  stream.on('error', ignore);
  for (const piece of pieces) {
    await new Promise<void>((resolve, reject) => stream.write(piece, (error) => (error ? reject(error) : resolve())));
  }
  // After a failure it stays: the stream tells its listeners later.
  stream.removeListener('error', ignore);
}

/** Writes a file whole or not at all; what is no file, such as `/dev/null`, is written to as it is. */
export function writeWhole(file: string, pieces: Iterable<string>, what = 'the report'): void {
  try {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    if (stat === undefined || stat.isDirectory()) putInPlace(file, pieces);
    else if (stat.isFile()) putInPlace(fs.realpathSync(file), pieces);
    else for (const piece of pieces) fs.appendFileSync(file, piece);
  } catch (error) {
    throw new UsageError(`${what} cannot be written to ${file}: ${reasonOf(error)}`);
  }
}

/**
 * Replaces the text of a file, whole or not at all; mode and owner stay. A link stays a link: what it leads to is replaced. Other hard
 * links keep the old text.
 *
 * @param before what the file has to hold still
 * @throws Error with the reason why it is left as it is
 */
export function replaceText(file: string, before: string, text: string): void {
  let target: string;
  try {
    target = fs.realpathSync(file);
    const { mode, uid, gid } = fs.statSync(target);
    // Root may write to what is read-only; a user would not expect it.
    // eslint-disable-next-line no-bitwise -- of a file's mode
    if ((mode & 0o222) === 0) throw new Error('it is read-only');
    fs.accessSync(target, fs.constants.W_OK);
    if (!fs.readFileSync(target).equals(Buffer.from(before))) throw new Error('it has been changed since it was read');
    putInPlace(target, [text], { mode: mode % 0o10000, uid, gid });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(code === 'EACCES' || code === 'EPERM' ? 'it, or its directory, is not writable' : reasonOf(error));
  }
}

function keepOwner(descriptor: number, { uid, gid }: { readonly uid: number; readonly gid: number }): void {
  try {
    fs.fchownSync(descriptor, uid, gid);
  } catch {
    throw new Error('it belongs to another user, and writing it would change the owner');
  }
}

/** Under another name first, so that no reader sees half of it. */
function putInPlace(
  file: string,
  pieces: Iterable<string>,
  like?: { readonly mode: number; readonly uid: number; readonly gid: number },
): void {
  const temporary = path.join(path.dirname(file), `.${path.basename(file).slice(0, 60)}.${process.pid}.tmp`);
  const descriptor = fs.openSync(temporary, 'wx');
  try {
    try {
      for (const piece of pieces) fs.writeFileSync(descriptor, piece);
      if (like) {
        const made = fs.fstatSync(descriptor);
        if (made.uid !== like.uid || made.gid !== like.gid) keepOwner(descriptor, like);
        fs.fchmodSync(descriptor, like.mode);
      }
      fs.fsyncSync(descriptor);
    } finally {
      fs.closeSync(descriptor);
    }
    fs.renameSync(temporary, file);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
}
