import { asArray, asObject, isObject, isUnset, type JsonObject } from '../../text/json';
import { MultiMap } from '../../text/multi-map';
import { joinPath } from '../../text/path';
import { fact } from '../objects/fact';
import type { Inventory } from '../objects/inventory';
import { namespaceOf, type KubeObject } from '../objects/object';
import { limitRangeTotals, type PodResources } from '../resources/pod-resources';
import { NOTHING, roundUp, type Quantity } from '../resources/quantity';
import { NO_RESOURCES, readResourceList, withDefaults, type Requirements, type ResourceList } from '../resources/resource-list';

/** One entry of a LimitRange. */
interface LimitRangeItem {
  readonly type: unknown;
  readonly min: ResourceList;
  readonly max: ResourceList;
  readonly ratio: ResourceList;
}

/** A LimitRange as the API server reads it. */
export interface LimitRangeView {
  readonly object: KubeObject;
  readonly items: readonly LimitRangeItem[];
  /** What it gives containers that say nothing. */
  readonly defaults: Requirements;
  /** What it was asked already. */
  readonly refused: Map<PodResources, readonly PodRefusal[]>;
  /** Why the API server rejects it, so that it does nothing. */
  readonly fault?: { readonly path: string; readonly message: string };
}

/** What a LimitRange refuses: a field below the holder of the resources, and the fact without its subject. */
export interface Refusal {
  readonly field: string;
  readonly fact: string;
}

/** The LimitRanges of a namespace, in input order. */
export function limitRangesIn(inventory: Inventory, namespace: string): readonly LimitRangeView[] {
  return limitRanges(inventory).get(namespace);
}

/** All LimitRanges, by namespace. */
export const limitRanges: (inventory: Inventory) => MultiMap<string, LimitRangeView> = fact('LimitRanges by namespace', (inventory) =>
  MultiMap.by(inventory.byKind('', 'LimitRange').map(toView), ({ object }) => namespaceOf(object)),
);

function toView(object: KubeObject): LimitRangeView {
  const refused = (path: string, message: string): LimitRangeView => ({
    object,
    items: [],
    defaults: { requests: NO_RESOURCES, limits: NO_RESOURCES },
    refused: new Map(),
    fault: { path, message },
  });
  const { limits: entries } = asObject(object.json.spec);
  if (!isUnset(entries) && !Array.isArray(entries)) return refused('spec.limits', 'limits is not a list');
  const items: LimitRangeItem[] = [];
  let [requests, limits] = [NO_RESOURCES, NO_RESOURCES];
  for (const [index, entry] of asArray(entries).entries()) {
    const path = `spec.limits[${index}]`;
    if (!isObject(entry)) return refused(path, 'the entry is not a mapping');
    const lists = new Map<string, ResourceList>();
    for (const field of ['min', 'max', 'default', 'defaultRequest', 'maxLimitRequestRatio']) {
      const list = readResourceList(entry[field]);
      if (!list) return refused(`${path}.${field}`, `${field} holds what is not a quantity`);
      lists.set(field, list);
    }
    const of = (field: string) => lists.get(field)!;
    items.push({ type: entry.type, min: of('min'), max: of('max'), ratio: of('maxLimitRequestRatio') });
    if (entry.type !== 'Container') continue;
    // The API server fills in the defaults of the entry itself: a limit from the maximum, a request from the limit, then from the minimum.
    const limit = withDefaults(of('default'), of('max'));
    limits = withDefaults(limit, limits);
    requests = withDefaults(withDefaults(of('defaultRequest'), limit, of('min')), requests);
  }
  return { object, items, defaults: { requests, limits }, refused: new Map() };
}

/** What a LimitRange refuses of a pod: of a container by its place, or of the pod as a whole. */
export interface PodRefusal extends Refusal {
  readonly index: number | undefined;
}

export function refusalsOfPod(range: LimitRangeView, resources: PodResources): readonly PodRefusal[] {
  let refusals = range.refused.get(resources);
  if (!refusals) range.refused.set(resources, (refusals = judgePod(range, resources)));
  return refusals;
}

function judgePod(range: LimitRangeView, resources: PodResources): readonly PodRefusal[] {
  const refusals: PodRefusal[] = [];
  for (const item of range.items) {
    if (item.type === 'Container') {
      for (const own of resources.containers) for (const found of boundsOf(item, own)) refusals.push({ ...found, index: own.index });
    }
    if (item.type === 'Pod') for (const found of boundsOf(item, limitRangeTotals(resources))) refusals.push({ ...found, index: undefined });
  }
  return refusals;
}

