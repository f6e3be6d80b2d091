import { defineRule, type Outcome } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import { everyObject } from '../../engine/subjects';
import { NONE } from '../../kubernetes/objects/collect';
import type { KubeObject } from '../../kubernetes/objects/object';

export const duplicateKeys = defineRule({
  id: 'manifests/duplicate-keys',
  title: 'Mappings must not contain duplicate keys',
  description:
    'If a key is repeated, Kubernetes silently uses the last value, so the value that a reader sees first is not in effect. All '
    + 'other rules check the last value.\n\n'
    + 'Objects of a cdk8s app have no text, so they cannot have duplicate keys.',
  severity: Severity.MEDIUM,
  fix: 'Remove all but one of the equal keys.',
  sources: [
    'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
    'https://yaml.org/spec/1.2.2/#3213-node-comparison',
  ],
  bad: `apiVersion: v1
kind: Pod
metadata:
  name: api
  namespace: shop
spec:
  hostNetwork: false
  hostNetwork: true
  containers: [{ name: api, image: shop/api:1.4.2 }]`,
  good: `apiVersion: v1
kind: Pod
metadata:
  name: api
  namespace: shop
spec:
  hostNetwork: false
  containers: [{ name: api, image: shop/api:1.4.2 }]`,
  subject: everyObject,
  check: doubled,
});

function doubled({ origin }: KubeObject): readonly Outcome[] {
  if (!origin.duplicateKeys) return NONE;
  const prefix = origin.prefix === undefined ? '' : `${origin.prefix}.`;
  return origin.duplicateKeys.map((key) => {
    const path = key.startsWith(prefix) ? key.slice(prefix.length) : '';
    return { path, message: `the key ${key} is written more than once, and only the last one counts` };
  });
}
