import * as path from 'node:path';
import type { KubeObject } from '../../kubernetes/objects/object';
import { asArray, asObject, asString } from '../../text/json';
import type { Node } from './kustomizations';
import { applyJsonPatchOf, applyMergePatches, applyPatch, inlineDocuments, type Patch, type ReadDocuments } from './patches';
import { isOutside, rejections, wrongKind } from './rejected';
import { gvkOf, resourceOf, type Resource } from './resource';
import type { Setter } from './setters';
import { addAnnotations, addCommonLabels, addLabels, giveNames, giveNamespace, setImage, setReplicas } from './transform';
import { isPlain, NotPlain } from './tree';

/** What a build reads. Names are absolute. */
export interface BuildInput {
  /** The kustomization of a folder. */
  node(folder: string): Node | undefined;
  /** The objects of a file; undefined where it is not in the input. */
  objects(file: string): readonly KubeObject[] | undefined;
  /** The documents of a file with patches; undefined where it is not in the input, or cannot be read. */
  documents(file: string): readonly Patch[] | undefined;
}

/** Something in a kustomization that is not applied. */
export interface UnappliedEntry {
  readonly what: string;
  /** Where it is in the kustomization; '' for the whole of it. */
  readonly path: string;
  /** The object that it is about, where that is certain. */
  readonly affects?: Resource;
}

/** By kustomization: what of it is not applied. */
export type Unapplied = ReadonlyMap<string, readonly UnappliedEntry[]>;

/** Fields whose effect is not known without running kustomize and what it runs. */
const OTHER_FIELDS = [
  ...['configMapGenerator', 'secretGenerator', 'generators', 'helmCharts', 'helmChartInflationGenerator'],
  ...['transformers', 'replacements', 'vars', 'imageTags', 'configurations'],
];
/** What a patch is called where something is set by it. */
export const PATCH = 'a patch';
/** Goes on from what is named. */
const OUTSIDE = 'which is outside its folder, so that its build fails without --load-restrictor LoadRestrictionsNone';
/** More kustomizations than one takes in by way of others. */
const MOST = 1000;

/** Builds kustomizations as kustomize does, as far as that is certain. */
export class Builder {
  private readonly notes = new Map<string, UnappliedEntry[]>();
  private visited = 0;

  constructor(private readonly input: BuildInput) {}

  /** What was not applied so far. */
  public get unapplied(): Unapplied {
    return this.notes;
  }

  /** The objects of a kustomization that no other one takes in. */
  public build(node: Node): readonly Resource[] {
    this.visited = 0;
    const resources: Resource[] = [];
    this.accumulate(node, resources, []);
    this.followAccounts(node, resources);
    return resources.filter(({ json }) => json !== undefined && !isLocal(json));
  }

  private accumulate(node: Node, into: Resource[], around: readonly string[]): void {
    this.visited += 1;
    if (around.includes(node.folder)) return this.note(node, 'it takes in itself');
    if (this.visited > MOST) return this.note(node, `it takes in more than ${MOST} kustomizations`);
    const within = [...around, node.folder];
    for (const [what, at] of rejections(node)) this.note(node, what, at);
    for (const field of ['resources', 'bases']) {
      asArray(node.value[field]).forEach((entry, index) => this.take(node, entry, `${field}[${index}]`, into, within));
    }
    asArray(node.value.components).forEach((entry, index) => {
      const component = typeof entry === 'string' ? this.input.node(path.resolve(node.folder, entry)) : undefined;
      const at = `components[${index}]`;
      if (!component) return this.note(node, `the component ${String(entry)}, which is not in the input`, at);
      this.accumulate(component, into, within);
      const wrong = wrongKind(component, 'Component');
      if (wrong !== undefined) this.note(node, wrong, at);
    });
    this.transform(node, into);
  }

  private take(node: Node, entry: unknown, at: string, into: Resource[], within: readonly string[]): void {
    if (typeof entry !== 'string') return this.note(node, 'a resource that is no path', at);
    const name = path.resolve(node.folder, entry);
    const other = this.input.node(name);
    const objects = other ? undefined : this.input.objects(name);
    if (!other && !objects) return this.note(node, `the resource ${entry}, which is not in the input`, at);
    const wrong = other
      ? wrongKind(other, 'Kustomization')
      : isOutside(node.folder, name)
        ? `the resource ${entry}, ${OUTSIDE}`
        : undefined;
    if (wrong !== undefined) this.note(node, wrong, at);
    const taken: Resource[] = objects?.map(resourceOf) ?? [];
    if (other) this.accumulate(other, taken, within);
    into.push(...taken);
    this.noteDoubles(node, into);
  }

