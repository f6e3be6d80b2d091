import { isObject, isUnset, typeName, type JsonObject } from '../../../text/json';
import { joinPath } from '../../../text/path';
import { scalarFault } from '../../schema/scalars';
import type { FieldType } from '../../schema/table';
import { parseGoBool, parseGoDuration, parseGoInt } from '../flags/go-values';
import type { NodeKind, NodeTable } from './table';

/** One setting of a program of the node, wherever it is written. */
export interface NodeSetting {
  /** For messages: `authentication.anonymous.enabled`, `--anonymous-auth`. */
  readonly label: string;
  /** Where it is written, or would be. */
  readonly path: string;
  /** In a text file. */
  readonly line?: number;
  /** As its type has it: a duration is its text. Undefined when it is not set and has no default. */
  readonly value?: unknown;
  /** True when `value` is the default, though zero may be written there. */
  readonly isDefault: boolean;
  /** Why nothing can be said of it. */
  readonly unclear?: string;
}

/** Reads a field of a document as the program does, without its default; undefined when it is as good as absent. */
export function fieldOf(json: JsonObject, prefix: string, kind: NodeKind, field: string, table: NodeTable): NodeSetting | undefined {
  const keys = field.split('.');
  const place = { label: field, path: joinPath(prefix, ...keys), isDefault: false };
  const type = table.typeOf(kind, field);
  let value: unknown = json;
  for (const [index, key] of keys.entries()) {
    if (!isObject(value)) {
      const holder = keys.slice(0, index).join('.');
      return { ...place, unclear: `${holder} is ${typeName(value)} where a mapping belongs, so ${program(kind)} does not start` };
    }
    value = Object.hasOwn(value, key) ? value[key] : undefined;
    if (isUnset(value) && !(value === null && index === keys.length - 1 && isStrict(type))) return undefined;
  }
  const fault = type && faultOf(value, type);
  if (fault !== undefined) return { ...place, unclear: `it ${fault}, so ${program(kind)} does not start` };
  const initial = table.defaultOf(kind, field);
  // Go cannot tell such a zero from none, so the default takes its place.
  if (initial !== undefined && isZero(value, type) && table.isZeroAbsent(kind, field)) return { ...place, value: initial, isDefault: true };
  return { ...place, value };
}

/** Null is no duration. */
function isStrict(type: FieldType | undefined): boolean {
  return type?.form === 'scalar' && type.letter === 'U';
}

export function program(kind: NodeKind): string {
  return kind === 'KubeletConfiguration' ? 'the kubelet' : 'kube-proxy';
}

function faultOf(value: unknown, type: FieldType): string | undefined {
  switch (type.form) {
    case 'scalar':
      return scalarFault(type.letter, value);
    case 'list': {
      if (!Array.isArray(value)) return `is ${typeName(value)} where a list belongs`;
      // Null in a list is an empty entry.
      return value.map((item) => (item === null ? undefined : faultOf(item, type.of))).find((fault) => fault !== undefined);
    }
    case 'map': {
      if (!isObject(value)) return `is ${typeName(value)} where a mapping belongs`;
      return Object.values(value)
        .map((item) => (item === null ? undefined : faultOf(item, type.of)))
        .find((fault) => fault !== undefined);
    }
    default:
      return isObject(value) ? undefined : `is ${typeName(value)} where a mapping belongs`;
  }
}

function isZero(value: unknown, type: FieldType | undefined): boolean {
  if (value === '' || value === 0 || value === false) return true;
  return type?.form === 'scalar' && /u/i.test(type.letter) && parseGoDuration(value as string) === 0;
}

/** The value of a flag, as pflag reads its text for a type; `fault` where it does not, so that the program does not start. */
export function flagValue(type: string, text: string): { readonly value?: unknown; readonly fault?: string } {
  const of = (value: unknown, kind: string) =>
    value === undefined ? { fault: `is ${JSON.stringify(text)}, which is not ${kind}` } : { value };
  switch (type) {
    case 'bool':
      return of(parseGoBool(text), 'a boolean');
    case 'int32':
    case 'int64':
    case 'int':
      return of(parseGoInt(text), 'an integer');
    case 'duration':
      return of(parseGoDuration(text) === undefined ? undefined : text, 'a duration');
    case 'stringSlice':
      return { value: text === '' ? [] : text.split(',') };
    case 'mapStringBool':
      return gates(text);
    default:
      return { value: text };
  }
}

/** `A=true,B=false` as component-base reads it. */
function gates(text: string): { readonly value?: unknown; readonly fault?: string } {
  const result: Record<string, boolean> = {};
  for (const entry of text.split(',')) {
    if (entry === '') continue;
    const at = entry.indexOf('=');
    const value = at < 0 ? undefined : parseGoBool(entry.slice(at + 1).trim());
    if (value === undefined) return { fault: `has ${JSON.stringify(entry)}, which is not a name and a boolean` };
    result[entry.slice(0, at).trim()] = value;
  }
  return { value: result };
}
