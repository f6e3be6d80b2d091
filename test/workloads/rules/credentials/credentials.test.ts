import * as fc from 'fast-check';
import { credentialInFile } from '../../../../src/workloads/rules/credentials/credential-lines';
import { namesCredential } from '../../../../src/workloads/rules/credentials/credential-names';
import { credentialInText } from '../../../../src/workloads/rules/credentials/credential-text';
import { credentialForm, literalOf, mayHoldCredential } from '../../../../src/workloads/rules/credentials/credentials';

const letters = (count: number, letter = 'a') => letter.repeat(count);
const base64 = (text: string) => Buffer.from(text).toString('base64');
const FILLER = 'level=info listen=:8443 path=/etc/app/config.yaml '.repeat(4);

/** Written in parts: no tool that looks for credentials should take them for some. */
const FORMS: readonly (readonly [form: string, text: string])[] = [
  ['a private key', `-----BEGIN ${'RSA PRIVATE'} KEY-----\nabc`],
  ['a private key', `-----BEGIN ${'PRIVATE'} KEY-----`],
  ['a private key', `-----BEGIN PGP ${'PRIVATE'} KEY BLOCK-----`],
  ['a private key', `-----BEGIN ${'ENCRYPTED PRIVATE'} KEY-----`],
  ...['RSA ', 'EC ', 'DSA ', 'OPENSSH ', 'ENCRYPTED ', ''].map(
    (kind) => ['a private key in base64', base64(`-----BEGIN ${kind}${'PRIVATE'} KEY-----\nabcdef`)] as const,
  ),
  ['an AWS access key id', `AKIA${letters(16, 'Q')}`],
  ['an AWS access key id', `ASIA${letters(16, 'Q')}`],
  ['a GitHub token', `ghp_${letters(36)}`],
  ['a GitHub token', `github_pat_${letters(82)}`],
  ['a GitLab token', `glpat-${letters(20)}`],
  ['a Slack token', `xoxb-${letters(24, '1')}`],
  ['a Slack webhook', `https://hooks.slack.com/services/T${letters(9, 'A')}/B${letters(9, 'A')}/${letters(24)}`],
  ['a Stripe key', `sk_live_${letters(24)}`],
  ['a Google API key', `AIza${letters(35)}`],
  ['an npm token', `npm_${letters(36)}`],
  ['a PyPI token', `pypi-AgE${letters(60)}`],
  ['a SendGrid key', `SG.${letters(22)}.${letters(43)}`],
  ['a Docker Hub token', `dckr_pat_${letters(27)}`],
  ['a Hugging Face token', `hf_${letters(34)}`],
  ['a Vault token', `hvs.${letters(24)}`],
  ['an Anthropic or OpenAI key', `sk-ant-${letters(40)}`],
  ['an age key', `AGE-SECRET-KEY-1${letters(58, 'Q')}`],
  ['an Azure storage key', `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${letters(86)}==`],
  ['a login of a registry', `{"auths":{"r":{"auth": "${base64('user:word')}"}}}`],
  ['a JSON Web Token', `Bearer eyJ${letters(17)}.eyJ${letters(11)}.${letters(43)}`],
  ['a bearer token', `Authorization: Bearer ${letters(19)}1`],
  ['a bearer token', `bearer ${letters(8)}-1${letters(12)}`],
  ['a URL with a password', 'postgres://user:word@db:5432/app'],
  ['a URL with a password', 'redis://:word@db'],
  ['a URL with a password', 'see https://a.b/ and amqp://u:p@[::1]:5672'],
  ['a URL with a password', 'jdbc:postgresql://db/app?user=a&password=hunter2'],
  ['a URL with a password', 'postgres://u:p$4s(s)@db'],
  ['a URL with a password', 'jdbc:sqlserver://db;user=sa;password=hunter2'],
];

describe('forms', () => {
  test.each(FORMS)('%s (%#)', (form, text) => {
    expect(credentialForm(text)).toBe(form);
    expect(credentialForm(`${FILLER}${text}\n`)).toBe(form);
  });

  test.each([
    '',
    'a',
    'AKIAIOSFODNN7EXAMPLE',
    'AKIA',
    `-----BEGIN CERTIFICATE-----\n${letters(64, 'M')}`,
    '-----BEGIN PUBLIC KEY-----',
    base64('-----BEGIN CERTIFICATE-----\n'),
    'ghp_short',
    `xghp_${letters(36)}`,
    'https://example.com:8443/@scope/package',
    'http://$(USER):$(PASSWORD)@db',
    'http://user:${PASSWORD}@db',
    'http://user:<password>@db',
    'http://user:****@db',
    'jdbc:postgresql://db:5432/app',
    'git@example.com:a/b.git',
    'https://user@example.com/',
    'https://example.com/?token=%s',
    'postgres://user:%s@db',
    'postgres://user:$PASSWORD@db',
    'https://example.com/?token=$TOKEN',
    'https://example.com/?token=${TOKEN}',
    'https://example.com/ &token=abcdefgh',
    'https://example.com/?next_token=abcdefgh',
    'eyJhbGciOiJIUzI1NiJ9',
    'sk-learn',
    'hf_transfer=1',
    '"auth": ""',
    'Authorization: Bearer ${TOKEN_OF_THE_SERVICE_1}',
    'Bearer authentication-and-authorization',
    'Bearer short1',
    `forbearer ${letters(19)}1`,
  ])('none: %j', (text) => {
    expect(credentialForm(text)).toBeUndefined();
    expect(credentialForm(`${FILLER}${text}`)).toBeUndefined();
  });
});

