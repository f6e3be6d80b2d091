import type { FieldType, SchemaTable } from '../../../src/kubernetes/schema/table';
import { isObject } from '../../../src/text/json';
import type { PathSegment } from '../../../src/text/path';

export type Holder = Record<string, unknown> | unknown[];

/** A place in an object, with what the table says of it. */
export interface Site {
  readonly path: readonly PathSegment[];
  readonly holder: Holder;
  readonly key: string | number;
  readonly type: FieldType;
}

/** Every place of an object that the table knows, itself excepted, from the outside inward. */
export function sitesOf(object: Record<string, unknown>, type: string, table: SchemaTable): Site[] {
  const sites: Site[] = [];
  const collect = (value: unknown, holds: FieldType, path: readonly PathSegment[]): void => {
    const add = (holder: Holder, key: string | number, item: unknown, of: FieldType) => {
      sites.push({ path: [...path, key], holder, key, type: of });
      collect(item, of, [...path, key]);
    };
    if (holds.form === 'list' && Array.isArray(value)) value.forEach((item, index) => add(value, index, item, holds.of));
    else if (holds.form === 'map' && isObject(value)) for (const [key, item] of Object.entries(value)) add(value, key, item, holds.of);
    else if (holds.form === 'struct' && isObject(value)) {
      for (const [key, item] of Object.entries(value)) {
        const field = table.struct(holds.name).fields.get(key);
        if (field) add(value, key, item, field.type);
      }
    }
  };
  collect(object, { form: 'struct', name: type }, []);
  return sites;
}

export function valueAt({ holder, key }: Site): unknown {
  return (holder as Record<string | number, unknown>)[key];
}

/** Also under the keys that an assignment would take for something else. */
export function put(holder: Holder, key: string | number, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

/** A mapping with any keys. */
export function mapping(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, value] of entries) put(result, key, value);
  return result;
}
