import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { isObject, isUnset, typeName } from '../../../text/json';
import { joinPath } from '../../../text/path';
import { isConfigurationFile } from './credential-lines';
import { wordsOf } from './credential-names';
import { credentialInText } from './credential-text';
import { credentialForm, literalOf } from './credentials';

const ABOUT_A_SYSTEM = '(?:^|_|ACCOUNT|API|DB|HOST|USER)';
const PUBLIC_WORDS = 'ADDRESS|BUCKET|CLIENT_?ID|DATABASE|EMAIL|ENDPOINT|HOST|ISSUER|LOGIN|NAME|NAMESPACE|PORT|REGION|SERVER|URL|USER';
/** Keys under which nothing secret stands. */
const PUBLIC = new RegExp(`_CRT$|^(?:ENABLED?|INSECURE|PROJECT|TYPE)$|${ABOUT_A_SYSTEM}(?:${PUBLIC_WORDS})(?:_IN)?$`);

export const secretValues = defineRule({
  id: 'workloads/secret-values',
  title: 'Manifests must not contain Secret values',
  description:
    'Values in a manifest are in the repository, in pipelines and in backups; base64 does not protect them. Exempt: empty '
    + 'values, placeholders, values encrypted with SOPS, certificates, keys that name nothing secret (`username`, `url`, '
    + '`ca.crt`), and configuration files (`app.yaml`) without a line that gives a credential, unless the value has the format of '
    + 'a credential.\n\n'
    + 'ExternalSecret, SealedSecret and SecretProviderClass are not Secrets and are not checked.',
  severity: Severity.MEDIUM,
  fix:
    'Let an operator fill the Secret from a vault (External Secrets, Secrets Store CSI), or commit it encrypted (Sealed Secrets, SOPS); '
    + 'renew what was committed.',
  controls: ['CIS-2.0:5.4.2'],
  sources: [
    'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
    'https://kubernetes.io/docs/concepts/configuration/secret/#alternatives-to-secrets',
  ],
  bad: '{ apiVersion: v1, kind: Secret, metadata: { name: db }, stringData: { username: api, password: hunter2 } }',
  good:
    '{ apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: { name: db }, '
    + 'spec: { secretStoreRef: { name: vault, kind: ClusterSecretStore }, dataFrom: [{ extract: { key: db } }] } }\n---\n'
    + '{ apiVersion: v1, kind: Secret, metadata: { name: db-user }, stringData: { username: api } }',
  subject: objectsOfKind('/Secret'),
  check: ({ json }: KubeObject) => [...judgeMap(json.data, 'data', decode), ...judgeMap(json.stringData, 'stringData', (text) => text)],
});

const decode = (text: string) => (/\{\{|\$\{|^<|^ENC\[/.test(text) ? text : Buffer.from(text, 'base64').toString('latin1'));

function judgeMap(map: unknown, field: string, textOf: (value: string) => string): readonly Outcome[] {
  if (isUnset(map)) return NONE;
  if (!isObject(map)) return [undecided(field, `${field} is ${typeName(map)}, not a mapping`)];
  const held: string[] = [];
  const wrong: Outcome[] = [];
  for (const key of Object.keys(map)) {
    const value = map[key] ?? '';
    if (typeof value !== 'string') {
      wrong.push(undecided(joinPath(field, key), `the value of ${JSON.stringify(key)} is ${typeName(value)}, not a string`));
    } else if (isSecret(key, textOf(value).trim())) held.push(JSON.stringify(key));
  }
  return held.length === 0
    ? wrong
    : [...wrong, { path: field, message: `the Secret comes with the value${held.length > 1 ? 's' : ''} of ${held.join(', ')}` }];
}

function isSecret(key: string, text: string): boolean {
  if (text === '' || text.startsWith('ENC[')) return false;
  if (credentialForm(text) !== undefined) return true;
  if (PUBLIC.test(wordsOf(key))) return false;
  if (isConfigurationFile(key)) return credentialInText(key, text) !== undefined;
  if (text.startsWith('-----BEGIN CERTIFICATE') && !text.includes('PRIVATE KEY')) return false;
  return literalOf(text, key) !== 'placeholder';
}
