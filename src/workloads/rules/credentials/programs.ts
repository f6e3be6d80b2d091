import { namesCredential } from './credential-names';
import { DESCRIBES, literalOf } from './credentials';

const MAYBE = /pass|ps?w|secret|token|key|auth/i;
/** `$db_password = 'hunter2'`, `'password' => 'hunter2'`, `define('DB_PASSWORD', 'hunter2')`, `pwd: "hunter2"`. */
const QUOTED =
  /([A-Za-z_][\w.-]{0,64})["']?\]?[ \t]{0,8}(?:=>|:=|[=:,])[ \t]{0,8}(?:"([^"\\\n]{3,256})"|'([^'\\\n]{3,256})')(?=[ \t]{0,8}(?:[,;)}\]\r\n.]|\/\/|#|$))/g;
const COMMENT = /^[ \t]*(?:#|;|\/\/|--|\*|\/\*)/;
/** Functions that look a name up, and what they fall back on: `getenv('DB_PASSWORD', 'x')`. */
const LOOKS_UP = /(?:env|get|getenv|getProperty|config|lookup|fetch|t|i18n|__|gettext)(?:\.get)?\(["']?$/i;
const LINE = 512;

/** The name of the first credential that a program gives as a quoted text. */
export function credentialInProgram(text: string): string | undefined {
  if (!MAYBE.test(text)) return undefined;
  for (const match of text.matchAll(QUOTED)) {
    const name = match[1]!;
    if (!namesCredential(name)) continue;
    const value = (match[2] ?? match[3])!;
    if (/[\s$]|^#?\{|%[sd]/.test(value) || DESCRIBES.test(value) || isItsOwnName(value, name) || literalOf(value, name) !== 'literal') {
      continue;
    }
    const before = text.slice(Math.max(0, match.index - LINE), match.index);
    const line = before.slice(before.lastIndexOf('\n') + 1);
    if (!COMMENT.test(line) && !LOOKS_UP.test(line)) return name;
  }
  return undefined;
}

/** `'password' => 'password'`, `token: 'X-Token'`, `PASSWORD = "DB_PASSWORD"`: the name of a field, a header or a variable. */
function isItsOwnName(value: string, name: string): boolean {
  return /^[A-Za-z][A-Za-z]*(?:[-_.][A-Za-z]+)*$/.test(value) && (namesCredential(value) || value.toLowerCase() === name.toLowerCase());
}
