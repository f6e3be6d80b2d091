import { identityOf } from '../../kubernetes/objects/kind-table';
import { Scope } from '../../kubernetes/objects/kinds';
import type { KubeObject } from '../../kubernetes/objects/object';
import { asObject, asString } from '../../text/json';
import { Setters } from './setters';
import { copied, isPlain, NotPlain, own, set, type Mutable } from './tree';

/** What an object is called at some step of a build. */
export interface Id {
  readonly name: string;
  readonly namespace: string;
}

/** An object in the course of a build. */
export interface Resource {
  readonly source: KubeObject;
  /** Undefined once a patch has deleted it. */
  json: Mutable | undefined;
  /** Where mappings and lists of it are in the source. */
  readonly places: WeakMap<object, readonly (string | number)[]>;
  /** What it was called in the source, and after each step that has changed it. A prefix is noted here alone. */
  readonly ids: Id[];
  /** Labels and annotations that kustomizations have given it: kustomize lets later values show where the earlier ones went. */
  readonly given: Map<string, string>;
  /** What kustomizations have set in it. */
  readonly setters: Setters;
}

/** A resource as it is in its file. */
export function resourceOf(source: KubeObject): Resource {
  const places = new WeakMap<object, readonly (string | number)[]>();
  const json = copied(source.json as Mutable, places);
  return { source, json, places, ids: [{ name: source.name, namespace: namespaceIn(json) }], given: new Map(), setters: new Setters() };
}

/** As kustomize takes it for the identity of an object. */
export function namespaceIn(json: Mutable): string {
  return isClusterScoped(json) ? '' : asString(asObject(json.metadata).namespace) || 'default';
}

export function isClusterScoped(json: Mutable): boolean {
  return identityOf(asString(json.apiVersion) ?? '', asString(json.kind) ?? '').scope === Scope.CLUSTER;
}

/** Group, version and kind. */
export function gvkOf(json: Mutable): { readonly group: string; readonly version: string; readonly kind: string } {
  const parts = (asString(json.apiVersion) ?? '').split('/');
  return { group: parts.length > 1 ? parts[0]! : '', version: parts.at(-1)!, kind: asString(json.kind) ?? '' };
}

/** Notes what the resource is called after a step. */
export function renamed({ ids }: Resource, id: Partial<Id>): void {
  const current = ids.at(-1)!;
  const next = { ...current, ...id };
  if (next.name !== current.name || next.namespace !== current.namespace) ids.push(next);
}

/**
 * Where a later value of a label would show is not certain once a kustomization has given the label to several fields.
 *
 * @throws NotPlain for what says something else of a label than was given
 */
export function requireNothingElse(value: unknown, given: ReadonlyMap<string, string>): void {
  if (given.size === 0) return;
  if (Array.isArray(value)) return value.forEach((item) => requireNothingElse(item, given));
  if (!isPlain(value)) return;
  for (const [key, item] of Object.entries(value)) {
    const known = given.get(key);
    if (known !== undefined && typeof item === 'string' && item !== known) {
      throw new NotPlain(`another value of the label or annotation ${key}`);
    }
    requireNothingElse(item, given);
  }
}

/**
 * Changes a field of an object: `spec.template.metadata.labels`. Lists on the way are gone through.
 *
 * @param create whether mappings on the way that are not there are made
 * @throws NotPlain where something else than a mapping is on the way
 */
export function changeField(value: unknown, path: readonly string[], create: boolean, change: (value: unknown) => unknown): void {
  if (Array.isArray(value)) {
    for (const item of value) changeField(item, path, create, change);
    return;
  }
  if (!isPlain(value)) throw new NotPlain(`a change of ${path.join('.')} where there is no mapping`);
  const [key, ...rest] = path as [string, ...string[]];
  const known = own(value, key) ?? undefined;
  if (known === undefined && (!create || key === 'volumeClaimTemplates')) return;
  if (rest.length === 0) return set(value, key, change(known));
  if (known === undefined) set(value, key, {});
  changeField(value[key], rest, create, change);
}
