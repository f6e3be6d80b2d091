import { MultiMap } from '../../text/multi-map';
import { NONE } from './collect';

/** Finds things by a label that they have or require. */
export class LabelIndex<T> {
  private readonly labels = new Map<string, MultiMap<string, T>>();

  public add(key: string, value: string, thing: T): void {
    let values = this.labels.get(key);
    if (!values) this.labels.set(key, (values = new MultiMap()));
    values.add(value, thing);
  }

  /** The things of that label and value, in the order in which they were added. */
  public get(key: string, value: string): readonly T[] {
    return this.labels.get(key)?.get(value) ?? NONE;
  }
}
