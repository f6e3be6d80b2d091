import { isObject, type JsonObject } from '../../../text/json';
import { joinPath, parsePath, type PathSegment } from '../../../text/path';
import { isUnset } from '../security/read';

/** A value to be written into a manifest. */
export type FillValue = string | boolean | readonly FillValue[] | { readonly [key: string]: FillValue };

/** A field that is unset and gets a hardened value. */
export interface PodFill {
  /** Path within the object, as in findings: `spec.template.spec.containers[0].securityContext.capabilities.drop`. */
  readonly path: string;
  /** The same as keys and positions. A position that equals the length of its list stands for a new entry at the end. */
  readonly keys: readonly PathSegment[];
  /** What is placed there. Parents that are missing or null are created. */
  readonly value: FillValue;
  /** Id of the rule that asks for it. */
  readonly why: string;
}

/** A fill of one field. */
export function fill(base: string, keys: readonly PathSegment[], value: FillValue, why: string): PodFill {
  const path = joinPath(base, ...keys);
  return { path, keys: parsePath(path), value, why };
}

/** True where a field can be placed: the holder is a mapping, or unset so that it is created. */
export function isOpen(holder: unknown): holder is JsonObject | null | undefined {
  return isUnset(holder) || isObject(holder);
}
