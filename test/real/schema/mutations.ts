import type { SchemaTable } from '../../../src/kubernetes/schema/table';
import { isObject } from '../../../src/text/json';
import type { Random } from './random';
import { put, sitesOf, valueAt, type Holder, type Site } from './sites';

/** An object with a fault, or with something that looks like one. */
export interface Mutant {
  readonly object: Record<string, unknown>;
  /** What was done to it: `a letter too few`. */
  readonly what: string;
}

/** Values that the decoder does not take, and some that it does, by letter of the table. */
export const WRONG: Readonly<Record<string, readonly unknown[]>> = {
  s: [1, true, [], {}, ['a'], { a: 1 }, 0.5],
  b: ['true', 'yes', 1, 0, [], {}, ''],
  i: ['1', '', true, [], {}, 1.5, 2147483648, -2147483649, 1e21, 1e-7, 0.1],
  l: ['1', true, [], {}, 1.5, 1e19, -1e19, 1e21],
  d: ['1', true, [], {}],
  x: [true, [], {}, 1.5, 2147483648, [80]],
  q: ['', 'abc', '1 Gi', '1GB', '1Gi ', '1gi', '10K', '1e', '1.2.3', true, [], {}, ['1'], '1\t', '\n1', '--1', '0x10', '1_000', '1\u00a0'],
  t: [
    '',
    'yesterday',
    '2026-01-31',
    '2026-02-30T00:00:00Z',
    '2023-02-29T00:00:00Z',
    '2026-01-31 08:00:00Z',
    '2026-01-31T08:00:00',
    '2026-01-31T24:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-31T08:00:60Z',
    '2026-01-31T08:00:00+25:00',
    '2026-01-31T08:00:00+02',
    '2026-01-31t08:00:00z',
    '2026-01-31T08:00:00.Z',
    1769846400,
    true,
    [],
    {},
  ],
  m: ['', '2026-01-31T08:00:00Z', '2026-01-31T08:00:00.123Z', '2026-01-31T08:00:00.1234567Z', 1, false, [], {}],
  y: ['a', 'YQ', 'YQ=', '=', '====', 'Y Q==', 'YQ==YQ==', 'ÄÖÜß', '-_-_', 1, true, {}, [256], ['a'], [-1], [1.5], [null]],
  a: [null],
  B: ['true', 1, [], { type: 1 }, { properties: [] }],
  L: [{ type: 1 }, [{ required: 'a' }], [[]]],
  S: [[1], { maxLength: '1' }, [null]],
};

const NAMES: Readonly<Record<string, string>> = {
  s: 'string',
  b: 'boolean',
  i: '32-bit integer',
  l: '64-bit integer',
  d: 'number',
  x: 'integer or string',
  q: 'quantity',
  t: 'time',
  m: 'time with microseconds',
  y: 'base64',
  a: 'free value',
};

type Change = (site: Site, random: Random, table: SchemaTable) => string | undefined;

/**
 * Ways to give the decoder something that it does not know: each says what it did, or undefined when the place does not lend itself to it.
 */
