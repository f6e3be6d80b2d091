import type { ScalarText } from './yaml-resolve';

/** A node that an alias may stand for. */
export interface Anchor {
  value: unknown;
  /** Undefined for collections. */
  scalar: ScalarText | undefined;
  /** Steps that it costs to decode it once more. */
  size: number;
  /** False while the anchor's own node is read. */
  done: boolean;
}

/** A collection that is being filled. */
export interface Frame {
  /** Undefined for the document itself. */
  readonly list: unknown[] | undefined;
  readonly mapping: object | undefined;
  readonly inFlow: boolean;
  readonly anchor: Anchor | undefined;
  /** Steps before it began. */
  readonly before: number;
  /** Where it begins in the text. */
  readonly start: number;
  /** The key whose value comes next; undefined for a merge. */
  key: string | undefined;
  hasKey: boolean;
  keyStart: number;
  /** Keys with a value so far, however often they are the same. */
  entries: number;
}

/** A collection that begins. */
export function frameOf(
  list: unknown[] | undefined,
  mapping: object | undefined,
  inFlow: boolean,
  anchor: Anchor | undefined,
  before: number,
  start: number,
): Frame {
  return { list, mapping, inFlow, anchor, before, start, key: undefined, hasKey: false, keyStart: 0, entries: 0 };
}
