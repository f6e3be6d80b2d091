import { literalOf, namesCredential } from './credentials';

/** Files whose lines are names and values, by the end of their name; one without an end may be anything. */
const CONFIGURATION = /(?:^|\.)(?:cfg|cnf|conf|config|env|ini|json|properties|toml|ya?ml)$/i;
/**
 * The word that ends a name, what stands between it and the value, and the value: one word. Redis writes `requirepass hunter2`; quotes
 * allow for more letters.
 */
const WORD = /pass|ps?w|secret|token|key|auth/i;
const NAME =
  '(?:(?:pass(?:word|wr?d|phrase)?|pw(?:d|ord)?|pswr?d|secret|token|key|requirepass|masterauth)["\']?[ '
  + '\\t]*[:=]|(?:requirepass|masterauth)[ \\t])[ \\t]*';
const VALUE = '(?:(["\'])(?![&|*!%@#$(<{[])([^\\s"\'\\\\]{4,256})(?=\\1)|["\']?(?![&|*!%@])([^\\s"\'`,;(){}[\\]<>$#\\\\]{4,256}))';
const ASSIGNMENT = new RegExp(NAME + VALUE, 'gi');
/** What ends it, the next option or field of a connection string too: anything else would make it part of a sentence or of a program. */
const END = /["']?(?:[ \t]{0,64}(?:$|[,;}#\r\n])|[ \t](?:--?[A-Za-z]|[A-Za-z_]\w{0,64}=))/y;
const NAME_BEFORE = /(?:[\w.][\w.-]{0,127})?$/;
/** A word before a name with a colon: a sentence, such as "invalid token: expired". */
const SENTENCE = /[A-Za-z0-9.!?)][ \t]+$/;
const COMMENT = /^\s*(?:#|;|\/\/|--|\*)/;
/** How much of a line before the word is looked at. */
const WINDOW = 512;
/** Words that say what should stand there. */
const DESCRIBES = /^(?:string|text|password|secret|token|key|changed?|object|array|integer|boolean|char|byte)$/i;

/** True for a file that {@link credentialInFile} reads line by line. */
export function isConfigurationFile(fileName: string): boolean {
  return CONFIGURATION.test(fileName);
}

/**
 * The name of the first credential that a configuration file gives in plain text; undefined when there is none, or when the file is no
 * configuration.
 */
export function credentialInFile(fileName: string, text: string): string | undefined {
  if (fileName.includes('.') && !CONFIGURATION.test(fileName)) return undefined;
  if (!WORD.test(text)) return undefined;
  for (const match of text.matchAll(ASSIGNMENT)) {
    END.lastIndex = match.index + match[0].length;
    if (!END.test(text)) continue;
    const window = text.slice(Math.max(0, match.index - WINDOW), match.index);
    const before = window.slice(window.lastIndexOf('\n') + 1);
    if (COMMENT.test(before)) continue;
    const word = /^[A-Za-z]+/.exec(match[0])![0];
    const start = NAME_BEFORE.exec(before)![0];
    const name = start + word;
    if (match[0].slice(word.length).trimStart().startsWith(':') && SENTENCE.test(before.slice(0, before.length - start.length))) continue;
    const value = (match[2] ?? match[3])!;
    if (!namesCredential(name) || DESCRIBES.test(value) || literalOf(value, name) !== 'literal') continue;
    return name;
  }
  return undefined;
}
