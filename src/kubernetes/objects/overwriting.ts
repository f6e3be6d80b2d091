import { isSameValue } from '../../text/edit/same-value';
import { objectAt } from '../../text/json';
import { Together, type TogetherTest } from './applied-together';
import { customScopes } from './custom-scopes';
import { Scope } from './kinds';
import { namespaceOf, type KubeObject } from './object';

/** What becomes of an object when another one of the same identity is applied after it. */
export enum Fate {
  /** The later one takes its place, and nothing of it stays. */
  REPLACED = 'replaced',
  /** A field differs that cannot be changed, so the API server rejects the later one. Which of the two there is depends on the cluster. */
  REJECTED = 'rejected',
  /** It is not known whether both are applied. */
  UNKNOWN = 'unknown',
}

/** An object of which the input has another one, with other content, later. */
export interface Overwritten {
  readonly object: KubeObject;
  readonly fate: Fate;
}

/** Which objects count. */
export interface Settled {
  readonly counting: readonly KubeObject[];
  /** By the object that is applied last. */
  readonly overwritten: ReadonlyMap<KubeObject, readonly Overwritten[]>;
}

/**
 * Groups that are other names of one: they serve the same objects.
 *
 * Sources: https://kubernetes.io/docs/reference/using-api/deprecation-guide/ ;
 * https://docs.openshift.com/container-platform/4.18/rest_api/role_apis/role-apis-index.html
 */
const SAME_OBJECTS: Readonly<Record<string, string>> = {
  'extensions/Ingress': 'networking.k8s.io',
  'extensions/NetworkPolicy': 'networking.k8s.io',
  'extensions/Deployment': 'apps',
  'extensions/DaemonSet': 'apps',
  'extensions/ReplicaSet': 'apps',
  'extensions/PodSecurityPolicy': 'policy',
  'events.k8s.io/Event': '',
  'authorization.openshift.io/Role': 'rbac.authorization.k8s.io',
  'authorization.openshift.io/RoleBinding': 'rbac.authorization.k8s.io',
  'authorization.openshift.io/ClusterRole': 'rbac.authorization.k8s.io',
  'authorization.openshift.io/ClusterRoleBinding': 'rbac.authorization.k8s.io',
};

/** Nothing is overwritten: shared by all inventories of which that holds. */
const NOTHING: ReadonlyMap<KubeObject, readonly Overwritten[]> = new Map();

/** Finds objects that others overwrite: of one group, kind, namespace and name. Copies with the same content all count. */
export function settle(objects: readonly KubeObject[], together: TogetherTest): Settled {
  const shared = sharingIdentity(objects);
  if (shared.size === 0) return { counting: objects, overwritten: NOTHING };
  const overwritten = new Map<KubeObject, Overwritten[]>();
  const gone = new Set<KubeObject>();
  for (const same of shared.values()) {
    const lastOfFile = new Map<string | undefined, KubeObject>();
    for (const object of same) {
      // Behind all others: a map keeps the order in which its keys came.
      lastOfFile.delete(object.origin.file);
      lastOfFile.set(object.origin.file, object);
    }
    const lastFirst = [...lastOfFile.values()].reverse().slice(0, MOST_FILES);
    const order = new Map(same.map((object, index) => [object, index]));
    for (const object of same) {
      const found = overwriterOf(object, [...lastFirst, lastOfFile.get(object.origin.file)!], order, together);
      if (!found) continue;
      const { by, fate } = found;
      if (fate === Fate.REPLACED) gone.add(object);
      const known = overwritten.get(by);
      if (known) known.push({ object, fate });
      else overwritten.set(by, [{ object, fate }]);
    }
  }
  return { counting: gone.size === 0 ? objects : objects.filter((object) => !gone.has(object)), overwritten };
}

/** Of that many files that hold an object of one identity the last ones are looked at: time does not grow with their square. */
const MOST_FILES = 50;

function overwriterOf(
  object: KubeObject,
  candidates: readonly KubeObject[],
  order: ReadonlyMap<KubeObject, number>,
  together: TogetherTest,
): { readonly by: KubeObject; readonly fate: Fate } | undefined {
  let unsure: KubeObject | undefined;
  for (const by of candidates) {
    if (order.get(by)! <= order.get(object)!) continue;
    const answer = together(object.origin, by.origin);
    if (answer === Together.NO) continue;
    if (answer === Together.UNKNOWN) {
      if (!isSameValue(object.json, by.json)) unsure ??= by;
      continue;
    }
    if (isSameValue(object.json, by.json)) return undefined;
    return { by, fate: changedImmutable(object, by) === undefined ? Fate.REPLACED : Fate.REJECTED };
  }
  return unsure && { by: unsure, fate: Fate.UNKNOWN };
}

function sharingIdentity(objects: readonly KubeObject[]): ReadonlyMap<string, readonly KubeObject[]> {
  const first = new Map<string, KubeObject>();
  const shared = new Map<string, KubeObject[]>();
  let scopes: ReturnType<typeof customScopes> | undefined;
  for (const object of objects) {
    const { group, kind, name, scope, origin } = object;
    // Static pods and files of nodes are told apart by their files, and what has no name gets one of its own.
    if (name === '' || scope === Scope.FILE || origin.hostPath !== undefined) continue;
    const isCluster = scope === Scope.UNKNOWN && (scopes ??= customScopes(objects))(group, kind) === Scope.CLUSTER;
    const namespace = isCluster ? '' : namespaceOf(object);
    const key = `${SAME_OBJECTS[`${group}/${kind}`] ?? group}\n${kind}\n${namespace}\n${name}`;
    const one = first.get(key);
    const known = shared.get(key);
    if (known) known.push(object);
    else if (one) shared.set(key, [one, object]);
    else first.set(key, object);
  }
  return shared;
}

/**
 * Fields that cannot be changed once the object is there, by kind. Source: the validation of updates in
 * https://github.com/kubernetes/kubernetes/tree/v1.35.0/pkg/apis
 */
const IMMUTABLE: Readonly<Record<string, readonly string[]>> = {
  RoleBinding: ['roleRef'],
  ClusterRoleBinding: ['roleRef'],
  Pod: ['spec'],
  Job: ['spec.selector', 'spec.template', 'spec.completionMode'],
  Deployment: ['spec.selector'],
  DaemonSet: ['spec.selector'],
  ReplicaSet: ['spec.selector'],
  StatefulSet: ['spec.selector', 'spec.serviceName', 'spec.volumeClaimTemplates', 'spec.podManagementPolicy'],
  Secret: ['type'],
  PersistentVolumeClaim: ['spec.accessModes', 'spec.storageClassName', 'spec.volumeName', 'spec.selector', 'spec.volumeMode'],
  StorageClass: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
  RuntimeClass: ['handler'],
  PriorityClass: ['value', 'preemptionPolicy'],
  IngressClass: ['spec.controller'],
};
const CONTENT = ['data', 'binaryData', 'stringData', 'immutable'];

/** The first field in which two objects of a kind differ that cannot be changed. */
export function changedImmutable(one: KubeObject, other: KubeObject): string | undefined {
  if (one.scope === Scope.UNKNOWN) return undefined;
  const fixed = IMMUTABLE[one.kind] ?? [];
  const fields = one.json.immutable === true ? [...fixed, ...CONTENT] : fixed;
  return fields.find((field) => !isSameValue(valueAt(one, field), valueAt(other, field)));
}

function valueAt({ json }: KubeObject, field: string): unknown {
  const dot = field.lastIndexOf('.');
  return (dot < 0 ? json[field] : objectAt(json, field.slice(0, dot))[field.slice(dot + 1)]) ?? undefined;
}
