import { asObject, asString } from '../../text/json';
import { readYaml } from '../../text/yaml/yaml';
import { applyJsonPatch } from './json-patch';
import { gvkOf, requireNothingElse, type Resource } from './resource';
import { selected } from './selector';
import { snapshotOf, type Setter } from './setters';
import { mergePatch } from './strategic-merge';
import { copied, isPlain, NotPlain, own, set, type Mutable } from './tree';

/** A document of a patch, and where it is. */
export interface Patch {
  readonly value: unknown;
  readonly setter: Setter;
}

/** The documents of a file that a kustomization names; undefined where it is not in the input, or could not be read. */
export type ReadDocuments = (name: string) => readonly Patch[] | undefined;

/**
 * Applies one entry of `patchesJson6902`.
 *
 * @throws NotPlain, and then nothing is changed
 */
export function applyJsonPatchOf(entry: unknown, resources: readonly Resource[], read: ReadDocuments, setter: Setter): void {
  if (isPlain(entry) && !documentsOf(entry, read, setter).every(({ value }) => Array.isArray(value))) {
    throw new NotPlain('an entry of patchesJson6902 that is no JSON patch');
  }
  applyPatch(entry, resources, read, setter);
}

/**
 * Applies one entry of `patches`.
 *
 * @param setter the entry
 * @throws NotPlain, and then nothing is changed
 */
export function applyPatch(entry: unknown, resources: readonly Resource[], read: ReadDocuments, setter: Setter): void {
  if (!isPlain(entry)) throw new NotPlain('a patch that is not a mapping');
  if (entry.options !== undefined) throw new NotPlain('a patch with options');
  const documents = documentsOf(entry, read, setter);
  const [patch] = documents as [Patch];
  const operations = patch.value;
  if (documents.length === 1 && Array.isArray(operations)) {
    if (entry.target === undefined) throw new NotPlain('a JSON patch without a target');
    return changeEach(selected(entry.target, resources), patch, (json) => {
      const identity = identityIn(json);
      applyJsonPatch(json, operations);
      if (![metadataOf(json).labels, metadataOf(json).annotations].every(isTextMap)) {
        throw new NotPlain('a JSON patch of labels that are no text');
      }
      if (identityIn(json) !== identity) throw new NotPlain('a JSON patch that changes what an object is called');
      return json;
    });
  }
  if (entry.target === undefined) return applyMergePatches(documents, resources);
  if (documents.length !== 1) throw new NotPlain('several patches with one target');
  const { value } = patch;
  if (!isPlain(value)) throw new NotPlain('a patch that is not a mapping');
  changeEach(selected(entry.target, resources), patch, (json) => merged(json, value));
}

/**
 * Lays patches over the objects that they name.
 *
 * @throws NotPlain, and then nothing is changed
 */
export function applyMergePatches(documents: readonly Patch[], resources: readonly Resource[]): void {
  const before = resources.map(({ json }) => json);
  try {
    for (const patch of documents) {
      const { value } = patch;
      if (!isPlain(value)) throw new NotPlain('a patch that is not a mapping');
      changeEach([targetOf(value, resources)], patch, (json) => merged(json, value));
    }
  } catch (error) {
    resources.forEach((resource, index) => (resource.json = before[index]));
    throw error;
  }
}

function documentsOf({ path, patch }: Mutable, read: ReadDocuments, setter: Setter): readonly Patch[] {
  const text = asString(patch);
  if ((text === undefined) === (asString(path) === undefined)) throw new NotPlain('a patch without text or path');
  if (text === undefined) {
    const documents = read(path as string);
    if (!documents) throw new NotPlain(`the patch ${path as string}, which is not in the input or cannot be read`);
    return present(documents);
  }
  return inlineDocuments(text, { ...setter, path: `${setter.path}.patch` });
}

/**
 * The documents of a patch that stands in a kustomization.
 *
 * @throws NotPlain where it cannot be read
 */
