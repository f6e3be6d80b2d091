import { asArray, isObject, type JsonObject } from '../../../text/json';
import { joinPath, type PathSegment } from '../../../text/path';
import { fact } from '../../objects/fact';
import type { Inventory } from '../../objects/inventory';
import { Scope } from '../../objects/kinds';
import type { KubeObject } from '../../objects/object';
import { podIn, podViewOf, type PodView } from '../pod-view';
import { OPERATED_KINDS } from './operated-kinds';

const KNOWN = new Map(OPERATED_KINDS.map((row) => [`${row.group}/${row.kind}`, row]));

/**
 * The pods of custom kinds of which it is not known what their operator makes of them, by object: it may merge what it is given over
 * containers of its own. Kinds that are known are read by their row of {@link OPERATED_KINDS}. In others, what looks like the spec of a
 * pod: a list of containers, one of which has an image or a security context.
 */
export const operatedPods: (inventory: Inventory) => ReadonlyMap<KubeObject, readonly PodView[]> = fact(
  'pods of operators',
  (inventory) => {
    const found = new Map<KubeObject, readonly PodView[]>();
    for (const object of inventory.objects) {
      if (object.scope !== Scope.UNKNOWN || podViewOf(object, inventory) !== undefined) continue;
      const row = KNOWN.get(`${object.group}/${object.kind}`);
      const pods = row ? row.read(object) : podsWithin(object);
      if (pods.length > 0) found.set(object, pods);
    }
    return found;
  },
);

const LISTS = ['containers', 'initContainers', 'ephemeralContainers'] as const;

function holdsContainers(value: JsonObject): boolean {
  return LISTS.some((list) =>
    asArray(value[list]).some(
      (container) => isObject(container) && (typeof container.image === 'string' || isObject(container.securityContext)),
    ),
  );
}

function podsWithin(object: KubeObject): readonly PodView[] {
  const pods: PodView[] = [];
  const visit = (value: unknown, path: string, holder: JsonObject | undefined, key: PathSegment, outer: string): void => {
    if (Array.isArray(value)) value.forEach((item, index) => visit(item, joinPath(path, index), undefined, index, path));
    if (!isObject(value)) return;
    if (holdsContainers(value)) {
      const isTemplate = holder !== undefined && holder !== object.json && key === 'spec';
      pods.push(podIn(object, isTemplate ? holder : { spec: value }, { path, metadataPath: joinPath(outer, 'metadata') }));
      return;
    }
    for (const field of Object.keys(value)) {
      if (path !== '' || (field !== 'metadata' && field !== 'status')) visit(value[field], joinPath(path, field), value, field, path);
    }
  };
  visit(object.json, '', undefined, '', '');
  return pods;
}
