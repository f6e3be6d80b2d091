import { literalOf } from './credentials';

const NETRC =
  /\b(?:machine\s{1,64}\S{1,256}|default)\s{1,64}login\s{1,64}\S{1,256}\s{1,64}(?:account\s{1,64}\S{1,256}\s{1,64})?password\s{1,64}(\S{1,256})/g;
const PGPASS = /^[^:\s#]{1,256}:(?:\*|\d{1,5}):[^:\s]{1,256}:[^:\s]{1,256}:(\S{1,256})[ \t\r]*$/;
const REDIS_SENTINEL = /^[ \t]*sentinel[ \t]{1,8}auth-pass[ \t]{1,8}\S{1,256}[ \t]{1,8}(\S{1,256})/gm;
const REDIS_USER = /^[ \t]*user[ \t]/;
const REDIS_ACL = /[ \t]>(\S{1,256})/g;
const USER_LIST = /^[ \t]*"[^"\s]{1,128}"[ \t]{1,8}"([^"\s]{3,256})"/gm;
const LOGIN_LINE = /^[A-Za-z0-9._@-]{1,64}:([^\s:{$][^\s:]{3,255})[ \t\r]*$/;

/** What a file of logins holds, when a line of it gives a password. */
export function loginFile(fileName: string, text: string): string | undefined {
  if (text.includes('login') && isAny(text, NETRC)) return 'a login as in .netrc';
  if (isPasswordFile(fileName, text)) return 'a login as in .pgpass';
  if (text.includes('auth-pass') && isAny(text, REDIS_SENTINEL)) return 'a password of Redis';
  if (text.includes(' >') && linesOf(text).some((line) => REDIS_USER.test(line) && isAny(line, REDIS_ACL))) return 'a password of Redis';
  if (/userlist/i.test(fileName) && isAny(text, USER_LIST)) return 'a login';
  return /htpasswd|basic-?auth/i.test(fileName) && linesOf(text).some((line) => isLiteral(LOGIN_LINE.exec(line)?.[1]))
    ? 'a login'
    : undefined;
}

function isAny(text: string, pattern: RegExp): boolean {
  for (const [, value] of text.matchAll(pattern)) if (isLiteral(value)) return true;
  return false;
}

/** By its name, or because every line is of that form. */
function isPasswordFile(fileName: string, text: string): boolean {
  const isNamed = /pgpass/i.test(fileName);
  if (!isNamed && (fileName === '' || fileName.includes('.') || !/^[^:\n]{1,256}:(?:\*|\d{1,5}):/.test(text))) return false;
  const values = linesOf(text).map((line) => PGPASS.exec(line)?.[1]);
  return isNamed ? values.some(isLiteral) : values.length > 0 && values.every(isLiteral);
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
}

function isLiteral(value: string | undefined): boolean {
  return value !== undefined && !value.includes('$') && literalOf(value, '') === 'literal';
}
