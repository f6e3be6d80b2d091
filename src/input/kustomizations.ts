import * as path from 'node:path';
import { asArray, asObject, asString, isObject, type JsonObject } from '../text/json';
import type { YamlText } from '../text/yaml/yaml';

/** Names of a kustomization, as kustomize has them. */
export const KUSTOMIZATIONS: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** True for a file that kustomize reads for the folder that it is in. */
export function isKustomization(name: string): boolean {
  return KUSTOMIZATIONS.includes(path.basename(name));
}

/**
 * A kustomization as kustomize reads it: what it says of neither version nor kind is a Kustomization.
 *
 * Source: https://github.com/kubernetes-sigs/kustomize/blob/master/api/types/kustomization.go
 */
export function completed(value: unknown): unknown {
  if (!isObject(value) || (value.apiVersion !== undefined && value.kind !== undefined)) return value;
  const { kind = 'Kustomization' } = value;
  return { apiVersion: `kustomize.config.k8s.io/${kind === 'Component' ? 'v1alpha1' : 'v1beta1'}`, ...value, kind };
}

/** What a file is to a kustomization that names it. */
export enum Part {
  /** Laid over other objects: it is none by itself. */
  PATCH = 'patch',
  /** Read by a generator or transformer: values of a chart, the data of a ConfigMap. */
  OTHER = 'other',
}

/** Where kustomizations put the objects of a file. */
export interface Placing {
  /** The kustomizations that are built and take in the file: those that no other one takes in. */
  readonly kustomizations: readonly string[];
  /** The namespaces that they give it; undefined for one that gives it none. */
  readonly namespaces: readonly (string | undefined)[];
}

/** What the kustomizations of the input say of its files. Files are named as the user named them. */
export class Kustomizations {
  /** Those that change what they take in, or add to it, by other means than names, labels and namespaces. */
  public readonly unrendered: readonly string[];
  private readonly parts = new Map<string, Part>();
  private readonly placings = new Map<string, Placing>();

  constructor(files: ReadonlyMap<string, YamlText>) {
    const nodes = readNodes(files);
    this.unrendered = [...nodes.values()].filter(({ changes }) => changes).map(({ file }) => file);
    for (const { folder, patches, others } of nodes.values()) {
      for (const name of patches) this.parts.set(path.resolve(folder, name), Part.PATCH);
      for (const name of others) this.addOther(path.resolve(folder, name), nodes);
    }
    const contexts = contextsOf(nodes);
    for (const [folder, node] of nodes) {
      const { roots, namespaces } = contexts.get(folder)!;
      const placed = { kustomizations: [...roots], namespaces: [...new Set([...namespaces].map((given) => given ?? node.namespace))] };
      for (const name of node.resources) this.place(path.resolve(folder, name), placed);
    }
    // What is an object as well is one.
    for (const name of this.placings.keys()) this.parts.delete(name);
  }

  /** Undefined for what is no part of a kustomization but a manifest, if anything. */
  public partOf(file: string): Part | undefined {
    return this.parts.get(path.resolve(file));
  }

  /** Undefined for what no kustomization takes in. */
  public placingOf(file: string): Placing | undefined {
    return this.placings.get(path.resolve(file));
  }

  private place(name: string, { kustomizations, namespaces }: Placing): void {
    const known = this.placings.get(name);
    const all = <T>(one: readonly T[], more: readonly T[] = []) => [...new Set([...one, ...more])];
    const placing = { kustomizations: all(kustomizations, known?.kustomizations), namespaces: all(namespaces, known?.namespaces) };
    this.placings.set(name, known ? placing : { kustomizations, namespaces });
  }

  /** A file, or a folder with a kustomization of generators or transformers. */
  private addOther(name: string, nodes: ReadonlyMap<string, Node>): void {
    this.parts.set(name, Part.OTHER);
    const node = nodes.get(name);
    if (!node || node.resources.length === 0) return;
    const { resources } = node;
    node.resources = [];
    for (const each of resources) this.addOther(path.resolve(name, each), nodes);
  }
}

