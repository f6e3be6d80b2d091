import { defineRule, type Outcome } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import { everyObject } from '../../engine/subjects';
import { NONE } from '../../kubernetes/objects/collect';
import type { KubeObject } from '../../kubernetes/objects/object';

/**
 * A key stands once in a mapping.
 *
 * Of two equal keys Kubernetes keeps the last one without a word, so that what a reader sees first is not what runs. Rules judge the value
 * that is kept. Objects of a program have no text and so no doubled keys.
 */
export const duplicateKeys = defineRule({
  id: 'manifests/duplicate-keys',
  title: 'A key must stand only once in a mapping',
  severity: Severity.MEDIUM,
  fix: 'Remove all but one of the equal keys.',
  controls: [],
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
  hostNetwork: true`,
  good: `apiVersion: v1
kind: Pod
metadata:
  name: api
  namespace: shop
spec:
  hostNetwork: false`,
  subject: everyObject,
  revisions: [{ since: '1.0', check: doubled }],
});

function doubled({ origin }: KubeObject): readonly Outcome[] {
  if (!origin.duplicateKeys) return NONE;
  const prefix = origin.prefix === undefined ? '' : `${origin.prefix}.`;
  return origin.duplicateKeys.map((key) => {
    const path = key.startsWith(prefix) ? key.slice(prefix.length) : '';
    return { path, message: `the key ${key} is written more than once, and only the last one counts` };
  });
}
