/** A finite set of texts, or everything but a finite set. */
export interface TextSet {
  readonly allBut: boolean;
  readonly values: ReadonlySet<string>;
}

export const EVERYTHING: TextSet = { allBut: true, values: new Set() };

/** These texts and no others. */
export function texts(values: readonly string[]): TextSet {
  return { allBut: false, values: new Set(values) };
}

/** These texts; all when the list is empty. */
export function textsOrAll(values: readonly string[]): TextSet {
  return values.length === 0 ? EVERYTHING : texts(values);
}

/** What both sets have. */
export function both(a: TextSet, b: TextSet): TextSet {
  if (a.allBut && b.allBut) return { allBut: true, values: union(a.values, b.values) };
  const [finite, other] = a.allBut ? [b, a] : [a, b];
  return texts([...finite.values].filter((value) => contains(other, value)));
}

/** What the first has and the second has not. */
export function minus(a: TextSet, b: TextSet): TextSet {
  return both(a, { allBut: !b.allBut, values: b.values });
}

export function contains(set: TextSet, value: string): boolean {
  return set.values.has(value) !== set.allBut;
}

export function subset(inner: TextSet, outer: TextSet): boolean {
  return apart(inner, { allBut: !outer.allBut, values: outer.values });
}

/** True when the sets share nothing. */
export function apart(a: TextSet, b: TextSet): boolean {
  if (a.allBut && b.allBut) return false;
  const [finite, other] = a.allBut ? [b, a] : [a, b];
  for (const value of finite.values) if (contains(other, value)) return false;
  return true;
}

export function isNone(set: TextSet): boolean {
  return !set.allBut && set.values.size === 0;
}

export function union(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...a, ...b]);
}

/** A text of the input: a familiar one if possible. */
export function pick(set: TextSet, ...familiar: readonly string[]): string {
  const known = familiar.find((value) => contains(set, value)) ?? (set.allBut ? undefined : [...set.values][0]);
  if (known !== undefined) return known;
  let number = 1;
  while (set.values.has(`other-${number}`)) number++;
  return `other-${number}`;
}