export function inlineDocuments(text: string, setter: Setter): readonly Patch[] {
  if (!isPatchText(text)) throw new NotPlain('a patch that begins with [ and is no JSON');
  const { documents, faults } = readYaml(text);
  if (faults.length > 0 || documents.some(({ duplicateKeys }) => duplicateKeys.length > 0)) {
    throw new NotPlain('a patch that cannot be read');
  }
  return present(documents.map(({ value }) => ({ value, setter })));
}

/** False for what begins as JSON does and is none: kustomize reads it as nothing else. */
export function isPatchText(text: string): boolean {
  if (!text.trimStart().startsWith('[')) return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function present(documents: readonly Patch[]): readonly Patch[] {
  const stated = documents.filter(({ value }) => value !== null && value !== undefined);
  if (stated.length === 0) throw new NotPlain('an empty patch');
  return stated;
}

/** The one resource that a patch names. */
function targetOf(patch: Mutable, resources: readonly Resource[]): Resource {
  const gvk = gvkOf(patch);
  const metadata = asObject(patch.metadata);
  const name = asString(metadata.name) ?? '';
  const namespace = asString(metadata.namespace) || 'default';
  const targets = resources.filter(({ json, ids }) => {
    if (!json) return false;
    const { group, version, kind } = gvkOf(json);
    const isSame = kind === gvk.kind && group === gvk.group && version === gvk.version;
    return isSame && ids.some((id) => id.name === name && (id.namespace === '' || id.namespace === namespace));
  });
  if (targets.length !== 1) {
    throw new NotPlain(`a patch of ${gvk.kind} ${name}, of which there ${targets.length === 0 ? 'is none' : `are ${targets.length}`}`);
  }
  return targets[0]!;
}

/** All or none. */
function changeEach(resources: readonly Resource[], { value, setter }: Patch, change: (json: Mutable) => Mutable | undefined): void {
  for (const resource of resources) about(resource, () => requireNothingElse(value, resource.given));
  const changed = resources.map((resource) => {
    const copy = copyOf(resource);
    const before = snapshotOf(copy);
    return { before, after: about(resource, () => change(copy)) };
  });
  resources.forEach((resource, index) => {
    const { before, after } = changed[index]!;
    resource.json = after;
    resource.setters.note(before, after, setter);
  });
}

/** Says of what is not plain that it is about a resource. */
function about<T>(resource: Resource, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof NotPlain) error.affects ??= resource;
    throw error;
  }
}

/** A copy whose places are known as those of the original are. */
function copyOf({ json, places, setters }: Resource): Mutable {
  const copy = (value: unknown): unknown => {
    if (!Array.isArray(value) && !isPlain(value)) return value;
    const result: unknown[] | Mutable = Array.isArray(value) ? value.map(copy) : {};
    if (!Array.isArray(value)) for (const [key, item] of Object.entries(value)) set(result as Mutable, key, copy(item));
    const place = places.get(value);
    if (place) places.set(result, place);
    setters.carry(value, result);
    return result;
  };
  return copy(json) as Mutable;
}

/** A patch changes neither kind nor name nor namespace. */
function merged(json: Mutable, patch: Mutable): Mutable | undefined {
  const { apiVersion, kind } = json;
  if (patch.apiVersion !== undefined && patch.apiVersion !== apiVersion) {
    throw new NotPlain('a patch of another apiVersion than its target');
  }
  const { name, namespace } = asObject(json.metadata);
  const result = mergePatch(json, copied(patch), gvkOf(json));
  if (!result) return undefined;
  set(result, 'kind', kind);
  if (!isPlain(result.metadata)) throw new NotPlain('a patch that takes the metadata away');
  for (const [key, value] of Object.entries({ name, namespace })) {
    if (value === undefined) delete result.metadata[key];
    else set(result.metadata, key, value);
  }
  return result;
}

function identityIn(json: Mutable): string {
  const metadata = metadataOf(json);
  return JSON.stringify([json.apiVersion, json.kind, own(metadata, 'name'), own(metadata, 'namespace')]);
}

function metadataOf(json: Mutable): Mutable {
  return isPlain(json.metadata) ? json.metadata : {};
}

function isTextMap(value: unknown): boolean {
  return value === undefined || (isPlain(value) && Object.values(value).every((text) => typeof text === 'string'));
}
