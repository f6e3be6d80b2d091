import { editDistance, nearest } from '../../text/nearest';
import { formatPath, type PathSegment } from '../../text/path';
import type { SchemaTable, Struct } from './table';

/** A mapping around the one that is looked at, or that one itself, and how many segments of the path lead to it. */
export interface Around {
  readonly struct: Struct;
  readonly depth: number;
}

/**
 * What a field that does not exist was probably meant to be: the name of another one of the same mapping, or the path of one of the same
 * name in a mapping next to or around it, when it is too high or too deep. Undefined when nothing comes near.
 *
 * @param around the mappings from the object inward; the last one has not got the field
 * @param path of that last one
 */
export function suggestionFor(
  key: string,
  around: readonly Around[],
  path: readonly PathSegment[],
  table: SchemaTable,
): string | undefined {
  const { struct } = around.at(-1)!;
  const names = [...struct.fields.keys()];
  return inOtherCase(key, names) ?? deeper(key, struct, path, table) ?? higher(key, around, path) ?? likeNamed(key, names);
}

function inOtherCase(key: string, names: readonly string[]): string | undefined {
  return names.find((name) => name.toLowerCase() === key.toLowerCase());
}

/** As many letters as may be wrong: one in three, and at most three. */
const WRONG_LETTERS = 3;

function likeNamed(key: string, names: readonly string[]): string | undefined {
  const most = Math.min(WRONG_LETTERS, Math.ceil(key.length / WRONG_LETTERS));
  const near = names.filter((name) => Math.abs(name.length - key.length) <= most && editDistance(key, name) <= most);
  return nearest(key, near) || undefined;
}

function deeper(key: string, struct: Struct, path: readonly PathSegment[], table: SchemaTable): string | undefined {
  const holders = [...struct.fields.values()].filter(({ type }) => type.form === 'struct' && table.struct(type.name).fields.has(key));
  return holders.length === 1 ? formatPath([...path, holders[0]!.name, key]) : undefined;
}

function higher(key: string, around: readonly Around[], path: readonly PathSegment[]): string | undefined {
  const holder = around
    .slice(0, -1)
    .reverse()
    .find(({ struct }) => struct.fields.has(key));
  return holder && formatPath([...path.slice(0, holder.depth), key]);
}
