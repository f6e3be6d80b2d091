import type { Related } from '../../engine/rule';
import type { KubeObject } from '../../kubernetes/objects/object';
import { formatPath, parsePath } from '../../text/path';
import { tokensOf } from './json-patch';
import type { Resource } from './resource';
import type { Setter } from './setters';
import { isPlain } from './tree';

/**
 * The place in a patch or a kustomization that has set, or removed, what is at a path of an object; undefined where it is as in its file.
 */
export function setBy(object: KubeObject, { json, places, setters }: Resource, path: string): Related | undefined {
  const segments = parsePath(path);
  const setter = setters.of(json, segments, (value) => places.has(value));
  if (!setter) return undefined;
  const { what, file, document } = setter;
  return { what: `set by ${what}`, object: { ...object, origin: { file, document } }, path: pathIn(setter, json, segments) };
}

function pathIn({ path, patch }: Setter, json: unknown, segments: readonly (string | number)[]): string {
  if (patch === undefined) return path;
  return Array.isArray(patch) ? operationOf(patch, segments) : formatPath(alongside(patch, json, segments));
}

/** The last operation that is about the path, or about what is in it. */
function operationOf(operations: readonly unknown[], segments: readonly (string | number)[]): string {
  const wanted = segments.map(String);
  const about = operations.flatMap((operation, index) => {
    const pointer = isPlain(operation) && typeof operation.path === 'string' ? operation.path : '';
    const isAbout = tokensOf(pointer).every((token, at) => at >= wanted.length || token === wanted[at] || token === '-');
    return isAbout ? [index] : [];
  });
  return about.length === 0 ? '' : `[${about.at(-1)!}]`;
}

/** As far as a merge patch goes the same way: an item is that of the same name. */
function alongside(patch: unknown, json: unknown, segments: readonly (string | number)[]): (string | number)[] {
  const [segment, ...rest] = segments;
  if (segment === undefined || (!isPlain(patch) && !Array.isArray(patch))) return [];
  const value = (json as Readonly<Record<string | number, unknown>> | undefined)?.[segment];
  if (!Array.isArray(patch)) return Object.hasOwn(patch, segment) ? [segment, ...alongside(patch[segment], value, rest)] : [];
  const name = isPlain(value) ? value.name : undefined;
  const index = name === undefined ? Number(segment) : patch.findIndex((item) => isPlain(item) && item.name === name);
  return patch[index] === undefined ? [] : [index, ...alongside(patch[index], value, rest)];
}
