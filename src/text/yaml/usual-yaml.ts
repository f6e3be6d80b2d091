import { isObject } from '../json';
import { isPlainObject, type Stringify } from './write-yaml';

/** Texts that every reader takes for texts without quotes: words that are no boolean, null or number, of letters that mean nothing. */
const PLAIN = /^[A-Za-z_/][\w./@+-]*(?::[\w./@+-]+)*$/;
/** Words that are something else to a reader of YAML 1.1. */
const OTHER = /^(?:y|n|yes|no|true|false|on|off|null|e[\d_+-]*)$/i;
/** Keys that `stringify` writes the same wherever they are; others depend on what is around them. */
const SIMPLE = /^\w+(?:[./@-]\w+)*$/;
const LONGEST = 500;

/**
 * Writes what `stringify` writes, and manifests many times as fast: blocks of mappings and lists are written here, and each text and number
 * that is not plain by `stringify`, once. What is returned remembers what it wrote, so it is to be as short-lived as the manifests.
 */
export function usualYaml(stringify: Stringify): Stringify {
  const writer = new UsualWriter(stringify);
  return (value) => writer.write(value) ?? stringify(value);
}

class UsualWriter {
  private readonly keys = new Map<string, string | undefined>();
  private readonly scalars = new Map<unknown, string | undefined>();

  constructor(private readonly stringify: Stringify) {}

  /** The text of one document; undefined when it holds what only `stringify` is to write, such as texts of several lines. */
  public write(document: unknown): string | undefined {
    if (!isObject(document) || !isPlainObject(document)) return undefined;
    const seen = new Set<unknown>();
    const text = this.mapping(document, '', seen);
    return text === undefined || text === '' ? undefined : text;
  }

  /** The lines of a mapping; '' when it is empty. */
  private mapping(value: Readonly<Record<string, unknown>>, indent: string, seen: Set<unknown>): string | undefined {
    if (seen.has(value)) return undefined;
    seen.add(value);
    let text = '';
    for (const name of Object.keys(value)) {
      const key = this.key(name);
      const item = key === undefined ? undefined : this.value(value[name], indent, seen);
      if (item === undefined) return undefined;
      text += `${text === '' ? '' : indent}${key}:${item}`;
    }
    return text;
  }

  /** What stands behind a key and its colon, to the end of the line or of the block. */
  private value(value: unknown, indent: string, seen: Set<unknown>): string | undefined {
    const inner = `${indent}  `;
    if (Array.isArray(value)) {
      const items = this.list(value, inner, seen);
      return items === '' ? ' []\n' : items && `\n${inner}${items}`;
    }
    if (isObject(value)) {
      if (!isPlainObject(value)) return undefined;
      const fields = this.mapping(value, inner, seen);
      return fields === '' ? ' {}\n' : fields && `\n${inner}${fields}`;
    }
    const scalar = this.scalar(value);
    return scalar && ` ${scalar}\n`;
  }

  private list(values: readonly unknown[], indent: string, seen: Set<unknown>): string | undefined {
    if (seen.has(values)) return undefined;
    seen.add(values);
    let text = '';
    for (const value of values) {
      const item = this.item(value, `${indent}  `, seen);
      if (item === undefined) return undefined;
      text += `${text === '' ? '' : indent}- ${item}`;
    }
    return text;
  }

  private item(value: unknown, inner: string, seen: Set<unknown>): string | undefined {
    if (Array.isArray(value)) {
      const items = this.list(value, inner, seen);
      return items === '' ? '[]\n' : items;
    }
    if (isObject(value)) {
      if (!isPlainObject(value)) return undefined;
      const fields = this.mapping(value, inner, seen);
      return fields === '' ? '{}\n' : fields;
    }
    const scalar = this.scalar(value);
    return scalar && `${scalar}\n`;
  }

  private key(name: string): string | undefined {
    let text = this.keys.get(name);
    if (text === undefined && !this.keys.has(name)) {
      text = isPlain(name) ? name : !SIMPLE.test(name) ? undefined : this.asWritten({ [name]: 0 }, '', ': 0\n');
      this.keys.set(name, text);
    }
    return text;
  }

  private scalar(value: unknown): string | undefined {
    if (typeof value === 'boolean') return String(value);
    let text = this.scalars.get(value);
    if (text === undefined && !this.scalars.has(value)) {
      text = typeof value === 'string' && isPlain(value) ? value : this.ofLibrary(value);
      this.scalars.set(value, text);
    }
    return text;
  }

  private ofLibrary(value: unknown): string | undefined {
    return typeof value === 'string' || typeof value === 'number' || value === null ? this.asWritten({ a: value }, 'a: ', '\n') : undefined;
  }

  /** What stands between two texts on the one line that is written of a value. */
  private asWritten(value: object, before: string, after: string): string | undefined {
    const text = this.stringify(value);
    const isLine = text.startsWith(before) && text.endsWith(after) && text.length <= LONGEST && text.indexOf('\n') === text.length - 1;
    return isLine ? text.slice(before.length, text.length - after.length) : undefined;
  }
}

function isPlain(text: string): boolean {
  return text.length <= LONGEST && PLAIN.test(text) && !OTHER.test(text);
}
