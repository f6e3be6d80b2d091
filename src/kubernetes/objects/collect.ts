/** What there is where nothing is found: most checks pass, and make nothing. */
export const NONE: readonly never[] = Object.freeze([]);

/** `list.flatMap(judge)`, which makes nothing where nothing is found. */
export function collect<T, P>(list: readonly T[], judge: (item: T, index: number) => readonly P[]): readonly P[] {
  let all: P[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const found = judge(list[i]!, i);
    if (found.length > 0) (all ??= []).push(...found);
  }
  return all ?? NONE;
}
