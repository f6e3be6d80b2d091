import { isPlain } from './tree';

/** What has set something in the course of a build: a patch, or an entry of a kustomization. */
export interface Setter {
  /** What it is, as in `set by …`. */
  readonly what: string;
  readonly file: string;
  readonly document: number;
  /** Where it is in the document. */
  readonly path: string;
  /** What a patch in a file says: then it is all of the document. */
  readonly patch?: unknown;
}

/** The items of a list that are neither mappings nor lists: they are set together. */
const ITEMS = '*';

type Snapshot = ReadonlyMap<object, Readonly<Record<string, unknown>> | readonly unknown[]>;

/** Knows of the mappings and lists of an object which of their fields were set by what. */
export class Setters {
  private readonly whole = new WeakMap<object, Setter>();
  private readonly fields = new WeakMap<object, Map<string, Setter>>();

  public setField(holder: object, field: string, setter: Setter): void {
    this.fields.set(holder, new Map(this.fields.get(holder)).set(field, setter));
  }

  /** For a copy of a mapping or list. */
  public carry(original: object, copy: object, into: Setters = this): void {
    const [whole, fields] = [this.whole.get(original), this.fields.get(original)];
    if (whole) into.whole.set(copy, whole);
    if (fields) into.fields.set(copy, fields);
  }

  /** Notes what a patch has changed. */
  public note(before: Snapshot, after: unknown, setter: Setter): void {
    if (!isTree(after)) return;
    const was = before.get(after);
    if (!was) this.whole.set(after, setter);
    else if (Array.isArray(after)) {
      const known = was as readonly unknown[];
      if (scalarsOf(known) !== scalarsOf(after)) this.setField(after, ITEMS, setter);
    } else {
      const known = was as Readonly<Record<string, unknown>>;
      const now = after as Readonly<Record<string, unknown>>;
      for (const key of new Set([...Object.keys(known), ...Object.keys(now)])) {
        if (known[key] !== now[key]) this.setField(after, key, setter);
      }
    }
    for (const value of Object.values(after)) this.note(before, value, setter);
  }

  /**
   * What has set the field of a path, or has removed it.
   *
   * @param isOwn whether a mapping or list is one of the source
   */
  public of(json: unknown, segments: readonly (string | number)[], isOwn: (value: object) => boolean): Setter | undefined {
    let setter: Setter | undefined;
    let value = json;
    for (const segment of segments) {
      if (!isTree(value)) break;
      setter = this.fields.get(value)?.get(Array.isArray(value) ? ITEMS : String(segment)) ?? setter;
      value = (value as Readonly<Record<string | number, unknown>>)[segment];
      if (!isTree(value)) continue;
      const whole = this.whole.get(value);
      if (whole) setter = whole;
      else if (isOwn(value)) setter = undefined;
    }
    return setter;
  }
}

/** The mappings and lists of a value, as they are before something changes them. */
export function snapshotOf(value: unknown, into = new Map<object, Record<string, unknown> | unknown[]>()): Snapshot {
  if (!isTree(value)) return into;
  into.set(value, Array.isArray(value) ? [...(value as unknown[])] : { ...value });
  for (const item of Object.values(value)) snapshotOf(item, into);
  return into;
}

function scalarsOf(list: readonly unknown[]): string {
  return JSON.stringify(list.filter((item) => !isTree(item)));
}

function isTree(value: unknown): value is object {
  return Array.isArray(value) || isPlain(value);
}
