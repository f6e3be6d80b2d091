import type { OnText, TextReader } from './line-reader';

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = [...'"\\[]{}'].map((character) => character.charCodeAt(0));

/** The objects of a JSON text, one at a time: those of its list, or those that follow one another. It looks at each byte. */
export class ElementReader implements TextReader {
  private pending: Buffer[] = [];
  private length = 0;
  private depth = 0;
  private inText = false;
  private escaped = false;
  private skipping = false;

  constructor(
    private readonly onText: OnText,
    private readonly mostBytes: number,
  ) {}

  public push(chunk: Buffer): void {
    let start = this.depth > 0 ? 0 : -1;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (this.escaped) this.escaped = false;
      else if (this.inText) {
        if (byte === BACKSLASH) this.escaped = true;
        else if (byte === QUOTE) this.inText = false;
      } else if (this.depth === 0) {
        // Between elements: the list's own brackets, commas and space.
        if (byte === OPEN) [this.depth, start] = [1, at];
      } else if (byte === QUOTE) this.inText = true;
      else if (byte === OPEN || byte === OPEN_LIST) this.depth += 1;
      else if (byte === CLOSE || byte === CLOSE_LIST) {
        this.depth -= 1;
        if (this.depth > 0) continue;
        this.keep(chunk.subarray(start, at + 1));
        this.flush(undefined);
        start = -1;
      }
    }
    if (start >= 0) this.keep(chunk.subarray(start));
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

  private flush(cut: 'truncated' | undefined): void {
    if (this.skipping) this.onText('', this.length, 'too-long');
    else this.onText(Buffer.concat(this.pending, this.length).toString('utf8'), this.length, cut);
    this.pending = [];
    this.length = 0;
    this.skipping = false;
  }
}
