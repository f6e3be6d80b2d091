/** Credentials in plain text: told by their form, or by the name that they are given under. Never put the text itself into a message. */

/** What a text under the name of a credential is. */
export type Literal = 'literal' | 'placeholder' | 'none';

const base64Start = (text: string) => Buffer.from(text).toString('base64').slice(0, Math.floor(text.length / 3) * 4);
const KEYS = ['RSA ', 'EC ', 'DSA ', 'OPENSSH ', 'ENCRYPTED ', ''].map((kind) => base64Start(`-----BEGIN ${kind}PRIVATE KEY-----`));

/** Forms that hardly anything else has, each bounded so that no text is slow to search. */
const FORMS: readonly (readonly [form: string, pattern: string])[] = [
  ['a private key', '-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----'],
  ['a private key in base64', `(?:${KEYS.map((key) => key.replaceAll('+', '\\+')).join('|')})`],
  ['an AWS access key id', '\\b(?:AKIA|ASIA)(?![A-Z2-7]{9}EXAMPLE)[A-Z2-7]{16}\\b'],
  ['a GitHub token', '\\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{60,255})\\b'],
  ['a GitLab token', '\\bgl(?:pat|dt|rt|ptt|cbt)-[A-Za-z0-9_-]{20,255}'],
  ['a Slack token', '\\bxox[abeoprs]-[A-Za-z0-9-]{20,255}'],
  ['a Slack webhook', 'hooks\\.slack\\.com/services/T[A-Z0-9]{6,12}/B[A-Z0-9]{6,12}/[A-Za-z0-9]{16,}'],
  ['a Stripe key', '\\b[rs]k_live_[A-Za-z0-9]{16,255}'],
  ['a Google API key', '\\bAIza[A-Za-z0-9_-]{35}\\b'],
  ['an npm token', '\\bnpm_[A-Za-z0-9]{36}\\b'],
  ['a PyPI token', '\\bpypi-AgE[A-Za-z0-9_-]{40,255}'],
  ['a SendGrid key', '\\bSG\\.[A-Za-z0-9_-]{20,24}\\.[A-Za-z0-9_-]{39,50}'],
  ['a Docker Hub token', '\\bdckr_[op]at_[A-Za-z0-9_-]{24,255}'],
  ['a Hugging Face token', '\\bhf_[A-Za-z0-9]{34}\\b'],
  ['a Vault token', '\\bhv[sb]\\.[A-Za-z0-9_-]{24,255}'],
  ['an Anthropic or OpenAI key', '\\bsk-(?:ant|proj|svcacct)-[A-Za-z0-9_-]{20,255}'],
  ['an age key', 'AGE-SECRET-KEY-1[A-Z0-9]{58}'],
  ['an Azure storage key', 'AccountKey=[A-Za-z0-9+/]{86}=='],
  ['a JSON Web Token', '\\beyJ[A-Za-z0-9_-]{8,4096}\\.eyJ[A-Za-z0-9_-]{8,4096}\\.[A-Za-z0-9_-]{16,4096}'],
];
const ANY = new RegExp(FORMS.map(([, pattern]) => `(?:${pattern})`).join('|'));
const EACH = FORMS.map(([form, pattern]) => [form, new RegExp(pattern)] as const);

/** Shorter texts have none of the forms, nor a URL with a password. */
const SHORTEST = 10;
const PASSWORD_IN_URL = /[^\s/:@"'<>${(]{0,128}:([^\s/@"'<>${(]{1,256})@[A-Za-z0-9_[]/y;

/** What a text holds when its form alone shows that it is a credential; undefined otherwise. */
export function credentialForm(text: string): string | undefined {
  if (text.length < SHORTEST) return undefined;
  if (hasPasswordInUrl(text)) return 'a URL with a password';
  return ANY.test(text) ? EACH.find(([, pattern]) => pattern.test(text))?.[0] : undefined;
}

function hasPasswordInUrl(text: string): boolean {
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    PASSWORD_IN_URL.lastIndex = at + 3;
    const match = PASSWORD_IN_URL.exec(text);
    if (match && !/^[*x.]+$/i.test(match[1]!)) return true;
  }
  return false;
}

const MAYBE = /pass|pwd|secret|token|key|auth/i;
const CREDENTIAL = /(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|(?:^|_)(?:PASS|PWD|AUTH_?KEY|API_?KEY|ACCESS_?KEY|ACCOUNT_?KEY|ENCRYPTION_?KEY|MASTER_?KEY|PRIVATE_?KEY|SECRET_?KEY|SIGNING_?KEY)|REQUIREPASS|MASTERAUTH)(?:_?\d{1,3})?$/;
/** Names that end like one, but hold the name of a Secret, the shell's folder, or a mark in a list. */
const OTHERS = /^(?:OLD)?PWD$|(?:PULL|TLS|CERT|CERTS|CERTIFICATE|CA)_SECRET$|(?:NEXT|PAGE|CONTINUE|CONTINUATION)_?TOKEN$/;

/** True for names whose value is a credential: `DB_PASSWORD`, `auth-token`, `clientSecret`; not for `PASSWORD_FILE`, `TOKEN_TTL`, `SECRET_NAME`. */
export function namesCredential(name: string): boolean {
  if (name.length > 256 || !MAYBE.test(name)) return false;
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/[^A-Za-z0-9]+/g, '_').toUpperCase();
  return CREDENTIAL.test(words) && !OTHERS.test(words);
}

const NO_VALUE = /^(?:true|false|yes|no|on|off|none|null|nil|enabled?|disabled?|required|optional|undefined|\d{0,3})$/i;
const PLACEHOLDER = /\$\{|\{\{|^\$[A-Za-z_][A-Za-z0-9_]*$|^<.*>$|^%.+%$|^@.+@$|^__.+__$|^\[.+\]$|^[*xX.]+$/;
/** Paths, addresses without password, and references that something else resolves. */
const REFERENCE = /\$\(|^(?:\.{0,2}|~|[A-Za-z]:\\?|file:)\/[\w.@/-]*$|^[A-Za-z][A-Za-z0-9+.-]*:\/\/|^(?:vault:|ref\+|secretref:|arn:aws|projects\/|ENC\[|azurekeyvault|ssm:)/i;
const SECRET_NAME = /^(?=.*-)(?=.*(?:secret|cred|token|tls|cert|key|password|auth))[a-z0-9][a-z0-9.-]*[a-z0-9]$/;

/** What is written where a credential is expected: itself, something that is put in later, or nothing that is secret. */
export function literalOf(value: string, name: string): Literal {
  const text = value.trim();
  if (NO_VALUE.test(text) || REFERENCE.test(text)) return 'none';
  if (PLACEHOLDER.test(text)) return 'placeholder';
  return /secret$/i.test(name) && SECRET_NAME.test(text) ? 'none' : 'literal';
}
