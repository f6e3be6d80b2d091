import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { subject, writtenPods } from '../../../engine/subjects';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import { embeddedPlaces } from '../../../kubernetes/objects/embedded/embedded';
import { fact } from '../../../kubernetes/objects/fact';
import { Scope } from '../../../kubernetes/objects/kinds';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { namesCredential, wordsOf } from './credential-names';
import { credentialInText } from './credential-text';
import { credentialForm, literalOf } from './credentials';
import { customValues, type CustomValue } from './custom-values';

export const customResourceCredentials = defineRule({
  id: 'workloads/custom-resource-credentials',
  title: 'Custom resources must not hold passwords, tokens or keys in plain text',
  description:
    'Custom resources are readable by more users than Secrets, and are not encrypted at rest. Checked are all fields but the metadata, '
    + 'the values of Helm releases and other texts included. Credentials are recognised as in `workloads/literal-credentials`: by their '
    + 'format, by the field (`spec.auth.token`), or by the name next to a value (`{ name: auth.password, value: hunter2 }`). Pods and '
    + 'objects within a custom resource are checked by their own rules.\n\n'
    + 'Names of Secrets and of their keys, references and templates (`{{ .password }}`), encrypted values, and policies about what others '
    + 'write pass. Placeholders that are replaced later (`${NAME}`, `<password>`) are unknown.',
  severity: Severity.HIGH,
  fix: 'Refer to a Secret that an operator or a vault fills, as the kind provides for it; renew the credential, since it has been read.',
  controls: ['CIS-2.0:5.4.2'],
  sources: [
    'https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/custom-resources/',
    'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  ],
  bad: '{ apiVersion: example.com/v1, kind: Database, metadata: { name: db }, spec: { auth: { user: api, password: hunter2 } } }',
  good:
    '{ apiVersion: example.com/v1, kind: Database, metadata: { name: db }, '
    + 'spec: { auth: { user: api, passwordSecretRef: { name: db, key: password } } } }',
  subject: subject('custom resources', ({ inventory }) => inventory.objects.filter(isCustom).map((object) => ({ object, value: object }))),
  check: requireNoCredentials,
});

/** Keys of the API server have a rule of their own, and a file of a node is no custom resource. */
function isCustom({ scope, group }: KubeObject): boolean {
  return scope === Scope.UNKNOWN && group !== '' && group !== 'apiserver.config.k8s.io';
}

const containersOf = fact('places of containers by object', (inventory) => {
  const places = new Map<KubeObject, Set<string>>();
  for (const { value: pod } of writtenPods.select({ inventory } as CheckContext)) {
    const own = places.get(pod.object) ?? new Set();
    for (const { path } of pod.containers) own.add(path);
    places.set(pod.object, own);
  }
  return places;
});
const NO_CONTAINERS: ReadonlySet<string> = new Set();
/** Policies write down what objects of others may look like. */
const POLICIES = /(?:^|\.)(?:kyverno\.io|gatekeeper\.sh|kubewarden\.io)$/;

function requireNoCredentials(object: KubeObject, { inventory }: CheckContext): readonly Outcome[] {
  const containers = containersOf(inventory).get(object) ?? NO_CONTAINERS;
  const isPolicy = POLICIES.test(object.group);
  const seen = new Set<string>();
  return collect(customValues(object.json, embeddedPlaces(object), containers), (value) => {
    const outcomes = judge(value, isPolicy || value.isReference);
    return outcomes.filter(({ path, message }) => seen.size < seen.add(`${path} ${message}`).size);
  });
}

function judge({ path, name, text }: CustomValue, isReference: boolean): readonly Outcome[] {
  const label = name === '' ? 'the text' : `the value of ${JSON.stringify(name)}`;
  const form = credentialForm(text);
  if (form !== undefined) return [{ path, message: `${label} holds ${form}` }];
  if (isReference) return NONE;
  if (text.includes('\n')) {
    const held = credentialInText(name, text);
    return held === undefined ? NONE : [{ path, message: `${label} ${held}` }];
  }
  if (!namesCredential(name) || isName(name, text) || FILLED_IN.test(text)) return NONE;
  const literal = literalOf(text, name);
  if (literal === 'none') return NONE;
  return literal === 'literal'
    ? [{ path, message: `${label} is a credential in plain text` }]
    : [undecided(path, `${label} is a credential that is put in later`)];
}

/** What a controller fills in: templates of Go, and expressions of CEL such as `${schema.spec.password}`; and types of a schema. */
const FILLED_IN = /\{\{|\$\{[^}]*[.(]|^\$[\w-]+[.:]|^(?:string|integer|object)(?: ?\||$)/;
/** A secret that is no Secret. */
const NO_NAME = /(?:^|_)(?:API|APP|CLIENT|CONSUMER|COOKIE|HMAC|JWT|OAUTH2?|SESSION|SHARED|SIGNING)_SECRET$/;

/** True where the text is the name of a Secret (`adminSecret: db`), or the value is encrypted. */
function isName(name: string, text: string): boolean {
  const words = wordsOf(name);
  if (/^(?:ENCRYPTED|SEALED|HASHED)_/.test(words)) return true;
  return /SECRET$/.test(words) && !NO_NAME.test(words) && /^[a-z0-9](?:[a-z0-9./-]{0,251}[a-z0-9])?$/.test(text);
}
