/** A mapping read from a manifest: nothing is known of its values. */
export type JsonObject = { readonly [key: string]: unknown };

/** True for a mapping: not null, not a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for what is absent or null: null counts as unset everywhere in the API of Kubernetes. */
export function isUnset(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

/** The mapping, or an empty one for anything else. Use it only where "wrong kind" has been decided elsewhere. */
export function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : EMPTY;
}

/** The mapping that is reached through fields: `spec.template`; an empty one where there is none. '' is the value itself. */
export function objectAt(value: JsonObject, path: string): JsonObject {
  return path === '' ? value : path.split('.').reduce((holder, field) => asObject(holder[field]), value);
}

/** The list, or an empty one for anything else. Use it only where "wrong kind" has been decided elsewhere. */
export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : NONE;
}

/** The text, or undefined for anything else. */
export function asString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A scalar as text; '' for mappings, lists and null, whose conversion could fail (`{ toString: null }`). */
export function scalarText(value: unknown): string {
  return value === undefined || value === null || typeof value === 'object' ? '' : String(value);
}

/** What JSON calls the value: for messages. */
export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'object':
      return 'a mapping';
    case 'string':
      return 'a string';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'a boolean';
    default:
      return 'nothing';
  }
}

/**
 * The text that was meant: YAML reads `8080` and `on` as a number and a boolean unless they are in quotes. Undefined for lists, mappings
 * and null. The API server rejects an object with such a value where a string belongs: a rule says so, and all others go by the text.
 */
export function meantText(value: unknown): string | undefined {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : asString(value);
}

/** The string values of a mapping such as annotations: null is '', as the API server reads it, values of another type are left out. */
export function stringMap(value: unknown): Readonly<Record<string, string>> {
  return mapOf(value, asString);
}

/** The same of labels: numbers and booleans are what was meant by them. */
export function labelMap(value: unknown): Readonly<Record<string, string>> {
  return mapOf(value, meantText);
}

function mapOf(value: unknown, read: (item: unknown) => string | undefined): Readonly<Record<string, string>> {
  if (!isObject(value)) return EMPTY as Record<string, string>;
  let result: Record<string, string> | undefined;
  for (const key of Object.keys(value)) {
    const item = read(value[key] ?? '');
    if (item !== undefined) (result ??= new Bare() as Record<string, string>)[key] = item;
  }
  return result ?? (EMPTY as Record<string, string>);
}

/** A mapping that inherits nothing, as `Object.create(null)` makes them, but with the same fields laid out alike. */
const Bare = function () {} as unknown as new () => object;
Bare.prototype = Object.create(null) as object;

const EMPTY: JsonObject = Object.freeze(Object.create(null) as JsonObject);
const NONE: readonly unknown[] = Object.freeze([]);
