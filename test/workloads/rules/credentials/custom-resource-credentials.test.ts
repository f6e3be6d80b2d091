import { CATALOG } from '../../../../src/catalog';
import { customResourceCredentials } from '../../../../src/workloads/rules/credentials/custom-resource-credentials';
import { findings, runRules } from '../../../support/findings';

/** Made up; no message may show it. */
const P = 'S3cr3tPa55';
const custom = (spec: unknown, kind = 'Database', apiVersion = 'example.com/v1') => ({ apiVersion, kind, metadata: { name: 'db' }, spec });
const found = (manifest: object) => findings(customResourceCredentials, [manifest]);
const plain = (place: string, name: string, kind = 'Database') =>
  `${kind} db spec.${place}: the value of ${JSON.stringify(name)} is a credential in plain text`;

test.each<[string, unknown, string, string]>([
  ['a field', { password: P }, 'password', 'password'],
  ['a field further down', { auth: { token: P } }, 'auth.token', 'token'],
  ['in a list', { users: [{ name: 'app', password: P }] }, 'users[0].password', 'password'],
  ['a list of them', { auth: { passwords: ['', P] } }, 'auth.passwords[1]', 'passwords'],
  ['a number', { adminPassword: 12345678 }, 'adminPassword', 'adminPassword'],
  ['a value under the name', { password: { value: P } }, 'password.value', 'password'],
  ['a name and a value', { parameters: [{ name: 'auth.password', value: P }] }, 'parameters[0].value', 'auth.password'],
  ['a name and a default', { params: [{ name: 'api-token', default: P }] }, 'params[0].default', 'api-token'],
  ['a kind and a value', { credentials: [{ type: 'password', value: P }] }, 'credentials[0].value', 'password'],
  ['a name of a Secret does not hide it', { auth: { existingSecret: 'db', password: P } }, 'auth.password', 'password'],
  ['a secret of a client', { clientSecret: 'hunter2' }, 'clientSecret', 'clientSecret'],
  ['a secret that is no name', { secret: P }, 'secret', 'secret'],
  ['a word', { password: 'secret' }, 'password', 'password'],
  ['a secret key without a reference', { s3: { accessKey: 'AKEY', secretKey: P } }, 's3.secretKey', 'secretKey'],
  ['an access key alone', { s3: { accessKey: P } }, 's3.accessKey', 'accessKey'],
  ['outside of a container', { image: 'db', command: ['db'], password: P }, 'password', 'password'],
])('plain text: %s', (_, spec, place, name) => expect(found(custom(spec))).toEqual([plain(place, name)]));

test.each<[string, object, string[]]>([
  [
    'values of a Helm release',
    custom({ values: { auth: { rootPassword: P } }, chart: { spec: { chart: 'db' } } }, 'HelmRelease', 'helm.toolkit.fluxcd.io/v2'),
    [plain('values.auth.rootPassword', 'rootPassword', 'HelmRelease')],
  ],
  [
    'values as a text',
    custom({ valuesContent: `auth:\n  rootPassword: ${P}\n  users: [{ password: ${P} }]\n` }, 'HelmChart', 'helm.cattle.io/v1'),
    [plain('valuesContent', 'password', 'HelmChart'), plain('valuesContent', 'rootPassword', 'HelmChart')],
  ],
  [
    'an application of Argo CD',
    custom(
      { source: { helm: { valuesObject: { db: { password: P } }, parameters: [{ name: 'redis.auth.password', value: P }] } } },
      'Application',
      'argoproj.io/v1alpha1',
    ),
    [
      plain('source.helm.parameters[0].value', 'redis.auth.password', 'Application'),
      plain('source.helm.valuesObject.db.password', 'password', 'Application'),
    ],
  ],
  ['a form', custom({ url: `https://app:${P}@db.example.com/` }), ['Database db spec.url: the value of "url" holds a URL with a password']],
  [
    'a form where names are',
    custom({ passwordSecretRef: { name: `postgres://a:${P}@db/x` } }),
    ['Database db spec.passwordSecretRef.name: the value of "name" holds a URL with a password'],
  ],
  [
    'outside of spec',
    { ...custom({}), config: { password: P } },
    ['Database db config.password: the value of "password" is a credential in plain text'],
  ],
  [
    'a script',
    custom({ hook: `#!/bin/sh\nexport DB_PASSWORD=${P}\n` }),
    ['Database db spec.hook: the value of "hook" holds the credential "DB_PASSWORD" in plain text'],
  ],
  [
    'a file',
    custom({ files: { 'app.ini': `[db]\nuser=a\npassword=${P}\n` } }),
    ['Database db spec.files["app.ini"]: the value of "app.ini" holds the credential "password" in plain text'],
  ],
  [
    'a placeholder',
    custom({ password: '${DB_PASSWORD}' }),
    ['? Database db spec.password: the value of "password" is a credential that is put in later'],
  ],
  [
    'a policy',
    { ...custom({ url: `https://app:${P}@db.example.com/`, password: P }, 'ClusterPolicy', 'kyverno.io/v1') },
    ['ClusterPolicy db spec.url: the value of "url" holds a URL with a password'],
  ],
])('%s', (_, manifest, expected) => {
  expect(found(manifest)).toEqual(expected);
  expect(JSON.stringify(runRules(customResourceCredentials, [manifest]).findings.map(({ message }) => message))).not.toContain(P);
});

