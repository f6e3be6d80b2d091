import { namesCredential, namesLogin } from './credential-names';

/** Credentials in plain text: told by their form, or by the name that they are given under. Never put the text itself into a message. */

/** What a text under the name of a credential is. */
export type Literal = 'literal' | 'placeholder' | 'none';

const base64Start = (text: string) =>
  Buffer.from(text)
    .toString('base64')
    .slice(0, Math.floor(text.length / 3) * 4);
const KEYS = ['RSA ', 'EC ', 'DSA ', 'OPENSSH ', 'ENCRYPTED ', ''].map((kind) => base64Start(`-----BEGIN ${kind}PRIVATE KEY-----`));

/**
 * Forms that hardly anything else has: what each holds literally (one of the words), and its pattern, bounded so that no text is slow to
 * search.
 */
const FORMS: readonly (readonly [form: string, words: string, pattern: string])[] = [
  ['a private key', 'PRIVATE', '-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----'],
  ['a private key in base64', 'LS0tLS1CRUdJTi', `(?:${KEYS.map((key) => key.replaceAll('+', '\\+')).join('|')})`],
  ['an AWS access key id', 'AKIA ASIA', '\\b(?:AKIA|ASIA)(?![A-Z2-7]{9}EXAMPLE)[A-Z2-7]{16}\\b'],
  ['a GitHub token', 'ghp_ gho_ ghu_ ghs_ ghr_ github_pat_', '\\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{60,255})\\b'],
  ['a GitLab token', 'glpat- gldt- glrt- glptt- glcbt-', '\\bgl(?:pat|dt|rt|ptt|cbt)-[A-Za-z0-9_-]{20,255}'],
  ['a Slack token', 'xox', '\\bxox[abeoprs]-[A-Za-z0-9-]{20,255}'],
  ['a Slack webhook', 'hooks.slack.com', 'hooks\\.slack\\.com/services/T[A-Z0-9]{6,12}/B[A-Z0-9]{6,12}/[A-Za-z0-9]{16,}'],
  ['a Stripe key', 'k_live_', '\\b[rs]k_live_[A-Za-z0-9]{16,255}'],
  ['a Google API key', 'AIza', '\\bAIza[A-Za-z0-9_-]{35}\\b'],
  ['an npm token', 'npm_', '\\bnpm_[A-Za-z0-9]{36}\\b'],
  ['a PyPI token', 'pypi-', '\\bpypi-AgE[A-Za-z0-9_-]{40,255}'],
  ['a SendGrid key', 'SG.', '\\bSG\\.[A-Za-z0-9_-]{20,24}\\.[A-Za-z0-9_-]{39,50}'],
  ['a Docker Hub token', 'dckr_', '\\bdckr_[op]at_[A-Za-z0-9_-]{24,255}'],
  ['a Hugging Face token', 'hf_', '\\bhf_[A-Za-z0-9]{34}\\b'],
  ['a Vault token', 'hvs. hvb.', '\\bhv[sb]\\.[A-Za-z0-9_-]{24,255}'],
  ['an Anthropic or OpenAI key', 'sk-', '\\bsk-(?:ant|proj|svcacct)-[A-Za-z0-9_-]{20,255}'],
  ['an age key', 'AGE-SECRET', 'AGE-SECRET-KEY-1[A-Z0-9]{58}'],
  ['an Azure storage key', 'AccountKey', 'AccountKey=[A-Za-z0-9+/]{86}=='],
  ['a login of a registry', '"auth"', '"auth"[ \\t]{0,4}:[ \\t]{0,4}"[A-Za-z0-9+/]{8,512}={0,2}"'],
  ['a JSON Web Token', 'eyJ', '(?<=\\beyJ[A-Za-z0-9_-]{8,4096})\\.eyJ[A-Za-z0-9_-]{8,4096}\\.[A-Za-z0-9_-]{16}'],
  [
    'a password hash',
    '$apr1$ $1$ $5$ $6$ $y$ $2a$ $2b$ $2y$ {SHA} {SSHA}',
    '\\${1,2}(?:(?:apr1|1)\\${1,2}[./A-Za-z0-9]{1,8}\\${1,2}[./A-Za-z0-9]{22}'
      + '|[56]\\${1,2}(?:rounds=\\d{1,9}\\${1,2})?[./A-Za-z0-9]{1,16}\\${1,2}[./A-Za-z0-9]{43,86}'
      + '|y\\$[./A-Za-z0-9]{1,16}\\$[./A-Za-z0-9]{1,86}\\$[./A-Za-z0-9]{43}'
      + '|2[aby]\\${1,2}\\d\\d\\${1,2}[./A-Za-z0-9]{50})|\\{S?SHA\\}[A-Za-z0-9+/]{20,64}={0,2}',
  ],
  ['a bearer token', 'earer', '\\b[Bb]earer (?=[A-Za-z._~+/-]{0,255}\\d)[A-Za-z0-9._~+/-]{20,4096}'],
];
const EACH = FORMS.map(([form, words, pattern]) => ({ form, words: words.split(' '), pattern: new RegExp(pattern) }));
/** One look at a short text is faster than a search for each word. */
const ANY_WORD = new RegExp(
  EACH.flatMap(({ words }) => words)
    .map((word) => word.replace(/[.$\\^{}]/g, '\\$&'))
    .join('|'),
);
const SHORT = 96;

