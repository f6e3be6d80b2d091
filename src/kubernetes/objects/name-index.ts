/** Finds things by namespace and name; of several the first. */
export class NameIndex<T> {
  private readonly names = new Map<string, Map<string, T>>();

  /** Adds a thing, unless there is one of that name. */
  public add(namespace: string, name: string, thing: T): void {
    let names = this.names.get(namespace);
    if (!names) this.names.set(namespace, (names = new Map()));
    if (!names.has(name)) names.set(name, thing);
  }

  public get(namespace: string, name: string): T | undefined {
    return this.names.get(namespace)?.get(name);
  }

  /** The things of a namespace, in the order in which they were added. */
  public in(namespace: string): Iterable<T> {
    return this.names.get(namespace)?.values() ?? [];
  }
}
