import { configMapCredentials } from '../../../../src/workloads/rules/credentials/config-map-credentials';
import { literalCredentials } from '../../../../src/workloads/rules/credentials/literal-credentials';
import { secretValues } from '../../../../src/workloads/rules/credentials/secret-values';
import { inEachList, pod, table, withContainer } from '../../../support/pods';

const TOKEN = `ghp_${'a'.repeat(36)}`;
const env = (...entries: unknown[]) => withContainer({ env: entries });
const at = (place: string, message: string) => `Pod api spec.containers[0].${place}: ${message}`;

describe('workloads/literal-credentials', () =>
  table(literalCredentials, [
    [
      'each list',
      inEachList({
        env: [
          { name: 'MODE', value: 'fast' },
          { name: 'DB_PASSWORD', value: 'hunter2' },
        ],
      }),
      [
        at('env[1].value', 'the variable "DB_PASSWORD" of container "api" is a credential in plain text'),
        'Pod api spec.ephemeralContainers[0].env[1].value: the variable "DB_PASSWORD" of ephemeral container "debug" is a credential '
          + 'in plain text',
        'Pod api spec.initContainers[0].env[1].value: the variable "DB_PASSWORD" of init container "setup" is a credential in plain text',
      ],
    ],
    [
      'a form, whatever the name',
      env({ name: 'X', value: TOKEN }, { value: TOKEN }),
      [
        at('env[0].value', 'the variable "X" of container "api" holds a GitHub token'),
        at('env[1].value', 'variable 1 of container "api" holds a GitHub token'),
      ],
    ],
    [
      'JSON and connection strings',
      env({ name: 'CONFIG', value: '{"db":{"password":"hunter2"}}' }, { name: 'DSN', value: 'Server=db;Password=hunter2;' }),
      [
        at('env[0].value', 'the variable "CONFIG" of container "api" holds the credential "password" in plain text'),
        at('env[1].value', 'the variable "DSN" of container "api" holds the credential "Password" in plain text'),
      ],
    ],
    [
      'no credentials',
      env(
        { name: 'DB_PASSWORD_FILE', value: '/run/x' },
        { name: 'DB_PASSWORD', value: '$(OTHER)' },
        { name: 'DB_PASSWORD', value: '' },
        { name: 'DB_PASSWORD', value: null },
        { name: 'ALLOW_EMPTY_PASSWORD', value: 'yes' },
        { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
        { name: 'URL', value: 'http://db:5432/' },
        null,
      ),
      [],
    ],
    [
      'what is put in later',
      env({ name: 'DB_PASSWORD', value: '${DB_PASSWORD}' }),
      [`? ${at('env[0].value', 'the variable "DB_PASSWORD" of container "api" is a credential that is put in later')}`],
    ],
    [
      'flags',
      withContainer({
        command: ['/api', '--db-password=hunter2'],
        args: ['--auth-token', 'abcd', '--token', TOKEN, '-Ddb.password=hunter2', '--requirepass', 'hunter2'],
      }),
      [
        at('args[1]', 'the flag auth-token in the arguments of container "api" is a credential in plain text'),
        at('args[3]', 'the flag token in the arguments of container "api" holds a GitHub token'),
        at('args[4]', 'the flag Ddb.password in the arguments of container "api" is a credential in plain text'),
        at('args[6]', 'the flag requirepass in the arguments of container "api" is a credential in plain text'),
        at('command[1]', 'the flag db-password in the command of container "api" is a credential in plain text'),
      ],
    ],
    [
      'flags without a credential',
      withContainer({
        args: [
          '--password-file=/x',
          '--token',
          '--listen',
          ':80',
          '--token=$(TOKEN)',
          '--enable-token',
          'serve',
          '--use-password',
          'never',
          '--tls-private-key=/tls/tls.key',
          '--private-key',
          '/tls/tls.key',
          '--secret-name',
          'api',
          'serve',
          '-v',
        ],
      }),
      [],
    ],
    [
      'scripts',
      withContainer({ command: ['sh', '-c'], args: ['set -e\nexport PGPASSWORD=hunter2\npsql -h db'] }),
      [at('args[0]', 'the variable PGPASSWORD in the arguments of container "api" is a credential in plain text')],
    ],
    [
      'forms without a flag',
      withContainer({ args: [TOKEN, `curl -H ${TOKEN}`] }),
      [
        at('args[0]', 'a word of the arguments of container "api" holds a GitHub token'),
        at('args[1]', 'a word of the arguments of container "api" holds a GitHub token'),
      ],
    ],
    [
      'scripts without a credential',
      withContainer({
        command: ['sh', '-c', 'PASSWORD="$(cat /run/x)" TOKEN=$TOKEN redis-cli --pass "$PASSWORD" && echo "the password = $PASSWORD"'],
      }),
      [],
    ],
    [
      'a flag in a script',
      withContainer({ command: ['sh', '-c', 'mysqladmin --password=hunter2 ping'] }),
      [at('command[2]', 'the flag password in the command of container "api" is a credential in plain text')],
    ],
    [
      'assignments without a flag, and behind one',
      withContainer({
        command: [
          'env',
          'DB_PASSWORD=hunter2',
          '--set',
          'image.tag=1,auth.rootPassword=hunter2',
          '--set=auth.token=abcd',
          '--dsn=host=db;pwd=hunter2',
          '--config',
          '{"token":"ab=cd"}',
          '--password',
          'a b c',
        ],
        args: [
          '--from=a=b',
          'name=token',
          'auth.existingSecret=db',
          'imagePullSecret=hub',
          'PASSWORD=$(OTHER)',
          'PASSWORD=',
          'c2VjcmV0dG9rZW4=',
        ],
      }),
      [
        at('command[1]', 'the variable DB_PASSWORD in the command of container "api" is a credential in plain text'),
        at('command[3]', 'the variable auth.rootPassword in the command of container "api" is a credential in plain text'),
        at('command[4]', 'the variable auth.token in the command of container "api" is a credential in plain text'),
        at('command[5]', 'the flag dsn in the command of container "api" holds the credential "pwd" in plain text'),
        at('command[7]', 'the flag config in the command of container "api" holds the credential "token" in plain text'),
        at('command[9]', 'the flag password in the command of container "api" is a credential in plain text'),
      ],
    ],
    [
      'options and connection strings in a variable',
      env(
        { name: 'JAVA_OPTS', value: '-Xmx1g -Dspring.datasource.password=hunter2' },
        { name: 'DSN', value: 'host=db user=api password=hunter2 dbname=api' },
        { name: 'REDIS_ARGS', value: '--requirepass hunter2' },
        { name: 'JAVA_OPTS', value: '-Ddb.password=${DB_PASSWORD} -Dtoken=$TOKEN --enable-token serve' },
        { name: 'ADMIN_PASSWORD', value: 'a b=c' },
        { name: 'TEXT', value: 'the password is kept elsewhere' },
      ),
      [
        at(
          'env[0].value',
          'the flag Dspring.datasource.password in the variable "JAVA_OPTS" of container "api" is a credential in plain text',
        ),
        at('env[1].value', 'the variable password in the variable "DSN" of container "api" is a credential in plain text'),
        at('env[2].value', 'the flag requirepass in the variable "REDIS_ARGS" of container "api" is a credential in plain text'),
        at('env[4].value', 'the variable "ADMIN_PASSWORD" of container "api" is a credential in plain text'),
      ],
    ],
    [
      'one option in a variable',
      env(
        { name: 'JAVA_OPTS', value: '-Djavax.net.ssl.keyStorePassword=hunter2' },
        { name: 'JAVA_OPTS', value: '-Djavax.net.ssl.keyStorePassword=${PW}' },
        { name: 'ARGS', value: '--auth-token=hunter2' },
      ),
      [
        at(
          'env[0].value',
          'the flag Djavax.net.ssl.keyStorePassword in the variable "JAVA_OPTS" of container "api" is a credential in plain text',
        ),
        at('env[2].value', 'the flag auth-token in the variable "ARGS" of container "api" is a credential in plain text'),
      ],
    ],
    [
      'parameters of a URL',
      env(
        { name: 'DATABASE_URL', value: 'jdbc:postgresql://db/api?user=api&password=hunter2' },
        { name: 'LINK', value: 'https://example.com/a?page_token=abcd&token=%s&key=abcd' },
      ),
      [at('env[0].value', 'the variable "DATABASE_URL" of container "api" holds a URL with a password')],
    ],
    [
      'probes and handlers',
      withContainer({
        livenessProbe: { exec: { command: ['redis-cli', '--pass', 'hunter2'] } },
        readinessProbe: {
          httpGet: {
            port: 80,
            httpHeaders: [
              { name: 'Authorization', value: 'Basic YTpi' },
              { name: 'Accept', value: '*/*' },
              { name: 'X-Api-Key', value: 'abcd' },
            ],
          },
        },
        startupProbe: { exec: { command: ['true'] } },
        lifecycle: { preStop: { exec: { command: ['curl', '--token=abcd'] } }, postStart: null },
      }),
      [
        at('lifecycle.preStop.exec.command[1]', 'the flag token in the preStop handler of container "api" is a credential in plain text'),
        at('livenessProbe.exec.command[2]', 'the flag pass in the liveness probe of container "api" is a credential in plain text'),
        at(
          'readinessProbe.httpGet.httpHeaders[0].value',
          'the header "Authorization" in the readiness probe of container "api" is a credential in plain text',
        ),
        at(
          'readinessProbe.httpGet.httpHeaders[2].value',
          'the header "X-Api-Key" in the readiness probe of container "api" is a credential in plain text',
        ),
      ],
    ],
    [
      'unset, null and empty',
      [pod(), withContainer({ env: null, args: null, command: null }), withContainer({ env: [], args: [], command: [null] })],
      [],
    ],
    [
      'values that the server rejects',
      [
        env({ name: 'PORT', value: 80 }),
        withContainer({ env: { A: 'b' } }),
        withContainer({ args: 'serve' }),
        withContainer({ command: ['sleep', 5] }),
      ],
      [
        `? ${at('env[0].value', 'the variable "PORT" of container "api" is a number, not a string')}`,
        `? ${at('env', 'the environment of container "api" is a mapping, not a list')}`,
        `? ${at('args', 'the arguments of container "api": a string, not a list')}`,
        `? ${at('command[1]', 'a word of the command of container "api" is a number, not a string')}`,
      ],
    ],
  ]));

const map = (data: unknown, more: object = {}) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'api' }, data, ...more });
const held = (path: string, message: string) => `ConfigMap api ${path}: the value of ${message}`;
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('workloads/config-map-credentials', () =>
  table(configMapCredentials, [
    ['a key', map({ DB_HOST: 'db', DB_PASSWORD: 'hunter2' }), [held('data.DB_PASSWORD', '"DB_PASSWORD" is a credential in plain text')]],
    [
      'a form',
      map({ 'tls.key': `-----BEGIN ${'PRIVATE'} KEY-----\nabc\n`, 'config': `token ${TOKEN}` }),
      [held('data.config', '"config" holds a GitHub token'), held('data["tls.key"]', '"tls.key" holds a private key')],
    ],
    [
      'a line of a configuration file',
      map({ 'app.yaml': 'db:\n  password: hunter2\n', 'one.json': '{"password":"hunter2"}' }),
      [
        held('data["app.yaml"]', '"app.yaml" holds the credential "password" in plain text'),
        held('data["one.json"]', '"one.json" holds the credential "password" in plain text'),
      ],
    ],
    [
      'a short name on a line',
      map({ 'app.ini': 'user = api\npw = hunter2\n', 'db.env': 'DB_PSWD=hunter2', 'mail.cfg': 'up = abcd\nnpw = abcd\n' }),
      [
        held('data["app.ini"]', '"app.ini" holds the credential "pw" in plain text'),
        held('data["db.env"]', '"db.env" holds the credential "DB_PSWD" in plain text'),
      ],
    ],
    [
      'options, connection strings and links',
      map({
        JAVA_OPTS: '-Ddb.password=hunter2 -Xmx1g',
        DSN: 'host=db password=hunter2 dbname=api',
        CONNECTION: 'Server=db;Password=hunter2',
        LINK: 'https://example.com/?token=abcdefgh',
      }),
      [
        held('data.CONNECTION', '"CONNECTION" holds the credential "Password" in plain text'),
        held('data.DSN', '"DSN" holds the credential "password" in plain text'),
        held('data.JAVA_OPTS', '"JAVA_OPTS" holds the credential "Ddb.password" in plain text'),
        held('data.LINK', '"LINK" holds a URL with a password'),
      ],
    ],
    [
      'Redis, and quoted values with any letter',
      map({ 'redis.conf': 'port 6379\nrequirepass hunter2\n', 'a.yaml': 'password: "a(b)#c{1}"\n', 'b.yaml': "token: 'p$ss'\n" }),
      [
        held('data["a.yaml"]', '"a.yaml" holds the credential "password" in plain text'),
        held('data["b.yaml"]', '"b.yaml" holds the credential "token" in plain text'),
        held('data["redis.conf"]', '"redis.conf" holds the credential "requirepass" in plain text'),
      ],
    ],
    [
      'a mapping on one line',
      map({ 'app.yaml': 'db: { user: api, password: hunter2 }\n' }),
      [held('data["app.yaml"]', '"app.yaml" holds the credential "password" in plain text')],
    ],
    [
      'sentences',
      map({ 'MESSAGE': 'Invalid token: expired', 'a': 'Enter your password: hunter22', 'help.conf': 'message = Wrong API key: denied\n' }),
      [],
    ],
    [
      'one line with its end, and text files',
      map({ 'token': 'abcd1234\n', 'db-password.txt': 'hunter2\n', 'password.txt': '' }),
      [
        held('data.token', '"token" is a credential in plain text'),
        held('data["db-password.txt"]', '"db-password.txt" is a credential in plain text'),
      ],
    ],
    [
      'names and placeholders in files',
      map({
        'values.yaml':
          'existingSecret: db\ntokenSecret: "<secret>"\npassword: "{{x}}"\nsecret: "#/definitions/x"\ntoken: "%(token)s"\n'
          + 'max_token: 4096\n',
        'TEXT': 'token: where it is, see above',
      }),
      [],
    ],
    [
      'binary data',
      map(
        {},
        {
          binaryData: {
            'id_rsa': base64(`-----BEGIN OPENSSH ${'PRIVATE'} KEY-----\n`),
            'logo.png': base64('\x89PNG'),
            'large.tar': 'QUFB'.repeat(20_000),
          },
        },
      ),
      [held('binaryData.id_rsa', '"id_rsa" holds a private key')],
    ],
    [
      'no credentials',
      map({
        'DB_PASSWORD_FILE': '/run/x',
        'TOKEN': '',
        'PASSWORD': null,
        'ca.crt': '-----BEGIN CERTIFICATE-----\n',
        'app.yaml': 'password: ${DB_PASSWORD}\n',
        'run.sh': 'PASSWORD=$1\n',
      }),
      [],
    ],
    [
      'what is put in later',
      map({ DB_PASSWORD: '${DB_PASSWORD}' }),
      [`? ${held('data.DB_PASSWORD', '"DB_PASSWORD" is a credential that is put in later')}`],
    ],
    ['unset, null and empty', [map(undefined), map(null), map({})], []],
    ['keys that every mapping has', map(JSON.parse('{"__proto__": "hunter2", "constructor": "x"}')), []],
    [
      'values that the server rejects',
      [map('a'), map({ PASSWORD: 1234 }), map({}, { binaryData: [] })],
      [
        '? ConfigMap api data: data is a string, not a mapping',
        `? ${held('data.PASSWORD', '"PASSWORD" is a number, not a string')}`,
        '? ConfigMap api binaryData: binaryData is a list, not a mapping',
      ],
    ],
  ]));

