import { NONE } from './collect';

/** Finds things by a label that they have or ask for. */
export class LabelIndex<T> {
  private readonly labels = new Map<string, Map<string, T[]>>();

  public add(key: string, value: string, thing: T): void {
    let values = this.labels.get(key);
    if (!values) this.labels.set(key, (values = new Map()));
    const list = values.get(value);
    if (list) list.push(thing);
    else values.set(value, [thing]);
  }

  /** The things of that label and value, in the order in which they were added. */
  public get(key: string, value: string): readonly T[] {
    return this.labels.get(key)?.get(value) ?? NONE;
  }
}