/** Kinds that only refer. */
const QUIET: readonly (readonly [string, object])[] = [
  ['ExternalSecret', { data: [{ secretKey: 'password', remoteRef: { key: 'prod/db', property: 'password' } }] }],
  ['ExternalSecret', { data: [{ secretKey: 'apiToken', sourceRef: { storeRef: { name: 'vault' } } }] }],
  ['ExternalSecret', { target: { template: { data: { password: '{{ .password }}', token: '{{ .token | b64dec }}' } } } }],
  ['ExternalSecret', { target: { template: { data: { 'config.yaml': 'db:\n  password: "{{ .password }}"\n' } } } }],
  ['PushSecret', { data: [{ match: { secretKey: 'token', remoteRef: { remoteKey: 'db' } } }] }],
  ['SecretStore', { provider: { vault: { auth: { tokenSecretRef: { name: 'vault', key: 'token' } } } } }],
  ['SecretStore', { provider: { aws: { auth: { secretRef: { secretAccessKeySecretRef: { name: 'aws', key: 'secret' } } } } } }],
  ['SealedSecret', { encryptedData: { password: 'AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq' }, template: { type: 'Opaque' } }],
  ['SecretProviderClass', { parameters: { objects: '- objectName: db\n  secretPath: secret/db\n  secretKey: password\n' } }],
  ['VaultStaticSecret', { path: 'db', destination: { name: 'db', create: true }, vaultAuthRef: 'default' }],
  ['Certificate', { secretName: 'api-tls', privateKey: { algorithm: 'ECDSA', rotationPolicy: 'Always' } }],
  ['Certificate', { keystores: { jks: { create: true, passwordSecretRef: { name: 'jks', key: 'password' } } } }],
  [
    'Issuer',
    {
      acme: {
        privateKeySecretRef: { name: 'account' },
        solvers: [{ dns01: { cloudflare: { apiTokenSecretRef: { name: 'cf', key: 'token' } } } }],
      },
    },
  ],
  ['KafkaUser', { authentication: { type: 'scram-sha-512', password: { valueFrom: { secretKeyRef: { name: 'u', key: 'password' } } } } }],
  ['Cluster', { superuserSecret: { name: 'pg' }, bootstrap: { initdb: { secret: { name: 'app' } } }, enableSuperuserAccess: true }],
  ['Middleware', { basicAuth: { secret: 'authsecret', removeHeader: true } }],
  ['IngressRoute', { tls: { secretName: 'api', options: { name: 'tls' } } }],
  ['Redis', { auth: { existingSecret: 'redis', existingSecretPasswordKey: 'redis-password', secretKeys: { adminPassword: 'admin' } } }],
  ['Redis', { adminSecret: 'redis', tokenSecret: 'redis/token', passwordSecret: 'db' }],
  ['Redis', { password: '', token: null, requirePassword: true, resetPassword: 'enabled', usePassword: 'false', maxTokens: 4096 }],
  ['Redis', { passwordFile: '/run/secrets/password', token: '/var/run/secrets/token', apiKey: 'vault:secret/data/api#key' }],
  ['Redis', { password: 'ENC[AES256_GCM,data:abc,iv:def,tag:ghi,type:str]', encryptedPassword: 'abcdef' }],
  ['Redis', { passwordRef: 'db', tokenFrom: { secret: 'db' }, passwordSelector: { password: 'x' }, keyMapping: { password: 'pw' } }],
  ['Redis', { tokenTTL: '1h', passwordPolicy: 'strong', passwordLength: 32, secretName: 'db', apiKeyHeader: 'x-api-key' }],
  ['Redis', { selector: { matchLabels: { token: 'a' } }, podLabels: { app: 'b' }, labels: { password: 'no' } }],
  ['Task', { params: [{ name: 'token', type: 'string', description: 'A token' }], steps: [{ name: 'a', image: 'a', env: [] }] }],
  ['TaskRun', { params: [{ name: 'token', value: '$(params.token)' }] }],
  ['Workflow', { arguments: { parameters: [{ name: 'password', value: '{{inputs.parameters.password}}' }] } }],
  ['ResourceGraphDefinition', { schema: { spec: { password: 'string | required=true', token: 'string' } } }],
  ['ResourceGraphDefinition', { resources: [{ id: 'db', config: { password: '${schema.spec.password}' } }] }],
  ['Application', { source: { helm: { valuesObject: { dex: { clientSecret: '$oidc:dex.clientSecret' } }, valueFiles: ['a.yaml'] } } }],
  ['HelmRelease', { values: { auth: { existingSecret: 'db' } }, valuesFrom: [{ kind: 'Secret', name: 'v', valuesKey: 'password' }] }],
  ['HelmRelease', { values: { auth: { password: '', secret: 'db-auth' }, image: { pullSecret: 'registry' } } }],
  ['ServiceMonitor', { endpoints: [{ bearerTokenSecret: { name: 'm', key: 'token' }, basicAuth: { password: { name: 'm', key: 'p' } } }] }],
  ['ServiceMonitor', { endpoints: [{ bearerTokenFile: '/var/run/secrets/kubernetes.io/serviceaccount/token' }] }],
  ['AlertmanagerConfig', { receivers: [{ slackConfigs: [{ apiURL: { name: 'slack', key: 'url' } }] }] }],
  ['HTTPRoute', { rules: [{ matches: [{ headers: [{ name: 'x-env', value: 'canary' }] }] }] }],
  ['Password', { length: 32, digits: 5, symbols: 5, allowRepeat: true, secretKeys: ['password'] }],
  ['Instance', { forProvider: { masterUserPasswordSecretRef: { name: 'db', key: 'password' }, autoGeneratePassword: true } }],
  ['Instance', { writeConnectionSecretToRef: { name: 'db', namespace: 'prod' }, publishConnectionDetailsTo: { name: 'db' } }],
  ['Composition', { resources: [{ connectionDetails: [{ name: 'password', fromConnectionSecretKey: 'password' }] }] }],
  ['Keycloak', { db: { passwordSecret: { name: 'db', key: 'password' } }, http: { tlsSecret: 'tls' } }],
  ['RequestAuthentication', { jwtRules: [{ issuer: 'https://issuer.example.com', jwksUri: 'https://issuer.example.com/jwks' }] }],
];

