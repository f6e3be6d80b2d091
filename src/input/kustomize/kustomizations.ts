import * as path from 'node:path';
import { asArray, asObject, asString, isObject, type JsonObject } from '../../text/json';
import type { YamlDocument, YamlText } from '../../text/yaml/yaml';

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

/** What the kustomizations of the input say of its files. Files are named as the user named them. */
export class Kustomizations {
  /** Those that no other one takes in, and those that the user named: each is built by itself. */
  public readonly roots: readonly Node[];
  private readonly nodes: ReadonlyMap<string, Node>;
  private readonly parts = new Map<string, Part>();
  private readonly named: ReadonlySet<string>;

  /** @param named files and folders that the user named: one that a kustomization takes in may be applied by itself, too */
  constructor(files: ReadonlyMap<string, YamlText>, named: readonly string[] = []) {
    this.named = new Set(named.map((name) => path.resolve(name)));
    this.nodes = readNodes(files);
    for (const { folder, patches, others } of this.nodes.values()) {
      for (const name of patches) this.parts.set(path.resolve(folder, name), Part.PATCH);
      for (const name of others) this.addOther(path.resolve(folder, name));
    }
    // What is an object as well is one.
    for (const { folder, resources } of this.nodes.values()) for (const name of resources) this.parts.delete(path.resolve(folder, name));
    const outermost = rootsOf(this.nodes);
    const alone = [...this.nodes.values()].filter((node) => !outermost.includes(node) && this.isNamedNode(node));
    this.roots = [...outermost, ...alone];
  }

  /** True for a file that the user named. */
  public isNamed(file: string): boolean {
    return this.named.has(path.resolve(file));
  }

  /** Undefined for what is no part of a kustomization but a manifest, if anything. */
  public partOf(file: string): Part | undefined {
    return this.parts.get(path.resolve(file));
  }

  /** False for what kustomize does not build by itself: a component, what it reads to transform objects, and what is of another program. */
  public isBuildable({ folder, value }: Node): boolean {
    const { apiVersion, kind } = completed(value) as JsonObject;
    return (
      this.parts.get(folder) !== Part.OTHER && kind === 'Kustomization' && /^kustomize\.config\.k8s\.io\//.test(asString(apiVersion) ?? '')
    );
  }

  /** The kustomization of a folder. */
  public nodeOf(folder: string): Node | undefined {
    return this.nodes.get(folder);
  }

  private isNamedNode({ folder, file }: Node): boolean {
    return (this.named.has(folder) || this.isNamed(file)) && this.parts.get(folder) !== Part.OTHER;
  }

  /** A file, or a folder with a kustomization of generators or transformers. */
  private addOther(name: string): void {
    this.parts.set(name, Part.OTHER);
    const node = this.nodes.get(name);
    if (!node || node.resources.length === 0) return;
    const { resources } = node;
    node.resources = [];
    for (const each of resources) this.addOther(path.resolve(name, each));
  }
}

/** One kustomization. */
export interface Node {
  readonly file: string;
  readonly folder: string;
  /** Other files of its folder that kustomize would read for it. */
  readonly beside: readonly string[];
  /** Position of its document in the file, from 0. */
  readonly document: number;
  /** What it says. */
  readonly value: JsonObject;
  /** Files and folders that it takes in, as it names them. */
  resources: readonly string[];
  readonly patches: readonly string[];
  readonly others: readonly string[];
}

/** By folder. */
function readNodes(files: ReadonlyMap<string, YamlText>): ReadonlyMap<string, Node> {
  const nodes = new Map<string, Node>();
  for (const [file, { documents }] of files) {
    if (!isKustomization(file)) continue;
    const folder = path.resolve(path.dirname(file));
    const document = documents.find(({ value }) => isObject(value));
    if (!document) continue;
    const known = nodes.get(folder);
    nodes.set(folder, readNode(file, folder, known ? [...known.beside, known.file] : [], document));
  }
  return nodes;
}

function readNode(file: string, folder: string, beside: readonly string[], { index: document, value: said }: YamlDocument): Node {
  const value = asObject(said);
  const list = (...fields: readonly string[]) => fields.flatMap((field) => asArray(value[field]));
  const ofEach = (items: readonly unknown[], ...fields: readonly string[]) =>
    items.flatMap((item) => fields.flatMap((field) => [asObject(item)[field]].flat()));
  const generated = ofEach(list('configMapGenerator', 'secretGenerator'), 'files', 'envs', 'env');
  return {
    file,
    folder,
    beside,
    document,
    value,
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
  };
}

/** What is a path: not what stands there itself, nor what lies elsewhere in the world. */
function pathsIn(entries: readonly unknown[]): readonly string[] {
  return entries.filter((entry): entry is string => typeof entry === 'string' && entry !== '' && !/\n|:\/\//.test(entry));
}

/** Those that no other one takes in; of some that lead back to each other, the first. */
function rootsOf(nodes: ReadonlyMap<string, Node>): readonly Node[] {
  const taken = new Set<Node>();
  const seen = new Set<Node>();
  const takenBy = ({ folder, resources }: Node) =>
    resources.map((name) => nodes.get(path.resolve(folder, name))).filter((node) => node !== undefined);
  for (const node of nodes.values()) for (const other of takenBy(node)) if (other !== node) taken.add(other);
  const see = (start: Node) => {
    const open = [start];
    for (let node = open.pop(); node; node = open.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      open.push(...takenBy(node));
    }
  };
  const roots = [...nodes.values()].filter((node) => !taken.has(node));
  roots.forEach(see);
  for (const node of [...nodes.values()].reverse()) {
    if (seen.has(node)) continue;
    roots.push(node);
    see(node);
  }
  return roots;
}
