/** Tables of fields from what the releases say, all of them together. `src/kubernetes/schema/table.ts` says what they mean. */
import type { SchemaText } from '../../src/kubernetes/schema/table';
import { isEnumerated, isRequired } from './enforced';
import { nameOf, type Schema, type UpstreamRelease } from './upstream';

/** Types whose decoder is their own, and the letter of each. */
const OWN_DECODERS: Readonly<Record<string, string>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'q',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'x',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 't',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'm',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'a',
  'io.k8s.apimachinery.pkg.runtime.RawExtension': 'a',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON': 'a',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool': 'B',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrArray': 'L',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrStringArray': 'S',
};

const SCALARS: Readonly<Record<string, string>> = {
  'string ': 's',
  'string byte': 'y',
  'boolean ': 'b',
  'integer int32': 'i',
  'integer int64': 'l',
  'number double': 'd',
};

/** A field of a type as some releases have it. */
interface Entry {
  readonly field: string;
  /** `:` may be absent, `!` must not, `=` is walked as an empty one where it is absent. */
  readonly mark: string;
  /** With a placeholder `<name>` where another type is referred to. */
  readonly expression: string;
  /** Minors. */
  readonly releases: string[];
}

interface Type {
  readonly name: string;
  readonly entries: Entry[];
  readonly releases: string[];
}

/** The tables of the releases, oldest first. */
export function tablesOf(releases: readonly UpstreamRelease[]): SchemaText {
  const types = new Map<string, Type>();
  const kinds = new Map<string, { readonly type: string; readonly releases: string[] }>();
  for (const release of releases) {
    const seen = new Set<string>();
    for (const [kind, name] of release.kinds) {
      const known = kinds.get(kind);
      if (known && known.type !== name) throw new Error(`${kind} is ${known.type} in one release and ${name} in another.`);
      if (known) known.releases.push(release.minor);
      else kinds.set(kind, { type: name, releases: [release.minor] });
      addType(name, release, types, seen);
    }
  }
  const names = shortNames(types);
  const minors = releases.map(({ minor }) => minor);
  const kindTexts = [...byApiVersion(kinds)].map(([apiVersion, entries]) => {
    const texts = entries.map(({ kind, type, releases: served }) => {
      const short = names.get(type)!;
      return `${kind}${short === kind ? '' : `:${short}`}${rangeOf(served, minors)}`;
    });
    return [apiVersion, texts.join(',')] as const;
  });
  const typeTexts = new Map<string, string>();
  for (const [name, type] of [...types].sort(([a], [b]) => compare(names.get(a)!, names.get(b)!))) {
    const entries = [...type.entries].sort((a, b) => compare(a.field, b.field));
    typeTexts.set(names.get(name)!, entries.map((entry) => textOf(entry, type, names)).join(','));
  }
  return { releases: minors, kinds: Object.fromEntries(kindTexts), types: Object.fromEntries(typeTexts) };
}

function addType(name: string, release: UpstreamRelease, types: Map<string, Type>, seen: Set<string>): void {
  if (seen.has(name)) return;
  seen.add(name);
  const schema = release.schemas.get(name);
  if (schema?.type !== 'object') {
    throw new Error(`${name} of Kubernetes ${release.minor} is not a mapping: give it a letter in OWN_DECODERS.`);
  }
  let type = types.get(name);
  if (!type) types.set(name, (type = { name, entries: [], releases: [] }));
  type.releases.push(release.minor);
  for (const [field, property] of Object.entries(schema.properties ?? {})) {
    const expression = expressionOf(property, isEnumerated(name, field), `${name}.${field}`, (other) =>
      addType(other, release, types, seen),
    );
    const isValue = property.default !== undefined && JSON.stringify(property.default) === '{}' && expression.startsWith('<');
    // Of a boolean, false is as good as none.
    const required = expression !== 'b' && schema.required?.includes(field) === true && isRequired(name, field);
    const mark = isValue ? '=' : required ? '!' : ':';
    const same = type.entries.find((entry) => entry.field === field && entry.mark === mark && entry.expression === expression);
    if (same) same.releases.push(release.minor);
    else type.entries.push({ field, mark, expression, releases: [release.minor] });
  }
}

