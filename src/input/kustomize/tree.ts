import { isObject } from '../../text/json';

/** A mapping that is being changed. */
export type Mutable = Record<string, unknown>;

/** A fact about a kustomization that keeps what it says from being applied: for {@link Unapplied}. */
export class NotPlain extends Error {
  /** The resource that it is about, where it is about one. */
  public affects?: unknown;
}

/** A copy to be changed; with `places`, each mapping and list in it is noted with its path in the original. */
export function copied<T>(value: T, places?: WeakMap<object, readonly (string | number)[]>, path: readonly (string | number)[] = []): T {
  if (Array.isArray(value)) {
    const list = value.map((item, index) => copied<unknown>(item, places, [...path, index]));
    places?.set(list, path);
    return list as T;
  }
  if (!isPlain(value)) return value;
  const result: Mutable = {};
  for (const [key, item] of Object.entries(value)) set(result, key, copied(item, places, [...path, key]));
  places?.set(result, path);
  return result as T;
}

/** As a field of its own, whatever it is called. */
export function set(holder: Mutable, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(holder, key, { value, enumerable: true, writable: true, configurable: true });
  else holder[key] = value;
}

/** A mapping that was read from YAML. */
export function isPlain(value: unknown): value is Mutable {
  return isObject(value);
}

/** The own field of a mapping. */
export function own(holder: Mutable, key: string): unknown {
  return Object.hasOwn(holder, key) ? holder[key] : undefined;
}

export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
  if (!isPlain(a) || !isPlain(b) || Array.isArray(b)) return Number.isNaN(a) && Number.isNaN(b);
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key], b[key]));
}
