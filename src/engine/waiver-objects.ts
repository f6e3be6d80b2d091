import { posix } from 'node:path';
import type { KubeObject } from '../kubernetes/objects/object';
import { globTest } from '../text/glob';
import { asObject, asString } from '../text/json';
import { patternTest } from '../text/pattern';
import type { WaiverFault, WaiverScope } from './waiver';

/** The objects that a waiver names. */
export type WaiverObjects = Pick<WaiverScope, 'everywhere' | 'covers' | 'name' | 'fault'> & {
  /** What a pattern covers, for reports; undefined where one object is named. */
  readonly text: string | undefined;
};

const FIELDS = ['apiVersion', 'kind', 'namespace', 'name', 'file'] as const;

/**
 * Reads `object` of a waiver: `apiVersion`, `kind`, `namespace` and `name`, in each of which `*` stands for any characters, and `file`, a
 * glob as `.gitignore` has them.
 *
 * `kind` and `name` are needed, unless a file is named; without `apiVersion` every version is meant, without `namespace` objects that state
 * none, or all where a file is named. A pattern that neither a name nor a namespace nor a file narrows is over-broad.
 */
export function waiverObjects(value: unknown): WaiverObjects {
  const target = asObject(value);
  const [apiVersion, kind, namespace, name, file] = FIELDS.map((field) => asString(target[field]));
  const nothing = { everywhere: true, covers: () => false, text: undefined };
  const isPartial = file === undefined && (kind === undefined || name === undefined);
  if (value === undefined) return nothing;
  if (isPartial) return { ...nothing, fault: incomplete("the waiver's object has no kind or no name") };
  const isPattern = file !== undefined || [apiVersion, kind, namespace, name].some((text) => text?.includes('*'));
  const fields = { apiVersion, kind, namespace, name, file };
  return {
    everywhere: false,
    covers: objectTest(fields, file !== undefined),
    ...(isPattern ? {} : { name }),
    text: isPattern ? scopeText(fields) : undefined,
    ...(isPattern && !isNarrow(fields) ? { fault: overBroad(scopeText(fields)) } : {}),
  };
}

/** Patterns of what an object is, and a glob of its file. */
export type ObjectPatterns = { readonly [field in (typeof FIELDS)[number]]?: string };

/**
 * Whether an object is what patterns say: what is unset is not asked about.
 *
 * @param anyNamespace whether no namespace means any, rather than objects that state none
 */
export function objectTest(patterns: ObjectPatterns, anyNamespace: boolean): (object: KubeObject) => boolean {
  const { apiVersion, kind, namespace, name, file } = patterns;
  const inFile = file === undefined ? () => true : fileTest(file);
  return (object) =>
    (kind === undefined || patternTest(kind)(object.kind))
    && (name === undefined || patternTest(name)(object.name))
    && isIn(object, namespace, anyNamespace)
    && (apiVersion === undefined || patternTest(apiVersion)(object.apiVersion))
    && inFile(object.origin.file);
}

function incomplete(message: string): WaiverFault {
  return { kind: 'incomplete', message };
}

export function overBroad(scope: string): WaiverFault {
  return { kind: 'over-broad', message: `the waiver is for ${scope}, which no name, namespace or file narrows` };
}

/** True where a name, a namespace or a file says which objects are meant. */
export function isNarrow({ name, namespace, file }: ObjectPatterns): boolean {
  return [name, namespace, file].some(narrows);
}

/** A pattern without a letter or a digit, `?*` or `[a-z]*`, is as good as none. */
function narrows(text: string | undefined): boolean {
  return text !== undefined && /[\p{L}\p{N}]/u.test(text.replace(/\[[^[\]]*\]/g, ''));
}

function isIn({ namespace, defaultNamespace }: KubeObject, wanted: string | undefined, anyIfUnset: boolean): boolean {
  const places = [namespace, namespace ?? defaultNamespace];
  if (wanted === undefined) return anyIfUnset || places.includes(undefined);
  return places.some((place) => place !== undefined && patternTest(wanted)(place));
}

function fileTest(glob: string): (file: string | undefined) => boolean {
  const test = globTest(glob);
  return (file) => file !== undefined && test(posix.normalize(file.replaceAll('\\', '/')));
}

/** `Deployment shop/api-* in deploy/*.yaml` */
export function scopeText({ kind = '*', namespace, name = '*', file }: ObjectPatterns): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}${file === undefined ? '' : ` in ${file}`}`;
}