/** One kustomization. */
interface Node {
  readonly file: string;
  readonly folder: string;
  readonly namespace: string | undefined;
  /** Files and folders that it takes in, as it names them. */
  resources: readonly string[];
  readonly patches: readonly string[];
  readonly others: readonly string[];
  readonly changes: boolean;
}

/** By folder. */
function readNodes(files: ReadonlyMap<string, YamlText>): ReadonlyMap<string, Node> {
  const nodes = new Map<string, Node>();
  for (const [file, { documents }] of files) {
    if (!isKustomization(file)) continue;
    const folder = path.resolve(path.dirname(file));
    const value = documents.find((document) => isObject(document.value))?.value;
    if (isObject(value)) nodes.set(folder, readNode(file, folder, value));
  }
  return nodes;
}

const CHANGING = [
  ...['patches', 'patchesStrategicMerge', 'patchesJson6902', 'replacements', 'vars', 'transformers', 'images', 'imageTags', 'replicas'],
  ...['generators', 'configMapGenerator', 'secretGenerator', 'helmCharts', 'helmChartInflationGenerator'],
];

function readNode(file: string, folder: string, value: JsonObject): Node {
  const list = (...fields: readonly string[]) => fields.flatMap((field) => asArray(value[field]));
  const ofEach = (items: readonly unknown[], ...fields: readonly string[]) =>
    items.flatMap((item) => fields.flatMap((field) => [asObject(item)[field]].flat()));
  const generated = ofEach(list('configMapGenerator', 'secretGenerator'), 'files', 'envs', 'env');
  return {
    file,
    folder,
    namespace: asString(value.namespace) || undefined,
    resources: pathsIn(list('resources', 'bases', 'components')),
    patches: pathsIn([...list('patchesStrategicMerge'), ...ofEach(list('patches', 'patchesJson6902'), 'path')]),
    others: pathsIn([
      ...list('generators', 'transformers', 'validators', 'configurations', 'crds'),
      ...ofEach(list('replacements'), 'path'),
      // `key=path`
      ...generated.map((entry) => asString(entry)?.replace(/^[^=]*=/, '')),
      ...ofEach(list('helmCharts'), 'valuesFile', 'additionalValuesFiles'),
      ...ofEach(list('helmChartInflationGenerator'), 'values'),
      asObject(value.openapi).path,
    ]),
    changes: list(...CHANGING).length > 0,
  };
}

/** What is a path: not what stands there itself, nor what lies elsewhere in the world. */
function pathsIn(entries: readonly unknown[]): readonly string[] {
  return entries.filter((entry): entry is string => typeof entry === 'string' && entry !== '' && !/\n|:\/\//.test(entry));
}

interface Contexts {
  /** Files of the kustomizations that are built. */
  readonly roots: Set<string>;
  /** What those around it give: the outermost has the last word. */
  readonly namespaces: Set<string | undefined>;
}

/** What is around each kustomization, by folder. One that leads back to itself is not followed. */
function contextsOf(nodes: ReadonlyMap<string, Node>): ReadonlyMap<string, Contexts> {
  const parents = new Map<string, Node[]>();
  for (const node of nodes.values()) {
    for (const name of node.resources) {
      const folder = path.resolve(node.folder, name);
      if (!nodes.has(folder)) continue;
      const known = parents.get(folder);
      if (known) known.push(node);
      else parents.set(folder, [node]);
    }
  }
  const contexts = new Map<string, Contexts>();
  const contextOf = (folder: string): Contexts => {
    const known = contexts.get(folder);
    if (known) return known;
    const own: Contexts = { roots: new Set(), namespaces: new Set() };
    contexts.set(folder, own);
    for (const parent of parents.get(folder) ?? []) {
      const around = contextOf(parent.folder);
      for (const root of around.roots) own.roots.add(root);
      for (const given of around.namespaces) own.namespaces.add(given ?? parent.namespace);
    }
    if (own.roots.size === 0) {
      own.roots.add(nodes.get(folder)!.file);
      own.namespaces.add(undefined);
    }
    return own;
  };
  for (const folder of nodes.keys()) contextOf(folder);
  return contexts;
}
