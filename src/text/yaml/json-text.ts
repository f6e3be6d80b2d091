import { YamlError } from './yaml-error';
import { MAX_DEPTH } from './yaml-grammar';
import { placesOf, type DuplicateKey, type Places } from './yaml-mapping';

/** One value of a JSON text. */
export interface JsonValue {
  readonly value: unknown;
  readonly duplicates: readonly DuplicateKey[];
  /** Offset behind it. */
  readonly end: number;
}

const SPACE = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const LETTERS = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const WORD = /true|false|null/y;

/**
 * Reads the JSON value at an offset, as Go's encoding/json does: the last of several equal keys wins. Throws YamlError for what is none.
 */
export function readJson(text: string, start: number, places?: Places): JsonValue {
  const reader = new JsonReader(text, start, places);
  return { value: reader.value(0), duplicates: reader.duplicates, end: reader.at };
}

class JsonReader {
  public readonly duplicates: DuplicateKey[] = [];

  constructor(
    private readonly text: string,
    public at: number,
    private readonly places: Places | undefined,
  ) {}

  public value(depth: number): unknown {
    if (depth > MAX_DEPTH) throw new YamlError(this.at, `more than ${MAX_DEPTH} collections stand within each other`);
    this.take(SPACE);
    switch (this.text[this.at]) {
      case '{':
        return this.object(depth);
      case '[':
        return this.array(depth);
      case '"':
        return this.string();
    }
    const word = this.take(WORD);
    if (word !== undefined) return word === 'null' ? null : word === 'true';
    const start = this.at;
    const digits = this.take(NUMBER);
    if (digits === undefined) throw new YamlError(this.at, 'a JSON value is expected here');
    const number = Number(digits);
    if (!Number.isFinite(number)) throw new YamlError(start, `${digits.slice(0, 20)} is too large a number`);
    return number === 0 ? 0 : number;
  }

  private object(depth: number): object {
    const object: Record<string, unknown> = {};
    this.at += 1;
    if (this.next('}')) return object;
    do {
      this.take(SPACE);
      const start = this.at;
      const key = this.string();
      if (!this.next(':')) throw new YamlError(this.at, 'a ":" is expected here');
      if (Object.hasOwn(object, key)) this.duplicates.push({ holder: object, key });
      const value = this.value(depth + 1);
      Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
      if (this.places) placesOf(this.places, object).set(key, start);
    } while (this.next(','));
    if (!this.next('}')) throw new YamlError(this.at, 'a "," or "}" is expected here');
    return object;
  }

  private array(depth: number): unknown[] {
    const list: unknown[] = [];
    this.at += 1;
    if (this.next(']')) return list;
    do {
      this.take(SPACE);
      if (this.places) placesOf(this.places, list).set(list.length, this.at);
      list.push(this.value(depth + 1));
    } while (this.next(','));
    if (!this.next(']')) throw new YamlError(this.at, 'a "," or "]" is expected here');
    return list;
  }

  private string(): string {
    const { text, at } = this;
    if (text[at] !== '"') throw new YamlError(at, 'a text in double quotes is expected here');
    // Most texts have no escapes: then the next quote ends them.
    const quote = text.indexOf('"', at + 1);
    const plain = quote < 0 ? '\\' : text.slice(at + 1, quote);
    if (!/[\\\u0000-\u001f]/.test(plain)) {
      this.at = quote + 1;
      return plain;
    }
    this.at += 1;
    do this.take(LETTERS);
    while (this.take(ESCAPE) !== undefined);
    if (this.text[this.at] !== '"') {
      throw new YamlError(at, 'a text has no closing quote, or an escape or control character that JSON has not');
    }
    this.at += 1;
    const literal = this.text.slice(at, this.at);
    // As Go has it, half a surrogate pair becomes the replacement character.
    return (JSON.parse(literal) as string).replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
  }

  private next(sign: string): boolean {
    this.take(SPACE);
    if (this.text[this.at] !== sign) return false;
    this.at += 1;
    return true;
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text)?.[0];
    if (match !== undefined) this.at += match.length;
    return match;
  }
}
