import { Absence, type FieldType, type SchemaTable } from '../../../src/kubernetes/schema/table';
import { isObject } from '../../../src/text/json';
import { put, sitesOf, valueAt } from './sites';

/** An object without a field, or with a value that its enumeration has not got. */
export interface Breach {
  /** `Container.name`, as the tables call the type. */
  readonly field: string;
  readonly object: Record<string, unknown>;
  readonly what: string;
}

/** The fields that the tables demand, and those with enumerations, in what can be created: nothing is demanded of a status. */
export function demandsOf(
  table: SchemaTable,
  types: readonly string[],
): { readonly required: ReadonlySet<string>; readonly enumerated: ReadonlySet<string> } {
  const [required, enumerated, seen] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const visit = (name: string, isKind: boolean): void => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const { name: field, type, absence } of table.struct(name).fields.values()) {
      if (isKind && field === 'status') continue;
      if (absence === Absence.REJECTED) required.add(`${name}.${field}`);
      const inner = innermost(type);
      if (inner.form === 'enum') enumerated.add(`${name}.${field}`);
      if (inner.form === 'struct') visit(inner.name, false);
    }
  };
  for (const type of types) visit(type, true);
  return { required, enumerated };
}

function innermost(type: FieldType): FieldType {
  return type.form === 'list' || type.form === 'map' ? innermost(type.of) : type;
}

/** Every way to break what is asked of an object: each field of the given ones taken away or emptied, each enumeration left. */
export function breachesOf(
  object: Record<string, unknown>,
  type: string,
  table: SchemaTable,
  fields: (field: string) => boolean,
): Breach[] {
  const breaches: Breach[] = [];
  const owners = new Map<object, string>([[object, type]]);
  const original = sitesOf(object, type, table);
  for (const site of original) {
    const value = valueAt(site);
    if (site.type.form === 'struct' && isObject(value)) owners.set(value, site.type.name);
  }
  const breach = (index: number, field: string, what: string, value: unknown) => {
    const copy = structuredClone(object);
    const { holder, key } = sitesOf(copy, type, table)[index]!;
    if (value === undefined) delete (holder as Record<string | number, unknown>)[key];
    else put(holder, key, value);
    breaches.push({ field, object: copy, what });
  };
  original.forEach((site, index) => {
    if (site.path[0] === 'status') return;
    const owner = owners.get(site.holder);
    const field = `${owner}.${site.key}`;
    if (owner !== undefined && fields(field)) {
      breach(index, field, 'removed', undefined);
      breach(index, field, 'null', null);
      const empty = EMPTY[site.type.form === 'scalar' ? `scalar ${site.type.letter}` : site.type.form];
      if (empty !== undefined) breach(index, field, 'empty', empty);
    }
    if (site.type.form === 'enum') {
      breach(index, fieldAround(site.path, index, original, owners), 'beside the enumeration', `${String(valueAt(site))}x`);
    }
  });
  return breaches;
}

/** Fields that an object could have and has not, as `Container.image`, in what it consists of but its status. */
export function lackedBy(object: Record<string, unknown>, type: string, table: SchemaTable): string[] {
  const structs = sitesOf(object, type, table)
    .filter(({ path }) => path[0] !== 'status')
    .flatMap((site) => {
      const value = valueAt(site);
      return site.type.form === 'struct' && isObject(value) ? [[site.type.name, value] as const] : [];
    });
  return [[type, object] as const, ...structs].flatMap(([name, value]) =>
    [...table.struct(name).fields.keys()].filter((field) => !Object.hasOwn(value, field)).map((field) => `${name}.${field}`),
  );
}

/** What is the same as nothing, by form of the type. */
const EMPTY: Readonly<Record<string, unknown>> = {
  'scalar s': '',
  'scalar i': 0,
  'scalar l': 0,
  'scalar x': 0,
  'enum': '',
  'list': [],
  'map': {},
};

/** The field whose value, list or mapping holds an enumerated value. */
function fieldAround(
  path: readonly unknown[],
  index: number,
  sites: readonly { readonly path: readonly unknown[]; readonly holder: object; readonly key: string | number }[],
  owners: ReadonlyMap<object, string>,
): string {
  for (let at = index; at >= 0; at--) {
    const { path: outer, holder, key } = sites[at]!;
    if (outer.length <= path.length && outer.every((segment, depth) => segment === path[depth]) && owners.has(holder)) {
      return `${owners.get(holder)}.${key}`;
    }
  }
  return '';
}
