import { byText } from './by-text';
import { HASHES, textHash } from './text-hash';

/** How far a table grows beyond its limit before it is cut: cutting it sorts it. */
const SLACK = 1.25;

interface Row<V> {
  readonly hash: number;
  readonly value: V;
}

/**
 * A table that keeps at most `limit` keys: those with the smallest hashes. Which keys these are depends on the keys alone, not on their
 * order nor on how they are divided among tables that are merged; and a key that is kept has been kept from its first time on. So the
 * values are exact, and tables of the parts of a log merge to the table of the whole.
 */
export class BoundedTable<V> {
  private readonly rows = new Map<string, Row<V>>();
  private largest = HASHES;
  private complete = true;

  constructor(
    private readonly limit: number,
    private readonly make: () => V,
  ) {}

  /** The value of a key, made if it is new; undefined if the key is one that is not kept. */
  public at(key: string): V | undefined {
    const row = this.rows.get(key);
    if (row !== undefined) return row.value;
    return this.add(key, textHash(key));
  }

  /** The same for a key whose hash is known. */
  public add(key: string, hash: number): V | undefined {
    if (hash > this.largest) {
      this.complete = false;
      return undefined;
    }
    const row = this.rows.get(key);
    if (row !== undefined) return row.value;
    const value = this.make();
    this.rows.set(key, { hash, value });
    if (this.rows.size >= SLACK * this.limit) this.prune();
    return value;
  }

  /** Whether every key has been kept. */
  public get isComplete(): boolean {
    this.prune();
    return this.complete;
  }

  /** Says that a part that is merged into this table did not keep every key. */
  public incomplete(): void {
    this.complete = false;
  }

  /**
   * How many keys there were: exact where all were kept, else an estimate. Its standard error is 1/√(limit−2) of it, as that of every
   * estimate from the k smallest hashes (Bar-Yossef et al., 2002).
   */
  public get distinct(): number {
    if (this.isComplete) return this.rows.size;
    const [kept, last] = [this.rows.size, Math.max(...this.hashes())];
    return Math.max(kept, Math.round((kept - 1) / (last / HASHES)));
  }

  /** Keys and values, in the order of the keys. */
  public sorted(): readonly (readonly [key: string, value: V])[] {
    this.prune();
    return [...this.rows].map(([key, { value }]) => [key, value] as const).sort(([a], [b]) => byText(a, b));
  }

  /** The values, in the order of their keys. */
  public values(): readonly V[] {
    return this.sorted().map(([, value]) => value);
  }

  private *hashes(): Generator<number> {
    for (const { hash } of this.rows.values()) yield hash;
  }

  private prune(): void {
    if (this.rows.size <= this.limit) return;
    this.complete = false;
    const order = [...this.rows].sort(([a, { hash: x }], [b, { hash: y }]) => x - y || byText(a, b));
    this.largest = order[this.limit - 1]![1].hash;
    for (const [key] of order.slice(this.limit)) this.rows.delete(key);
  }
}
