import * as fs from 'node:fs';
import { internalFailure } from '../engine/internal-failure';
import type { Related } from '../engine/rule';
import { Inventory } from '../kubernetes/objects/inventory';
import type { FilePattern, FileText } from '../kubernetes/objects/node-files';
import type { KubeObject } from '../kubernetes/objects/object';
import type { YamlDocument, YamlText } from '../text/yaml/yaml';
import { linesOf, type LineResolver } from '../text/yaml/yaml-lines';
import { contentsOf, type FileContents } from './file-contents';
import { mayHoldObjects } from './file-kinds';
import type { FoundFile } from './find-files';
import { builtObjects, type BuiltObjects } from './kustomize/built';
import { Kustomizations, Part } from './kustomize/kustomizations';
import { BINARY, KUSTOMIZE_INPUT, KUSTOMIZE_PATCH, LeftOut, NO_RULE } from './left-out';
import { nodesOf, withSlashes } from './node-place';
import type { ReadError } from './read-error';
import { readBytes, reasonOf } from './read-file';
import type { Renderer } from './render/renderer';
import { Renderings } from './render/renderings';

/** All that could be read of the input, and what could not. */
export interface Input {
  readonly inventory: Inventory;
  readonly errors: readonly ReadError[];
  /** The files with manifests, by name: their text, and what was read of it. */
  readonly manifests: ReadonlyMap<string, ManifestFile>;
  /** What the kustomizations among the files say of the others. */
  readonly kustomizations: Kustomizations;
  /** The charts and kustomizations that were rendered. */
  readonly rendered: readonly string[];
  /** By kustomization: what of it is not applied to the objects. */
  readonly unapplied: BuiltObjects['unapplied'];
  /** The object as it is in its file, before any kustomization. */
  inFile(object: KubeObject): KubeObject;
  line(object: KubeObject, path: string): number | undefined;
  /** The patch, or the entry of a kustomization, that has set what is at this path; undefined where it is as in the file. */
  setBy(object: KubeObject, path: string): Related | undefined;
  /** A line of a file with manifests, as it is written. */
  source(name: string, line: number): string | undefined;
  /** What was read and what was not. To be asked after the rules have run: they alone decide which texts are read. */
  account(): InputAccount;
}

/** A file with manifests. */
export interface ManifestFile {
  readonly text: string;
  readonly read: YamlText;
}

/** What became of the files. */
export interface InputAccount {
  /** Number of files that were read; a chart that was rendered is one. */
  readonly files: number;
  /** Documents that are not Kubernetes: `file`, or `file (document 3)`. */
  readonly notKubernetes: readonly string[];
  readonly leftOut: LeftOut;
}

/** How files are read. */
export interface ReadOptions {
  /** What rules read as text, in addition to manifests. */
  readonly reads: readonly FilePattern[];
  readonly progress?: (done: number) => void;
  /** True to take patches of kustomize for objects all the same. Default: false. */
  readonly withPatches?: boolean;
  /** By name of a file, what is to be read in its place. */
  readonly texts?: ReadonlyMap<string, string>;
  /** Renders kustomizations and the charts. Default: nothing is rendered. */
  readonly renderer?: Renderer;
  /** Folders of Helm charts. Default: none. */
  readonly charts?: readonly string[];
  /** What the user named: a base among it is checked by itself as well. Default: nothing. */
  readonly named?: readonly string[];
}

const UNREADABLE = '\ufffd';
const DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** The most of a file of a node that no rule knows by its path. */
const MOST_UNKNOWN = 2 ** 20;

/** Reads files one after the other. What is unreadable is an error; the rest is read all the same. Never throws. */
export function readInput(files: readonly FoundFile[], options: ReadOptions): Input {
  const roots = new Set(files.flatMap(({ place }) => (place ? [place.root] : [])));
  const reader = new InputReader(options, roots);
  files.forEach((file, index) => {
    reader.read(file);
    options.progress?.(index + 1);
  });
  return reader.input();
}

