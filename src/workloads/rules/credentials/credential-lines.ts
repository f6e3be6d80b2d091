import { namesCredential } from './credential-names';
import { DESCRIBES, isLoginInBase64, literalOf } from './credentials';

/** Files whose lines are names and values, by the end of their name; one without an end may be anything. */
const CONFIGURATION_ENDS =
  'acl|boto|cfg|cnf|conf|config|credentials|curlrc|dockercfg|dockerconfigjson|env|gitconfig|hcl|ini|json5?|kubeconfig|ldif|msmtprc'
  + '|netrc|npmrc|pgpass|plist|properties|pypirc|s3cfg|service|tfvars?|tmpl|toml|tpl|wgetrc|xml|ya?ml|yarnrc';
const CONFIGURATION = new RegExp(`(?:^|\\.)(?:${CONFIGURATION_ENDS})$`, 'i');
/**
 * The word that makes a name one of a credential, the rest of the name, what stands between it and the value, and the value: one word.
 * Redis writes `requirepass hunter2`; quotes allow for more letters.
 */
const WORD = /pass|ps?w|secret|token|key|auth/i;
const NAME = '((?:pass|ps?w|secret|token|key|auth)[\\w.-]{0,40})(?:["\']?[ \\t]*[:=][ \\t]*|(?<=requirepass|masterauth)[ \\t]{1,8})';
const VALUE = '(?:(["\'])(?![&|*!%@#$(<{[])([^\\s"\'\\\\]{4,256})(?=\\2)|["\']?(?![&|*!%@])([^\\s"\'`,;(){}[\\]<>$#\\\\]{4,256}))';
const ASSIGNMENT = new RegExp(NAME + VALUE, 'gi');
/** What ends it, the next option or field of a connection string too: anything else would make it part of a sentence or of a program. */
const END = /["']?(?:[ \t]{0,64}(?:$|[,;}#\r\n])|[ \t](?:--?[A-Za-z]|[A-Za-z_][\w:.-]{0,64}=)|[ \t]{0,8}[/?]?>)/y;
const NAME_BEFORE = /(?:(?<![\w.-])[\w.-]+)?$/;
/** Longer ones are cut at their beginning. */
const LONGEST_NAME = 128;
/** A word before a name with a colon: a sentence, such as "invalid token: expired". */
const SENTENCE = /[A-Za-z0-9.!?)][ \t]+$/;
/** The address of a registry in `.npmrc` begins as a comment does. */
const COMMENT = /^\s*(?:#|;|\/\/(?!\S{1,256}\/:)|--|\*|<!--)/;
/** How much of a line before the word is looked at. */
const WINDOW = 512;

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
  ASSIGNMENT.lastIndex = 0;
  for (let match = ASSIGNMENT.exec(text); match; match = ASSIGNMENT.exec(text)) {
    const word = match[1]!;
    const end = ASSIGNMENT.lastIndex;
    // What follows may be the beginning of another name: `author: password=…`.
    ASSIGNMENT.lastIndex = match.index + word.length;
    END.lastIndex = end;
    if (!END.test(text)) continue;
    const window = text.slice(Math.max(0, match.index - WINDOW), match.index);
    const before = window.slice(window.lastIndexOf('\n') + 1);
    if (COMMENT.test(before)) continue;
    const start = NAME_BEFORE.exec(before)![0].slice(-LONGEST_NAME).replace(/^-+/, '');
    const name = start + word;
    if (match[0].slice(word.length).trimStart().startsWith(':') && SENTENCE.test(before.slice(0, before.length - start.length))) continue;
    const value = (match[3] ?? match[4])!;
    if (/^auth$/i.test(name) && isLoginInBase64(value)) return name;
    if (!namesCredential(name) || DESCRIBES.test(value) || literalOf(value, name) !== 'literal') continue;
    return name;
  }
  return undefined;
}
