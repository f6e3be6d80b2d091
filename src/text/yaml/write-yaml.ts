import { isObject } from '../json';
import type { PathSegment } from '../path';
import { readYaml } from './yaml';

/** Writes one value as a YAML document that ends with a line feed. */
export type Stringify = (value: unknown) => string;

/** A value that no text can be written for which reads as that value. */
export interface WriteFault {
  /** Position of the document among those to be written. */
  readonly document: number;
  readonly path: readonly PathSegment[];
  /** What is the case, behind the name of the field: `holds half of a surrogate pair, …`. */
  readonly fact: string;
}

/** A text of documents, or why there is none. */
export type Written = { readonly text: string } | { readonly fault: WriteFault };

/**
 * What other readers of YAML 1.1 take for something else than text, or reject, though Kubernetes does not.
 *
 * Sources: https://yaml.org/type/value.html, https://yaml.org/type/merge.html
 */
const FOREIGN = new Set(['=', '<<']);

const SEPARATOR = '---\n';

/**
 * Writes documents so that Kubernetes reads them as what they are. The text is that of `stringify`, but for keys and texts that would be
 * read as something else (`<<`, `0o17`, a byte-order mark): those are put in double quotes, with escapes. Whatever is written is read back
 * and compared, value by value.
 */
export function writeYaml(documents: readonly unknown[], stringify: Stringify): Written {
  const texts = documents.map((document) => (hasText(document, (text) => FOREIGN.has(text)) ? '' : stringify(document)));
  const read = texts.includes('') ? [] : readValues(texts);
  if (read !== undefined && read.length === documents.length) {
    if (documents.every((document, index) => difference(document, read[index]) === undefined)) return { text: texts.join(SEPARATOR) };
  }
  const isMisread = memo((text: string) => FOREIGN.has(text) || !survives(text, stringify));
  for (const [document, value] of documents.entries()) {
    const written = writeDocument(value, texts[document]!, stringify, isMisread);
    if (typeof written !== 'string') return { fault: { document, ...written } };
    texts[document] = written;
  }
  return { text: texts.join(SEPARATOR) };
}

/** One document, alone: as it is, with what is misread in quotes, or with all keys and texts in quotes. */
function writeDocument(
  value: unknown,
  usual: string,
  stringify: Stringify,
  isMisread: (text: string) => boolean,
): string | Omit<WriteFault, 'document'> {
  if (usual !== '' && readsAs(value, usual)) return usual;
  for (const isQuoted of [isMisread, () => true]) {
    const text = quoting(value, isQuoted, stringify);
    if (readsAs(value, text)) return text;
  }
  return faultOf(value, stringify);
}

function memo(test: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>();
  return (text) => {
    let result = known.get(text);
    if (result === undefined) known.set(text, (result = test(text)));
    return result;
  };
}

/** The value that a text holds; undefined when it is not one document that Kubernetes reads. */
function readValues(texts: readonly string[]): readonly unknown[] | undefined {
  const { documents, faults } = readYaml(texts.join(SEPARATOR));
  return faults.length > 0 || documents.some(({ duplicateKeys }) => duplicateKeys.length > 0)
    ? undefined
    : documents.map((document) => document.value);
}

function readsAs(value: unknown, text: string): boolean {
  const read = readValues([text]);
  return read?.length === 1 && difference(value, read[0]) === undefined;
}

/** Whether a text alone is read as itself, as a key, a value and an entry of a list. */
function survives(text: string, stringify: Stringify): boolean {
  const sample = { a: [{ [text]: text }, text], b: text };
  return readsAs(sample, stringify(sample));
}

/** Where a value that was read is not the one that was to be written; undefined when it is. What is not set may be null, or left out. */
function difference(wanted: unknown, read: unknown): readonly PathSegment[] | undefined {
  if (wanted === undefined || wanted === null) return read === undefined || read === null ? undefined : [];
  if (Array.isArray(wanted)) {
    if (!Array.isArray(read) || read.length !== wanted.length) return [];
    for (let index = 0; index < wanted.length; index++) {
      const found = difference(wanted[index], read[index]);
      if (found) return [index, ...found];
    }
    return undefined;
  }
  if (isObject(wanted)) {
    if (!isObject(read) || !isPlainObject(wanted)) return [];
    const more = Object.keys(read).find((key) => !Object.hasOwn(wanted, key));
    if (more !== undefined && read[more] !== null) return [more];
    for (const key of Object.keys(wanted)) {
      const found = difference(wanted[key], Object.hasOwn(read, key) ? read[key] : undefined);
      if (found) return [key, ...found];
    }
    return undefined;
  }
  // `===`: there is one zero in JSON.
  return wanted === read ? undefined : [];
}

