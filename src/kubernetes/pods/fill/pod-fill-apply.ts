import { isObject, type JsonObject } from '../../../text/json';
import type { PathSegment } from '../../../text/path';
import type { Fill } from './filler';

/** The manifest with the fills in place: a copy along their paths, the rest is shared. Mappings whose keys are sorted stay so. */
export function withFills(json: JsonObject, fills: readonly Fill[]): JsonObject {
  return fills.reduce<JsonObject>((filled, { keys, value }) => placed(filled, keys, value) as JsonObject, json);
}

function placed(holder: unknown, [key, ...rest]: readonly PathSegment[], value: unknown): unknown {
  if (key === undefined) return copyOf(value);
  if (typeof key === 'number') {
    const list: unknown[] = Array.isArray(holder) ? [...(holder as unknown[])] : [];
    list[key] = placed(list[key], rest, value);
    return list;
  }
  const mapping = isObject(holder) ? holder : {};
  const isNew = !Object.hasOwn(mapping, key);
  const result = { ...mapping, [key]: placed(isNew ? undefined : mapping[key], rest, value) };
  return isNew && isSorted(Object.keys(mapping)) ? Object.fromEntries(Object.entries(result).sort(([a], [b]) => (a < b ? -1 : 1))) : result;
}

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyOf(item)])) : value;
}

function isSorted(keys: readonly string[]): boolean {
  return keys.every((key, index) => index === 0 || keys[index - 1]! < key);
}
