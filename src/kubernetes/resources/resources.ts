import { isObject, typeName, type JsonObject } from '../../text/json';
import { factFor } from '../objects/fact';
import type { Inventory } from '../objects/inventory';
import { limitRangesIn } from '../quota/limit-ranges';
import { quantitySign } from './quantity';

/** What a written quantity comes to: `zero` limits nothing and reserves nothing, `malformed` is rejected by the API server. */
export type Amount = 'unset' | 'zero' | 'set' | 'malformed';

/** Checks one quantity of a resource list: a string or a number. Null counts as zero, as the API server reads it. */
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

/** What a namespace's LimitRanges fill in where a container says nothing: resources of which they give more than zero. */
export interface ResourceDefaults {
  readonly limits: ReadonlySet<string>;
  readonly requests: ReadonlySet<string>;
}

/** The defaults of a namespace, from the LimitRanges in the input. One that the API server rejects gives nothing. */
export const resourceDefaults: (inventory: Inventory, namespace: string) => ResourceDefaults = factFor(
  'resources that LimitRanges give',
  (inventory, namespace: string) => {
    const given = (kind: 'limits' | 'requests') =>
      new Set(
        limitRangesIn(inventory, namespace).flatMap(({ defaults }) =>
          [...defaults[kind]].flatMap(([name, { nanos }]) => (nanos > 0n ? [name] : [])),
        ),
      );
    return { limits: given('limits'), requests: given('requests') };
  },
);