/** A run that checked nothing must not look like a pass. */
export function nothingRead(paths: readonly string[], { inventory, errors }: Input, found: readonly ReadError[]): ReadError[] {
  if (inventory.objects.length > 0 || inventory.files.read.size > 0 || errors.length > 0 || found.length > 0) return [];
  const message = 'nothing was checked: there is no Kubernetes object and no file of a node in it that a rule reads';
  return [{ file: paths.join(' '), line: undefined, message }];
}

/** A file of which something may not have been read. */
interface ReadFile extends Pick<FileContents, 'text' | 'isText' | 'notKubernetes'>, Pick<FoundFile, 'name' | 'isHidden'> {
  /** False when no object is in it: then it is read only if a rule reads its text. */
  readonly isRead: boolean;
}

class InputReader {
  private readonly objects: KubeObject[] = [];
  private readonly texts: FileText[] = [];
  private readonly errors: ReadError[] = [];
  private readonly records: ReadFile[] = [];
  private readonly leftOut = new LeftOut();
  private readonly manifests = new Map<string, ManifestFile>();
  /** Of the document that was requested last: reports go through one after the other, and what tells their lines is large. */
  private last: { readonly document: YamlDocument; readonly lines: LineResolver } | undefined;

  private lastText: { readonly name: string; readonly lines: readonly string[] } | undefined;

  constructor(
    private readonly options: ReadOptions,
    private readonly roots: ReadonlySet<string>,
  ) {}

  public read(file: FoundFile): void {
    const { name, kind, place, isNamed, isHidden } = file;
    const content = this.options.texts?.get(name) ?? this.contentOf(file);
    if (content === undefined) return;
    const path = place?.path ?? withSlashes(name);
    const nodes = place && nodesOf(place, this.roots);
    const source = { kind, path, place, nodes, origin: { file: name }, isWanted: isNamed };
    let contents: FileContents;
    try {
      contents = contentsOf(source, content, this.options.reads);
    } catch (cause) {
      const failure = internalFailure(cause);
      this.errors.push({ file: name, line: undefined, message: `reading it failed (${failure.error}); please report this`, failure });
      return;
    }
    const { objects, text, isText, manifests, notKubernetes } = contents;
    for (const object of objects) this.objects.push(object);
    if (text) this.texts.push(text);
    if (manifests) this.manifests.set(name, { text: content, read: manifests });
    const faults = isText || (isHidden && !mayHoldObjects(content)) ? [] : (manifests?.faults ?? []);
    for (const { line, message } of faults) this.fail(name, line, message);
    this.records.push({ name, isHidden, text, isText, notKubernetes, isRead: objects.length > 0 || faults.length > 0 });
  }

  public input(): Input {
    const files = new Map([...this.manifests].map(([name, { read }]) => [name, read]));
    const kustomizations = new Kustomizations(files, this.options.named);
    const { withPatches = false, renderer, charts = [] } = this.options;
    const renderings = renderer && new Renderings(renderer);
    const written = this.objects.filter(({ origin: { file = '' } }) => {
      const part = kustomizations.partOf(file);
      return part === undefined || (part === Part.PATCH && withPatches);
    });
    const built = builtObjects(written, kustomizations, files, (root) =>
      kustomizations.isBuildable(root) ? renderings?.kustomization(root) : undefined,
    );
    const objects = withPatches ? asWritten(written, built) : built.objects;
    const ofCharts = renderings ? charts.flatMap((chart) => renderings.chart(chart)) : [];
    const inventory = new Inventory(ofCharts.length === 0 ? objects : [...objects, ...ofCharts], this.texts);
    return {
      inventory,
      errors: [...this.errors.filter(({ file }) => kustomizations.partOf(file) !== Part.OTHER), ...(renderings?.errors ?? [])],
      kustomizations,
      rendered: renderings?.files ?? [],
      manifests: this.manifests,
      unapplied: built.unapplied,
      inFile: built.source,
      line: (object, path) => this.lineOf(object, built.sourcePath(object, path)),
      setBy: built.setBy,
      source: (name, line) => this.sourceOf(name, line),
      account: () => this.account(inventory, kustomizations, renderings),
    };
  }

