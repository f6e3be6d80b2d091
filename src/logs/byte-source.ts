import * as fs from 'node:fs';
import { Readable } from 'node:stream';
import * as zlib from 'node:zlib';

/** Bytes that are read at once. */
const CHUNK = 1024 * 1024;

/** What a stream is compressed with, by the bytes that it begins with (RFC 1952, RFC 8878). */
const MAGIC: readonly (readonly [name: 'gzip' | 'zstd', bytes: Buffer])[] = [
  ['gzip', Buffer.from([0x1f, 0x8b])],
  ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd])],
];

/** Node has it from 22.15 on, and does it right from 24 on. */
type Zlib = typeof zlib & { readonly createZstdDecompress?: (options: zlib.ZlibOptions) => NodeJS.ReadWriteStream };

/**
 * Reads a file, or standard input for `-`, decompressed: how it is compressed is told by its content.
 *
 * @throws Error with what was wrong, after all that could be read
 */
export async function* bytesOf(file: string): AsyncGenerator<Buffer> {
  const input = file === '-' ? process.stdin : fs.createReadStream(file, { highWaterMark: CHUNK });
  const chunks = input[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let head: Buffer = Buffer.alloc(0);
  while (head.length < 4) {
    const next = await chunks.next();
    if (next.done === true) break;
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  const whole = following(head, chunks);
  const compression = MAGIC.find(([, bytes]) => head.subarray(0, bytes.length).equals(bytes))?.[0];
  yield* compression === undefined ? whole : decompressed(compression, whole);
}

async function* following(head: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head;
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
}

async function* decompressed(compression: 'gzip' | 'zstd', chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const { createZstdDecompress } = zlib as Zlib;
  // Node 22 has it, too, and drops without a word what follows the first frame, or a frame that ends too early.
  if (compression === 'zstd' && Number.parseInt(process.versions.node, 10) < 24) {
    throw new Error(
      `it is compressed with zstd, which Node ${process.versions.node} cannot read. Use Node 24 or later, or pipe it: zstd -dc FILE | … -`,
    );
  }
  const output = compression === 'gzip' ? zlib.createGunzip({ chunkSize: CHUNK }) : createZstdDecompress!({ chunkSize: CHUNK });
  const source = Readable.from(chunks, { objectMode: false, highWaterMark: CHUNK });
  source.on('error', (error) => (output as unknown as Readable).destroy(error));
  source.pipe(output);
  try {
    for await (const chunk of output) yield chunk as Buffer;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'Z_BUF_ERROR') throw new Error(`it ends within the ${compression} stream: the rest is missing`);
    throw code?.startsWith('Z_') ? new Error(`it is not ${compression} from some byte on: ${(error as Error).message}`) : error;
  } finally {
    source.destroy();
  }
}
