import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asArray, asObject } from '../../../text/json';
import { isFilledLater } from '../../filled-later';
import { ENCRYPTION_SOURCES, encryptedResources, encryptionConfigurations } from './encryption-configurations';

const withKey = (secret: string) =>
  'apiVersion: apiserver.config.k8s.io/v1\n'
  + 'kind: EncryptionConfiguration\n'
  + `resources: [{ resources: [secrets], providers: [{ secretbox: { keys: [{ name: k1, secret: ${secret} }] } }] }]\n`;

export const encryptionKeys = defineRule({
  id: 'etcd/encryption-keys',
  title: 'Keys of encryption at rest must not be in the files of a repository',
  description:
    'Anyone who reads such a file can decrypt every Secret of a backup of etcd. Checked are the keys of every provider, also of those that '
    + 'only read. A value that something fills in later passes: `${KEY}`, `{{ … }}`, `<KEY>`.',
  severity: Severity.HIGH,
  fix:
    'Use a KMS (v2), which keeps the key, or have the file written on the nodes from a secret store; then make new keys, '
    + 'and encrypt all Secrets again.',
  sources: ENCRYPTION_SOURCES,
  bad: withKey('dGhpcyBpcyBubyBrZXkgb2YgYW55IGNsdXN0ZXIgISE='),
  good: withKey('"${ENCRYPTION_KEY}"'),
  subject: encryptionConfigurations,
  check: forbidKeys,
});

function forbidKeys(object: KubeObject): readonly Outcome[] {
  return encryptedResources(object).flatMap(({ providers }) =>
    providers.flatMap(({ settings, path }) =>
      asArray(settings.keys).flatMap((key, i): readonly Outcome[] => {
        const { secret } = asObject(key);
        if (typeof secret !== 'string' || secret === '' || isFilledLater(secret)) return [];
        return [{ path: `${path}.keys[${i}].secret`, message: 'a key of encryption at rest is written in the file' }];
      }),
    ),
  );
}
