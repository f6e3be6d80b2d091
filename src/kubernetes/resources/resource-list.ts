import { isObject } from '../../text/json';
import { LruMap } from '../../text/lru-map';
import { addQuantities, compareQuantities, isWhole, NOTHING, parseQuantity, rounded, type Quantity } from './quantity';

/** Quantities by resource: `cpu`, `memory`, `nvidia.com/gpu`. */
export type ResourceList = ReadonlyMap<string, Quantity>;

/** What a container or a pod requests, and what it may use at most. */
export interface Requirements {
  readonly requests: ResourceList;
  readonly limits: ResourceList;
}

export const NO_RESOURCES: ResourceList = new Map();

/**
 * Reads a list of quantities; null counts as none, a null quantity as zero. Undefined for what the API server rejects: other types, no
 * quantity, a negative one. The API keeps thousandths, and rounds up to them.
 */
export function readResourceList(value: unknown): ResourceList | undefined {
  const list = readExactly(value);
  return list && roundedList(list);
}

function readExactly(value: unknown): ResourceList | undefined {
  if (value === undefined || value === null) return NO_RESOURCES;
  if (!isObject(value)) return undefined;
  const list = new Map<string, Quantity>();
  for (const name of Object.keys(value)) {
    const quantity = value[name] === null ? NOTHING : parseOnce(value[name]);
    if (quantity === undefined || quantity.nanos < 0n) return undefined;
    list.set(name, quantity);
  }
  return list;
}

/** The same few quantities are in most manifests. */
const PARSED = new LruMap<string, Quantity | undefined>(1000);
/** Those of them that need no rounding. */
const ROUND = new WeakSet<Quantity>();

function parseOnce(value: unknown): Quantity | undefined {
  if (typeof value !== 'string') return parseQuantity(value);
  return PARSED.get(value, () => {
    const quantity = parseQuantity(value);
    if (quantity && isWhole(quantity, 1000n)) ROUND.add(quantity);
    return quantity;
  });
}

function roundedList(list: ResourceList): ResourceList {
  let result: Map<string, Quantity> | undefined;
  for (const [name, quantity] of list) {
    if (ROUND.has(quantity)) continue;
    const kept = rounded(quantity, 1000n);
    if (kept !== quantity) (result ??= new Map(list)).set(name, kept);
  }
  return result ?? list;
}

/** Rounds up as the API does. */
export function roundedRequirements<T extends Requirements>(requirements: T): T {
  const [requests, limits] = [roundedList(requirements.requests), roundedList(requirements.limits)];
  return requests === requirements.requests && limits === requirements.limits ? requirements : { ...requirements, requests, limits };
}

/** Reads `resources` of a container or a pod, not rounded yet; undefined for what the API server rejects. */
export function readRequirements(value: unknown): Requirements | undefined {
  if (value === undefined || value === null) return { requests: NO_RESOURCES, limits: NO_RESOURCES };
  if (!isObject(value)) return undefined;
  const [requests, limits] = [readExactly(value.requests), readExactly(value.limits)];
  return requests && limits && { requests, limits };
}

/** Adds the quantities of a list to a sum. */
export function addTo(sum: Map<string, Quantity>, list: ResourceList): void {
  for (const [name, quantity] of list) {
    const before = sum.get(name);
    sum.set(name, before ? addQuantities(before, quantity) : quantity);
  }
}

/** Raises each quantity to that of a list, where that is more. */
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
