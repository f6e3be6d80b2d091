import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { objectsOf } from '../kubernetes/objects/documents';
import { podFills, type ObjectFill, type PodFillOptions } from '../kubernetes/pods/fill/pod-fill';
import { withFills } from '../kubernetes/pods/fill/pod-fill-apply';
import { podFacts } from '../kubernetes/pods/fill/pod-fill-facts';
import { POD_KINDS } from '../kubernetes/pods/pod-kinds';
import { toPodView } from '../kubernetes/pods/pod-view';
import type { JsonObject } from '../text/json';
import { parsePath } from '../text/path';
import { factsInApp, forgetFacts, UNFILLED } from './app-facts';

/** What holds for the pods below a construct. */
interface Registered {
  /** Undefined: they are left alone. */
  readonly options: PodFillOptions | undefined;
  /** False for what a construct does by itself: it yields to what was requested on a parent construct. */
  readonly asked: boolean;
}

const REGISTERED = new WeakMap<IConstruct, Registered>();

/** Apps of which every object was reached, while they are synthesised: cdk8s validates once for every chart. */
const REACHED = new WeakSet<IConstruct>();

const POD_NAMES = new Set(POD_KINDS.map(({ kind }) => kind));

/** True when something was requested at this very construct. */
export function isPodHardeningAsked(scope: IConstruct): boolean {
  return REGISTERED.get(scope)?.asked ?? false;
}

/**
 * From now on, pods below the scope are filled when they are synthesised, whenever they are created: the nearest scope holds.
 *
 * Filling is what `toJson` of an object does last: after tokens, JSON patches and the conversion of generated classes. So every way of
 * synthesis passes through it, and so do the rules. Objects that are created later are reached when cdk8s validates the app, which every
 * synthesis begins with.
 */
export function hardenPods(scope: IConstruct, options: PodFillOptions | undefined, asked: boolean): void {
  const isNew = !REGISTERED.has(scope);
  REGISTERED.set(scope, { options, asked });
  reach(scope, true);
  if (isNew) {
    scope.node.addValidation({
      validate: () => {
        reachPods(scope);
        return [];
      },
    });
  }
}

/** Reaches the objects that were created below a scope since. */
export function reachPods(scope: IConstruct): void {
  if (REACHED.has(scope.node.root)) return;
  forgetFacts(scope.node.root);
  reach(
    scope,
    scope.node.scopes.some((outer) => REGISTERED.has(outer)),
  );
}

/** Does something in which no object of the app is created. */
export function whileReached<T>(app: IConstruct, body: () => T): T {
  REACHED.add(app);
  try {
    return body();
  } finally {
    REACHED.delete(app);
  }
}

function reach(scope: IConstruct, within: boolean): void {
  const holds = within || REGISTERED.has(scope);
  if (holds && ApiObject.isApiObject(scope) && !UNFILLED.has(scope as ApiObject)) {
    const object = scope as ApiObject;
    const plain = object.toJson.bind(object) as () => unknown;
    UNFILLED.set(object, plain);
    Object.defineProperty(object, 'toJson', { configurable: true, writable: true, value: () => filled(object, plain() as JsonObject) });
  }
  for (const child of scope.node.children) reach(child, holds);
}

/** What was filled in the manifest that an object gave last. */
const FILLED = new WeakMap<IConstruct, readonly ObjectFill[]>();

/** What was filled in the manifest that an object gave last. */
export function lastFillsOf(construct: IConstruct): readonly ObjectFill[] {
  return FILLED.get(construct) ?? [];
}

function filled(construct: ApiObject, json: JsonObject): JsonObject {
  if (!POD_NAMES.has(json.kind as string) && !Array.isArray(json.items)) return json;
  const fills = fillsOf(construct, json);
  FILLED.set(construct, fills);
  return withFills(
    json,
    fills.map(({ object, fill }) => ({ ...fill, keys: [...parsePath(object.origin.prefix ?? ''), ...fill.keys] })),
  );
}

function fillsOf(construct: ApiObject, json: JsonObject): readonly ObjectFill[] {
  const options = optionsFor(construct);
  if (!options) return [];
  return objectsOf(json, { construct: construct.node.path }, () => undefined).flatMap((object) => {
    const pod = toPodView(object);
    if (!pod) return [];
    return podFills(pod, options, podFacts(pod, factsInApp(construct.node.root))).map((fill) => ({ object, fill }));
  });
}

/** What holds for an object: the nearest that was requested, else the nearest. */
function optionsFor(construct: IConstruct): PodFillOptions | undefined {
  let nearest: Registered | undefined;
  for (let scope: IConstruct | undefined = construct; scope; scope = scope.node.scope) {
    const registered = REGISTERED.get(scope);
    if (registered?.asked) return registered.options;
    nearest ??= registered;
  }
  return nearest?.options;
}
