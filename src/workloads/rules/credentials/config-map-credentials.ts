import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { isObject, isUnset, typeName } from '../../../text/json';
import { joinPath } from '../../../text/path';
import { isConfigurationFile } from './credential-lines';
import { namesCredential, namesLogin } from './credential-names';
import { credentialInText } from './credential-text';
import { credentialForm, literalLogin, literalOf } from './credentials';

/** Larger binary values are archives and programs. */
const MAX_BINARY = 64 * 1024;
/** `password.txt` is named as `password` is. */
const TEXT_FILE = /\.txt$/i;

export const configMapCredentials = defineRule({
  id: 'workloads/config-map-credentials',
  title: 'ConfigMaps must not hold passwords, tokens or keys',
  description:
    'A ConfigMap can be read by more users and programs than a Secret, and is usually not encrypted at rest. Credentials are '
    + 'recognised as in `workloads/literal-credentials`: by their format, by the key and, in values that are configuration files '
    + '(`password: hunter2`, `db.password=hunter2`), by the name on the line; in XML, by the element or attribute; in scripts, SQL and '
    + 'programs, by what they give to a command, a statement or a variable.\n\n'
    + 'Comments, references and placeholders in files pass. A placeholder under a key is unknown.',
  severity: Severity.HIGH,
  fix: 'Move the value into a Secret that an operator or a vault fills; renew the credential, since it has been read.',
  controls: ['NSA-CISA:network-separation'],
  sources: [
    'https://kubernetes.io/docs/concepts/configuration/configmap/',
    'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  ],
  bad: '{ apiVersion: v1, kind: ConfigMap, metadata: { name: api }, data: { DB_HOST: db.example.com, DB_PASSWORD: hunter2 } }',
  good:
    '{ apiVersion: v1, kind: ConfigMap, metadata: { name: api }, '
    + 'data: { DB_HOST: db.example.com, DB_PASSWORD_FILE: /run/secrets/db/password } }',
  subject: objectsOfKind('/ConfigMap'),
  check: ({ json }: KubeObject) => joined(judgeMap(json.data, 'data', judgeText), judgeMap(json.binaryData, 'binaryData', judgeBinary)),
});

function joined(some: readonly Outcome[], more: readonly Outcome[]): readonly Outcome[] {
  return more.length === 0 ? some : [...some, ...more];
}

/** What a value holds, and its key; undefined for what is not a credential. */
type Judge = (key: string, value: string) => { readonly fact: string; readonly unknown?: boolean } | undefined;

function judgeMap(map: unknown, field: string, judge: Judge): readonly Outcome[] {
  if (isUnset(map)) return NONE;
  if (!isObject(map)) return [undecided(field, `${field} is ${typeName(map)}, not a mapping`)];
  return collect(Object.keys(map), (key) => {
    const value = map[key] ?? '';
    if (value === '') return NONE;
    const found = typeof value === 'string' ? judge(key, value) : { fact: `is ${typeName(value)}, not a string`, unknown: true };
    return found === undefined
      ? NONE
      : [
          {
            path: joinPath(field, key),
            message: `the value of ${JSON.stringify(key)} ${found.fact}`,
            ...(found.unknown ? { unknown: true } : {}),
          },
        ];
  });
}

function judgeText(key: string, value: string): ReturnType<Judge> {
  const form = credentialForm(value);
  if (form !== undefined) return { fact: `holds ${form}` };
  const text = value.trimEnd();
  const isNamed = namesCredential(key.replace(TEXT_FILE, ''));
  if (!isNamed || text.includes('\n') || isConfigurationFile(key)) {
    if (namesLogin(key) && literalLogin(text) === 'literal') return { fact: 'holds a user and a password in plain text' };
    const fact = credentialInText(key, text);
    return fact === undefined ? undefined : { fact };
  }
  const literal = literalOf(text, key);
  if (literal === 'none') return undefined;
  return literal === 'literal'
    ? { fact: 'is a credential in plain text' }
    : { fact: 'is a credential that is put in later', unknown: true };
}

function judgeBinary(_key: string, value: string): ReturnType<Judge> {
  const form = value.length > MAX_BINARY ? undefined : credentialForm(Buffer.from(value, 'base64').toString('latin1'));
  return form === undefined ? undefined : { fact: `holds ${form}` };
}
