/** A change of a text: at an offset so many characters go, and others come. Line breaks are line feeds. */
export interface Edit {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/**
 * Makes the edits of a text whose offsets count each CR LF as one character. What is inserted gets the line ends of its surroundings; of edits at one
 * offset the first given comes first. Undefined for edits that overlap.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string | undefined {
  const offsets = text.includes('\r\n') ? lineFeedOffsets(text) : undefined;
  const inText = (offset: number) => offsets ? offset + countBelow(offsets, offset) : offset;
  let result = '';
  let done = 0;
  for (const { at, remove, insert } of [...edits].sort((a, b) => a.at - b.at)) {
    const [from, to] = [Math.min(inText(at), text.length), Math.min(inText(at + remove), text.length)];
    if (from < done) return undefined;
    result += text.slice(done, from) + (endsInCrLf(text, from) ? insert.replaceAll('\n', '\r\n') : insert);
    done = to;
  }
  return result + text.slice(done);
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
