import { isObject, type JsonObject } from './json';
import type { PathSegment } from './path';
import type { PodFill } from './pod-fill-entry';

/** The manifest with the fills in place: a copy along their paths, the rest is shared. */
export function withFills(json: JsonObject, fills: readonly PodFill[]): JsonObject {
  return fills.reduce<JsonObject>((filled, { keys, value }) => placed(filled, keys, value) as JsonObject, json);
}

function placed(holder: unknown, [key, ...rest]: readonly PathSegment[], value: unknown): unknown {
  if (key === undefined) return structuredClone(value);
  if (typeof key === 'number') {
    const list: unknown[] = Array.isArray(holder) ? [...holder as unknown[]] : [];
    list[key] = placed(list[key], rest, value);
    return list;
  }
  const mapping = isObject(holder) ? holder : {};
  return { ...mapping, [key]: placed(Object.hasOwn(mapping, key) ? mapping[key] : undefined, rest, value) };
}
