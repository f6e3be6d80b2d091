import { asObject, asString, type JsonObject } from '../../text/json';
import { MultiMap } from '../../text/multi-map';
import { fact } from '../objects/fact';
import type { Inventory } from '../objects/inventory';
import { namespaceOf, type KubeObject } from '../objects/object';

/** The object that an autoscaler names. */
export interface ScaleTarget {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

/** Something that sets the number of pods of a workload. */
export interface Autoscaler {
  readonly object: KubeObject;
  readonly target: ScaleTarget;
  /** True for a HorizontalPodAutoscaler; else a ScaledObject of KEDA, which makes one of its own. */
  readonly builtIn: boolean;
}

/** What KEDA takes for a reference that does not say. */
const SCALED_OBJECT = { apiVersion: 'apps/v1', kind: 'Deployment' };

/** HorizontalPodAutoscalers and ScaledObjects that name something, in input order, each kind for itself. */
export const autoscalers: (inventory: Inventory) => readonly Autoscaler[] = fact('autoscalers', (inventory) => {
  const read = (object: KubeObject, builtIn: boolean): readonly Autoscaler[] => {
    const target = scaleTarget(asObject(object.json.spec).scaleTargetRef, builtIn ? {} : SCALED_OBJECT);
    return target ? [{ object, target, builtIn }] : [];
  };
  return [
    ...inventory.byKind('autoscaling', 'HorizontalPodAutoscaler').flatMap((object) => read(object, true)),
    ...inventory.byKind('keda.sh', 'ScaledObject').flatMap((object) => read(object, false)),
  ];
});

/** What scales each thing that an autoscaler names, in the input or not, by {@link targetKey}. */
export const autoscalersByTarget: (inventory: Inventory) => MultiMap<string, Autoscaler> = fact('autoscalers by target', (inventory) =>
  MultiMap.by(autoscalers(inventory), ({ object, target }) => targetKey(namespaceOf(object), target)),
);

/** What scales an object, in input order. */
export function autoscalersOf(inventory: Inventory, object: KubeObject): readonly Autoscaler[] {
  const known = autoscalersByTarget(inventory);
  return known.size === 0 ? NONE : known.get(targetKey(namespaceOf(object), object));
}

const NONE: readonly Autoscaler[] = [];

/**
 * Reads `scaleTargetRef` or `targetRef`; undefined when it has no kind or name. The group is part of the name: without `apiVersion` it is
 * the core group, where no such workload is found.
 */
export function scaleTarget(reference: unknown, defaults: JsonObject = {}): ScaleTarget | undefined {
  const { apiVersion, kind, name } = { ...defaults, ...asObject(reference) };
  if (typeof kind !== 'string' || typeof name !== 'string' || kind === '' || name === '') return undefined;
  const version = asString(apiVersion) ?? '';
  return { group: version.includes('/') ? version.slice(0, version.indexOf('/')) : '', kind, name };
}

/** For indexes. */
export function targetKey(namespace: string, { group, kind, name }: ScaleTarget): string {
  return `${namespace} ${group}/${kind}/${name}`;
}
