import type { KubeObject } from '../../kubernetes/objects/object';
import { gvkOf, namespaceIn, type Resource } from './resource';
import { Setters } from './setters';
import { copied, isEqual, isPlain, own, type Mutable } from './tree';

/** What kustomize has rendered. */
export interface RenderedResources {
  /** As rendered, with the objects of the files that they are made of. */
  readonly resources: readonly Resource[];
  /** What comes of no object of the input: ConfigMaps of generators, what lies elsewhere. */
  readonly others: readonly KubeObject[];
}

/**
 * Finds the object of a file that a rendered object is made of, by what is built here of the same kustomization: by kind, namespace and
 * name, or by kind and name where there is but one.
 *
 * @param built is not used up: nothing of it is changed
 */
export function matched(rendered: readonly KubeObject[], built: readonly Resource[]): RenderedResources {
  const resources: Resource[] = [];
  const others: KubeObject[] = [];
  const left = new Set(built);
  for (const object of rendered) {
    const resource = sourceOf(object, left);
    if (resource) {
      left.delete(resource);
      resources.push(renderedResource(object, resource));
    } else others.push(object);
  }
  return { resources, others };
}

function sourceOf(object: KubeObject, built: ReadonlySet<Resource>): Resource | undefined {
  const json = object.json as Mutable;
  const alike = [...built].filter((resource) => isAlike(resource, json, object.name));
  if (alike.length < 2) return alike[0];
  const namespace = namespaceIn(json);
  return alike.find(({ ids }) => ids.at(-1)!.namespace === namespace);
}

function isAlike({ json, ids }: Resource, rendered: Mutable, name: string): boolean {
  if (!json || ids.at(-1)!.name !== name) return false;
  const [one, other] = [gvkOf(json), gvkOf(rendered)];
  return one.group === other.group && one.kind === other.kind;
}

function renderedResource(object: KubeObject, resource: Resource): Resource {
  const places: Resource['places'] = new WeakMap();
  const json = copied(object.json as Mutable);
  const setters = new Setters();
  align(json, resource.json, (value, built) => {
    const place = resource.places.get(built);
    if (place) places.set(value, place);
    resource.setters.carry(built, value, setters);
  });
  return { ...resource, json, places, setters };
}

/** Goes through the mappings and lists that are the same in what is rendered and in the build. */
function align(rendered: unknown, built: unknown, note: (rendered: object, built: object) => void): void {
  if (Array.isArray(rendered) && Array.isArray(built)) {
    note(rendered, built);
    rendered.forEach((item, index) => align(item, itemLike(item, index, rendered, built), note));
  } else if (isPlain(rendered) && isPlain(built)) {
    note(rendered, built);
    for (const [key, value] of Object.entries(rendered)) align(value, own(built, key), note);
  }
}

/** The item of one name; else the one at the same place of a list that is the same. */
function itemLike(item: unknown, index: number, rendered: readonly unknown[], built: readonly unknown[]): unknown {
  const name = isPlain(item) ? item.name : undefined;
  if (name === undefined) return built.length === rendered.length || isEqual(item, built[index]) ? built[index] : undefined;
  const named = built.filter((each) => isPlain(each) && each.name === name);
  return named.length === 1 ? named[0] : undefined;
}
