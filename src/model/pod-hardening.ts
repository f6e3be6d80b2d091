import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Inventory, objectsOf } from './inventory';
import type { JsonObject } from './json';
import type { KubeObject } from './object';
import { parsePath } from './path';
import { podFills, type PodFillOptions } from './pod-fill';
import { withFills } from './pod-fill-apply';
import { podFacts } from './pod-fill-facts';
import { POD_KINDS, podViews } from './pod-view';

/** What holds for the pods below a construct. */
interface Registered {
  /** Undefined: they are left alone. */
  readonly options: PodFillOptions | undefined;
  /** False for what a construct does of its own accord: it yields to what somebody asked for further up. */
  readonly asked: boolean;
}

const REGISTERED = new WeakMap<IConstruct, Registered>();

/** Objects whose `toJson` fills, with the one that does not. */
const PLAIN = new WeakMap<ApiObject, () => unknown>();

/** ServiceAccounts and LimitRanges of an app: kept until the next synthesis, or until the program is done with this one. */
const FACTS = new WeakMap<IConstruct, Inventory>();

/** Kinds that are looked into: those of pods, those that pods are judged by, and lists of both. */
const POD_NAMES = new Set(POD_KINDS.map((kind) => kind.slice(kind.indexOf('/') + 1)));
const FACT_NAMES = new Set(['ServiceAccount', 'LimitRange']);

/** True when somebody asked for something at this very construct. */
export function isPodHardeningAsked(scope: IConstruct): boolean {
  return REGISTERED.get(scope)?.asked ?? false;
}

/**
 * From now on, pods below the scope are filled when they are synthesised, whenever they are created: the nearest scope holds.
 *
 * Filling is what `toJson` of an object does last: after tokens, JSON patches and the conversion of generated classes. So every way of synthesis
 * passes through it, and so do the rules. Objects that are created later are reached when cdk8s validates the app, which every synthesis begins with.
 */
export function hardenPods(scope: IConstruct, options: PodFillOptions | undefined, asked: boolean): void {
  const isNew = !REGISTERED.has(scope);
  REGISTERED.set(scope, { options, asked });
  reach(scope);
  if (isNew) scope.node.addValidation({ validate: () => { reachPods(scope); return []; } });
}

/** Reaches the objects that were created below a scope since. */
export function reachPods(scope: IConstruct): void {
  FACTS.delete(scope.node.root);
  for (const node of scope.node.findAll()) if (REGISTERED.has(node)) reach(node);
}

function reach(scope: IConstruct): void {
  for (const node of scope.node.findAll()) {
    if (!ApiObject.isApiObject(node) || PLAIN.has(node as ApiObject)) continue;
    const object = node as ApiObject;
    const plain = object.toJson.bind(object) as () => unknown;
    PLAIN.set(object, plain);
    Object.defineProperty(object, 'toJson', { configurable: true, writable: true, value: () => filled(object, plain() as JsonObject) });
  }
}

function filled(construct: ApiObject, json: JsonObject): JsonObject {
  if (!POD_NAMES.has(String(json.kind)) && !Array.isArray(json.items)) return json;
  const options = optionsFor(construct);
  if (!options) return json;
  const views = podViews(new Inventory(objectsIn(construct, json)));
  if (views.length === 0) return json;
  const facts = factsOf(construct.node.root);
  return withFills(json, views.flatMap((pod) => {
    const prefix = parsePath(pod.object.origin.prefix ?? '');
    return podFills(pod, options, podFacts(pod, facts)).map((fill) => ({ ...fill, keys: [...prefix, ...fill.keys] }));
  }));
}

/** What holds for an object: the nearest that was asked for, else the nearest. */
function optionsFor(construct: IConstruct): PodFillOptions | undefined {
  const registered = construct.node.scopes.reverse().map((scope) => REGISTERED.get(scope)).filter((found) => found !== undefined);
  return (registered.find(({ asked }) => asked) ?? registered[0])?.options;
}

function factsOf(root: IConstruct): Inventory {
  let facts = FACTS.get(root);
  if (!facts) {
    facts = new Inventory(root.node.findAll().flatMap((node) => {
      if (!ApiObject.isApiObject(node)) return [];
      const object = node as ApiObject;
      if (!FACT_NAMES.has(object.kind) && !object.kind.endsWith('List')) return [];
      return objectsIn(object, (PLAIN.get(object) ?? object.toJson.bind(object))()).filter(({ kind }) => FACT_NAMES.has(kind));
    }));
    FACTS.set(root, facts);
    queueMicrotask(() => FACTS.delete(root));
  }
  return facts;
}

function objectsIn(construct: ApiObject, json: unknown): KubeObject[] {
  return objectsOf(json, { construct: construct.node.path }, () => undefined);
}
