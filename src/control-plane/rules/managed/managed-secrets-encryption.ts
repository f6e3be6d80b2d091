import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asArray, asObject, isUnset, type JsonObject } from '../../../text/json';
import { AZURE, CAPA, EKS, GKE, SOURCES } from './kinds';
import { managedExample, opaqueAt } from './setting-rule';

export const managedSecretsEncryption = defineRule({
  id: 'control-plane/managed-secrets-encryption',
  title: 'Secrets of a managed cluster must be encrypted with a key of its owner',
  description:
    'Clouds encrypt their disks with their own keys. With a key in the KMS of the owner, Secrets are unreadable for anyone who reads the '
    + 'database or a backup of it, and every use of the key is logged. Unset is a violation.',
  severity: Severity.MEDIUM,
  fix:
    'Name a key: `encryptionConfig` in EKS, `databaseEncryption.state: ENCRYPTED` and `keyName` in GKE, '
    + '`securityProfile.azureKeyVaultKms` in AKS.',
  controls: ['CIS-EKS-1.8:5.3.1', 'CIS-GKE-1.9:5.3.1', 'CIS-AKS-1.8:5.3.1'],
  sources: [SOURCES.eks, SOURCES.gke, SOURCES.aks],
  bad: managedExample(GKE, { databaseEncryption: { state: 'DECRYPTED' } }),
  good: managedExample(GKE, { databaseEncryption: { state: 'ENCRYPTED', keyName: 'projects/acme/locations/x/keyRings/k/cryptoKeys/c' } }),
  subject: objectsOfKind(EKS, CAPA, GKE, AZURE),
  check: requireKey,
});

const isNamed = (value: unknown) => !isUnset(value) && value !== '';
const coversSecrets = (resources: unknown) => asArray(resources).includes('secrets');

/** By kind: the field, and whether it names a key for Secrets. */
const READERS: Readonly<Record<string, readonly [field: string, isEncrypted: (spec: JsonObject) => boolean]>> = {
  [EKS]: [
    'encryptionConfig',
    (spec) =>
      asArray(spec.encryptionConfig).some((entry) => {
        const { provider, resources } = asObject(entry);
        return coversSecrets(resources) && [asObject(provider).keyARN, asObject(provider).keyRef].some(isNamed);
      }),
  ],
  [CAPA]: [
    'encryptionConfig',
    (spec) => isNamed(asObject(spec.encryptionConfig).provider) && coversSecrets(asObject(spec.encryptionConfig).resources),
  ],
  [GKE]: [
    'databaseEncryption',
    (spec) => {
      const { state, keyName } = asObject(spec.databaseEncryption);
      return (state === 'ENCRYPTED' || state === 'ALL_OBJECTS_ENCRYPTION_ENABLED') && isNamed(keyName);
    },
  ],
  [AZURE]: ['securityProfile.azureKeyVaultKms', (spec) => asObject(asObject(spec.securityProfile).azureKeyVaultKms).enabled === true],
};

function requireKey(object: KubeObject): readonly Outcome[] {
  const [field, isEncrypted] = READERS[`${object.group}/${object.kind}`]!;
  if (isEncrypted(asObject(object.json.spec))) return NONE;
  const opaque = opaqueAt(object, field);
  if (opaque.length > 0) return opaque;
  return [{ path: `spec.${field}`, message: `${field} names no key of the owner for Secrets` }];
}
