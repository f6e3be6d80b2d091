import { asArray, isObject } from '../../text/json';
import { joinPath } from '../../text/path';
import { toKubeObject, type KubeObject, type Origin } from './object';

const MAX_LIST_DEPTH = 16;

/**
 * The objects of one document: itself, or the items of a `List` (`v1 List` and typed lists such as `PodList`), however nested.
 * Calls `notKubernetes` with the path of every part that has no `apiVersion` and `kind`.
 */
export function objectsOf(document: unknown, origin: Origin, notKubernetes: (path: string) => void): KubeObject[] {
  const result: KubeObject[] = [];
  collect(document, origin, result, notKubernetes, 0, undefined);
  return result;
}

function collect(
  value: unknown,
  origin: Origin,
  into: KubeObject[],
  notKubernetes: (path: string) => void,
  depth: number,
  itemKind: { apiVersion: string; kind: string } | undefined,
): void {
  // Items of a typed list (PodList) may leave out what the list says already.
  const typed =
    itemKind && isObject(value) && value.apiVersion === undefined && value.kind === undefined ? { ...itemKind, ...value } : value;
  const object = toKubeObject(typed, origin);
  if (!object) return notKubernetes(origin.prefix ?? '');
  const { items } = object.json;
  const isList =
    object.kind.endsWith('List')
    && (Array.isArray(items) || (object.kind === 'List' && object.apiVersion === 'v1' && (items ?? undefined) === undefined));
  if (!isList) {
    into.push(object);
    return;
  }
  if (depth >= MAX_LIST_DEPTH) return notKubernetes(origin.prefix ?? '');
  const kind = object.kind === 'List' ? undefined : { apiVersion: object.apiVersion, kind: object.kind.slice(0, -'List'.length) };
  asArray(items).forEach((item, index) => {
    collect(item, { ...origin, prefix: joinPath(origin.prefix ?? '', 'items', index) }, into, notKubernetes, depth + 1, kind);
  });
}
