import { ElementReader } from './element-reader';

/** Bytes of a line that is still read: requests have at most 3 MB, and an event holds one and its answer, escaped. */
export const MOST_BYTES = 64 * 1024 * 1024;

const NEWLINE = 10;

/** What a text is where it is not whole. */
export type Cut = 'truncated' | 'too-long';

export interface TextReader {
  /** Takes a part of the stream. */
  push(chunk: Buffer): void;
  /** Says that the stream has ended. */
  end(): void;
}

/** Takes the texts of a stream: one JSON value each, or what should have been one. */
export type OnText = (text: string, bytes: number, cut: Cut | undefined) => void;

/**
 * Divides a stream into texts: the lines of JSON Lines; or, where it begins with a list or a value that is written over several lines, the
 * elements of the list and the values.
 */
export class LogReader implements TextReader {
  private reader: TextReader | undefined;
  private head: Buffer | undefined;

  constructor(
    private readonly onText: OnText,
    private readonly mostBytes = MOST_BYTES,
  ) {}

  public push(chunk: Buffer): void {
    if (this.reader) return this.reader.push(chunk);
    const head = this.head ? Buffer.concat([this.head, chunk]) : chunk;
    const kind = beginning(head);
    if (kind === undefined) return void (this.head = head);
    this.start(kind === 'elements', head);
  }

  public end(): void {
    if (!this.reader && this.head) this.start(false, this.head);
    this.reader?.end();
  }

  private start(isElements: boolean, head: Buffer): void {
    this.head = undefined;
    this.reader = isElements ? new ElementReader(this.onText, this.mostBytes) : new LineReader(this.onText, this.mostBytes);
    this.reader.push(head);
  }
}

/** Undefined as long as it cannot be said. */
function beginning(head: Buffer): 'lines' | 'elements' | undefined {
  const text = head.toString('latin1', 0, Math.min(head.length, 4096));
  const trimmed = text.trimStart();
  if (trimmed === '') return head.length < 4096 ? undefined : 'lines';
  if (trimmed.startsWith('[')) return 'elements';
  if (!trimmed.startsWith('{')) return 'lines';
  const rest = trimmed.slice(1).replace(/^[ \t\r]+/, '');
  if (rest === '') return undefined;
  return rest.startsWith('\n') ? 'elements' : 'lines';
}

/** Lines, without copying more than what reaches over the end of a chunk. */
class LineReader implements TextReader {
  private pending: Buffer[] = [];
  private length = 0;
  /** A line is skipped that is too long to be kept. */
  private skipping = false;

  constructor(
    private readonly onText: OnText,
    private readonly mostBytes: number,
  ) {}

  public push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      if (this.length > 0 || this.skipping) {
        this.keep(chunk.subarray(start, end));
        this.flush(undefined);
      } else if (end - start > this.mostBytes) {
        this.onText('', end - start + 1, 'too-long');
      } else {
        this.onText(chunk.toString('utf8', start, end), end - start + 1, undefined);
      }
      start = end + 1;
    }
    if (start < chunk.length) this.keep(chunk.subarray(start));
  }

  public end(): void {
    if (this.length > 0) this.flush('truncated');
  }

  private keep(part: Buffer): void {
    this.length += part.length;
    if (this.length > this.mostBytes) this.skipping = true;
    if (this.skipping) this.pending = [];
    else this.pending.push(part);
  }

  private flush(cut: Cut | undefined): void {
    const newline = cut === undefined ? 1 : 0;
    if (this.skipping) this.onText('', this.length + newline, 'too-long');
    else this.onText(Buffer.concat(this.pending, this.length).toString('utf8'), this.length + newline, cut);
    this.pending = [];
    this.length = 0;
    this.skipping = false;
  }
}
