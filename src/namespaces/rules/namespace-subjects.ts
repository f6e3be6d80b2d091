import { undecided, type Outcome, type Selected, type Subject } from '../../engine/rule';
import { subject } from '../../engine/subjects';
import { CLUSTER_NAMESPACES, namespaceViews, type NamespaceView } from '../../kubernetes/namespaces/namespace-view';
import { fact, factFor } from '../../kubernetes/objects/fact';
import type { Inventory } from '../../kubernetes/objects/inventory';
import type { LabelSelector } from '../../kubernetes/objects/label-selector';
import { namespaceOf, type KubeObject } from '../../kubernetes/objects/object';
import { asObject, isObject, typeName } from '../../text/json';
import { joinPath } from '../../text/path';

/** Namespaces that the input defines, or puts pods or policies in. */
export const governedNamespaces: Subject<NamespaceView> = subject('namespaces', ({ inventory }) => governed(inventory));

/**
 * The same without those that the cluster makes for itself, and with those in which the input has but a LimitRange: it is checked by
 * itself, too.
 */
export const limitedNamespaces: Subject<NamespaceView> = subject(
  'namespaces but kube-system, kube-public and kube-node-lease',
  ({ inventory }) => limited(inventory),
);

/** The same for a ResourceQuota. */
export const quotaNamespaces: Subject<NamespaceView> = subject(
  'namespaces but kube-system, kube-public and kube-node-lease',
  ({ inventory }) => underQuota(inventory),
);

const limited = fact('namespaces of users, and those with LimitRanges', (inventory) => withObjectsOf(inventory, 'LimitRange'));

const underQuota = fact('namespaces of users, and those with ResourceQuotas', (inventory) => withObjectsOf(inventory, 'ResourceQuota'));

function withObjectsOf(inventory: Inventory, kind: string) {
  const known = ofUsers(inventory);
  const names = new Set(inventory.byKind('', kind).map(namespaceOf));
  for (const { value } of known) names.delete(value.name);
  const more = namespaceViews(inventory).filter(({ name }) => names.has(name) && !CLUSTER_NAMESPACES.has(name));
  return [...known, ...more.map((value) => ({ value, ...placeOf(value) }))];
}

const governed = fact('namespaces with pods or policies', (inventory) =>
  namespaceViews(inventory)
    .filter(({ objects, pods, policies }) => objects.length > 0 || pods.length > 0 || policies.length > 0)
    .map((value) => ({ value, ...placeOf(value) })),
);

/** A namespace whose Namespace is not in the input is shown at one of its objects. */
export function placeOf({ anchor, objects, name }: NamespaceView): Omit<Selected<unknown>, 'value'> {
  return { object: anchor, ...(objects.length > 0 ? {} : { about: `namespace ${name}` }) };
}

const ofUsers = fact('namespaces of users', (inventory) => governed(inventory).filter(({ value }) => !CLUSTER_NAMESPACES.has(value.name)));

/** Objects of a core kind in the namespace. */
export function usersOfKind({ users }: NamespaceView, kind: string): readonly KubeObject[] {
  return users.filter((object) => object.group === '' && object.kind === kind);
}

/**
 * The outcome for something that a namespace lacks: unknown while its Namespace object is not in the input, since the rest may be
 * elsewhere too.
 */
export function lacking(view: NamespaceView, what: string, place: { object?: KubeObject; path: string } = { path: '' }): Outcome {
  if (view.objects.length > 0) return { ...place, message: what };
  return {
    ...undecided(place.path, `${what}, but its Namespace is not in the input, so it may be elsewhere`),
    ...(place.object ? { object: place.object } : {}),
  };
}

/** A label of an object as it is written, with its path. Any type, since rules must not take a wrong one for an absent one. */
export function labelOf(object: KubeObject, key: string): { readonly value: unknown; readonly path: string } {
  const labels = asObject(asObject(object.json.metadata).labels);
  return {
    value: isObject(labels) && Object.hasOwn(labels, key) ? (labels[key] ?? undefined) : undefined,
    path: joinPath('metadata.labels', key),
  };
}

/** The outcome for a label that is not a string. */
export function wrongLabel(key: string, { value, path }: { readonly value: unknown; readonly path: string }): Outcome {
  return undecided(path, `the label ${key} is ${typeName(value)}, not a string, so the API server rejects the object`);
}

/** Names of the Namespaces of the input that a selector selects: asked once for the same requirements. */
export const namespacesSelected: (inventory: Inventory, selector: LabelSelector) => readonly string[] = factFor(
  'Namespaces that a selector selects',
  (inventory, selector) =>
    inventory
      .byKind('', 'Namespace')
      // Every namespace has its name as a label.
      .filter(({ name, labels }) => selector.matches({ ...labels, 'kubernetes.io/metadata.name': name }))
      .map(({ name }) => name),
  ({ canonical }) => canonical,
);
