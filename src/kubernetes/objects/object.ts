import { asObject, isObject, isUnset, labelMap, meantText, stringMap, type JsonObject } from '../../text/json';
import { identityOf } from './kind-table';
import { Scope } from './kinds';

/** Where a manifest came from. */
export interface Origin {
  /** The file it was read from, as the user named it; absent for objects of a program. */
  readonly file?: string;
  /** Position of its document in the file, from 0. */
  readonly document?: number;
  /** Path of the object within its document; not empty for an item of a `List`, and for what stands within another object. */
  readonly prefix?: string;
  /** The object that it is within, which is for another cluster, or has another program make it. */
  readonly within?: KubeObject;
  /** Path of the construct that made it. */
  readonly construct?: string;
  /** True for what the program includes and did not write itself: the YAML of an Include, a Helm chart. */
  readonly isForeign?: boolean;
  /** Path on the node, when it is (part of) a host file. */
  readonly hostPath?: string;
  /** The nodes that it is for, when it is (part of) a host file: names of groups, or folders that mirror nodes. Absent: not known. */
  readonly nodes?: readonly string[];
  /** The kustomizations that take in its file, directly or through others, or the Helm chart that it is made of. Absent: there is none.
   * The file itself where it is also applied as it is. */
  readonly builds?: readonly string[];
  /** True for what kustomizations make of it, where that is not what its file says. */
  readonly isBuilt?: boolean;
  /** Of a kustomization: what of it is not applied to what is checked. Absent: nothing. */
  readonly unapplied?: readonly UnappliedPart[];
  /** True for what another program has rendered: without a document, no line of it is known. */
  readonly isRendered?: boolean;
  /** All kustomizations that take in its file, where they make different objects of it: this is one of them. */
  readonly variants?: readonly string[];
  /** Paths within the document of keys that are written twice. */
  readonly duplicateKeys?: readonly string[];
}

/** A part of a kustomization that is not applied to what is checked. */
export interface UnappliedPart {
  /** What it is: `a patch of Pod web, of which there is none`. */
  readonly what: string;
  /** Where it is in the kustomization; '' for the whole of it. */
  readonly path: string;
  /** The object that it is about, where that is certain. */
  readonly object?: KubeObject;
}

/** One Kubernetes object, or one document of a node's configuration: what every rule reads. Read-only. */
export interface KubeObject {
  readonly apiVersion: string;
  /** API group; '' for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** `metadata.name`; '' when unset (`generateName`). */
  readonly name: string;
  /** `metadata.namespace`; undefined when unset. See {@link namespaceOf} for where the object lands. */
  readonly namespace: string | undefined;
  /** Where the run, or a kustomization, puts what states no namespace. Default: `default`. */
  readonly defaultNamespace?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly scope: Scope;
  readonly json: JsonObject;
  readonly origin: Origin;
}

/** Reads the identity of a manifest. Returns undefined when it has no `apiVersion` and `kind`. */
export function toKubeObject(json: unknown, origin: Origin): KubeObject | undefined {
  if (!isObject(json)) return undefined;
  const { apiVersion, kind } = json;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || apiVersion === '' || kind === '') return undefined;
  const identity = identityOf(apiVersion, kind);
  const metadata = isObject(json.metadata) ? json.metadata : undefined;
  const namespace = meantText(metadata?.namespace);
  return {
    apiVersion: identity.apiVersion,
    group: identity.group,
    version: identity.version,
    kind: identity.kind,
    name: meantText(metadata?.name) ?? '',
    namespace: namespace === '' ? undefined : namespace,
    labels: labelMap(metadata?.labels),
    annotations: stringMap(metadata?.annotations),
    scope: identity.scope,
    json,
    origin,
  };
}

/**
 * The namespace in which objects of this manifest are looked up: its own, or where it names none that of the run, which is
 * `default` unless it is told another, as with kubectl. '' for cluster-scoped objects.
 */
export function namespaceOf(object: KubeObject): string {
  if (object.scope === Scope.CLUSTER || object.scope === Scope.FILE) return '';
  return object.namespace ?? object.defaultNamespace ?? 'default';
}

/**
 * False where the name or the namespace is no text: the API server rejects the object, so nothing follows for a namespace from its being
 * there.
 */
export function isIdentified({ json }: KubeObject): boolean {
  const { name, namespace } = asObject(json.metadata);
  return [name, namespace].every((value) => isUnset(value) || typeof value === 'string');
}

/** `Deployment payments/api`: for messages. */
export function describe(object: KubeObject): string {
  const name = object.name === '' ? '(unnamed)' : object.name;
  return object.namespace === undefined ? `${object.kind} ${name}` : `${object.kind} ${object.namespace}/${name}`;
}
