import { undecided, type Outcome } from '../../../engine/rule';
import { NONE } from '../../../kubernetes/objects/collect';
import { passwordInScript, type ClientPassword } from './client-options';
import { credentialInFile } from './credential-lines';
import { namesCredential, namesLogin } from './credential-names';
import { credentialForm, hasParts, literalLogin, literalOf } from './credentials';
import { loginFile } from './login-files';
import { credentialInMarkup } from './markup';
import { credentialInProgram } from './programs';
import { namesInScript } from './script-names';
import { hasSqlPassword } from './sql-passwords';

/** Checks one text, and the name that it is given under ('' for none). */
export function judgeText(value: string, name: string, path: string, label: string): readonly Outcome[] {
  const form = credentialForm(value);
  if (form !== undefined) return [{ path, message: `${label} holds ${form}` }];
  const isNamed = namesCredential(name);
  if (!isNamed && namesLogin(name) && literalLogin(value) === 'literal') {
    return [{ path, message: `${label} holds a user and a password in plain text` }];
  }
  if (!isNamed) {
    const inner = name !== '' && hasParts(value) ? credentialInFile('', value) : undefined;
    return inner === undefined ? NONE : [{ path, message: `${label} holds the credential ${JSON.stringify(inner)} in plain text` }];
  }
  const literal = literalOf(value, name);
  if (literal === 'none') return NONE;
  return literal === 'literal'
    ? [{ path, message: `${label} is a credential in plain text` }]
    : [undecided(path, `${label} is a credential that is put in later`)];
}

/** Checks a command line or a script: the first credential that it gives to a program, by name or in SQL. */
export function judgeScript(text: string, path: string, label: string): readonly Outcome[] {
  const client = passwordInScript(text);
  if (client) return [clientOutcome(client, path, label)];
  const given = judgeNames(text, path, label);
  if (given.length > 0) return given;
  const other = inScript(text);
  return other === undefined ? NONE : [{ path, message: `${label} ${other}` }];
}

/** The first credential that flags and variables within a text give by name. */
export function judgeNames(text: string, path: string, label: string): readonly Outcome[] {
  for (const { name, value, isOption } of namesInScript(text)) {
    const found = judgeText(value, name, path, `the ${isOption ? 'flag' : 'variable'} ${name} in ${label}`);
    if (found.length > 0) return found;
  }
  return NONE;
}

/** What a command line gives to a program that is known to take it. */
export function clientOutcome({ label: option, isPlaceholder }: ClientPassword, path: string, label: string): Outcome {
  return isPlaceholder
    ? undecided(path, `${option} in ${label} is a credential that is put in later`)
    : { path, message: `${option} in ${label} is a credential in plain text` };
}

/** What a script holds in addition to its commands: SQL, logins, texts of other programs and files that it writes. */
function inScript(text: string): string | undefined {
  const logins = loginFile('', text);
  if (logins !== undefined) return `holds ${logins} in plain text`;
  if (hasSqlPassword(text)) return 'holds an SQL statement with a password in plain text';
  return named(credentialInProgram(text) ?? (text.includes('<<') ? (credentialInFile('', text) ?? credentialInMarkup(text)) : undefined));
}

/** Programs whose texts are looked at, and files of commands and of SQL, by the end of their name. */
const PROGRAM = /\.(?:cjs|cs|erb|go|gradle|groovy|inc|java|js|kts?|lua|mjs|php\d?|pl|ps1|py|rb|scala|ts)$/i;
const SHELL = /\.(?:ash|bash|bat|cmd|command|ksh|sh|zsh)$/i;
const SQL = /\.(?:cql|ddl|hql|mysql|pgsql|psql|sql)$/i;
const SHELL_SHEBANG = /^#![^\n]{0,128}sh\b/;

/** What a file gives in plain text, as `holds …`; undefined when there is nothing. Never the text itself. */
export function credentialInText(fileName: string, text: string): string | undefined {
  const logins = loginFile(fileName, text);
  if (logins !== undefined) return `holds ${logins} in plain text`;
  if (SHELL.test(fileName) || SHELL_SHEBANG.test(text)) return inShell(text);
  if (hasSqlPassword(text)) return 'holds an SQL statement with a password in plain text';
  if (SQL.test(fileName)) return undefined;
  if (PROGRAM.test(fileName) || text.startsWith('#!') || text.startsWith('<?php')) return named(credentialInProgram(text));
  return named(credentialInFile(fileName, text) ?? credentialInMarkup(text));
}

function inShell(text: string): string | undefined {
  const client = passwordInScript(text);
  if (client && !client.isPlaceholder) return `gives a password in plain text by ${client.label}`;
  for (const { name, value } of namesInScript(text)) if (judgeText(value, name, '', '').some(({ unknown }) => !unknown)) return named(name);
  return inScript(text);
}

function named(name: string | undefined): string | undefined {
  return name === undefined ? undefined : `holds the credential ${JSON.stringify(name)} in plain text`;
}
