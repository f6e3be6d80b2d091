import { encryptionKeys } from '../../../../src/etcd/rules/at-rest/encryption-keys';
import { encryptionProviders } from '../../../../src/etcd/rules/at-rest/encryption-providers';
import { findings } from '../../../support/findings';

const FILE = 'EncryptionConfiguration (unnamed)';
const file = (resources: unknown) => ({ apiVersion: 'apiserver.config.k8s.io/v1', kind: 'EncryptionConfiguration', resources });
const entry = (resources: unknown, ...providers: unknown[]) => ({ resources, providers });
const secrets = (...providers: unknown[]) => file([entry(['secrets'], ...providers)]);
const kms = (apiVersion?: unknown) => ({
  kms: { name: 'vault', endpoint: 'unix:///run/kms.sock', ...(apiVersion === undefined ? {} : { apiVersion }) },
});
const identity = { identity: {} };
const box = { secretbox: { keys: [] } };

const PLAIN = 'so the API server stores them unencrypted';

test.each<[string, object, string[]]>([
  ['kms v2', secrets(kms('v2'), identity), []],
  ['secretbox', secrets(box), []],
  ['aescbc', secrets({ aescbc: { keys: [] } }, identity), []],
  [
    'identity alone',
    secrets(identity),
    [`${FILE} resources[0].providers[0].identity: identity is the first provider of secrets, ${PLAIN}`],
  ],
  [
    'identity first',
    secrets(identity, box),
    [`${FILE} resources[0].providers[0].identity: identity is the first provider of secrets, ${PLAIN}`],
  ],
  ['all of the core group', file([entry(['*.'], box)]), []],
  ['everything', file([entry(['*.*'], box)]), []],
  ['another group alone', file([entry(['*.apps'], box)]), [`${FILE}: no entry of resources covers secrets, ${PLAIN}`]],
  ['other resources alone', file([entry(['configmaps'], box)]), [`${FILE}: no entry of resources covers secrets, ${PLAIN}`]],
  [
    'the first entry that covers them decides',
    file([entry(['configmaps'], box), entry(['secrets'], identity), entry(['*.*'], box)]),
    [`${FILE} resources[1].providers[0].identity: identity is the first provider of secrets, ${PLAIN}`],
  ],
  ['nothing', file(undefined), [`${FILE} resources: no entry of resources covers secrets, ${PLAIN}`]],
  ['an empty list', file([]), [`${FILE} resources: no entry of resources covers secrets, ${PLAIN}`]],
  ['a mapping', file({}), [`${FILE} resources: no entry of resources covers secrets, ${PLAIN}`]],
  ['no providers', secrets(), [`${FILE} resources[0].providers: there is no provider for secrets, so the API server does not start`]],
  [
    'kms v1',
    secrets(kms('v1')),
    [
      `${FILE} resources[0].providers[0].kms.apiVersion: the provider kms has apiVersion "v1"; only v2 is on by default, `
        + 'so the API server does not start',
    ],
  ],
  [
    'kms without a version',
    secrets(kms()),
    [
      `${FILE} resources[0].providers[0].kms.apiVersion: the provider kms has no apiVersion, which means v1; only v2 is on by default, `
        + 'so the API server does not start',
    ],
  ],
  [
    'a provider that is not known',
    secrets({ rot13: {} }),
    [`? ${FILE} resources[0].providers[0].rot13: the provider "rot13" is not known, so nothing is decided`],
  ],
  [
    'two in one entry',
    secrets({ ...identity, ...box }),
    [`? ${FILE} resources[0].providers[0]: the entry does not name one provider, so whether Secrets are encrypted is not decided`],
  ],
  [
    'a text',
    secrets('identity'),
    [`? ${FILE} resources[0].providers[0]: the entry does not name one provider, so whether Secrets are encrypted is not decided`],
  ],
])('encryption-providers: %s', (_, manifest, expected) => {
  expect(findings(encryptionProviders, [manifest])).toEqual(expected);
});

const withKey = (secret: unknown) => secrets(identity, { aescbc: { keys: [{ name: 'a', secret }] } });
const FOUND = [`${FILE} resources[0].providers[1].aescbc.keys[0].secret: a key of encryption at rest is written in the file`];

test.each<[string, unknown, string[]]>([
  ['a key', 'c2VjcmV0IGlzIHNlY3VyZQ==', FOUND],
  ['a key of a wrong length', 'short', FOUND],
  ['one that only looks filled in later', 'c2Vj${X}', FOUND],
  ['filled in later', '${KEY}', []],
  ['a template', '{{ .Values.key }}', []],
  ['for people', '<BASE 64 ENCODED SECRET>', []],
  ['empty', '', []],
  ['unset', undefined, []],
])('encryption-keys: %s', (_, secret, expected) => {
  expect(findings(encryptionKeys, [withKey(secret)])).toEqual(expected);
});
