/** The candidate that takes the fewest changes to get to: for remedies. The first of several; '' when there is none. */
export function nearest(text: string, candidates: readonly string[]): string {
  let best = '';
  let least = Infinity;
  for (const candidate of candidates) {
    const distance = editDistance(text, candidate);
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** The nearest candidate when it is near enough to be what was meant: two of its letters differ, or a third of them, at most. */
export function likely(text: string, candidates: readonly string[]): string | undefined {
  const near = nearest(text, candidates);
  return near !== '' && editDistance(text.slice(0, MAX_LENGTH), near) <= Math.max(2, near.length / 3) ? near : undefined;
}

/** The candidate that was meant but for a slip: with other capitals, or with two letters that differ. For names that are often alike. */
export function misspelt(text: string, candidates: readonly string[]): string | undefined {
  const lower = text.toLowerCase();
  const same = candidates.find((candidate) => candidate.toLowerCase() === lower);
  if (same !== undefined || text.length <= 3) return same;
  const near = nearest(text, candidates);
  return near !== '' && editDistance(text, near) <= 2 ? near : undefined;
}

/** Longer texts resemble nothing: keeps the comparison cheap. */
const MAX_LENGTH = 64;

/** Insertions, deletions and replacements (Levenshtein) from a text, of whose letters the first 64 count, to another. */
export function editDistance(text: string, b: string): number {
  const a = text.slice(0, MAX_LENGTH);
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
