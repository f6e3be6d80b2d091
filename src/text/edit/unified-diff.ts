import { linesOf, type LineChange } from './edits';

const CONTEXT = 3;

/**
 * The changes of a text in the format that `git apply` and `patch -p1` take. `name` is relative, with slashes.
 *
 * It is made from the changes themselves: looking for them by comparing the texts takes time that grows with the square of their number.
 */
export function unifiedDiff(name: string, before: string, changes: readonly LineChange[]): string {
  if (changes.length === 0) return '';
  const lines = linesOf(before);
  const hunks: LineChange[][] = [];
  for (const change of changes) {
    const last = hunks.at(-1)?.at(-1);
    if (last && change.start - (last.start + last.removed.length) <= 2 * CONTEXT) hunks.at(-1)!.push(change);
    else hunks.push([change]);
  }
  let shift = 0;
  const texts = hunks.map((hunk) => {
    const text = hunkText(lines, hunk, shift);
    for (const { removed, added } of hunk) shift += added.length - removed.length;
    return text;
  });
  return `--- ${header(`a/${name}`)}\n+++ ${header(`b/${name}`)}\n${texts.join('')}`;
}

function hunkText(lines: readonly string[], hunk: readonly LineChange[], shift: number): string {
  const start = Math.max(0, hunk[0]!.start - CONTEXT);
  let [at, oldCount, newCount, body] = [start, 0, 0, ''];
  const put = (sign: string, texts: readonly string[]) => {
    for (const text of texts) body += `${sign}${text}${text.endsWith('\n') ? '' : '\n\\ No newline at end of file\n'}`;
    if (sign !== '+') oldCount += texts.length;
    if (sign !== '-') newCount += texts.length;
  };
  for (const change of hunk) {
    put(' ', lines.slice(at, change.start));
    put('-', change.removed);
    put('+', change.added);
    at = change.start + change.removed.length;
  }
  put(' ', lines.slice(at, at + CONTEXT));
  const place = (from: number, count: number) => `${count === 0 ? from : from + 1},${count}`;
  return `@@ -${place(start, oldCount)} +${place(start + shift, newCount)} @@\n${body}`;
}

/** A name with blanks gets a tab behind it, else `patch` takes its first word alone; one with control characters is quoted as in C. */
function header(name: string): string {
  if (/["\\\p{Cc}]/u.test(name)) {
    return `"${name.replace(
      /["\\\p{Cc}]/gu,
      (sign) =>
        `\\${Buffer.from(sign)
          .toString('latin1')
          .split('')
          .map((byte) => byte.charCodeAt(0).toString(8).padStart(3, '0'))
          .join('\\')}`,
    )}"`;
  }
  return name.includes(' ') ? `${name}\t` : name;
}
