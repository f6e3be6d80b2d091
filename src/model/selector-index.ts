import type { LabelSelector } from './label-selector';

/** Finds what selects a set of labels without asking every selector. */
export class SelectorIndex<T> {
  private readonly byAnchor = new Map<string, { selector: LabelSelector; value: T }[]>();
  private readonly rest: { selector: LabelSelector; value: T }[] = [];

  constructor(values: readonly T[], selectorOf: (value: T) => LabelSelector) {
    for (const value of values) {
      const entry = { selector: selectorOf(value), value };
      const anchors = entry.selector.anchors;
      if (!anchors) {
        this.rest.push(entry);
        continue;
      }
      for (const anchor of anchors) {
        const list = this.byAnchor.get(anchor);
        if (list) list.push(entry);
        else this.byAnchor.set(anchor, [entry]);
      }
    }
  }

  /** What selects an object of these labels; in no particular order. */
  public matching(labels: Readonly<Record<string, string>>): T[] {
    const candidates = [...this.rest];
    for (const key of Object.keys(labels)) candidates.push(...this.byAnchor.get(`${key}=${labels[key]!}`) ?? []);
    return candidates.filter(({ selector }) => selector.matches(labels)).map(({ value }) => value);
  }
}
