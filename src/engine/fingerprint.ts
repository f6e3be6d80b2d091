import { createHash } from 'node:crypto';
import { memo } from '../kubernetes/objects/memo';
import { namespaceOf, type KubeObject } from '../kubernetes/objects/object';
import { isObject } from '../text/json';
import { parsePath } from '../text/path';
import type { Finding } from './finding';

/**
 * Gives each finding of a run its fingerprint: 32 hexadecimal digits, a colon, and a number that tells findings apart which are alike in
 * all else (one object written in two files, say).
 *
 * It is made of what a finding is about: the rule, its code, the object by group, kind, namespace and name (or by its path on the node) and
 * the field. It stays when lines, documents and files move, when lists are put in another order, when the version of the API or the words
 * of the message change. So the fingerprints of a run are compared as a multiset: which of two findings that are alike has which number
 * says nothing.
 */
export function fingerprints(): (finding: Finding) => string {
  const seen = new Map<string, number>();
  return ({ rule, code, object, about, path, line }) => {
    const identity = about !== undefined ? [about] : object ? identityOf(object) : [];
    const place = about !== undefined ? '' : line === undefined ? stablePath(object, path) : 'line';
    const parts = [rule, code ?? '', ...identity, place];
    const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
    const number = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, number);
    return `${hash}:${number}`;
  };
}

/** What stays of an object wherever it is written. */
const identityOf = memo((object: KubeObject): readonly string[] => {
  const { group, kind, name, origin } = object;
  const generated = isObject(object.json) && isObject(object.json.metadata) ? object.json.metadata.generateName : undefined;
  const called = name !== '' ? name : typeof generated === 'string' ? generated : (origin.hostPath ?? '');
  const own = [group, kind, namespaceOf(object), called];
  return origin.within ? [...identityOf(origin.within), ...own] : own;
});

/**
 * Fields that tell the items of a list apart, as far as they are there and no two items have the same: those by which Kubernetes merges.
 */
const KEYS = ['name', 'mountPath', 'devicePath', 'containerPort', 'port', 'ip', 'topologyKey', 'key'];

/** Lists in which a text may be a password, which a hash would give away to guessing. */
const COMMANDS = new Set<unknown>(['args', 'command']);

/** The path with items in place of their numbers. */
function stablePath(object: KubeObject | undefined, path: string): string {
  let value: unknown = object?.json;
  const steps = parsePath(path).map((step, index, all) => {
    const holder = value;
    value = isObject(holder) || Array.isArray(holder) ? (holder as Record<string | number, unknown>)[step] : undefined;
    if (typeof step !== 'number' || !Array.isArray(holder)) return String(step);
    if (typeof value === 'string') return COMMANDS.has(all[index - 1]) ? (optionOf(value) ?? `#${step}`) : `=${value}`;
    return namesOf(holder)[step] ?? `#${step}`;
  });
  return JSON.stringify(steps);
}

function optionOf(text: string): string | undefined {
  return /^--?[\w-]+(?==)/.exec(text)?.[0];
}

/** What the items of a list are called: each by a key of its own, else by all that is in it. */
const namesOf = memo((list: readonly unknown[]): readonly string[] => {
  const holders = new Map<string, number>();
  const keysOf = (item: unknown) => (isObject(item) ? KEYS.map((key) => nameBy(item, key)) : []);
  for (const name of list.flatMap(keysOf)) if (name !== undefined) holders.set(name, (holders.get(name) ?? 0) + 1);
  return list.map((item, index) => {
    if (!isObject(item)) return `#${index}`;
    const name = keysOf(item).find((each) => each !== undefined && holders.get(each) === 1);
    return name ?? createHash('sha256').update(canonical(item)).digest('hex');
  });
});

function nameBy(item: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = item[key];
  return typeof value === 'string' || typeof value === 'number' ? `${key}=${value}` : undefined;
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join()}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  return `{${Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
    .join()}}`;
}
