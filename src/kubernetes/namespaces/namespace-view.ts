import { policiesIn, type NetworkPolicyView } from '../network/network-policy';
import { customScopes } from '../objects/custom-scopes';
import { fact } from '../objects/fact';
import type { Inventory } from '../objects/inventory';
import { Scope } from '../objects/kinds';
import { isIdentified, namespaceOf, type KubeObject } from '../objects/object';
import { podViews, type PodView } from '../pods/pod-view';

/** The namespaces that the cluster makes for itself. */
export const CLUSTER_NAMESPACES: ReadonlySet<string> = new Set(['kube-system', 'kube-public', 'kube-node-lease']);

/** A namespace, as far as the set of objects tells. */
export interface NamespaceView {
  readonly name: string;
  /** For messages: `namespace payments`, or `the deployer's namespace` when no object of it states one. */
  readonly label: string;
  /** The Namespace objects of that name: none when they are not in the input, more than one when it is written twice. */
  readonly objects: readonly KubeObject[];
  /** Objects that land in it, in input order; files on nodes are left out. */
  readonly users: readonly KubeObject[];
  readonly pods: readonly PodView[];
  readonly policies: readonly NetworkPolicyView[];
  /** What findings about the namespace are about: its (first) Namespace object, else its first user. */
  readonly anchor: KubeObject;
}

/** Every namespace that is defined or used in the input, in order of appearance. */
export const namespaceViews: (inventory: Inventory) => readonly NamespaceView[] = fact('namespaces', collect);

/** The view of one namespace; undefined when nothing in the input defines or uses it. */
export function namespaceView(inventory: Inventory, name: string): NamespaceView | undefined {
  return byName(inventory).get(name);
}

/** The scope of an object's kind: for custom kinds as {@link customScopes} has it. */
export function scopeIn(inventory: Inventory, object: KubeObject): Scope {
  if (object.scope !== Scope.UNKNOWN) return object.scope;
  return scopesOfCustomKinds(inventory)(object.group, object.kind);
}

const scopesOfCustomKinds = fact('scopes of custom kinds', (inventory) =>
  customScopes(inventory.byKind('apiextensions.k8s.io', 'CustomResourceDefinition')),
);

const byName = fact('namespaces by name', (inventory) => new Map(namespaceViews(inventory).map((view) => [view.name, view])));

interface Draft {
  readonly objects: KubeObject[];
  readonly users: KubeObject[];
  readonly pods: PodView[];
}

function collect(inventory: Inventory): readonly NamespaceView[] {
  const drafts = new Map<string, Draft>();
  const draft = (name: string): Draft => {
    let found = drafts.get(name);
    if (!found) drafts.set(name, (found = { objects: [], users: [], pods: [] }));
    return found;
  };
  for (const object of inventory.objects) {
    if (object.origin.hostPath !== undefined || !isIdentified(object)) continue;
    if (object.group === '' && object.kind === 'Namespace') {
      draft(object.name).objects.push(object);
      continue;
    }
    const scope = scopeIn(inventory, object);
    // A custom kind without namespace may be cluster-scoped: only where it states one is it known to be in it.
    if (scope === Scope.NAMESPACED || (scope === Scope.UNKNOWN && object.namespace !== undefined)) {
      draft(namespaceOf(object)).users.push(object);
    }
  }
  for (const pod of podViews(inventory)) {
    if (pod.object.origin.hostPath === undefined && isIdentified(pod.object)) drafts.get(pod.namespace)?.pods.push(pod);
  }
  return [...drafts].map(([name, { objects, users, pods }]) => ({
    name,
    objects,
    users,
    pods,
    label:
      objects.length === 0 && users.every(({ namespace, defaultNamespace }) => (namespace ?? defaultNamespace) === undefined)
        ? "the deployer's namespace (none is stated)"
        : `namespace ${name}`,
    policies: policiesIn(inventory, name),
    anchor: (objects[0] ?? users[0])!,
  }));
}
