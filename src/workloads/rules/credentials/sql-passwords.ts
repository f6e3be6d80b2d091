import { literalOf } from './credentials';

const MAYBE = /identified|password/i;
const QUOTED = `(?:N?'([^'\\n]{1,256})'|"([^"\\n]{1,256})")`;
const IDENTIFIED = new RegExp(
  `\\bidentified\\s{1,16}(?:with\\s{1,16}[\`'"]?\\w{1,64}[\`'"]?\\s{1,16})?(?:by|as)\\s{1,16}`
    + `(?:password\\s{1,16})?(?:${QUOTED}|([\\w!#%*+.-]{1,128}))`,
  'gi',
);
const PASSWORD = new RegExp(
  `\\bpassword\\s{0,16}(?:for\\s{1,16}[^\\s=;]{1,128}\\s{0,16})?(?:=\\s{0,16})?(?:password\\s{0,4})?(?:\\(\\s{0,4})?${QUOTED}`,
  'gi',
);
/** The statement that it has to be in: a sentence says "identified by" too. */
const STATEMENT = new RegExp(
  '\\b(?:(?:create|alter)\\s{1,16}(?:or\\s{1,16}replace\\s{1,16})?(?:user|role|login|database|credential|server)'
    + '|grant|set\\s{1,16}password)\\b'
    + '|\\bset\\s{1,16}$',
  'i',
);
const WINDOW = 400;

/** True when an SQL statement gives a user a password in plain text. */
export function hasSqlPassword(text: string): boolean {
  if (!MAYBE.test(text)) return false;
  return isGiven(text, IDENTIFIED) || isGiven(text, PASSWORD);
}

function isGiven(text: string, pattern: RegExp): boolean {
  for (const match of text.matchAll(pattern)) {
    const value = match[1] ?? match[2] ?? match[3] ?? '';
    if (value.length < 3 || /[$?]|^:|^%|\{\{/.test(value) || literalOf(value, '') !== 'literal') continue;
    const before = text.slice(Math.max(0, match.index - WINDOW), match.index);
    if (STATEMENT.test(before.slice(before.lastIndexOf(';') + 1))) return true;
  }
  return false;
}
