/** A map that keeps a list for each key, in the order in which its values were added. */
export class MultiMap<K, V> {
  /** The values of a list, each under the key that is found for it. Undefined is a key like any other. */
  public static by<K, V>(values: Iterable<V>, keyOf: (value: V) => K): MultiMap<K, V> {
    const map = new MultiMap<K, V>();
    for (const value of values) map.add(keyOf(value), value);
    return map;
  }

  private readonly lists = new Map<K, V[]>();

  public add(key: K, value: V): void {
    const list = this.lists.get(key);
    if (list) list.push(value);
    else this.lists.set(key, [value]);
  }

  /** The values of a key: none where nothing was added. */
  public get(key: K): readonly V[] {
    return this.lists.get(key) ?? NONE;
  }

  public has(key: K): boolean {
    return this.lists.has(key);
  }

  /** How many keys there are. */
  public get size(): number {
    return this.lists.size;
  }

  public keys(): IterableIterator<K> {
    return this.lists.keys();
  }

  /** The list of each key, in the order in which keys were first added. */
  public values(): IterableIterator<readonly V[]> {
    return this.lists.values();
  }

  public [Symbol.iterator](): IterableIterator<[K, readonly V[]]> {
    return this.lists[Symbol.iterator]();
  }
}

const NONE: readonly never[] = Object.freeze([]);
