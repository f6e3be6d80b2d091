import { namesCredential } from './credential-names';

/** `--password hunter2`, `PASSWORD=hunter2` and `auth.password=hunter2` within a script; a value that the shell puts in is none. */
const IN_SCRIPT =
  /(?:^|[\s;,&"'])(?:--?([a-z][\w.-]{0,64})[= ]|(?:export )?([a-z_][\w.-]{0,64})=)["']?([^\s"'`,;|&<>()-][^\s"'`,;|&<>()]{0,256})/gi;
const SWITCH = /^--?(?:allow|disable|enable|no|skip|use|with|without)-/;
/** `-pS3cret`: a letter with a value, not a name. Java and MSBuild have `-DNAME=value`. */
const LETTER_WITH_VALUE = /^-[a-zCE-Z](?=[A-Z0-9])/;

/** True for a word that is an option with its value: what follows the letter must not be shown. */
export function isLetterWithValue(word: string): boolean {
  return LETTER_WITH_VALUE.test(word);
}

export function isSwitch(option: string): boolean {
  return SWITCH.test(option);
}

/** What a script gives by name. */
export interface Named {
  readonly name: string;
  readonly isOption: boolean;
  readonly value: string;
}

/** Names and values within a text, in order. */
export function* namesInScript(text: string): Generator<Named> {
  for (const match of text.matchAll(IN_SCRIPT)) {
    const [whole, option, variable, value] = match;
    if (value!.includes('$') || (option !== undefined && isSwitch(`--${option}`))) continue;
    const dash = whole.indexOf('-');
    if (option !== undefined && isLetterWithValue(whole.slice(dash))) continue;
    if (isInComment(text, match.index)) continue;
    const name = (option ?? variable)!;
    const at = namesCredential(name) ? -1 : value!.indexOf('=');
    // --from-literal=password=hunter2
    yield at > 0
      ? { name: value!.slice(0, at), isOption: false, value: value!.slice(at + 1) }
      : { name, isOption: option !== undefined, value: value! };
  }
}

const LINE = 512;

/** Behind `# ` at the beginning of the line or behind a blank. */
function isInComment(text: string, at: number): boolean {
  if (!text.includes('#')) return false;
  const before = text.slice(Math.max(0, at - LINE), at + 1);
  return /(?:^|\s)#(?:\s|$|[A-Za-z])/.test(before.slice(before.trimEnd().lastIndexOf('\n') + 1));
}
