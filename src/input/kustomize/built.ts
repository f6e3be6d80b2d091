import * as path from 'node:path';
import type { Related } from '../../engine/rule';
import { toKubeObject, type KubeObject } from '../../kubernetes/objects/object';
import { formatPath, parsePath } from '../../text/path';
import type { YamlText } from '../../text/yaml/yaml';
import { Builder, PATCH, type BuildInput, type Unapplied } from './build';
import { isKustomization, type Kustomizations, type Node } from './kustomizations';
import { isPatchText } from './patches';
import { matched } from './rendered';
import { resourceOf, type Resource } from './resource';
import { setBy } from './set-by';
import { isEqual } from './tree';

/** What kustomizations make of the objects of the input. */
export interface BuiltObjects {
  /** In the order of the files: each as often as it is built to something else, and what no kustomization takes in as it is. */
  readonly objects: readonly KubeObject[];
  readonly unapplied: Unapplied;
  /** The object as it is in its file. */
  source(object: KubeObject): KubeObject;
  /** The path in the file of what is at this path, or of the nearest around it that is in the file. */
  sourcePath(object: KubeObject, path: string): string;
  /** The patch, or the entry of a kustomization, that has set what is at this path; undefined where it is as in the file. */
  setBy(object: KubeObject, path: string): Related | undefined;
}

/** One of the things that an object is built to. */
interface Variant {
  readonly resource: Resource;
  /** The kustomizations that make it; the file itself where the user named it. */
  readonly builds: string[];
  readonly isRendered: boolean;
}

/** What kustomize itself makes of a kustomization; undefined where it was not asked, or has failed. */
export type RenderKustomization = (root: Node) => readonly KubeObject[] | undefined;

/** Builds each kustomization that no other one takes in, or has it rendered. */
export function builtObjects(
  written: readonly KubeObject[],
  kustomizations: Kustomizations,
  files: ReadonlyMap<string, YamlText>,
  render: RenderKustomization = () => undefined,
): BuiltObjects {
  if (kustomizations.roots.length === 0) {
    return { objects: written, unapplied: new Map(), source: (object) => object, sourcePath: (_, place) => place, setBy: () => undefined };
  }
  const { variants, taken, others, unapplied } = variantsOf(written, kustomizations, files, render);
  const resources = new Map<KubeObject, Resource>();
  const objects = written.flatMap((object) => {
    const own = variants.get(object) ?? [];
    if (own.length === 0) return taken.has(object) ? [] : [object];
    const all = own.flatMap((each) => each.builds);
    return own.map((variant) => {
      const built = builtObject(object, variant, own.length > 1 ? all : undefined);
      resources.set(built, variant.resource);
      return built;
    });
  });
  return {
    objects: withUnapplied([...objects, ...others], unapplied, (object) => resources.get(object)?.source ?? object),
    unapplied,
    source: (object) => resources.get(object)?.source ?? object,
    sourcePath(object, place) {
      const resource = resources.get(object);
      return resource && object.origin.isBuilt === true ? sourcePathIn(resource, place) : place;
    },
    setBy(object, place) {
      const resource = resources.get(object);
      return resource && setBy(object, resource, place);
    },
  };
}

/** Kustomizations say what of them is not applied, and to which object. */
function withUnapplied(
  objects: readonly KubeObject[],
  unapplied: Unapplied,
  sourceOf: (object: KubeObject) => KubeObject,
): readonly KubeObject[] {
  if (unapplied.size === 0) return objects;
  const built = new Map<KubeObject, KubeObject>();
  for (const object of objects) if (!built.has(sourceOf(object))) built.set(sourceOf(object), object);
  return objects.map((object) => {
    const { file = '', document } = object.origin;
    const entries = isKustomization(file) && document !== undefined ? unapplied.get(file) : undefined;
    if (!entries) return object;
    const parts = entries.map(({ what, path: at, affects }) => ({ what, path: at, object: affects && built.get(affects.source) }));
    return { ...object, origin: { ...object.origin, unapplied: parts } };
  });
}