function expressionOf(schema: Schema, isEnum: boolean, place: string, add: (type: string) => void): string {
  const reference = schema.$ref ?? schema.allOf?.[0]?.$ref;
  if (reference !== undefined) {
    const name = nameOf(reference);
    const own = OWN_DECODERS[name];
    if (own !== undefined) {
      if ('BLS'.includes(own)) add(name.replace(/Or[A-Za-z]+$/, ''));
      return own;
    }
    add(name);
    return `<${name}>`;
  }
  if (schema.type === 'array' && schema.items) return `[${expressionOf(schema.items, isEnum, place, add)}`;
  if (schema.type === 'object' && schema.additionalProperties) return `{${expressionOf(schema.additionalProperties, isEnum, place, add)}`;
  if (schema.enum && isEnum) return `e${schema.enum.map((value) => `|${value}`).join('')}`;
  const scalar = SCALARS[`${schema.type ?? ''} ${schema.format ?? ''}`];
  if (scalar === undefined) throw new Error(`${place}: no letter stands for ${schema.type} ${schema.format ?? ''}.`);
  return scalar;
}

/** Types of one last name and one content share a line; where contents differ, all but one carry their version behind the name. */
function shortNames(types: ReadonlyMap<string, Type>): ReadonlyMap<string, string> {
  const classes = classesOf(types);
  const ofClass = new Map<number, string>();
  const taken = new Set<string>();
  for (const name of [...types.keys()].sort(byStability)) {
    const own = classes.get(name)!;
    if (ofClass.has(own)) continue;
    const { last, version } = partsOf(name);
    const candidates = [last, `${last}_${version}`, name.replace(/^io\.k8s\./, '').replace(/[^A-Za-z0-9]/g, '_')];
    const short = candidates.find((candidate) => !taken.has(candidate))!;
    taken.add(short);
    ofClass.set(own, short);
  }
  return new Map([...classes].map(([name, own]) => [name, ofClass.get(own)!]));
}

/** Numbers of classes of types that are alike in their last name, their fields, and all that they refer to. */
function classesOf(types: ReadonlyMap<string, Type>): Map<string, number> {
  let classes = new Map([...types.keys()].map((name) => [name, 0]));
  for (let count = 0; ;) {
    const numbers = new Map<string, number>();
    const next = new Map<string, number>();
    const named = new Map([...classes].map(([name, number]) => [name, `${partsOf(name).last}#${number}`]));
    for (const [name, type] of types) {
      const content = type.entries
        .map((entry) => textOf(entry, type, named))
        .sort()
        .join();
      const key = `${partsOf(name).last} ${content}`;
      if (!numbers.has(key)) numbers.set(key, numbers.size);
      next.set(name, numbers.get(key)!);
    }
    classes = next;
    if (numbers.size === count) return classes;
    count = numbers.size;
  }
}

function partsOf(name: string): { readonly last: string; readonly version: string } {
  const parts = name.split('.');
  return { last: parts.at(-1)!, version: parts.at(-2)! };
}

/** Stable versions first, and of those Kubernetes' core; then the newest of the others. */
function byStability(a: string, b: string): number {
  const rank = (name: string) => {
    const { version } = partsOf(name);
    return `${/^v\d+$/.test(version) ? 0 : version.includes('beta') ? 1 : 2}${name.includes('.core.') || name.includes('.meta.') ? 0 : 1}`;
  };
  return compare(rank(a), rank(b)) || compare(partsOf(b).version, partsOf(a).version) || compare(a, b);
}

function textOf({ field, mark, expression, releases }: Entry, type: Type, names: ReadonlyMap<string, string>): string {
  return `${field}${mark}${expression.replace(/<([^<>]+)>/, (_, name: string) => names.get(name)!)}${rangeOf(releases, type.releases)}`;
}

/** Which of the releases: nothing for all of them, else `@1.36+`, `@-1.36` or `@1.36-1.36`. */
function rangeOf(some: readonly string[], all: readonly string[]): string {
  if (some.length === all.length) return '';
  const [first, last] = [some[0]!, some.at(-1)!];
  if (all.indexOf(last) - all.indexOf(first) !== some.length - 1) {
    throw new Error(`Releases ${some.join(', ')} of ${all.join(', ')} are not range.`);
  }
  return last === all.at(-1) ? `@${first}+` : first === all[0] ? `@-${last}` : `@${first}-${last}`;
}

function byApiVersion(
  kinds: ReadonlyMap<string, { readonly type: string; readonly releases: string[] }>,
): Map<string, { readonly kind: string; readonly type: string; readonly releases: string[] }[]> {
  const result = new Map<string, { kind: string; type: string; releases: string[] }[]>();
  for (const [key, { type, releases }] of [...kinds].sort(([a], [b]) => compare(a, b))) {
    const [apiVersion, kind] = key.split(' ') as [string, string];
    result.set(apiVersion, [...(result.get(apiVersion) ?? []), { kind, type, releases }]);
  }
  return result;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
