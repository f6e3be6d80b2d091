import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { objectsOf } from '../kubernetes/objects/documents';
import { Inventory } from '../kubernetes/objects/inventory';
import { podFacts, type PodFacts } from '../kubernetes/pods/fill/pod-fill-facts';
import { serviceAccountOf } from '../kubernetes/pods/pod-account';
import type { PodView } from '../kubernetes/pods/pod-view';

/** Objects of an app that say something about its pods. A List may hold anything. */
interface Sources {
  readonly accounts: ReadonlyMap<string, readonly ApiObject[]>;
  readonly limitRanges: ReadonlyMap<string, readonly ApiObject[]>;
  readonly lists: readonly ApiObject[];
}

/** By app: kept until its next synthesis, or until the program is done with this one. */
const SOURCES = new WeakMap<IConstruct, Sources>();

export function forgetFacts(root: IConstruct): void {
  SOURCES.delete(root);
}

/** What the app says about the unset fields of a pod; only what is requested is looked up. */
export function factsInApp(root: IConstruct, pod: PodView): PodFacts {
  return {
    get tokenDecided() {
      const { accounts, lists } = sourcesOf(root);
      return podFacts(pod, inventoryOf([...(accounts.get(`${pod.namespace}/${serviceAccountOf(pod)}`) ?? []), ...lists])).tokenDecided;
    },
    get requestsGiven() {
      const { limitRanges, lists } = sourcesOf(root);
      return podFacts(pod, inventoryOf([...(limitRanges.get(pod.namespace) ?? []), ...lists])).requestsGiven;
    },
  };
}

/** The `toJson` of objects that would fill pods. A List may hold the pod that asks, so its own must not be called here. */
export const UNFILLED = new WeakMap<ApiObject, () => unknown>();

const FACTS = new Set(['ServiceAccount', 'LimitRange']);

function inventoryOf(constructs: readonly ApiObject[]): Inventory {
  const objects = constructs.flatMap((construct) => {
    const json = (UNFILLED.get(construct) ?? (() => construct.toJson()))();
    return objectsOf(json, { construct: construct.node.path }, () => undefined);
  });
  return new Inventory(objects.filter(({ kind }) => FACTS.has(kind)));
}

function sourcesOf(root: IConstruct): Sources {
  let sources = SOURCES.get(root);
  if (!sources) {
    sources = collect(root);
    SOURCES.set(root, sources);
    queueMicrotask(() => SOURCES.delete(root));
  }
  return sources;
}

function collect(root: IConstruct): Sources {
  const [accounts, limitRanges, lists] = [new Map<string, ApiObject[]>(), new Map<string, ApiObject[]>(), [] as ApiObject[]];
  const add = (map: Map<string, ApiObject[]>, key: string, object: ApiObject) => map.set(key, [...(map.get(key) ?? []), object]);
  for (const node of root.node.findAll()) {
    if (!ApiObject.isApiObject(node)) continue;
    const object = node as ApiObject;
    const namespace = object.metadata.namespace ?? 'default';
    if (object.kind === 'ServiceAccount') add(accounts, `${namespace}/${object.name}`, object);
    else if (object.kind === 'LimitRange') add(limitRanges, namespace, object);
    else if (object.kind.endsWith('List')) lists.push(object);
  }
  return { accounts, limitRanges, lists };
}
