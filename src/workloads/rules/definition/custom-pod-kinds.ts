import { fact } from '../../../kubernetes/objects/fact';
import type { Selected } from '../../../engine/rule';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import { asArray, isObject, type JsonObject } from '../../../text/json';
import { Scope } from '../../../kubernetes/objects/kinds';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { joinPath, type PathSegment } from '../../../text/path';
import { podIn, podViewOf, type PodView } from '../../../kubernetes/pods/pod-view';

/**
 * What looks like the spec of a pod in custom kinds of which it is not known what their operator makes of it: a list of containers, one of
 * which has an image or a security context: an operator may merge what it is given over containers of its own.
 */
export function customPods(inventory: Inventory): readonly Selected<PodView>[] {
  return select(inventory);
}

const select = fact('pods of custom kinds', (inventory): readonly Selected<PodView>[] =>
  inventory.objects.flatMap((object) =>
    object.scope === Scope.UNKNOWN && podViewOf(object, inventory) === undefined
      ? podsWithin(object).map((value) => ({ value, object }))
      : [],
  ),
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
