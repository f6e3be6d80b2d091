import { copied, isEqual, isPlain, NotPlain, own, set, type Mutable } from './tree';

/**
 * By which field the items of a list are the same, by the path of the list without the positions of items. Lists that are not named are
 * replaced as a whole. It is what kustomize has built in: lists that Kubernetes merges since 1.22 are not among them.
 *
 * Source: `x-kubernetes-patch-merge-key` in https://github.com/kubernetes-sigs/kustomize/tree/master/kyaml/openapi/kubernetesapi
 */
const MERGE_KEYS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/(?:^|\.)spec\.(?:initContainers|containers|ephemeralContainers|volumes|imagePullSecrets)$/, ['name']],
  [/ontainers\.env$/, ['name']],
  [/ontainers\.volumeMounts$/, ['mountPath']],
  [/ontainers\.volumeDevices$/, ['devicePath']],
  [/ontainers\.ports$/, ['containerPort', 'protocol']],
  [/(?:^|\.)spec\.hostAliases$/, ['ip']],
  [/(?:^|\.)spec\.topologySpreadConstraints$/, ['topologyKey', 'whenUnsatisfiable']],
];
const OF_KIND: Readonly<Record<string, readonly (readonly [string, readonly string[]])[]>> = {
  Service: [['spec.ports', ['port', 'protocol']]],
  ServiceAccount: [['secrets', ['name']]],
  MutatingWebhookConfiguration: [['webhooks', ['name']]],
  ValidatingWebhookConfiguration: [['webhooks', ['name']]],
};
/** Lists that are merged in other ways than by a key, or of which this is not certain. */
const OTHER_LISTS = /^metadata\.(?:finalizers|ownerReferences|managedFields)$|^status\.|^spec\.(?:taints|addresses)$/;

/** Groups of the kinds that kustomize knows: in all others, lists are replaced. */
const KNOWN_GROUP = /^(?:|apps|batch|autoscaling|policy|extensions|[a-z.]+\.k8s\.io)$/;

/** How the lists of an object are merged. */
export interface MergeContext {
  readonly group: string;
  readonly kind: string;
}

/**
 * Lays a strategic merge patch over an object, which is changed. Undefined when the patch deletes it.
 *
 * @throws NotPlain for what is not certain, or what kustomize rejects
 */
export function mergePatch(object: Mutable, patch: Mutable, context: MergeContext): Mutable | undefined {
  return mergeMapping(object, patch, context, '');
}

function mergeMapping(object: Mutable, patch: Mutable, context: MergeContext, path: string): Mutable | undefined {
  const directive = own(patch, '$patch');
  if (directive === 'delete') return undefined;
  if (directive === 'replace') return cleaned(without(patch, '$patch')) as Mutable;
  if (directive !== undefined && directive !== 'merge') throw new NotPlain(`an unknown directive $patch: ${String(directive)}`);
  for (const [key, value] of Object.entries(patch)) {
    if (key === '$patch') continue;
    if (key.startsWith('$')) throw new NotPlain(`the directive ${key}`);
    const merged = mergeValue(own(object, key), value, context, path === '' ? key : `${path}.${key}`);
    if (merged === undefined) delete object[key];
    else set(object, key, merged);
  }
  return object;
}

function mergeValue(value: unknown, patch: unknown, context: MergeContext, path: string): unknown {
  if (patch === null) return undefined;
  if (value === undefined || value === null) {
    return isPlain(patch) && own(patch, '$patch') === 'delete' ? undefined : cleaned(patch);
  }
  if (Array.isArray(patch) !== Array.isArray(value) || isPlain(patch) !== isPlain(value)) {
    throw new NotPlain(`a patch with another type of value at ${path}`);
  }
  if (isPlain(value)) return mergeMapping(value, patch as Mutable, context, path);
  if (Array.isArray(value)) return mergeList(value, patch as unknown[], context, path);
  // Quotes of the one may stay around the other.
  if (typeof value !== typeof patch) throw new NotPlain(`a patch with another type of value at ${path}`);
  return patch;
}

function mergeList(list: unknown[], patch: readonly unknown[], context: MergeContext, path: string): unknown[] {
  if (OTHER_LISTS.test(path)) throw new NotPlain(`a patch of the list ${path}`);
  const keys = keysOf(path, context);
  if (!keys) return cleaned(patch) as unknown[];
  const [items, patches] = [mappings(list, path), mappings(patch, path)];
  if (patches.length === 0) return list;
  const directive = patches.map((item) => own(item, '$patch')).find((each) => each !== undefined && each !== 'delete');
  if (directive !== undefined) throw new NotPlain(`the directive $patch: ${String(directive)} in an item of ${path}`);
  const present = keys.filter((key) => [...items, ...patches].some((item) => own(item, key) !== undefined));
  for (const each of [items, patches]) {
    const ids = each.map((item) => idOf(item, present, path));
    if (new Set(ids).size < ids.length) throw new NotPlain(`a patch of the list ${path}, which has two items of one ${keys[0]}`);
  }
  const result: Mutable[] = [];
  const taken = new Set<Mutable>();
  for (const item of patches) {
    const id = idOf(item, present, path);
    const target = items.find((each) => idOf(each, present, path) === id);
    if (target) taken.add(target);
    const merged = target ? mergeMapping(target, item, context, path) : own(item, '$patch') === 'delete' ? undefined : cleaned(item);
    if (merged && isEqual(merged, {})) throw new NotPlain(`a patch that empties an item of ${path}`);
    if (merged) result.push(merged as Mutable);
  }
  if (present.length < 2) return [...result, ...items.filter((item) => !taken.has(item))];
  // Of two keys, those that were there keep their places behind the new ones.
  const kept = items.filter((item) => !taken.has(item) || result.includes(item));
  return [...result.filter((item) => !kept.includes(item)), ...kept];
}

function keysOf(path: string, { group, kind }: MergeContext): readonly string[] | undefined {
  if (!KNOWN_GROUP.test(group)) return undefined;
  return OF_KIND[kind]?.find(([known]) => known === path)?.[1] ?? MERGE_KEYS.find(([known]) => known.test(path))?.[1];
}

function mappings(list: readonly unknown[], path: string): readonly Mutable[] {
  if (!list.every(isPlain)) throw new NotPlain(`a patch of the list ${path}, which has an item that is not a mapping`);
  return list;
}

function idOf(item: Mutable, keys: readonly string[], path: string): string {
  const id = keys.map((key) => own(item, key));
  if (keys.length === 0 || !id.every((part) => typeof part === 'string' || typeof part === 'number')) {
    throw new NotPlain(`a patch of the list ${path}, of which an item has no ${keys.join(' or ') || 'key'}`);
  }
  return JSON.stringify(id.map(String));
}

/** What a patch adds: without what it says is not to be there. */
function cleaned(value: unknown): unknown {
  if (Array.isArray(value)) {
    if (value.some((item) => isPlain(item) && Object.keys(item).some((key) => key.startsWith('$')))) {
      throw new NotPlain('a directive in a list that is added or replaced');
    }
    return value.map(cleaned);
  }
  if (!isPlain(value)) return value;
  const result: Mutable = {};
  for (const [key, item] of Object.entries(value)) {
    if (key.startsWith('$')) throw new NotPlain(`the directive ${key} in what is added`);
    if (item !== null) set(result, key, cleaned(item));
  }
  return result;
}

function without(value: Mutable, key: string): Mutable {
  const rest = copied(value);
  delete rest[key];
  return rest;
}
