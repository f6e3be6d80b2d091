import { defineRule, type CheckContext, type Outcome } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import { NONE } from '../../model/collect';
import { isObject } from '../../model/json';
import type { KubeObject } from '../../model/object';
import type { PodView } from '../../model/pod-view';
import { sourceFor, sourcesNamed } from '../config-sources';
import { pods } from '../pod-security-rule';

/**
 * The ConfigMaps and Secrets that a pod takes its environment and its volumes from exist, with the keys that it names: else its containers do not start.
 *
 * A key that the object of the set lacks is a violation. An object that the set lacks is unknown, where the set holds others of its kind in that namespace;
 * where it holds none they are kept elsewhere, and nothing is said. `optional: true` passes, and so does what the set tells an operator to make (ExternalSecret,
 * SealedSecret, Certificate) and what Kubernetes makes itself (`kube-root-ca.crt`).
 */
export const missingSource = defineRule({
  id: 'workloads/missing-source',
  title: 'ConfigMaps and Secrets that pods name must exist',
  severity: Severity.LOW,
  fix: 'Correct name and key, add the object to the namespace of the pod, or set `optional: true` where the program can do without.',
  controls: [],
  sources: ['https://kubernetes.io/docs/concepts/configuration/configmap/', 'https://kubernetes.io/docs/concepts/configuration/secret/#restriction-secret-must-exist'],
  operations: true,
  bad: `{ apiVersion: v1, kind: ConfigMap, metadata: { name: api }, data: { mode: fast } }
---
{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4, env: [{ name: MODE, valueFrom: { configMapKeyRef: { name: api, key: mood } } }] }] } }`,
  good: `{ apiVersion: v1, kind: ConfigMap, metadata: { name: api }, data: { mode: fast } }
---
{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4, env: [{ name: MODE, valueFrom: { configMapKeyRef: { name: api, key: mode } } }] }] } }`,
  subject: pods,
  revisions: [{ since: '1.0', check: missing }],
});

function missing(pod: PodView, { inventory }: CheckContext): readonly Outcome[] {
  let outcomes: Outcome[] | undefined;
  sourcesNamed(pod, ({ kind, name, keys, user }) => {
    const source = sourceFor(inventory, kind, pod.namespace, name);
    if (source === 'made' || source === 'elsewhere') return;
    const found = (fact: string) => ({ path: user.path(), message: `${user.label()} needs the ${fact}` });
    if (source === undefined) return void (outcomes ??= []).push({ ...found(`${kind} ${JSON.stringify(name)}, which is not in the set`), unknown: true });
    for (const key of keys) {
      if (!hasKey(source, key)) (outcomes ??= []).push(found(`key ${JSON.stringify(key)} of the ${kind} ${JSON.stringify(name)}, which has none`));
    }
  });
  return outcomes ?? NONE;
}

function hasKey({ json }: KubeObject, key: string): boolean {
  return ['data', 'stringData', 'binaryData'].some((field) => isObject(json[field]) && Object.hasOwn(json[field], key));
}