const secret = (fields: object) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db' }, ...fields });
const comes = (field: string, keys: string) =>
  `Secret db ${field}: the Secret comes with the value${keys.includes(',') ? 's' : ''} of ${keys}`;

describe('workloads/secret-values', () =>
  table(secretValues, [
    [
      'both fields',
      secret({ data: { password: base64('hunter2'), other: base64('x') }, stringData: { token: 'abcd' } }),
      [comes('data', '"password", "other"'), comes('stringData', '"token"')],
    ],
    [
      'nothing secret',
      secret({
        data: { 'username': base64('api'), 'ca.crt': base64('x'), 'tls.crt': base64('x'), 'apiAddress': base64('db:1') },
        stringData: { url: 'https://example.com', userName: 'x', type: 'git' },
      }),
      [],
    ],
    ['a password in a url', secret({ stringData: { url: 'postgres://u:word@db' } }), [comes('stringData', '"url"')]],
    [
      'certificates, and one with its key',
      secret({
        stringData: {
          bundle: '-----BEGIN CERTIFICATE-----\nabc',
          pair: `-----BEGIN CERTIFICATE-----\nabc\n-----BEGIN ${'PRIVATE'} KEY-----`,
        },
      }),
      [comes('stringData', '"pair"')],
    ],
    [
      'configuration files',
      secret({ stringData: { 'app.yaml': 'log: info\n', 'db.yaml': 'password: hunter2\n' } }),
      [comes('stringData', '"db.yaml"')],
    ],
    [
      'empty, null and placeholders',
      secret({
        data: { a: '', b: null, c: '${PASSWORD}', d: '<path:kv/db#password>' },
        stringData: { e: '', f: '{{ password }}', g: 'ENC[AES256_GCM,data:x]' },
      }),
      [],
    ],
    [
      'what SOPS encrypted, and what it left',
      secret({ data: { a: 'ENC[AES256_GCM,data:x]' }, stringData: { b: 'ENC[AES256_GCM,data:x]', c: 'hunter2' }, sops: { mac: 'x' } }),
      [comes('stringData', '"c"')],
    ],
    [
      'unset, null and empty',
      [secret({}), secret({ data: null, stringData: null }), secret({ data: {}, type: 'kubernetes.io/service-account-token' })],
      [],
    ],
    [
      'values that the server rejects',
      [secret({ data: ['a'] }), secret({ stringData: { password: 1234 } })],
      [
        '? Secret db data: data is a list, not a mapping',
        '? Secret db stringData.password: the value of "password" is a number, not a string',
      ],
    ],
  ]));
