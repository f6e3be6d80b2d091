import { LruMap } from '../../../text/lru-map';

const MAYBE = /pass|ps?w|psk|secret|token|key|auth|bearer/i;
/** Words that `PASS` is written together with. */
const BEFORE_PASS =
  'ADMIN|API|APP|AUTH|BASIC|BIND|BMC|CERT|CIFS|DATABASE|DB|DEST_?KEY|DEST_?STORE|EMAIL|FTP|GPG|HTTPS?|IMAP|IPMI|JMX|KAFKA|KEY|KEY_?STORE'
  + '|LDAP|LOGIN|MAIL|MASTER|MONGO|MQ|MYSQL|PG|POSTGRES|PROXY|RABBIT|REDIS|REPL|ROOT|SASL|SMB|SMTP|SQL|SRC_?KEY|SRC_?STORE|SSH|STORE|SUDO'
  + '|TRUST|TRUST_?STORE|USER|VAULT|VNC|ZIP';
const KINDS_OF_KEY = 'ACCESS|ACCOUNT|API|AUTH|CRYPT|DECRYPTION|ENCRYPTION|HMAC|JWT|LICENSE|MASTER|PRE_?SHARED|PRIVATE|SAS|SHARED|SIGNING';
const CREDENTIAL = new RegExp(
  '(?:PASS_?WORD|PASSWORDS|PASSWD|PASSPHRASE|PASSCODE|SECRET|TOKEN|SECRET_?KEY(?:_?BASE)?|AUTH_?TOKENS'
    + `|(?:^|_)(?:PASS|PWD|PSK|BEARER|(?:${KINDS_OF_KEY})_?KEY|(?:API|ACCESS)_?KEYS|(?:${BEFORE_PASS})_?PASS)`
    + '|AZURE_(?:BATCH|BATCHAI_STORAGE|COSMOS|OPENAI|SEARCH|STORAGE)_KEY|REQUIREPASS|MASTERAUTH|SENTINEL_?AUTH_PASS|^_AUTH'
    + '|(?:^|_)(?:NEO4_J|REDIS|REDISCLI|VALKEY|KEYDB|DRAGONFLY)_AUTH(?:_STRING)?)(?:_?\\d{1,3})?$',
);
/** How a password is written short, or in haste. */
const ABBREVIATED = /(?:^|_)(?:PW|PSWR?D|PWORD|PASSWRD)(?:_?\d{1,3})?$/;
/** Names that end like one, but hold the name of a Secret, the shell's folder, a mark in a list, or what a language model calls a token. */
const OTHERS = new RegExp(
  [
    'INITIAL_CLUSTER_TOKEN$',
    '(?:PULL|TLS|CERT|CERTS|CERTIFICATE|CA|EXISTING)_SECRET$',
    '(?:NEXT|PAGE|CONTINUE|CONTINUATION)_?TOKEN$',
    '(?:^|_)(?:MAX|MIN|NUM|BOS|EOS|PAD|UNK)_TOKEN$',
  ].join('|'),
);

const words = (text: string) => text.split(' ');
/** What tells one credential from its likes: the environment, the place, the version, the system that it is for. */
const SUFFIXES = new Set([
  ...words('PROD PRODUCTION PRD PREPROD STAGE STAGING STG DEV DEVEL DEVELOPMENT TEST TESTING TST QA UAT INT INTEGRATION SANDBOX DEMO LIVE'),
  ...words('LOCAL CI CANARY BETA ALPHA PERF DR'),
  ...words('OLD NEW CURRENT CURR PREVIOUS PREV LEGACY BACKUP PRIMARY SECONDARY TERTIARY MAIN DEFAULT FALLBACK TEMP TMP ROTATED A B C X Y'),
  ...words('ADMIN ROOT RO RW READONLY READWRITE READER WRITER SUPERUSER REPLICA REPLICATION MONITORING EXPORTER'),
  ...words('EU US UK DE FR ASIA APAC EMEA EAST WEST NORTH SOUTH CENTRAL GLOBAL'),
  ...words('PLAIN PLAINTEXT RAW CLEAR CLEARTEXT BASE64 B64 VALUE'),
  ...words('DB DATABASE MYSQL MARIADB POSTGRES POSTGRESQL PG REDIS MONGO MONGODB SMTP MAIL LDAP KAFKA RABBITMQ ELASTIC ELASTICSEARCH'),
  ...words('AWS GCP AZURE GITHUB GITLAB SLACK STRIPE OPENAI ANTHROPIC SENDGRID TWILIO DATADOG NPM DOCKER DOCKERHUB SENTRY'),
]);
const VERSION = /^(?:V\d{1,4}|\d{1,4})$/;
/** Names of the shell's own variables. */
const FOLDERS = new Set(['PWD', 'OLDPWD']);
const MOST_SUFFIXES = 5;

/** The words of a name: `clientSecret`, `client-secret` and `client.secret` are `CLIENT_SECRET`. */
export function wordsOf(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
}

/** Of the names that were asked last: the same few are in every manifest. */
const KNOWN = new LruMap<string, boolean>(1000);

/**
 * True for names whose value is a credential: `DB_PASSWORD`, `auth-token`, `clientSecret`, `API_KEY_V2`, `DB_PASSWORD_PROD`; not for
 * `PASSWORD_FILE`, `TOKEN_TTL`, `SECRET_NAME`.
 */
export function namesCredential(name: string): boolean {
  return name !== '' && KNOWN.get(name, isCredentialName);
}

function isCredentialName(name: string): boolean {
  if (name.length > 256 || !MAYBE.test(name) || FOLDERS.has(name)) return false;
  let rest = wordsOf(name);
  for (let left = MOST_SUFFIXES; ; left--) {
    if (ABBREVIATED.test(rest) || (CREDENTIAL.test(rest) && !OTHERS.test(rest))) return true;
    const at = rest.lastIndexOf('_');
    const last = rest.slice(at + 1);
    if (left === 0 || at <= 0 || !(SUFFIXES.has(last) || VERSION.test(last))) return false;
    rest = rest.slice(0, at);
  }
}

const LOGIN = /(?:BASIC_?AUTH|CREDENTIALS?|CREDS|USER_?PASS|USER_?PWD|HTTP_AUTH|PROXY_AUTH|^ETCDCTL_USER)$/;

/** True for names under which a user and a password stand together: `BASIC_AUTH=user:password`. */
export function namesLogin(name: string): boolean {
  return name.length <= 256 && LOGIN.test(wordsOf(name));
}