export const FOR_DECODERS: readonly Change[] = [
  (site, random) => {
    if (typeof site.key === 'number' || Array.isArray(site.holder)) return undefined;
    const [how, wrong] = misspell(site.key, random);
    if (Object.hasOwn(site.holder, wrong)) return undefined;
    const value = valueAt(site);
    delete site.holder[site.key];
    put(site.holder, wrong, value);
    return how;
  },
  (site, random, table) => {
    const value = valueAt(site);
    const names = site.type.form === 'struct' && isObject(value) ? [...table.struct(site.type.name).fields.keys()] : [];
    if (names.length === 0) return undefined;
    const [how, wrong] = misspell(random.pick(names), random);
    if (Object.hasOwn(value as object, wrong)) return undefined;
    put(value as Holder, wrong, random.pick(['x', 1, null, {}, []]));
    return how;
  },
  (site, random) => {
    const wrong = site.type.form === 'scalar' ? WRONG[site.type.letter] : undefined;
    if (site.type.form !== 'scalar' || !wrong) return undefined;
    return change(site, random.pick(wrong), `wrong ${NAMES[site.type.letter] ?? 'schema'}`);
  },
  (site, random) => (site.type.form === 'enum' ? change(site, random.pick([1, true, [], {}, ['a']]), 'wrong enumeration') : undefined),
  (site, random) => (site.type.form === 'list' ? change(site, random.pick(['a', 1, true, {}, { a: 'b' }, '']), 'no list') : undefined),
  (site, random) =>
    site.type.form === 'map' || site.type.form === 'struct'
      ? change(site, random.pick(['a', 1, false, [], [{}], '']), 'no mapping')
      : undefined,
  (site) => ((valueAt(site) ?? undefined) === undefined ? undefined : change(site, [valueAt(site)], 'in a list too many')),
  (site) => {
    const value = valueAt(site);
    return Array.isArray(value) && value.length > 0 ? change(site, value[0], 'an entry in place of its list') : undefined;
  },
  (site) => (valueAt(site) === undefined ? undefined : change(site, null, 'null')),
  (site, random) => {
    const value = valueAt(site);
    if (!Array.isArray(value) && !(isObject(value) && site.type.form === 'map')) return undefined;
    const holder = value as Holder;
    put(holder, Array.isArray(holder) ? random.below(holder.length + 1) : 'nothing', null);
    return 'an entry null';
  },
  (site, random) => {
    const value = valueAt(site);
    if (site.type.form !== 'struct' || !isObject(value)) return undefined;
    const holder = value as Record<string, unknown>;
    const inner = random.pick(Object.keys(holder).filter((name) => isObject(holder[name])));
    const field = inner === undefined ? undefined : Object.keys(holder[inner] as object)[0];
    if (field === undefined || Object.hasOwn(holder, field)) return undefined;
    put(holder, field, (holder[inner!] as Record<string, unknown>)[field]);
    delete (holder[inner!] as Record<string, unknown>)[field];
    return 'a level too high';
  },
];

/** Ways to give validation something that it does not want. */
export const FOR_VALIDATION: readonly Change[] = [
  (site) => {
    if (Array.isArray(site.holder)) return undefined;
    delete site.holder[site.key];
    return 'removed';
  },
  (site) => {
    const value = valueAt(site);
    if (typeof value === 'string') return change(site, '', 'empty string');
    if (typeof value === 'number') return change(site, 0, 'zero');
    return Array.isArray(value) ? change(site, [], 'empty list') : isObject(value) ? change(site, {}, 'empty mapping') : undefined;
  },
  (site, random) =>
    site.type.form === 'enum'
      ? change(site, `${String(valueAt(site))}${random.pick(['', 's', ' '])}x`, 'beside the enumeration')
      : undefined,
];

/** Spoils one place of an object, which stays as it is; undefined when the dice did not find one. */
export function mutant(
  object: Record<string, unknown>,
  type: string,
  table: SchemaTable,
  random: Random,
  changes: readonly Change[],
): Mutant | undefined {
  const copy = JSON.parse(JSON.stringify(object)) as Record<string, unknown>;
  const sites = sitesOf(copy, type, table).filter(
    ({ path }) =>
      !(['apiVersion', 'kind'].includes(String(path[0])) || (path[0] === 'metadata' && ['name', 'namespace'].includes(String(path[1])))),
  );
  for (let round = 0; round < 20 && sites.length > 0; round++) {
    // Each way as often as any other, however few its places are.
    const way = random.pick(changes);
    for (let attempt = 0; attempt < 40; attempt++) {
      const what = way(random.pick(sites), random, table);
      if (what !== undefined) return { object: copy, what };
    }
  }
  return undefined;
}

function change(site: Site, value: unknown, what: string): string {
  put(site.holder, site.key, value);
  return what;
}

function misspell(name: string, random: Random): [how: string, wrong: string] {
  const at = random.below(name.length);
  switch (random.below(6)) {
    case 0:
      return ['a letter too few', name.slice(0, at) + name.slice(at + 1)];
    case 1:
      return ['a letter too many', name.slice(0, at) + name[at] + name.slice(at)];
    case 2:
      return ['other case', name.toLowerCase() === name ? name.toUpperCase() : name.toLowerCase()];
    case 3:
      return ['capital first', name[0]!.toUpperCase() + name.slice(1)];
    case 4:
      return ['with hyphens', name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)];
    default:
      return ['plural', `${name}s`];
  }
}
