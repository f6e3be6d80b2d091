import type { Inventory } from './inventory';

const NAMES = new Set<string>();

/** What an inventory keeps a value for: made by {@link fact} and {@link factFor} alone. */
export class Fact<T> {
  constructor(
    public readonly name: string,
    public readonly compute: (inventory: Inventory) => T,
  ) {
    if (NAMES.has(name)) {
      throw new Error(
        `there are two facts named "${name}": a fact is made where its module is loaded, not within a function, and has a name of its own`,
      );
    }
    NAMES.add(name);
  }
}

/**
 * Something that is read of the whole input, however many rules request it: worked out once for an inventory.
 *
 * A fact is made where a module is loaded, with a name of its own. One that was made within a function would be worked out again at each
 * call; so the second of a name throws.
 */
export function fact<T>(name: string, compute: (inventory: Inventory) => T): (inventory: Inventory) => T {
  const one = new Fact(name, compute);
  return (inventory) => inventory.once(one);
}

/**
 * The same for each of several keys, such as the name of a namespace. Keys are told apart as those of a `Map` are, or by what `tell` gives
 * for them.
 */
export function factFor<K, T>(
  name: string,
  compute: (inventory: Inventory, key: K) => T,
  tell: (key: K) => unknown = (key) => key,
): (inventory: Inventory, key: K) => T {
  const all = new Fact(name, () => new Map<unknown, T>());
  return (inventory, key) => {
    const known = inventory.once(all);
    const told = tell(key);
    const value = known.get(told);
    if (value !== undefined || known.has(told)) return value as T;
    const made = compute(inventory, key);
    known.set(told, made);
    return made;
  };
}
