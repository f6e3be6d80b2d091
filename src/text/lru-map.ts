/**
 * Keeps what was worked out for the keys that were requested last, so that memory stays bounded whatever the input holds.
 *
 * There are two generations of at most `limit` entries: what is requested moves into the young one, and once that is full the old one goes.
 * So an entry is kept for at least the next `limit` other keys, and a hit costs one look-up: nothing is moved within a generation.
 */
export class LruMap<K, V> {
  private young = new Map<K, V>();
  private old = new Map<K, V>();

  constructor(private readonly limit: number) {
    if (!Number.isInteger(limit) || limit < 1) throw new RangeError(`an LruMap keeps at least one entry, not ${limit}`);
  }

  /** What is kept for the key, else what `make` gives, which is kept from then on. */
  public get(key: K, make: (key: K) => V): V {
    const known = this.young.get(key);
    if (known !== undefined || this.young.has(key)) return known as V;
    const value = this.old.has(key) ? (this.old.get(key) as V) : make(key);
    if (this.young.size >= this.limit) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(key, value);
    return value;
  }

  /** How many entries there are: at most twice the limit. */
  public get size(): number {
    let size = this.young.size;
    for (const key of this.old.keys()) if (!this.young.has(key)) size += 1;
    return size;
  }
}
