import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asObject, isUnset, typeName } from '../../../text/json';

export const bootstrapToken = defineRule({
  id: 'rbac/bootstrap-token',
  title: 'Bootstrap tokens must expire (expiration), and within a day',
  description:
    'Who has such a token joins nodes to the cluster, and reads what the group `system:bootstrappers` may read; it is a password for '
    + 'people and programs alike, and no log tells who used it. Without `expiration` it is valid until someone deletes the Secret; '
    + 'kubeadm gives it 24 hours. Checked are Secrets of type `bootstrap.kubernetes.io/token` with `usage-bootstrap-authentication: '
    + '"true"`: without, the token opens nothing. Its value in the manifest is covered by `workloads/secret-values`.\n\n'
    + 'Days are compared, with the day that counts as today. A time that cannot be read is unknown: Kubernetes takes the token for '
    + 'expired.',
  severity: Severity.HIGH,
  fix: 'Let `kubeadm token create --ttl 1h` make the token when a node joins, and take the Secret out of the manifests.',
  sources: ['https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/#bootstrap-token-secret-format'],
  bad:
    '{ apiVersion: v1, kind: Secret, metadata: { name: bootstrap-token-abcdef, namespace: kube-system }, '
    + "type: bootstrap.kubernetes.io/token, stringData: { token-id: abcdef, usage-bootstrap-authentication: 'true' } }",
  good:
    '{ apiVersion: v1, kind: Secret, metadata: { name: bootstrap-token-abcdef, namespace: kube-system }, '
    + "type: bootstrap.kubernetes.io/token, stringData: { token-id: abcdef, usage-bootstrap-authentication: 'true', "
    + "expiration: '2020-01-31T12:00:00Z' } }",
  subject: objectsOfKind('/Secret'),
  check: requireExpiration,
});

const TYPE = 'bootstrap.kubernetes.io/token';
const DAY = 86_400_000;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

function requireExpiration({ json }: KubeObject, { asOf }: CheckContext): readonly Outcome[] {
  if (json.type !== TYPE || valueOf(json, 'usage-bootstrap-authentication').value !== 'true') return NONE;
  const { value: text, path } = valueOf(json, 'expiration');
  if (isUnset(text) || text === '') return [{ path: 'stringData.expiration', message: 'the token never expires' }];
  if (typeof text !== 'string') {
    return [undecided(path, `expiration is ${typeName(text)}, not a string, so the API server rejects the Secret`)];
  }
  const end = TIME.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(end)) return [undecided(path, `${JSON.stringify(text)} is not a time, so the API server takes the token for expired`)];
  // A token of today may last until tomorrow evening.
  return end >= Date.parse(asOf) + 2 * DAY ? [{ path, message: `the token is valid until ${text}` }] : NONE;
}

/** What stringData has comes before what data has. */
function valueOf({ stringData, data }: KubeObject['json'], key: string): { readonly value: unknown; readonly path: string } {
  const plain = asObject(stringData)[key];
  if (!isUnset(plain)) return { value: plain, path: `stringData.${key}` };
  const coded = asObject(data)[key];
  return { value: typeof coded === 'string' ? Buffer.from(coded, 'base64').toString('latin1') : coded, path: `data.${key}` };
}
