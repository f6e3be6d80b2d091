import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { asObject, isObject } from '../../../text/json';
import { keysNamed, sourceFor, sourcesNamed, userOf, type NamedSource } from './config-sources';

export const missingSource = defineRule({
  id: 'workloads/missing-source',
  title: 'Pods must refer to existing ConfigMaps, Secrets and keys',
  description:
    'Otherwise the containers do not start. A missing key of an object in the input is a violation, or unknown if the object is '
    + 'empty, since an operator or an overlay can fill it. An object that is not in the input is unknown if the input has other '
    + 'objects of its kind in that namespace; otherwise they are managed elsewhere, and nothing is reported.\n\n'
    + 'Exempt: `optional: true`, objects that an operator creates from the input (ExternalSecret, SealedSecret, Certificate), and '
    + 'objects that Kubernetes creates (`kube-root-ca.crt`).',
  severity: Severity.LOW,
  fix: 'Correct name and key, add the object to the namespace of the pod, or set `optional: true` where the program can do without.',
  sources: [
    'https://kubernetes.io/docs/concepts/configuration/configmap/',
    'https://kubernetes.io/docs/concepts/configuration/secret/#restriction-secret-must-exist',
  ],
  operations: true,
  bad:
    '{ apiVersion: v1, kind: ConfigMap, metadata: { name: api }, data: { mode: fast } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4, '
    + 'env: [{ name: MODE, valueFrom: { configMapKeyRef: { name: api, key: mood } } }] }] } }',
  good:
    '{ apiVersion: v1, kind: ConfigMap, metadata: { name: api }, data: { mode: fast } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4, '
    + 'env: [{ name: MODE, valueFrom: { configMapKeyRef: { name: api, key: mode } } }] }] } }',
  subject: pods,
  check: missing,
});

function missing(pod: PodView, { inventory }: CheckContext): readonly Outcome[] {
  return collect(sourcesNamed(pod), (named) => {
    const source = sourceFor(inventory, named.kind, pod.namespace, named.name);
    if (source === 'made' || source === 'elsewhere') return NONE;
    return source === undefined
      ? [lacking(named, pod)]
      : collect(keysNamed(named), (key) => (hasKey(source, key) ? NONE : [lacking(named, pod, key, isEmpty(source))]));
  });
}

function lacking(named: NamedSource, pod: PodView, key?: string, empty = false): Outcome {
  const { path, user } = userOf(named, pod);
  const source = `${named.kind} ${JSON.stringify(named.name)}`;
  if (key === undefined) return undecided(path, `${user} needs the ${source}, which is not in the input`);
  if (empty) return undecided(path, `${user} needs the key ${JSON.stringify(key)} of the ${source}, which is empty: something may fill it`);
  return { path, message: `${user} needs the key ${JSON.stringify(key)} of the ${source}, which has none` };
}

const FIELDS = ['data', 'stringData', 'binaryData'] as const;

function hasKey({ json }: KubeObject, key: string): boolean {
  return (
    FIELDS.some((field) => isObject(json[field]) && Object.hasOwn(json[field], key))
    || (json.type === 'kubernetes.io/service-account-token' && TOKEN_KEYS.includes(key))
  );
}

/** What the controller puts into a Secret of that type. */
const TOKEN_KEYS: readonly string[] = ['ca.crt', 'namespace', 'token'];

/** As objects are that an operator or an overlay fills. */
function isEmpty({ json }: KubeObject): boolean {
  return FIELDS.every((field) => Object.keys(asObject(json[field])).length === 0);
}
