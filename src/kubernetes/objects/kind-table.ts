import { API_VERSIONS } from '../releases/api-versions';
import { type Scope, scopeOf } from './kinds';

/** What the `apiVersion` and `kind` of a manifest say. */
export interface KindIdentity {
  readonly apiVersion: string;
  /** API group; '' for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly scope: Scope;
}

/** Of the kinds of Kubernetes: one identity for all objects of a kind, whose texts compare at once. */
const KNOWN = new Map<string, Map<string, KindIdentity>>();
for (const { apiVersion, kind } of API_VERSIONS) {
  const kinds = KNOWN.get(apiVersion);
  if (kinds) kinds.set(kind, read(apiVersion, kind));
  else KNOWN.set(apiVersion, new Map([[kind, read(apiVersion, kind)]]));
}

/** Reads an `apiVersion` and a `kind`. */
export function identityOf(apiVersion: string, kind: string): KindIdentity {
  return KNOWN.get(apiVersion)?.get(kind) ?? read(apiVersion, kind);
}

function read(apiVersion: string, kind: string): KindIdentity {
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  return { apiVersion, group, version: slash < 0 ? apiVersion : apiVersion.slice(slash + 1), kind, scope: scopeOf(group, kind) };
}
