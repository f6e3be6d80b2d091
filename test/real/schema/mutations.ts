import { mapping } from './structures';
import type { Random } from './random';
import type { FieldType, SchemaTable } from '../../../src/kubernetes/schema/table';
import { isObject } from '../../../src/text/json';

/** A place in an object and what the table says of it. */
interface Site {
  readonly holder: Record<string, unknown> | unknown[];
  readonly key: string | number;
  readonly type: FieldType;
}

/** An object with a fault, or with something that looks like one. */
export interface Mutant {
  readonly object: Record<string, unknown>;
  /** What was done to it: `misspelt field`. */
  readonly what: string;
}

const WRONG: Readonly<Record<string, readonly unknown[]>> = {
  s: [1, true, [], {}, ['a'], { a: 1 }, 0.5],
  b: ['true', 'yes', 1, 0, [], {}, ''],
  i: ['1', '', true, [], {}, 1.5, 2147483648, -2147483649, 1e21, 1e-7, 0.1],
  l: ['1', true, [], {}, 1.5, 1e19, -1e19, 1e21],
  d: ['1', true, [], {}],
  x: [true, [], {}, 1.5, 2147483648, [80]],
  q: ['', 'abc', '1 Gi', '1GB', '1Gi ', '1gi', '10K', '1e', '1.2.3', true, [], {}, ['1'], '1\t', '\n1', '--1', '0x10', '1_000'],
  t: ['', 'yesterday', '2026-01-31', '2026-02-30T00:00:00Z', '2026-01-31 08:00:00Z', '2026-01-31T08:00:00', '2026-01-31T24:00:00Z', '2026-13-01T00:00:00Z',
    '2026-01-31T08:00:60Z', '2026-01-31T08:00:00+25:00', '2026-01-31t08:00:00z', 1769846400, true, [], {}],
  m: ['', '2026-01-31T08:00:00Z', '2026-01-31T08:00:00.123Z', '2026-01-31T08:00:00.1234567Z', 1, false, [], {}],
  y: ['a', 'YQ', 'YQ=', '=', 'Y Q==', 'YQ==YQ==', 'ÄÖÜß', '-_-_', 1, true, {}, [256], ['a'], [-1], [1.5], [null]],
  a: [null],
  B: ['true', 1, [], { type: 1 }, { properties: [] }],
  L: [{ type: 1 }, [{ required: 'a' }], [[]]],
  S: [[1], { maxLength: '1' }, [null]],
};

type Change = (site: Site, random: Random, table: SchemaTable, root: Record<string, unknown>) => string | undefined;

/** Each way to spoil an object: says what it did, or undefined when the place does not lend itself to it. */
const CHANGES: readonly Change[] = [
  (site, random, table) => {
    const holder = structAt(site);
    if (!holder) return undefined;
    const present = Object.keys(holder);
    const names = present.length > 0 && random.chance(0.7) ? present : [...table.struct((site.type as { name: string }).name).fields.keys()];
    if (names.length === 0) return undefined;
    const name = random.pick(names);
    const [how, wrong] = misspell(name, random);
    const value = holder[name];
    if (Object.hasOwn(holder, name)) delete holder[name];
    put(holder, wrong, value ?? random.pick(['x', 1, null, {}, []]));
    return how;
  },
  (site, random) => {
    if (site.type.form !== 'scalar') return undefined;
    const wrong = WRONG[site.type.letter];
    if (!wrong) return undefined;
    put(site.holder, site.key, random.pick(wrong));
    return `wrong ${LETTERS[site.type.letter] ?? 'schema'}`;
  },
  (site, random) => {
    if (site.type.form !== 'enum') return undefined;
    put(site.holder, site.key, random.pick([1, true, [], {}, ['a']]));
    return 'wrong enumeration';
  },
  (site, random) => {
    if (site.type.form !== 'list') return undefined;
    put(site.holder, site.key, random.pick(['a', 1, true, {}, { a: 'b' }, '']));
    return 'no list';
  },
  (site, random) => {
    if (site.type.form !== 'map' && site.type.form !== 'struct') return undefined;
    put(site.holder, site.key, random.pick(['a', 1, false, [], [{}], '']));
    return 'no mapping';
  },
  (site) => {
    const value = valueAt(site);
    if (value === undefined || value === null) return undefined;
    put(site.holder, site.key, [value]);
    return 'in a list too many';
  },
  (site) => {
    const value = valueAt(site);
    if (!Array.isArray(value) || value.length === 0) return undefined;
    put(site.holder, site.key, value[0]);
    return 'an entry in place of its list';
  },
  (site) => {
    if (valueAt(site) === undefined) return undefined;
    put(site.holder, site.key, null);
    return 'null';
  },
  (site, random, _, root) => {
    const holder = structAt(site);
    const names = holder && Object.keys(holder).filter((name) => isObject(holder[name]));
    if (!holder || !names || names.length === 0) return undefined;
    const name = random.pick(names);
    const inner = holder[name] as Record<string, unknown>;
    const field = Object.keys(inner)[0];
    if (field === undefined || Object.hasOwn(holder, field) || holder === root) return undefined;
    put(holder, field, inner[field]);
    delete inner[field];
    return 'a level too high';
  },
];

