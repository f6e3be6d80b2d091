/** Where the entries of a list or mapping begin and end: no value of JSON is one of them. */
const OPEN = Symbol('open');
const CLOSE = Symbol('close');

/** Keeps something for each of several values that are told apart by all that they hold: faster than a map by their texts. */
export class StructureMap<T> {
  /** What is kept; undefined for nothing yet. */
  public kept: T | undefined;
  private readonly next = new Map<unknown, StructureMap<T>>();

  /** Where to go on for a scalar. */
  public step(scalar: unknown): StructureMap<T> {
    let node = this.next.get(scalar);
    if (!node) this.next.set(scalar, (node = new StructureMap()));
    return node;
  }

  /** Where to go on for a value of JSON. Mappings with the same entries in another order are told apart. */
  public through(value: unknown): StructureMap<T> {
    if (typeof value !== 'object' || value === null) return this.step(value);
    let node = this.step(OPEN).step(Array.isArray(value));
    for (const key of Object.keys(value)) node = node.step(key).through((value as Record<string, unknown>)[key]);
    return node.step(CLOSE);
  }
}
