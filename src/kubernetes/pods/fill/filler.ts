import { isObject, isUnset, type JsonObject } from '../../../text/json';
import { joinPath, parsePath, type PathSegment } from '../../../text/path';
import type { PodView } from '../pod-view';
import type { PodFacts } from './pod-fill-facts';

/** A value to be written into a manifest. */
export type FillValue = string | boolean | readonly FillValue[] | { readonly [key: string]: FillValue };

/** A field that is unset and gets a hardened value. */
export interface Fill {
  /** Path within the object, as in findings: `spec.template.spec.containers[0].securityContext.capabilities.drop`. */
  readonly path: string;
  /** The same as keys and positions. A position that equals the length of its list stands for a new entry at the end. */
  readonly keys: readonly PathSegment[];
  /** What is placed there. Parents that are missing or null are created. */
  readonly value: FillValue;
}

/** Quantities that a container requests. */
export interface FilledRequests {
  readonly cpu: string;
  readonly memory: string;
}

/** What a filler may know in addition to the pod. */
export interface FillContext {
  readonly facts: PodFacts;
  readonly requests: FilledRequests;
  readonly temporaryDirectorySize: string;
  /** True when the root filesystems of containers that do not set the field become read-only. */
  readonly fillsRootFilesystem: boolean;
}

/**
 * One kind of change: fields of a pod that are unset and could be hardened. What is set is never overridden, directly or by what it means.
 */
export interface PodFiller {
  /** The property of `PodHardeningProps` that switches it on or off. */
  readonly name: string;
  /** True where `fix` fills it only with a flag, which gives the quantity. */
  readonly isAsked?: true;
  /** What it sets, for the documentation: a noun phrase. */
  readonly sets: string;
  /** When it does not, though the field is unset: a clause that follows "if". */
  readonly unless?: string;
  /** True when the API server rejects the fields in a Windows pod. */
  readonly isLinuxOnly?: boolean;
  fills(pod: PodView, context: FillContext): readonly Fill[];
}

/** A fill of one field. */
export function fill(base: string, keys: readonly PathSegment[], value: FillValue): Fill {
  const path = joinPath(base, ...keys);
  return { path, keys: parsePath(path), value };
}

/** True where a field can be placed: the holder is a mapping, or unset so that it is created. */
export function isOpen(holder: unknown): holder is JsonObject | null | undefined {
  return isUnset(holder) || isObject(holder);
}