  private account({ files: { read } }: Inventory, kustomizations: Kustomizations, renderings: Renderings | undefined): InputAccount {
    const leftOut = new LeftOut();
    const notKubernetes = [...(renderings?.notKubernetes ?? [])];
    let files = renderings?.charts ?? 0;
    for (const { name, isHidden, text, isText, notKubernetes: parts, isRead } of this.records) {
      const part = kustomizations.partOf(name);
      if (part !== undefined) {
        leftOut.add(part === Part.PATCH ? KUSTOMIZE_PATCH : KUSTOMIZE_INPUT);
        continue;
      }
      const isReadAsText = text !== undefined && read.has(text);
      if (!isRead && !isReadAsText && (isText || isHidden)) {
        leftOut.add(NO_RULE);
        continue;
      }
      files += 1;
      if (!isReadAsText) for (const each of parts) notKubernetes.push(`${name} (${each})`);
    }
    return { files, notKubernetes, leftOut: leftOut.with(this.leftOut) };
  }

  private contentOf({ name, kind, isNamed }: FoundFile): string | undefined {
    const isUnknown = kind === 'unknown' && !isNamed;
    let bytes: Buffer;
    try {
      if (isUnknown && fs.statSync(name).size > MOST_UNKNOWN) return this.leave(NO_RULE);
      bytes = readBytes(name);
    } catch (error) {
      return this.fail(name, undefined, reasonOf(error));
    }
    if (kind !== 'manifests' && !isNamed && bytes.includes(0)) return this.leave(BINARY);
    const text = bytes.toString('utf8');
    // Without the character that stands for unreadable bytes there are none.
    if (!text.includes(UNREADABLE)) return text;
    try {
      return DECODER.decode(bytes);
    } catch {
      if (isUnknown) return this.leave(BINARY);
      const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
      return this.fail(name, undefined, `it is not UTF-8${utf16 ? ' but UTF-16' : ''}; save it as UTF-8`);
    }
  }

  private leave(reason: string): undefined {
    this.leftOut.add(reason);
  }

  private fail(file: string, line: number | undefined, message: string): undefined {
    this.errors.push({ file, line, message });
  }

  private lineOf(object: KubeObject, path: string): number | undefined {
    const { file, document, prefix, isRendered } = object.origin;
    if (file === undefined || (document === undefined && isRendered === true)) return undefined;
    const written = document === undefined ? undefined : this.manifests.get(file)?.read.documents[document];
    if (!written) return 1;
    if (this.last?.document !== written) this.last = { document: written, lines: linesOf(written) };
    return this.last.lines.lineOf(prefix === undefined ? path : path.startsWith('[') || path === '' ? prefix + path : `${prefix}.${path}`);
  }

  private sourceOf(name: string, line: number): string | undefined {
    if (this.lastText?.name !== name) this.lastText = { name, lines: this.manifests.get(name)?.text.split('\n') ?? [] };
    return this.lastText.lines[line - 1]?.replace(/\r$/, '');
  }
}

/** The objects as they are in their files, and where kustomizations put them. */
function asWritten(written: readonly KubeObject[], { objects, source }: BuiltObjects): readonly KubeObject[] {
  const namespaces = new Map<KubeObject, Set<string | undefined>>();
  for (const object of objects) {
    const own = source(object);
    namespaces.set(own, (namespaces.get(own) ?? new Set()).add(object.namespace));
  }
  return written.map((object) => {
    const [given, ...others] = namespaces.get(object) ?? [];
    return object.namespace !== undefined || given === undefined || others.length > 0 ? object : { ...object, defaultNamespace: given };
  });
}
