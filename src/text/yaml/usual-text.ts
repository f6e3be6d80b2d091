import { resolvePlain } from './yaml-resolve';

type Mapping = Record<string, unknown>;

/** A collection that is open: entries begin in its column. */
interface Frame {
  readonly column: number;
  readonly mapping: Mapping | undefined;
  readonly list: unknown[] | undefined;
  /** A list in the column of the mapping that holds it. */
  readonly isFlush: boolean;
  /** The key whose value is to come on the next lines. */
  key: string | undefined;
}

const KEY = String.raw`[A-Za-z_][\w./-]{0,127}`;
/** Neither a sign of YAML's nor a document's mark at its beginning, no comment, and no colon but before a letter or sign. */
const PLAIN = String.raw`(?:[\w./+~$^();]|-(?!--)(?=[!-~]))[!-9;-~]*(?:(?::| +)[!-"$-9;-~][!-9;-~]*)*`;
const QUOTED = String.raw`"[ !#-[\]-~]*"|'[ -&(-~]*'`;
const EMPTY = String.raw`\{\}|\[\]`;
const VALUE = `(${PLAIN})|(${QUOTED})|(${EMPTY})`;
const COMMENT = '#[ -~]*';
/** Indentation; the marks of lists; a key with its value, the mark of a text on the next lines or neither, or an entry of a list. */
const LINE = new RegExp(`( *)(?:${COMMENT}|((?:- +)*)(?:(${KEY}):(?: +(?:${VALUE}|(\\|-?)))?|${VALUE})(?: +(?:${COMMENT})?)?)?\\n`, 'y');
/** A line of a text of several lines. */
const TEXT_LINE = /( *)([!-~][ -~]*)?\n/y;
const SEPARATOR = '---\n';
const DEEPEST = 100;

/**
 * Reads a document that is written as nearly all manifests are: mappings and lists in block form, a key or an entry to a line, texts that
 * are plain, quoted without escapes, or written below a `|`. It reads these as `readDocument` does and several times as fast. Undefined for
 * anything else (other texts of several lines, anchors, tags, lists in brackets, duplicate keys), and for what is no YAML: `readDocument`
 * decides about it.
 */
export function readUsual(text: string): unknown {
  return new UsualReader().read(text);
}

class UsualReader {
  private readonly frames: Frame[] = [];
  private root: unknown;

  public read(text: string): unknown {
    let at = text.startsWith(SEPARATOR) ? SEPARATOR.length : 0;
    while (at < text.length) {
      const next = this.plainEntry(text, at);
      if (next < 0) return undefined;
      if (next > at) {
        at = next;
        continue;
      }
      LINE.lastIndex = at;
      const line = LINE.exec(text);
      if (!line || !this.line(line)) return undefined;
      at = LINE.lastIndex;
      const mark = line[7];
      if (mark === undefined) continue;
      const block = blockAt(text, at, this.top!.column);
      if (!block) return undefined;
      this.put(mark === '|' ? `${block.value}\n` : block.value);
      at = block.end;
    }
    while (this.frames.length > 0) this.close();
    return this.root;
  }

  /** False for what is out of the ordinary. */
  private line(line: RegExpExecArray): boolean {
    const marks = line[2];
    if (marks === undefined) return true;
    const key = line[3];
    if (marks === '' && key === undefined) return false;
    const column = line[1]!.length;
    if (!this.reach(column, marks !== '')) return false;
    let inner = column;
    for (let i = 0; i < marks.length; i++) {
      if (marks.charCodeAt(i) !== DASH) continue;
      if (i > 0) this.open(column + i, true, false);
      inner = column + marks.length;
    }
    if (key === undefined) return this.put(valueOf(line[8], line[9], line[10]));
    if (!this.key(key, column, inner)) return false;
    const isLast = line[4] === undefined && line[5] === undefined && line[6] === undefined;
    return isLast || this.put(valueOf(line[4], line[5], line[6]));
  }

  /**
   * Most lines by far: a key with a plain value or none, and at most one mark of a list. Where the next line begins; the same place for any
   * other line, which {@link LINE} decides about; -1 for what is out of the ordinary.
   */
  private plainEntry(text: string, start: number): number {
    let at = start;
    while (text.charCodeAt(at) === SPACE) at++;
    const column = at - start;
    const isList = text.charCodeAt(at) === DASH && text.charCodeAt(at + 1) === SPACE;
    if (isList) at += 2;
    const keyStart = at;
    if (FIRST_OF_KEY[text.charCodeAt(at)] !== 1) return start;
    while (IN_KEY[text.charCodeAt(at)] === 1) at++;
    if (text.charCodeAt(at) !== COLON || at - keyStart > LONGEST_KEY) return start;
    const key = text.slice(keyStart, at);
    at += 1;
    const valueStart = at + 1;
    if (text.charCodeAt(at) !== LINE_FEED) {
      if (text.charCodeAt(at) !== SPACE) return start;
      at = endOfPlain(text, valueStart);
      if (at === 0) return start;
    }
    if (!this.reach(column, isList)) return -1;
    if (!this.key(key, column, isList ? column + 2 : column)) return -1;
    return at < valueStart || this.put(resolvePlain(text.slice(valueStart, at))) ? at + 1 : -1;
  }