test.each(QUIET.map(([kind, spec], index) => ({ index, kind, spec })))('quiet: $index $kind', ({ kind, spec }) =>
  expect(found(custom(spec, kind))).toEqual([]),
);

test('metadata, status and what Kubernetes defines are for other rules', () => {
  expect(found({ ...custom({}), metadata: { name: 'db', annotations: { password: P } }, status: { password: P } })).toEqual([]);
  expect(found({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'db' }, data: { password: P } })).toEqual([]);
});

test('one credential is one finding of one rule, in containers and in objects within as well', () => {
  const rules = CATALOG.filter(({ id }) => /-credentials$|secret-values$/.test(id));
  const all = (manifest: object) => runRules(rules, [manifest]).findings.map(({ rule, path }) => `${rule} ${path}`);
  expect(
    all(custom({ template: { spec: { containers: [{ name: 'a', image: 'a', env: [{ name: 'DB_PASSWORD', value: P }] }] } } })),
  ).toEqual(['workloads/literal-credentials spec.template.spec.containers[0].env[0].value']);
  expect(all(custom({ objects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { password: P } }] }))).toEqual([
    'workloads/config-map-credentials data.password',
  ]);
});

test('a value of a wrong type, and deep texts, are read without a throw', () => {
  expect(found(custom(null))).toEqual([]);
  expect(found(custom([{ password: P }]))).toEqual([plain('[0].password', 'password').replace('spec.[', 'spec[')]);
  expect(found(custom({ password: true, token: 7, secret: [[P]] }))).toEqual([plain('secret[0][0]', 'secret')]);
  expect(found(custom({ values: JSON.stringify({ a: JSON.stringify({ password: P }) }) }))).toEqual([plain('values', 'password')]);
});
