import { isObject } from './json';
import { addQuantities, compareQuantities, NOTHING, parseQuantity, roundUp, type Quantity } from './quantity';

/** Amounts by resource: `cpu`, `memory`, `nvidia.com/gpu`. */
export type ResourceList = ReadonlyMap<string, Quantity>;

/** What a container or a pod asks for, and what it may use at most. */
export interface Requirements {
  readonly requests: ResourceList;
  readonly limits: ResourceList;
}

export const NO_RESOURCES: ResourceList = new Map();

/**
 * Reads a list of amounts; null counts as none, a null amount as zero. Undefined for what the API server refuses: other types, no quantity, a
 * negative one. The API keeps thousandths, and rounds up to them.
 */
export function readResourceList(value: unknown): ResourceList | undefined {
  const list = readExactly(value);
  return list && rounded(list);
}

function readExactly(value: unknown): ResourceList | undefined {
  if (value === undefined || value === null) return NO_RESOURCES;
  if (!isObject(value)) return undefined;
  const list = new Map<string, Quantity>();
  for (const name of Object.keys(value)) {
    const quantity = value[name] === null ? NOTHING : parseQuantity(value[name]);
    if (quantity === undefined || quantity.nanos < 0n) return undefined;
    list.set(name, quantity);
  }
  return list;
}

const NANOS_PER_MILLI = 1_000_000n;

function rounded(list: ResourceList): ResourceList {
  let result: Map<string, Quantity> | undefined;
  for (const [name, quantity] of list) {
    if (quantity.nanos % NANOS_PER_MILLI !== 0n) (result ??= new Map(list)).set(name, { ...quantity, nanos: roundUp(quantity, 1000n) * NANOS_PER_MILLI });
  }
  return result ?? list;
}

/** Rounds up as the API does. */
export function roundedRequirements<T extends Requirements>(requirements: T): T {
  const [requests, limits] = [rounded(requirements.requests), rounded(requirements.limits)];
  return requests === requirements.requests && limits === requirements.limits ? requirements : { ...requirements, requests, limits };
}

/** Reads `resources` of a container or a pod, not rounded yet; undefined for what the API server refuses. */
export function readRequirements(value: unknown): Requirements | undefined {
  if (value === undefined || value === null) return { requests: NO_RESOURCES, limits: NO_RESOURCES };
  if (!isObject(value)) return undefined;
  const [requests, limits] = [readExactly(value.requests), readExactly(value.limits)];
  return requests && limits && { requests, limits };
}

/** Adds the amounts of a list to a sum. */
export function addTo(sum: Map<string, Quantity>, list: ResourceList): void {
  for (const [name, quantity] of list) {
    const before = sum.get(name);
    sum.set(name, before ? addQuantities(before, quantity) : quantity);
  }
}

/** Raises each amount to that of a list, where that is more. */
export function raiseTo(highest: Map<string, Quantity>, list: ResourceList): void {
  for (const [name, quantity] of list) {
    const before = highest.get(name);
    if (before === undefined || compareQuantities(quantity, before) > 0) highest.set(name, quantity);
  }
}

/** The list, with what it lacks taken from others, the first that has it. */
export function withDefaults(list: ResourceList, ...defaults: readonly ResourceList[]): ResourceList {
  let result: Map<string, Quantity> | undefined;
  for (const source of defaults) {
    for (const [name, quantity] of source) if (!(result ?? list).has(name)) (result ??= new Map(list)).set(name, quantity);
  }
  return result ?? list;
}