/** Shorter texts have none of the forms, nor a URL with a password. */
const SHORTEST = 10;
const PASSWORD_IN_URL = /[^\s/:@"'<>${(]{0,128}:((?:[^\s/@"'<>${(]|\$(?![({A-Za-z_])|(?<!\$)\(){1,256})@[A-Za-z0-9_[]/y;
/** Stars, and what a program puts in. */
const NO_PASSWORD = /^(?:[*x.]{3,}|%[a-z])$/i;
const REST_OF_URL = /[^\s"'<>`]{1,2048}/y;
/** `?password=hunter2`; a value that something fills in (`%s`, `$TOKEN`) is none. */
const PARAMETER = /[?&;]([A-Za-z][\w.-]{0,64})=([\w.~+/=-]{4,256})/g;

/** JSON, lines, or a connection string. */
const MANY_VALUES = /[;{\n]/;
const MANY_VALUES_OR_URL = /[;{\n]|:\/\//;

/** The shortest of the forms, a login of a registry: `"auth":"12345678"`. */
const SHORTEST_FORM = 17;

/** False for most texts at once: those that {@link credentialForm}, {@link namesCredential} and a look at their parts would clear. */
export function mayHoldCredential(text: string, name: string): boolean {
  return (
    namesCredential(name)
    || (text.length >= SHORTEST
      && (MANY_VALUES_OR_URL.test(text) || (text.length >= SHORTEST_FORM && (ANY_WORD.test(text) || text.includes('asic ')))))
    || (text.includes(':') && namesLogin(name))
  );
}

/** True for a text that may give several values by name. */
export function hasParts(text: string): boolean {
  return MANY_VALUES.test(text);
}

/** What a text holds when its form alone shows that it is a credential; undefined otherwise. */
export function credentialForm(text: string): string | undefined {
  if (text.length < SHORTEST) return undefined;
  if (hasPasswordInUrl(text)) return 'a URL with a password';
  if (hasBasicLogin(text)) return 'a user and a password in base64';
  if (text.length <= SHORT && !ANY_WORD.test(text)) return undefined;
  for (const { form, words, pattern } of EACH) if (words.some((word) => text.includes(word)) && pattern.test(text)) return form;
  return undefined;
}

const BASIC = /\b[Bb]asic[ \t]{1,4}["']?([A-Za-z0-9+/]{8,512}={0,2})/g;
/** What `user:password` is, decoded. */
const USER_AND_PASSWORD = /^[\x20-\x39\x3b-\x7e]{1,128}:([\x20-\x7e]{1,256})$/;

function hasBasicLogin(text: string): boolean {
  if (!text.includes('asic')) return false;
  for (const [, value] of text.matchAll(BASIC)) if (isLoginInBase64(value!)) return true;
  return false;
}

/** True for the base64 of `user:password`. */
export function isLoginInBase64(value: string): boolean {
  return /^[A-Za-z0-9+/]{8,512}={0,2}$/.test(value) && USER_AND_PASSWORD.test(Buffer.from(value, 'base64').toString('latin1'));
}

function hasPasswordInUrl(text: string): boolean {
  const lastParameter = text.lastIndexOf('=');
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    PASSWORD_IN_URL.lastIndex = at + 3;
    const match = PASSWORD_IN_URL.exec(text);
    if (match && !NO_PASSWORD.test(match[1]!)) return true;
    if (lastParameter < at) continue;
    REST_OF_URL.lastIndex = at + 3;
    const rest = REST_OF_URL.exec(text);
    if (rest && hasCredentialParameter(rest[0])) return true;
  }
  return false;
}

function hasCredentialParameter(url: string): boolean {
  if (!MAYBE.test(url)) return false;
  for (const [, name, value] of url.matchAll(PARAMETER)) if (namesCredential(name!) && literalOf(value!, name!) === 'literal') return true;
  return false;
}

const MAYBE = /pass|ps?w|secret|token|key|auth|bearer/i;
/** Words that say what should stand there. */
export const DESCRIBES = /^(?:string|text|password|secret|token|key|changed?|object|array|integer|boolean|char|byte)$/i;

const NO_VALUE = /^(?:true|false|yes|no|on|off|none|null|nil|enabled?|disabled?|required|optional|undefined|\d{0,3})$/i;
const PLACEHOLDER = /\$\{|\{\{|^\$[A-Za-z_][A-Za-z0-9_]*$|^<.*>$|^%.+%$|^@.+@$|^__.+__$|^\[.+\]$|^[*xX.]{3,}$/;
/** Paths, addresses without password, and references that something else resolves. */
const REFERENCE =
  /\$\(|^(?:\.{0,2}|~|[A-Za-z]:\\?|file:)\/[\w.@/-]*$|^[A-Za-z][A-Za-z0-9+.-]*:\/\/|^(?:vault:|ref\+|secretref:|arn:aws|projects\/|ENC\[|azurekeyvault|ssm:)/i;
const SECRET_NAME = /^(?=.*-)(?=.*(?:secret|cred|token|tls|cert|key|password|auth))[a-z0-9][a-z0-9.-]*[a-z0-9]$/;

/** What is written where a credential is expected: itself, something that is put in later, or nothing that is secret. */
export function literalOf(value: string, name: string): Literal {
  const text = value.trim();
  if (NO_VALUE.test(text) || REFERENCE.test(text)) return 'none';
  if (PLACEHOLDER.test(text)) return 'placeholder';
  return /secret$/i.test(name) && SECRET_NAME.test(text) ? 'none' : 'literal';
}

const SCHEME = /^(?:arn|aws|azure|env|file|gcp|kv|ldaps?|none|secret|sha\d+|ssm|vault)$/i;

/** The same for `user:password` under a name such as `BASIC_AUTH`. */
export function literalLogin(value: string): Literal {
  const at = value.indexOf(':');
  const user = value.slice(0, at);
  const password = value.slice(at + 1);
  if (at <= 0 || /[\s/@]/.test(user) || SCHEME.test(user) || /\s/.test(password) || password.startsWith('//')) return 'none';
  return password.includes('$(') ? 'none' : literalOf(password, '');
}
