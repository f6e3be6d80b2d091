import { jsonSafe } from './escape';

/** A list whose entries are made one by one while they are written, so that a long one is never in memory as a whole. */
export class Streamed<T> {
  constructor(
    private readonly items: Iterable<T>,
    private readonly entryOf: (item: T) => object,
  ) {}

  public *entries(): Generator<object> {
    for (const item of this.items) yield this.entryOf(item);
  }
}

/**
 * A value as indented JSON that is safe to print, in pieces: what would deceive a reader is written as `\uXXXX`, so the text parses back
 * unchanged. Mappings and lists may hold {@link Streamed} lists; the entries of those may not.
 */
export function* printableJson(value: unknown): Generator<string> {
  yield* pieces(value, '\n');
  yield '\n';
}

/** @param newline a line feed and the indentation of the line that it begins */
function* pieces(value: unknown, newline: string): Generator<string> {
  const inner = `${newline}  `;
  if (value instanceof Streamed) {
    let before = '[';
    for (const entry of value.entries()) {
      yield `${before}${inner}${written(entry, inner)}`;
      before = ',';
    }
    yield before === '[' ? '[]' : `${newline}]`;
  } else if (holdsStreamed(value)) {
    const [open, close] = Array.isArray(value) ? '[]' : '{}';
    let before = open!;
    for (const [key, item] of Object.entries(value)) {
      if (item === undefined) continue;
      yield `${before}${inner}${Array.isArray(value) ? '' : `${written(key, inner)}: `}`;
      yield* pieces(item, inner);
      before = ',';
    }
    yield `${newline}${close!}`;
  } else {
    yield written(value, newline);
  }
}

function holdsStreamed(value: unknown): value is object {
  return (
    typeof value === 'object' && value !== null && Object.values(value).some((item) => item instanceof Streamed || holdsStreamed(item))
  );
}

/** Strings hold no line feeds by now: those there are stand between the values. */
function written(value: unknown, newline: string): string {
  return jsonSafe(JSON.stringify(value, null, 2)).replaceAll('\n', newline);
}