const LETTERS: Readonly<Record<string, string>> = {
  s: 'string', b: 'boolean', i: '32-bit integer', l: '64-bit integer', d: 'number', x: 'integer or string', q: 'quantity', t: 'time', m: 'time with microseconds', y: 'base64', a: 'free value',
};

/** Spoils one place of an object, which stays as it is; undefined when the dice did not find one. */
export function mutant(object: Record<string, unknown>, type: string, table: SchemaTable, random: Random): Mutant | undefined {
  const copy = JSON.parse(JSON.stringify(object)) as Record<string, unknown>;
  const sites: Site[] = [];
  collect(copy, { form: 'struct', name: type }, table, sites);
  const places = sites.filter(({ holder, key }) => holder !== copy || (key !== 'apiVersion' && key !== 'kind'));
  if (places.length === 0) return undefined;
  for (let attempt = 0; attempt < 20; attempt++) {
    const what = random.pick(CHANGES)(random.pick(places), random, table, copy);
    if (what !== undefined) return { object: copy, what };
  }
  return undefined;
}

function collect(value: unknown, type: FieldType, table: SchemaTable, sites: Site[]): void {
  if (type.form === 'struct' && isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      const field = table.struct(type.name).fields.get(key);
      if (!field) continue;
      sites.push({ holder: value as Record<string, unknown>, key, type: field.type });
      collect(item, field.type, table, sites);
    }
  } else if (type.form === 'map' && isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      sites.push({ holder: value as Record<string, unknown>, key, type: type.of });
      collect(item, type.of, table, sites);
    }
  } else if (type.form === 'list' && Array.isArray(value)) {
    value.forEach((item, index) => {
      sites.push({ holder: value, key: index, type: type.of });
      collect(item, type.of, table, sites);
    });
  }
}

function misspell(name: string, random: Random): [how: string, wrong: string] {
  const at = random.below(name.length);
  switch (random.below(6)) {
    case 0: return ['a letter too few', name.slice(0, at) + name.slice(at + 1)];
    case 1: return ['a letter too many', name.slice(0, at) + name[at] + name.slice(at)];
    case 2: return ['other case', name.toLowerCase() === name ? name.toUpperCase() : name.toLowerCase()];
    case 3: return ['capital first', name[0]!.toUpperCase() + name.slice(1)];
    case 4: return ['with hyphens', name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)];
    default: return ['plural', `${name}s`];
  }
}

function structAt(site: Site): Record<string, unknown> | undefined {
  const value = valueAt(site);
  return site.type.form === 'struct' && isObject(value) ? value as Record<string, unknown> : undefined;
}

function valueAt({ holder, key }: Site): unknown {
  return (holder as Record<string | number, unknown>)[key];
}

function put(holder: Record<string, unknown> | unknown[], key: string | number, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

export { mapping };