/** False for instances of classes. */
export function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

/** Asks about every key and text of a value until one is as requested. */
function hasText(value: unknown, test: (text: string) => boolean): boolean {
  if (typeof value === 'string') return test(value);
  if (Array.isArray(value)) return value.some((item) => hasText(item, test));
  return isObject(value) && Object.keys(value).some((key) => test(key) || hasText(value[key], test));
}

/** Writes a value with stand-ins for some of its keys and texts, and puts those in quotes in their place: so all else is as it would be. */
function quoting(value: unknown, isQuoted: (text: string) => boolean, stringify: Stringify): string {
  let name = 'quoted';
  while (hasText(value, (text) => text.includes(name))) name += 'x';
  const quoted: string[] = [];
  const standIn = (text: string) => (isQuoted(text) ? `${name}-${quoted.push(doubleQuoted(text)) - 1}-` : text);
  const replaced = (item: unknown): unknown => {
    if (typeof item === 'string') return standIn(item);
    if (Array.isArray(item)) return item.map(replaced);
    if (!isObject(item) || !isPlainObject(item)) return item;
    return Object.fromEntries(Object.keys(item).map((key) => [standIn(key), replaced(item[key])]));
  };
  return stringify(replaced(value)).replace(new RegExp(`${name}-(\\d+)-`, 'g'), (_, index) => quoted[Number(index)]!);
}

/** What YAML 1.1 does not take for printable, or breaks lines at; halves of surrogate pairs are escaped by JSON already. */
const UNPRINTABLE = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** A text in double quotes, which every reader of YAML and JSON reads as that text. */
export function doubleQuoted(text: string): string {
  return JSON.stringify(text).replace(UNPRINTABLE, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** As many characters as a key may have for the reader of Kubernetes, with its quotes. */
const MAX_KEY = 1024;

/** Says what it is that cannot be written. */
function faultOf(value: unknown, stringify: Stringify): Omit<WriteFault, 'document'> {
  const found = scalarFault(value, []);
  if (found) return found;
  const text = quoting(value, () => true, stringify);
  const read = readValues([text]);
  const path = read?.length === 1 ? difference(value, read[0]) : undefined;
  const fault = readYaml(text).faults[0];
  return { path: path ?? [], fact: `would be read as something else than it is${fault ? ` (${fault.message})` : ''}` };
}

function scalarFault(value: unknown, path: readonly PathSegment[]): Omit<WriteFault, 'document'> | undefined {
  const fact = scalarFact(value);
  if (fact !== undefined) return { path, fact };
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const found = scalarFault(item, [...path, index]);
      if (found) return found;
    }
  } else if (isObject(value)) {
    for (const key of Object.keys(value)) {
      const inKey = keyFact(key);
      const found = inKey === undefined ? scalarFault(value[key], [...path, key]) : { path, fact: inKey };
      if (found) return found;
    }
  }
  return undefined;
}

function keyFact(key: string): string | undefined {
  const fact = scalarFact(key);
  if (fact !== undefined) return `has a key that ${fact}`;
  const { length } = doubleQuoted(key);
  return length > MAX_KEY ? `has a key of ${length} characters, and Kubernetes reads none of more than ${MAX_KEY} in YAML` : undefined;
}

function scalarFact(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string': {
      const half = halfPairIn(value);
      return half === undefined ? undefined : `holds half of a surrogate pair (U+${half}), which no file in UTF-8 can hold`;
    }
    case 'number':
      return Number.isFinite(value) ? undefined : `is ${value}, which JSON does not have`;
    case 'bigint':
    case 'symbol':
    case 'function':
      return `is a ${typeof value}, which JSON does not have`;
    default:
      return isObject(value) && !isPlainObject(value) ? `is a ${value.constructor?.name ?? 'class'}, which JSON does not have` : undefined;
  }
}

const HALF_PAIR = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** The first half of a surrogate pair that stands alone, as hexadecimal digits. */
export function halfPairIn(text: string): string | undefined {
  return HALF_PAIR.exec(text)?.[0].charCodeAt(0).toString(16).toUpperCase();
}
