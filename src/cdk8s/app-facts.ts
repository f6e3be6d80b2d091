import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { objectsOf } from '../kubernetes/objects/documents';
import { Inventory } from '../kubernetes/objects/inventory';

/** By app: kept until its next synthesis, or until the program is done with this one. */
const INVENTORIES = new WeakMap<IConstruct, Inventory>();

export function forgetFacts(root: IConstruct): void {
  INVENTORIES.delete(root);
}

/** The `toJson` of objects that would fill pods. A List may hold the pod that asks, so its own must not be called here. */
export const UNFILLED = new WeakMap<ApiObject, () => unknown>();

/**
 * Kinds that say something about the unset fields of pods (see `podFacts`), or where the API servers are. The API server may take them in
 * another case of letters.
 */
const FACTS = new Set(
  ['ServiceAccount', 'LimitRange', 'Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding', 'EndpointSlice', 'Endpoints'].map((kind) =>
    kind.toLowerCase(),
  ),
);

/** The objects of an app that say something about what others leave open. A List may hold some. */
export function factsInApp(root: IConstruct): Inventory {
  let inventory = INVENTORIES.get(root);
  if (!inventory) {
    const constructs = root.node.findAll().filter((node): node is ApiObject => ApiObject.isApiObject(node));
    inventory = new Inventory(constructs.filter(({ kind }) => isFact(kind) || kind.endsWith('List')).flatMap(factsOf));
    INVENTORIES.set(root, inventory);
    queueMicrotask(() => INVENTORIES.delete(root));
  }
  return inventory;
}

function factsOf(construct: ApiObject) {
  const json = (UNFILLED.get(construct) ?? (() => construct.toJson() as unknown))();
  return objectsOf(json, { construct: construct.node.path }, () => undefined).filter(({ kind }) => isFact(kind));
}

function isFact(kind: string): boolean {
  return FACTS.has(kind.toLowerCase());
}