test('names of credentials', () => {
  const yes = [
    'PASSWORD',
    'DB_PASSWORD',
    'dbPassword',
    'db.password',
    'PGPASSWORD',
    'MYSQL_ROOT_PASSWORD',
    'PASSWORD_1',
    'DB_PASS',
    'DB_PWD',
    'auth-token',
    'GITHUB_TOKEN',
    'clientSecret',
    'API_KEY',
    'apikey',
    'AWS_SECRET_ACCESS_KEY',
    'private-key',
    'requirepass',
    'passphrase',
    'Db.PassWord',
    'SECRET_KEY_BASE',
    'NEW_RELIC_LICENSE_KEY',
    'pwd',
    'Pwd',
    'BEARER',
    'AZURE_STORAGE_KEY',
    'azure_batch_key',
    'MYSECRETKEY',
    'awsSecretKey',
    'REDISCLI_AUTH',
    'NEO4J_AUTH',
    'DB_PW',
    'pw',
    'pw1',
    'dbPswd',
    'PSWRD',
    'passwrd',
    'pword',
    'DB_PASSWORD_PROD',
    'API_KEY_V2',
    'REDIS_AUTH',
    'CACHE_REDIS_AUTH_STAGING',
    'REDIS_AUTH_STRING',
    'DB_PASSWORD_EU_WEST_1',
    'dbPasswordOld',
    'github-token-ci',
    'API_KEY_OPENAI',
    'TOKEN_2026',
    'SECRET_KEY_BASE64',
    'PASSWORD_B64',
    'DB_PASS_RO',
    'storepass',
    'dbpass',
    'SMTP_PASS',
    'ROOTPASS',
    'JWT_KEY',
    'WIFI_PSK',
    'API_KEYS',
    'RABBITMQ_PASSWORDS',
    'passcode',
  ];
  const no = [
    '',
    'PASSWORD_FILE',
    'TOKEN_TTL',
    'SECRET_NAME',
    'tokenPath',
    'MAX_TOKENS',
    'PWD',
    'OLDPWD',
    'KEY',
    'SSH_KEY_PATH',
    'PUBLIC_KEY',
    'COMPASS',
    'BYPASS',
    'MONKEY',
    'AUTHOR',
    'NPW',
    'PW_FILE',
    'UPWARD',
    'SWORD',
    'IMAGE_PULL_SECRET',
    'TLS_SECRET',
    'ETCD_INITIAL_CLUSTER_TOKEN',
    'nextPageToken',
    'SECRET_KEY_PATH',
    'SECRETKEYS',
    'FORBEARER',
    'BEARER_FORMAT',
    'STORAGE_KEY',
    'AZURE_SSH_PUBLIC_KEY',
    'existingSecret',
    'MAX_TOKEN',
    'EOS_TOKEN',
    'PROXY_AUTH',
    'PASSWORD_MIN_LENGTH',
    'PASSWORD_POLICY',
    'PASSWORD_FILE_PROD',
    'TOKEN_TTL_V2',
    'SECRET_NAME_PROD',
    'MAX_TOKENS_DEV',
    'TOKENIZER',
    'TOKENIZER_V2',
    'AUTH_PROD',
    'KEY_V2',
    'SMTP_AUTH',
    'AUTH_MODE_DEV',
    'PASS_THROUGH',
    'LOWPASS',
    'PUBLIC_KEY_PROD',
    'SURPASS',
    'PROD',
    'V2',
    letters(300, 'PASSWORD'),
  ];
  expect(yes.filter((name) => !namesCredential(name))).toEqual([]);
  expect(no.filter(namesCredential)).toEqual([]);
});

test.each([
  ['literal', ['hunter2', 'changeme', 'password', '1234', 'a b', 'abc/def', '/9j/4AAQ+x==', 'P@ssw0rd!']],
  [
    'placeholder',
    ['${X}', 'a-${X}', '{{ .Values.x }}', '$X', '<password>', '%PASSWORD%', '@password@', '__PASSWORD__', '[password]', '****', 'xxx'],
  ],
  [
    'none',
    [
      '',
      ' ',
      'true',
      'No',
      'null',
      '0',
      '300',
      'required',
      '$(X)',
      'a$(X)b',
      '/run/secrets/x',
      './x',
      '~/x',
      'file:///x',
      'https://example.com/x',
      'vault:secret/x#y',
      'ref+vault://x',
      'arn:aws:x',
      'op://vault/item',
    ],
  ],
] as const)('under the name of a credential: %s', (expected, values) => {
  expect(values.filter((value) => literalOf(value, 'DB_PASSWORD') !== expected)).toEqual([]);
});

