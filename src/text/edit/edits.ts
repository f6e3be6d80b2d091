/** A change of a text: at an offset so many characters go, and others come. Line breaks are line feeds. */
export interface Edit {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/** Lines that take the place of others. */
export interface LineChange {
  /** Position, from 0, of the first line that goes, or of the line before which others come. */
  readonly start: number;
  readonly removed: readonly string[];
  /** With their line ends. */
  readonly added: readonly string[];
}

/** A text after its edits. */
export interface EditedText {
  readonly text: string;
  readonly changes: readonly LineChange[];
}

interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * Makes the edits of a text whose offsets count each CR LF as one character. What is inserted gets the line ends of its surroundings; of
 * edits at one offset the first given comes first. Undefined for edits that overlap.
 */
export function applyEdits(text: string, edits: readonly Edit[]): EditedText | undefined {
  const offsets = text.includes('\r\n') ? lineFeedOffsets(text) : [];
  const inText = (offset: number) => Math.min(offset + countBelow(offsets, offset), text.length);
  const replacements = [...edits]
    .sort((a, b) => a.at - b.at)
    .map(({ at, remove, insert }): Replacement => {
      const from = inText(at);
      return { from, to: inText(at + remove), text: endsInCrLf(text, from) ? insert.replaceAll('\n', '\r\n') : insert };
    });
  for (let i = 1; i < replacements.length; i++) if (replacements[i]!.from < replacements[i - 1]!.to) return undefined;
  return { text: replaced(text, 0, text.length, replacements), changes: changesOf(text, replacements) };
}

function replaced(text: string, start: number, end: number, replacements: readonly Replacement[]): string {
  let result = '';
  let done = start;
  for (const replacement of replacements) {
    result += text.slice(done, replacement.from) + replacement.text;
    done = replacement.to;
  }
  return result + text.slice(done, end);
}

function changesOf(text: string, replacements: readonly Replacement[]): LineChange[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0 && at + 1 < text.length; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const lineAt = (offset: number) => countBelow(starts, offset + 1) - 1;
  const groups: { first: number; last: number; parts: Replacement[] }[] = [];
  for (const part of replacements) {
    const [first, last] = [lineAt(part.from), lineAt(part.to)];
    const before = groups.at(-1);
    if (before && first <= before.last) {
      before.last = Math.max(before.last, last);
      before.parts.push(part);
    } else {
      groups.push({ first, last, parts: [part] });
    }
  }
  return groups.map(({ first, last, parts }) => {
    const [start, end] = [starts[first]!, starts[last + 1] ?? text.length];
    return trimmed(first, linesOf(text.slice(start, end)), linesOf(replaced(text, start, end, parts)));
  });
}

/** Without the lines at both ends that stay. */
function trimmed(start: number, removed: readonly string[], added: readonly string[]): LineChange {
  let [head, tail] = [0, 0];
  const most = Math.min(removed.length, added.length);
  while (head < most && removed[head] === added[head]) head += 1;
  while (head + tail < most && removed.at(-1 - tail) === added.at(-1 - tail)) tail += 1;
  return { start: start + head, removed: removed.slice(head, removed.length - tail), added: added.slice(head, added.length - tail) };
}

/** The lines of a text, with their ends. */
export function linesOf(text: string): string[] {
  return text.match(/[^\n]+\n?|\n/g) ?? [];
}

/** Offsets, with CR LF as one character, of those. */
function lineFeedOffsets(text: string): readonly number[] {
  const offsets: number[] = [];
  for (let at = text.indexOf('\r\n'); at >= 0; at = text.indexOf('\r\n', at + 2)) offsets.push(at - offsets.length);
  return offsets;
}

/** How many of the sorted numbers are less. */
function countBelow(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (numbers[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Of the line at an offset, or of the one before it where it is the last and has no end. */
function endsInCrLf(text: string, offset: number): boolean {
  const next = text.indexOf('\n', offset);
  const end = next < 0 ? text.lastIndexOf('\n', offset) : next;
  return end > 0 && text[end - 1] === '\r';
}