function variantsOf(
  written: readonly KubeObject[],
  kustomizations: Kustomizations,
  files: ReadonlyMap<string, YamlText>,
  render: RenderKustomization,
) {
  const byFile = new Map<string, KubeObject[]>();
  const absolute = new Map([...files].map(([name, read]) => [path.resolve(name), { name, read }]));
  for (const name of absolute.keys()) byFile.set(name, []);
  for (const object of written) if (object.origin.file !== undefined) byFile.get(path.resolve(object.origin.file))?.push(object);
  const taken = new Set<KubeObject>();
  const input: BuildInput = {
    node: (folder) => kustomizations.nodeOf(folder),
    objects(name) {
      const objects = byFile.get(name);
      for (const object of objects ?? []) taken.add(object);
      return objects;
    },
    documents(name) {
      const { name: file = '', read } = absolute.get(name) ?? {};
      const isWhole =
        read?.faults.length === 0 && read.documents.every(({ duplicateKeys, text }) => duplicateKeys.length === 0 && isPatchText(text));
      if (!isWhole) return undefined;
      return read.documents.map(({ value, index }) => ({
        value,
        setter: { what: PATCH, file, document: index, path: '', patch: value },
      }));
    },
  };
  const builder = new Builder(input);
  const variants = new Map<KubeObject, Variant[]>();
  const others: KubeObject[] = [];
  for (const root of kustomizations.roots) {
    const rendered = render(root);
    // What is not applied here matters for what is not rendered alone.
    const found = rendered && matched(rendered, new Builder(input).build(root));
    for (const object of found?.others ?? []) others.push(renderedAlone(object, root));
    for (const resource of found?.resources ?? builder.build(root)) {
      addVariant(variants, resource, root.file, rendered !== undefined);
    }
  }
  for (const object of taken) {
    const { file = '' } = object.origin;
    if (kustomizations.isNamed(file)) addVariant(variants, resourceOf(object), file, false);
  }
  return { variants, taken, others, unapplied: builder.unapplied };
}

/** What builds the same of an object has it in common. */
function addVariant(variants: Map<KubeObject, Variant[]>, resource: Resource, by: string, isRendered: boolean): void {
  const known = variants.get(resource.source) ?? [];
  const same = known.find(({ resource: { json } }) => isEqual(json, resource.json));
  if (!same) known.push({ resource, builds: [by], isRendered });
  else if (!same.builds.includes(by)) same.builds.push(by);
  variants.set(resource.source, known);
}

/** It has no file but that of the kustomization, and no line in it. */
function renderedAlone(object: KubeObject, { file }: Node): KubeObject {
  const { document: _, ...origin } = object.origin;
  return { ...object, origin: { ...origin, builds: [file], isRendered: true } };
}

function builtObject(object: KubeObject, variant: Variant, variants: readonly string[] | undefined): KubeObject {
  const { resource, builds, isRendered } = variant;
  const origin = { ...object.origin, builds, ...(variants && { variants }), ...(isRendered && { isRendered }) };
  if (isEqual(resource.json, object.json)) return { ...object, origin };
  return toKubeObject(resource.json, { ...origin, isBuilt: true }) ?? { ...object, origin };
}

function sourcePathIn({ json, places }: Resource, place: string): string {
  let value: unknown = json;
  let known: readonly (string | number)[] = [];
  for (const segment of parsePath(place)) {
    const holder = value as Readonly<Record<string | number, unknown>>;
    value = typeof holder === 'object' && holder !== null ? holder[segment] : undefined;
    const own = typeof value === 'object' && value !== null ? places.get(value) : undefined;
    // What a patch has added has no place of its own, nor has an item of a list whose items have moved.
    if (!own && typeof segment === 'number') break;
    known = own ?? [...known, segment];
  }
  return formatPath(known);
}
