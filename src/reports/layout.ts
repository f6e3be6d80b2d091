const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const COMBINING = /\p{M}/u;
const ASCII = /^[\0-\x7f]*$/;

/** Columns that a text takes on a terminal. */
export function columns(text: string): number {
  if (ASCII.test(text)) return text.length;
  let sum = 0;
  for (const character of text) sum += character < '\u0300' ? 1 : COMBINING.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return sum;
}

/** Breaks text into lines of at most that many columns: at spaces, else after punctuation, else anywhere. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(' ')) {
    const joined = columns(word) + (line === '' ? 0 : used + 1);
    if (joined <= width) {
      line = line === '' ? word : `${line} ${word}`;
      used = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    const parts = breakWord(word, width);
    line = parts.pop()!;
    used = columns(line);
    for (const part of parts) lines.push(part);
  }
  return [...lines, line];
}

/** As much of a text as fits into so many columns; what is cut ends with an ellipsis. */
export function clip(text: string, width: number): string {
  if (columns(text) <= width) return text;
  let used = 1;
  let shown = '';
  for (const character of text) {
    used += columns(character);
    if (used > width) break;
    shown += character;
  }
  return `${shown}…`;
}

const BREAK_AFTER = new Set('.,/:;-_=@|&]');

function breakWord(word: string, width: number): string[] {
  const characters = [...word];
  const parts: string[] = [];
  let start = 0;
  for (;;) {
    let end = start;
    let good = start;
    for (let used = 0; end < characters.length; end++) {
      used += columns(characters[end]!);
      if (used > width) break;
      if (BREAK_AFTER.has(characters[end]!)) good = end + 1;
    }
    if (end === characters.length) return [...parts, characters.slice(start).join('')];
    // A break that leaves most of the line empty reads worse than one in the middle of a name.
    const at = good - start > (end - start) / 2 ? good : Math.max(end, start + 1);
    parts.push(characters.slice(start, at).join(''));
    start = at;
  }
}
