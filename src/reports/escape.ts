import { lazy } from '../text/lazy';

/**
 * What a terminal, a browser or a reader could be deceived with: control codes, invisible and direction-changing characters, separators of
 * lines, halves of surrogate pairs, and what is not a character at all (XML allows none of it).
 */
const unsafe = lazy(() => /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu);
const unsafeButNewline = lazy(() => /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu);

/** What nearly every text is: looked for first, since the classes of Unicode take ten times as long. */
const ORDINARY = /^[ -~]*$/;
const ORDINARY_BUT_NEWLINE = /^[\n -~]*$/;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Text of a manifest made safe for a terminal or a log line: one line, with visible escapes such as `\x1b`, `\u202e`, `\u{e0041}`. */
export function oneLine(text: string): string {
  return ORDINARY.test(text) ? text : text.replace(unsafe(), visible);
}

function visible(character: string): string {
  const code = character.codePointAt(0)!;
  if (code < 0x100) return SHORT[character] ?? `\\x${code.toString(16).padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}

/** JSON with `\uXXXX` for what {@link oneLine} makes visible, except line feeds: JSON has none but those between its values. */
export function jsonSafe(json: string): string {
  return ORDINARY_BUT_NEWLINE.test(json) ? json : json.replace(unsafeButNewline(), jsonEscape);
}

function jsonEscape(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