  /** Begins an entry of the mapping on top, or of one that begins within a list. */
  private key(key: string, column: number, inner: number): boolean {
    if (inner > column) this.open(inner, false, false);
    const top = this.top!;
    if (this.frames.length > DEEPEST || top.mapping![key] !== undefined || resolvePlain(key) !== key) return false;
    top.key = key;
    return true;
  }

  /** Makes the collection that has entries in this column the one on top: closes those further in, opens the one that begins here. */
  private reach(column: number, isList: boolean): boolean {
    if (this.frames.length === 0) {
      if (column > 0 || this.root !== undefined) return false;
      this.open(column, isList, false);
      return true;
    }
    while (this.top!.column > column) this.close();
    if (this.top!.column < column) {
      if (this.top!.key === undefined) return false;
      this.open(column, isList, false);
      return true;
    }
    if (isList && this.top!.mapping) {
      if (this.top!.key === undefined) return false;
      this.open(column, true, true);
    } else if (!isList && this.top!.list) {
      if (!this.top!.isFlush) return false;
      this.close();
    }
    if (this.top!.key !== undefined) this.put(null);
    return true;
  }

  private get top(): Frame | undefined {
    return this.frames[this.frames.length - 1];
  }

  private open(column: number, isList: boolean, isFlush: boolean): void {
    const list = isList ? [] : undefined;
    const mapping = isList ? undefined : {};
    if (this.top) this.put(list ?? mapping);
    else this.root = list ?? mapping;
    this.frames.push({ column, mapping, list, isFlush, key: undefined });
  }

  private close(): void {
    const frame = this.frames.pop()!;
    if (frame.key !== undefined) frame.mapping![frame.key] = null;
  }

  /** False for a value that JSON does not have. */
  private put(value: unknown): boolean {
    const top = this.top!;
    if (top.list) top.list.push(value);
    else {
      top.mapping![top.key!] = value;
      top.key = undefined;
    }
    return value !== undefined;
  }
}

/** The text that stands below its key, in columns further right than that, without the ends of its last lines; and where it ends. */
function blockAt(text: string, start: number, column: number): { readonly value: string; readonly end: number } | undefined {
  const lines: string[] = [];
  let indent = 0;
  let end = start;
  let kept = 0;
  for (let at = start; at < text.length; at = TEXT_LINE.lastIndex) {
    TEXT_LINE.lastIndex = at;
    const line = TEXT_LINE.exec(text);
    if (!line) return undefined;
    const spaces = line[1]!.length;
    if (line[2] === undefined) {
      // Empty lines before the first letter, and those that are longer than the indentation, are rare.
      if (indent === 0 || spaces > indent) return undefined;
      lines.push('');
      continue;
    }
    if (indent === 0) {
      if (spaces <= column) return undefined;
      indent = spaces;
    } else if (spaces < indent) {
      if (spaces > column || line[2].startsWith('#')) return undefined;
      break;
    }
    lines.push(text.slice(at + indent, TEXT_LINE.lastIndex - 1));
    kept = lines.length;
    end = TEXT_LINE.lastIndex;
  }
  return kept === 0 ? undefined : { value: lines.slice(0, kept).join('\n'), end };
}

/** Where the line ends, if all of it is a plain value without spaces; otherwise 0. */
function endOfPlain(text: string, start: number): number {
  if (FIRST_OF_PLAIN[text.charCodeAt(start)] !== 1) return 0;
  let at = start + 1;
  for (; ; at++) {
    const code = text.charCodeAt(at);
    if (code === LINE_FEED) return at;
    const after = code === COLON ? text.charCodeAt(at + 1) : code;
    if (!(after > SPACE && after < DELETE) || (code === COLON && (after === COLON || after === HASH))) return 0;
  }
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_';
const FIRST_OF_KEY = tableOf(LETTERS);
const IN_KEY = tableOf(`${LETTERS}0123456789./-`);
const FIRST_OF_PLAIN = tableOf(`${LETTERS}0123456789./+~$`);

/** 1 for each of these signs. */
function tableOf(signs: string): Uint8Array {
  const table = new Uint8Array(128);
  for (const sign of signs) table[sign.charCodeAt(0)] = 1;
  return table;
}

const LONGEST_KEY = 128;
const LINE_FEED = 10;
const SPACE = 32;
const HASH = 35;
const COLON = 58;
const DELETE = 127;
const DASH = 45;
const BRACE = 123;

function valueOf(plain: string | undefined, quoted: string | undefined, empty: string | undefined): unknown {
  if (plain !== undefined) return resolvePlain(plain);
  if (quoted !== undefined) return quoted.slice(1, -1);
  return empty!.charCodeAt(0) === BRACE ? {} : [];
}