  private transform(node: Node, resources: readonly Resource[]): void {
    const { value, folder } = node;
    const read: ReadDocuments = (name) => {
      const file = path.resolve(folder, name);
      if (isOutside(folder, file)) this.note(node, `the patch ${name}, ${OUTSIDE}`);
      return this.input.documents(file);
    };
    const step = (at: string, apply: () => void) => {
      try {
        apply();
      } catch (error) {
        if (!(error instanceof NotPlain)) throw error;
        this.note(node, error.message, at, error.affects as Resource | undefined);
      }
    };
    const each = (field: string, apply: (entry: unknown, setter: Setter) => void, what = 'the kustomization') => {
      asArray(value[field]).forEach((entry, index) => {
        const at = `${field}[${index}]`;
        step(at, () => apply(entry, { what, file: node.file, document: node.document, path: at }));
      });
    };
    if (value.openapi !== undefined) {
      this.note(node, 'openapi, and so its patches', 'openapi');
    } else {
      each('patchesStrategicMerge', (entry, setter) => applyMergePatches(patchOf(entry, read, setter), resources), PATCH);
      each('patches', (entry, setter) => applyPatch(entry, resources, read, setter), PATCH);
    }
    if (value.namespace !== undefined && value.namespace !== null && value.namespace !== '') {
      step('namespace', () => giveNamespace(value.namespace, resources));
      this.noteDoubles(node, resources);
    }
    step('', () => giveNames(value, resources));
    each('labels', (entry) => addLabels(entry, resources));
    if (isPlain(value.commonLabels)) step('commonLabels', () => addCommonLabels(value.commonLabels, resources));
    if (isPlain(value.commonAnnotations)) step('commonAnnotations', () => addAnnotations(value.commonAnnotations, resources));
    each('patchesJson6902', (entry, setter) => applyJsonPatchOf(entry, resources, read, setter), PATCH);
    each('replicas', (entry, setter) => setReplicas(entry, resources, setter));
    each('images', (entry, setter) => setImage(entry, resources, setter));
    for (const field of OTHER_FIELDS) if (asArray(value[field]).length > 0) this.note(node, field, field);
  }

  /** References to accounts follow them into another namespace. */
  private followAccounts(node: Node, resources: readonly Resource[]): void {
    const accounts = resources.filter(({ json }) => json?.apiVersion === 'v1' && json.kind === 'ServiceAccount');
    for (const resource of resources) {
      const { json } = resource;
      if (json?.kind !== 'RoleBinding' && json?.kind !== 'ClusterRoleBinding') continue;
      for (const subject of asArray(json.subjects)) {
        if (!isPlain(subject) || typeof subject.name !== 'string') {
          this.note(node, 'a binding with a subject that has no name', '', resource);
          continue;
        }
        const named = accounts.filter(({ ids }) => ids.some((id) => id.name === subject.name));
        const alike = asArray(json.subjects).filter((other) => asObject(other).name === subject.name);
        // kustomize goes by the name alone, whatever the kind is.
        if (named.length > 0 && alike.length + named.length > 2) {
          this.note(node, `which account the subject ${subject.name} of a binding is`, '', resource);
        }
        if (subject.kind !== 'ServiceAccount') {
          if (named.length > 0) this.note(node, `the subject ${subject.name} of a binding, which is called as an account is`, '', resource);
          continue;
        }
        const namespace = asString(subject.namespace);
        const [own, ...others] = named.filter(({ ids }) => ids.some((id) => id.namespace === namespace));
        if ((named.length > 0 && !namespace) || others.length > 0) {
          this.note(node, `which account the subject ${subject.name} of a binding is`, '', resource);
        }
        const given = asString(asObject(own?.json?.metadata).namespace);
        if (own && given !== undefined) subject.namespace = given;
      }
    }
  }

  /** Of two objects of one name, kustomize builds none. */
  private noteDoubles(node: Node, resources: readonly Resource[]): void {
    const seen = new Set<string>();
    for (const resource of resources) {
      const { json, ids } = resource;
      if (!json) continue;
      const { group, version, kind } = gvkOf(json);
      const { name, namespace } = ids.at(-1)!;
      const id = JSON.stringify([group, version, kind, name, namespace]);
      if (seen.has(id)) this.note(node, `two objects ${kind} ${name}, so that its build fails`, '', resource);
      seen.add(id);
    }
  }

  /** Each once: a base is built for every overlay. */
  private note({ file }: Node, what: string, at = '', affects?: Resource): void {
    const known = this.notes.get(file) ?? [];
    if (known.some((entry) => entry.what === what && entry.path === at && entry.affects?.source === affects?.source)) return;
    this.notes.set(file, [...known, { what, path: at, affects }]);
  }
}

/** A path, or the patch itself. */
function patchOf(entry: unknown, read: ReadDocuments, setter: Setter): readonly Patch[] {
  if (typeof entry !== 'string') throw new NotPlain('a patch that is no text');
  if (entry.includes('\n')) return inlineDocuments(entry, setter);
  const documents = read(entry);
  if (!documents) throw new NotPlain(`the patch ${entry}, which is not in the input or cannot be read`);
  return documents.filter(({ value }) => value !== null && value !== undefined);
}

function isLocal(json: Readonly<Record<string, unknown>>): boolean {
  const value = asObject(asObject(json.metadata).annotations)['config.kubernetes.io/local-config'];
  return value !== undefined && value !== 'false';
}
