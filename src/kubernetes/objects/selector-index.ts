import { NONE } from './collect';
import { LabelIndex } from './label-index';
import type { LabelSelector } from './label-selector';

/** Finds what selects a set of labels without asking every selector. */
export class SelectorIndex<T> {
  /** By a label that they require and its value. */
  private readonly byLabel = new LabelIndex<Entry<T>>();
  private readonly rest: Entry<T>[] = [];

  constructor(values: readonly T[], selectorOf: (value: T) => LabelSelector) {
    for (const value of values) {
      const entry = { selector: selectorOf(value), value };
      const { anchor } = entry.selector;
      if (!anchor) this.rest.push(entry);
      else for (const wanted of anchor.values) this.byLabel.add(anchor.key, wanted, entry);
    }
  }

  /** What selects an object of these labels; in no particular order. */
  public matching(labels: Readonly<Record<string, string>>): readonly T[] {
    let found: T[] | undefined;
    const ask = ({ selector, value }: Entry<T>) => {
      if (selector.matches(labels)) (found ??= []).push(value);
    };
    this.rest.forEach(ask);
    for (const key of Object.keys(labels)) this.byLabel.get(key, labels[key]!).forEach(ask);
    return found ?? NONE;
  }
}

interface Entry<T> {
  readonly selector: LabelSelector;
  readonly value: T;
}
