import { defineRule, undecided, type CheckContext, type Outcome } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import { everyObject, subject } from '../../engine/subjects';
import { Scope } from '../../kubernetes/objects/kinds';
import type { KubeObject } from '../../kubernetes/objects/object';
import { formatMinor } from '../../kubernetes/releases/versions';
import { FaultKind } from '../../kubernetes/schema/faults';
import { checkMetadata, checkSchema, hasSchema, type SchemaFault } from '../../kubernetes/schema/schema';
import { formatPath, parsePath } from '../../text/path';

export const schema = defineRule({
  id: 'manifests/schema',
  title: 'Fields must exist in the schema of their kind and have values of its types',
  description:
    'The API server drops a field that does not exist, unless field validation is strict: a misspelt `runAsNonRoot` or '
    + '`podSelector` protects nothing. It rejects an object with a value that it cannot decode, so the object never takes '
    + 'effect.\n\n'
    + 'Objects of the built-in kinds are decoded as by a create request with strict field validation: unknown fields (names '
    + 'are case-sensitive), wrong types, numbers beyond 32 or 64 bits, and quantities, times and base64 that cannot be read '
    + 'are violations. So are required fields that are absent or empty, and values outside an enumeration, if the API server '
    + 'enforces them; nothing is required below `status`. Null counts as absent; what SOPS has encrypted fits.\n\n'
    + 'Of custom resources only values in `metadata` that cannot be decoded are found. Not applicable: files of a node, and API '
    + 'versions that the release does not serve. An older release '
    + 'is checked as the oldest known one. For a newer one, values that cannot be decoded are violations, and all else is '
    + 'unknown.',
  severity: Severity.HIGH,
  fix:
    'Correct the name, the place or the value of the field; `kubectl explain KIND --recursive` lists what there is. Write a text that YAML '
    + 'reads as a number or a boolean in quotes: `"8080"`, `"on"`.',
  sources: [
    'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
    'https://kubernetes.io/docs/concepts/overview/kubernetes-api/#openapi-interface-definition',
  ],
  bad: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: deny
  namespace: shop
spec:
  podSelector: {}
  policyType: [Ingress, Egress]`,
  good: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: deny
  namespace: shop
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]`,
  subject: subject<KubeObject>("objects of Kubernetes' own kinds, and the metadata of custom resources", (context) =>
    everyObject.select(context).filter(({ value }) => value.scope === Scope.UNKNOWN || hasSchema(value, context.kubernetes)),
  ),
  check: forbidFaults,
});

function forbidFaults(object: KubeObject, { kubernetes }: CheckContext): readonly Outcome[] {
  if (object.scope === Scope.UNKNOWN) {
    return checkMetadata(object, kubernetes).map((fault) => ({ path: fault.path, message: messageOf(fault, ''), malformed: true }));
  }
  const { isNewer, faults } = checkSchema(object, kubernetes);
  return faults.map((fault) => {
    if (!isNewer || fault.kind === FaultKind.UNDECODABLE) {
      return { path: fault.path, message: messageOf(fault, formatMinor(kubernetes)), malformed: true };
    }
    return undecided(
      fault.path,
      `${nameOf(fault.path)} ${fault.fact} as far as is known here, and Kubernetes ${formatMinor(kubernetes)} is newer than that`,
    );
  });
}

function messageOf({ kind, path, fact, suggestion, existsIn }: SchemaFault, release: string): string {
  if (kind !== FaultKind.UNKNOWN_FIELD) return `${nameOf(path)} ${fact}, so the API server rejects the object`;
  const remedy = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
  const elsewhere = existsIn === undefined ? '' : `, though it does in ${existsIn}`;
  return `${nameOf(path)} does not exist in Kubernetes ${release}${elsewhere}, so it has no effect${remedy}`;
}

/** The last name of a path, with the position behind it: `containers[0]`. */
function nameOf(path: string): string {
  const segments = parsePath(path);
  while (segments.length > 1 && segments.some((segment, index) => index > 0 && typeof segment === 'string')) segments.shift();
  return formatPath(segments);
}
