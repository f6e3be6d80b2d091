import { coded, defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { isUnset } from '../../../text/json';
import {
  coversSecrets,
  ENCRYPTION_SOURCES,
  encryptedResources,
  encryptionConfigurations,
  type ProviderView,
} from './encryption-configurations';

const configuration = (providers: string) =>
  'apiVersion: apiserver.config.k8s.io/v1\n'
  + 'kind: EncryptionConfiguration\n'
  + `resources: [{ resources: [secrets], providers: [${providers}] }]\n`;
const KMS = '{ kms: { apiVersion: v2, name: vault, endpoint: "unix:///run/kms.sock" } }';

export const encryptionProviders = defineRule({
  id: 'etcd/encryption-providers',
  title: 'Secrets must be encrypted at rest: the first provider that covers them must encrypt',
  description:
    'An EncryptionConfiguration is read as the API server reads it: the first entry whose `resources` cover Secrets (`secrets`, `*.` or '
    + '`*.*`) decides, and its first provider writes. `identity` there writes plaintext; behind another provider it only reads what was '
    + 'written before, and passes. `kms` needs `apiVersion: v2`: v1, which is what it means unset, is off by default since 1.29.\n\n'
    + 'Unknown: a provider that is not known, and an entry that names none or several.',
  severity: Severity.HIGH,
  fix: 'Make kms (v2) or secretbox the first provider of the entry that covers `secrets`, and leave identity last until all is encrypted.',
  takesReason: true,
  controls: ['CIS-2.0:1.2.28'],
  sources: ENCRYPTION_SOURCES,
  bad: configuration(`{ identity: {} }, ${KMS}`),
  good: configuration(`${KMS}, { identity: {} }`),
  subject: encryptionConfigurations,
  check: requireEncryption,
});

const ENCRYPTING: ReadonlySet<string> = new Set(['aescbc', 'aesgcm', 'kms', 'secretbox']);

function requireEncryption(object: KubeObject): readonly Outcome[] {
  const entries = encryptedResources(object);
  const entry = entries.find(coversSecrets);
  if (!entry) {
    const path = entries.length === 0 ? 'resources' : '';
    return coded('not-covered', [{ path, message: 'no entry of resources covers secrets, so the API server stores them unencrypted' }]);
  }
  const [first] = entry.providers;
  if (!first) {
    const path = `${entry.path}.providers`;
    return coded('no-provider', [{ path, message: 'there is no provider for secrets, so the API server does not start' }]);
  }
  return faultOf(first);
}

function faultOf({ name, settings, path }: ProviderView): readonly Outcome[] {
  if (name === undefined) return [undecided(path, 'the entry does not name one provider, so whether Secrets are encrypted is not decided')];
  if (name === 'identity') {
    return coded('identity', [{ path, message: 'identity is the first provider of secrets, so the API server stores them unencrypted' }]);
  }
  if (!ENCRYPTING.has(name)) return [undecided(path, `the provider ${JSON.stringify(name)} is not known, so nothing is decided`)];
  if (name !== 'kms' || settings.apiVersion === 'v2') return NONE;
  const version = isUnset(settings.apiVersion)
    ? 'has no apiVersion, which means v1'
    : `has apiVersion ${JSON.stringify(settings.apiVersion)}`;
  return coded('kms-version', [
    { path: `${path}.apiVersion`, message: `the provider kms ${version}; only v2 is on by default, so the API server does not start` },
  ]);
}
