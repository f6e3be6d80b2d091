import * as fs from 'node:fs';

const MEBIBYTE = 2 ** 20;
/** The most that is read of a file, and of standard input: more than a program writes for people to apply. */
export const LARGEST_FILE = 64 * MEBIBYTE;
const PORTION = 64 * 1024;

/** What a shell has opened for the command (`<(helm template .)`) is as good as standard input. */
const OPENED = /^\/(?:dev|proc\/(?:self|\d+))\/(?:fd\/\d+|stdin)$/;
/** File systems whose files the kernel makes when they are read: some of them wait, others never end. Source: linux/magic.h */
const MADE_BY_KERNEL = new Set([0x9fa0, 0x64626720, 0x74726163, 0x27e0eb, 0x63677270]);

/**
 * The bytes of a file; `-` is standard input. Nothing is waited for but standard input and what a shell has opened for the command, and
 * no more is read than {@link LARGEST_FILE}.
 *
 * @throws Error with the reason, for {@link reasonOf}
 */
export function readBytes(name: string): Buffer {
  if (name === '-') return bytesOf(0);
  // Without O_NONBLOCK, a named pipe that has taken the place of a file would be waited for here.
  // eslint-disable-next-line no-bitwise -- flags of open(2)
  const flags = OPENED.test(name) ? fs.constants.O_RDONLY : fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0);
  const descriptor = fs.openSync(name, flags);
  try {
    const stat = fs.fstatSync(descriptor);
    if (stat.isDirectory()) throw new Error('it is a folder');
    requireOrdinary(name, stat);
    if (stat.size > LARGEST_FILE) throw tooLarge(`it has ${Math.ceil(stat.size / MEBIBYTE)} MiB`);
    return bytesOf(descriptor, stat.size);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** {@link readBytes} as text. */
export function readText(name: string): string {
  return readBytes(name).toString('utf8');
}

/** @throws Error for what is named and has no content of its own */
export function requireOrdinary(name: string, stat: fs.Stats): void {
  const special = specialKindOf(stat) ?? (stat.size === 0 && isMadeByKernel(name) ? 'made by the kernel when it is read' : undefined);
  if (special === undefined || (stat.isFIFO() && OPENED.test(name))) return;
  throw new Error(`it is ${special}, which is not waited for; pipe it into - instead`);
}

type FileType = Pick<fs.Dirent, 'isFile' | 'isFIFO' | 'isSocket' | 'isDirectory'>;

/** What a file is that has no content of its own to be read; undefined for an ordinary one. */
export function specialKindOf(stat: FileType): string | undefined {
  if (stat.isFile()) return undefined;
  return stat.isFIFO() ? 'a named pipe' : stat.isSocket() ? 'a socket' : 'a device';
}

function isMadeByKernel(name: string): boolean {
  return process.platform === 'linux' && MADE_BY_KERNEL.has(fs.statfsSync(name).type);
}

/** To the end: a size that was told before may not be true any more, and standard input has none. */
function bytesOf(descriptor: number, size = 0): Buffer {
  const portions: Buffer[] = [];
  for (let length = 0; ;) {
    const portion = Buffer.allocUnsafe(Math.max(size + 1 - length, PORTION));
    const read = fs.readSync(descriptor, portion);
    if (read === 0) return Buffer.concat(portions, length);
    length += read;
    if (length > LARGEST_FILE) throw tooLarge('it goes on');
    portions.push(portion.subarray(0, read));
  }
}

function tooLarge(fact: string): Error {
  return new Error(`${fact}, and ${LARGEST_FILE / MEBIBYTE} MiB are read at most; split it`);
}

/** Why the system refused, without the path, which is next to it. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
      return 'there is no such file or folder';
    case 'EACCES':
    case 'EPERM':
      return 'it may not be read';
    case 'EISDIR':
      return 'it is a folder';
    case 'ELOOP':
      return 'it is a link that leads back to itself';
    case 'ENXIO':
      return 'it is a socket, which is not waited for; pipe it into - instead';
    default:
      return message;
  }
}