test('the name of a Secret, where a secret is named', () => {
  expect(['my-tls-secret', 'db-credentials'].map((value) => literalOf(value, 'API_SECRET'))).toEqual(['none', 'none']);
  expect(['my-tls-secret', 'db-credentials'].map((value) => literalOf(value, 'API_TOKEN'))).toEqual(['literal', 'literal']);
});

describe('configuration files', () => {
  test.each([
    ['app.yaml', 'db:\n  host: db\n  password: hunter2\n', 'password'],
    ['app.properties', 'db.password=hunter2', 'db.password'],
    ['a.ini', '[db]\nadmin_password = S3cr3t!x', 'admin_password'],
    ['a.json', '{"user":"u","apiKey":"abcd1234"}', 'apiKey'],
    ['a.toml', 'token = "abcd1234" # see wiki', 'token'],
    ['', 'Server=db;User Id=sa;Password=hunter2;Encrypt=true', 'Password'],
    ['redis.conf', 'requirepass: hunter2', 'requirepass'],
    ['', 'Server=db;Uid=app;Pwd=hunter2', 'Pwd'],
  ])('%s %j', (name, text, found) => expect(credentialInFile(name, text)).toBe(found));

  test.each([
    ['app.yaml', '# password: hunter2\npassword: ${DB_PASSWORD}\n'],
    ['app.yaml', 'password_file: /run/x\ntoken: ""\nsecret: null\npassword: true\n'],
    ['app.yaml', 'password:\n  valueFrom: x\n'],
    ['app.yaml', 'imagePullSecret: registry\nsecretName: abcd\n'],
    ['app.yaml', 'password: *anchor\ntoken: !vault x\n'],
    ['schema.json', '{"password": {"type": "string"}, "token": "string"}'],
    ['run.sh', 'PASSWORD=hunter2\n'],
    ['app.conf', 'password = get_password()\n'],
    ['README', 'the password: this is what you type\n'],
    ['app.yaml', 'password: abc\n'],
  ])('none in %s %j', (name, text) => expect(credentialInFile(name, text)).toBeUndefined());
});

// What it costs: `bench/scaling.ts`.
test('beginnings of credentials over and over are none', () => {
  const hostile = [
    'key=',
    'eyJ',
    '://a:',
    'password : ',
    '-----BEGIN ',
    '"auth":"',
    `SG.${letters(21)}`,
    'token',
    '\npassword:',
    ' ',
    'a',
    '<password>',
    '<a name="password" ',
    'name: token\n',
    'identified by ',
    "password = '",
    'machine a login b ',
    'user a > ',
    'mysql -p ',
    'curl -u a ',
    '$apr1$',
    'basic ',
    'echo a | ',
    "bash -c 'mysql ",
    '--a=b=',
    'a:1:',
  ];
  for (const part of hostile) {
    const text = part.repeat(Math.ceil(300_000 / part.length));
    expect([typeof credentialForm(text), credentialInFile('a.yaml', text)]).toEqual(['undefined', undefined]);
    const shorter = part.repeat(Math.ceil(50_000 / part.length));
    for (const name of ['a.xml', 'a.sql', 'a.php', 'a.sh', '.netrc', '.pgpass', 'users.acl', '']) {
      expect([name, credentialInText(name, shorter)]).toEqual([name, undefined]);
    }
  }
});

test('any text and any name is answered', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), fc.string({ maxLength: 50 }), (text, name) => {
      credentialForm(text);
      credentialInFile(name, text);
      expect(['literal', 'placeholder', 'none']).toContain(literalOf(text, name));
      expect(typeof namesCredential(name)).toBe('boolean');
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['"auth":"12345678"'],
  [`AKIA${'A'.repeat(16)}`],
  [`sk_live_${'a'.repeat(16)}`],
  [`glpat-${'a'.repeat(20)}`],
  ['-----BEGIN PRIVATE KEY-----'],
  ['u:p@h://a:b@c'],
])('the shortest text of its form is not passed over: %s', (text) => {
  expect(credentialForm(text)).toBeDefined();
  expect(mayHoldCredential(text, 'MODE')).toBe(true);
});

test('a text that holds a credential by its form is not passed over', () => {
  const pieces = fc.constantFrom(
    'AKIA',
    'ASIA',
    '"auth"',
    ':',
    '"',
    '://',
    '@',
    'hf_',
    'sk-ant-',
    'xoxb-',
    'eyJ',
    '.',
    'A'.repeat(16),
    'a'.repeat(34),
    '12345678',
    ' ',
  );
  fc.assert(
    fc.property(
      fc.array(pieces, { maxLength: 6 }).map((list) => list.join('')),
      (text) => {
        if (credentialForm(text) !== undefined) expect(mayHoldCredential(text, 'MODE')).toBe(true);
      },
    ),
    { numRuns: 20_000 },
  );
});