/** What a LimitRange refuses of a claim's requests. */
export function refusalsOfClaim(range: LimitRangeView, claim: JsonObject): Refusal[] {
  const requests = readResourceList(isObject(claim.resources) ? claim.resources.requests : undefined);
  if (!requests) return [];
  const found: Refusal[] = [];
  for (const { type, min, max } of range.items) {
    if (type !== 'PersistentVolumeClaim') continue;
    for (const [name, bound] of min) add(found, tooLittle(name, bound, { requests, limits: NO_RESOURCES }));
    for (const [name, bound] of max) {
      const request = requests.get(name);
      if (!request) add(found, refusal('requests', name, `has no request for ${name}, the maximum is ${bound.text}`));
      else if (isMore(request, bound)) {
        add(found, refusal('requests', name, `requests ${request.text} of ${name}, more than the maximum of ${bound.text}`));
      }
    }
  }
  return found;
}

function boundsOf({ min, max, ratio }: LimitRangeItem, amounts: Requirements): readonly Refusal[] {
  const found: Refusal[] = [];
  for (const [name, bound] of min) add(found, tooLittle(name, bound, amounts));
  for (const [name, bound] of max) add(found, tooMuch(name, bound, amounts));
  for (const [name, bound] of ratio) add(found, tooFarApart(name, bound, amounts));
  return found;
}

function add(found: Refusal[], one: Refusal | undefined): void {
  if (one) found.push(one);
}

function refusal(kind: 'requests' | 'limits', name: string, message: string): Refusal {
  return { field: joinPath(`resources.${kind}`, name), fact: message };
}

function tooLittle(name: string, bound: Quantity, { requests, limits }: Requirements): Refusal | undefined {
  const [request, limit] = [requests.get(name), limits.get(name)];
  if (!request) return refusal('requests', name, `has no request for ${name}, the minimum is ${bound.text}`);
  if (isMore(bound, request, limit)) {
    return refusal('requests', name, `requests ${request.text} of ${name}, less than the minimum of ${bound.text}`);
  }
  if (limit && isMore(bound, limit, request)) {
    return refusal('limits', name, `is limited to ${limit.text} of ${name}, less than the minimum of ${bound.text}`);
  }
  return undefined;
}

function tooMuch(name: string, bound: Quantity, { requests, limits }: Requirements): Refusal | undefined {
  const [request, limit] = [requests.get(name), limits.get(name)];
  if (!limit) return refusal('limits', name, `has no limit for ${name}, the maximum is ${bound.text}`);
  if (isMore(limit, bound, request)) {
    return refusal('limits', name, `is limited to ${limit.text} of ${name}, more than the maximum of ${bound.text}`);
  }
  if (request && isMore(request, bound, limit)) {
    return refusal('requests', name, `requests ${request.text} of ${name}, more than the maximum of ${bound.text}`);
  }
  return undefined;
}

function tooFarApart(name: string, bound: Quantity, { requests, limits }: Requirements): Refusal | undefined {
  const [request, limit] = [requests.get(name) ?? NOTHING, limits.get(name) ?? NOTHING];
  const [asked, most] = inCommonUnits([request, limit, bound]);
  if (asked === 0n) {
    return refusal('requests', name, `has no request for ${name}, at most ${bound.text} times the request may be the limit`);
  }
  if (most === 0n) return refusal('limits', name, `has no limit for ${name}, at most ${bound.text} times the request may be the limit`);
  // In floating point, as the API server does.
  const times = Number(most) / Number(asked!);
  const whole = roundUp(bound, 1n);
  const isOver = whole <= MAX_MILLIS ? times * 1000 > Number(roundUp(bound, 1000n)) : times > Number(whole);
  return isOver
    ? refusal('limits', name, `has a ${name} limit of ${limit.text}, more than ${bound.text} times its request of ${request.text}`)
    : undefined;
}

const MAX_MILLIS = (2n ** 63n - 1n) / 1000n;
const FINE = MAX_MILLIS * 10n ** 9n;

/** Thousandths where all quantities are small enough for them, else whole units: rounded up, as the API server does. */
function inCommonUnits(amounts: readonly Quantity[]): bigint[] {
  const whole = amounts.map((amount) => roundUp(amount, 1n));
  return whole.every((amount) => amount <= MAX_MILLIS) ? amounts.map((amount) => roundUp(amount, 1000n)) : whole;
}

/** Whether the first quantity is more than the second; the third takes part in the choice of the unit. */
function isMore(a: Quantity, b: Quantity, other: Quantity = NOTHING): boolean {
  // All quantities are whole thousandths already.
  if (a.nanos <= FINE && b.nanos <= FINE && other.nanos <= FINE) return a.nanos > b.nanos;
  const [first, second] = inCommonUnits([a, b, other]);
  return first! > second!;
}
