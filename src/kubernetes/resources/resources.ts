import { fact } from '../objects/fact';
import type { Inventory } from '../objects/inventory';
import { asArray, asObject, isObject, typeName, type JsonObject } from '../../text/json';
import { namespaceOf } from '../objects/object';
import { quantitySign } from './quantity';

/** What a written amount comes to: `zero` limits nothing and reserves nothing, `malformed` is refused by the API server. */
export type Amount = 'unset' | 'zero' | 'set' | 'malformed';

/** Judges one amount of a resource list: a string or a number. Null counts as zero, as the API server reads it. */
export function amountOf(list: JsonObject, resource: string): Amount {
  if (!Object.hasOwn(list, resource)) return 'unset';
  const sign = quantitySign(list[resource] ?? 0);
  if (sign === undefined || sign < 0) return 'malformed';
  return sign === 0 ? 'zero' : 'set';
}

/** Where `resources` is not as the API has it, or undefined: the path below its holder and the fact. */
export function resourcesFault(resources: unknown): { readonly field: string; readonly fact: string } | undefined {
  if (!isObject(resources)) return noMapping('resources', resources);
  return noMapping('resources.limits', resources.limits) ?? noMapping('resources.requests', resources.requests);
}

function noMapping(field: string, value: unknown): { readonly field: string; readonly fact: string } | undefined {
  return value === undefined || value === null || isObject(value)
    ? undefined
    : { field, fact: `${field} is ${typeName(value)}, not a mapping` };
}

/** What a namespace's LimitRanges fill in where a container says nothing. */
export interface ResourceDefaults {
  readonly limits: ReadonlySet<string>;
  readonly requests: ReadonlySet<string>;
}

const NONE: ResourceDefaults = { limits: new Set(), requests: new Set() };

/** The defaults of a namespace, from the LimitRanges in the set. */
export function resourceDefaults(inventory: Inventory, namespace: string): ResourceDefaults {
  return byNamespace(inventory).get(namespace) ?? NONE;
}

/** A default limit falls back to the maximum, a default request to the default limit and then to the minimum. */
const byNamespace = fact('resource defaults by namespace', (inventory): ReadonlyMap<string, ResourceDefaults> => {
  const result = new Map<string, { limits: Set<string>; requests: Set<string> }>();
  for (const object of inventory.byKind('', 'LimitRange')) {
    const namespace = namespaceOf(object);
    const defaults = result.get(namespace) ?? { limits: new Set<string>(), requests: new Set<string>() };
    result.set(namespace, defaults);
    for (const item of asArray(asObject(object.json.spec).limits).map(asObject)) {
      if (item.type !== 'Container') continue;
      const has = (field: string, resource: string) => amountOf(asObject(item[field]), resource) === 'set';
      for (const resource of ['cpu', 'memory', 'ephemeral-storage']) {
        const limit = has('default', resource) || has('max', resource);
        if (limit) defaults.limits.add(resource);
        if (limit || has('defaultRequest', resource) || has('min', resource)) defaults.requests.add(resource);
      }
    }
  }
  return result;
});
