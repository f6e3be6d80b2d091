import { YamlError } from './yaml-error';

/** Where the entries of collections are in the text: offsets by key or position. */
export type Places = Map<object, Map<string | number, number>>;

/** The places of one collection. */
export function placesOf(places: Places, collection: object): Map<string | number, number> {
  let found = places.get(collection);
  if (!found) places.set(collection, (found = new Map()));
  return found;
}

/** A key that is written twice in one mapping. */
export interface DuplicateKey {
  readonly holder: object;
  readonly key: string;
}

type Holder = Record<string, unknown>;

/**
 * Fills mappings as the Go reader does: every key in the order of the text, the last of several equal ones wins, and merges (`<<`) write
 * over what stands before them.
 */
export class MappingBuilder {
  public readonly duplicates: DuplicateKey[] = [];
  /** True once a key was written as something else than text. */
  public hasOddKeys = false;
  /** What keys were written as, where it is not text. */
  private readonly kinds = new Map<object, Map<string, string>>();
  /** Keys that came in by a merge only: written once more, they are not duplicates. */
  private readonly merged = new Map<object, Set<string>>();

  constructor(private readonly places: Places | undefined) {}

  public create(): object {
    return {};
  }

  /**
   * Notes what a key was written as. `1` and `"1"` are two keys to the reader and one in JSON: which of them Kubernetes keeps is left to
   * chance.
   */
  public claim(holder: object, key: string, kind: string, offset: number): void {
    const kinds = this.kinds.get(holder);
    if (Object.hasOwn(holder, key)) {
      const before = kinds?.get(key) ?? 'string';
      if (before !== kind || kind === 'float .nan') {
        throw new YamlError(
          offset,
          `the key ${JSON.stringify(key)} is written in two ways, and which one Kubernetes keeps is left to chance`,
        );
      }
    } else if (kind !== 'string') {
      this.hasOddKeys = true;
      if (kinds) kinds.set(key, kind);
      else this.kinds.set(holder, new Map([[key, kind]]));
    }
  }

  public put(holder: object, key: string, value: unknown, offset: number, isTracked: boolean): void {
    if (isTracked && (holder as Holder)[key] !== undefined && Object.hasOwn(holder, key) && this.merged.get(holder)?.delete(key) !== true) {
      this.duplicates.push({ holder, key });
    }
    assign(holder as Holder, key, value);
    if (this.places) placesOf(this.places, holder).set(key, offset);
  }

  public merge(holder: object, source: unknown, offset: number): void {
    if (typeof source !== 'object' || source === null || Array.isArray(source)) {
      throw new YamlError(offset, 'a merge ("<<") takes a mapping or a list of mappings');
    }
    const from = source as Holder;
    const sourceKinds = this.kinds.get(source);
    const sourcePlaces = this.places?.get(source);
    for (const key of Object.keys(from)) {
      if (this.hasOddKeys) this.claim(holder, key, sourceKinds?.get(key) ?? 'string', offset);
      if (!Object.hasOwn(holder, key)) {
        const merged = this.merged.get(holder);
        if (merged) merged.add(key);
        else this.merged.set(holder, new Set([key]));
      }
      assign(holder as Holder, key, from[key]);
      if (this.places) placesOf(this.places, holder).set(key, sourcePlaces?.get(key) ?? offset);
    }
  }
}

/** Its length tells most keys at once. */
const PROTO = '__proto__';

function assign(holder: Holder, key: string, value: unknown): void {
  if (key.length === PROTO.length && key === PROTO) {
    Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
  } else holder[key] = value;
}
