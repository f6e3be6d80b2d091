import * as fs from 'node:fs';
import { reasonOf, type FoundFile } from './find-files';
import { Inventory, objectsOf, type FileText } from '../kubernetes/objects/inventory';
import type { KubeObject } from '../kubernetes/objects/object';
import { readYaml, type YamlDocument, type YamlText } from '../text/yaml/yaml';
import { linesOf, type LineResolver } from '../text/yaml/yaml-lines';
import type { ReadError } from './read-error';

/** All that could be read of the input, and what could not. */
export interface Input {
  readonly inventory: Inventory;
  readonly errors: readonly ReadError[];
  readonly notKubernetes: readonly string[];
  /** The files with manifests, by name: their text, and what was read of it. */
  readonly manifests: ReadonlyMap<string, ManifestFile>;
  line(object: KubeObject, path: string): number | undefined;
}

/** A file with manifests. */
export interface ManifestFile {
  readonly text: string;
  readonly read: YamlText;
}

const UNREADABLE = '\ufffd';
const DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads files one after the other. What is unreadable is an error; the rest is read all the same. Never throws.
 *
 * @param texts by name of a file, what is to be read in its place
 */
export function readInput(
  files: readonly FoundFile[],
  progress: (done: number) => void = () => undefined,
  texts: ReadonlyMap<string, string> = new Map(),
): Input {
  const reader = new InputReader(texts);
  files.forEach((file, index) => {
    reader.read(file);
    progress(index + 1);
  });
  return reader.input();
}

/** A run that judged nothing must not look like a pass. */
export function nothingRead(paths: readonly string[], { inventory, errors }: Input, found: readonly ReadError[]): ReadError[] {
  if (inventory.objects.length > 0 || inventory.files.length > 0 || errors.length > 0 || found.length > 0) return [];
  return [
    { file: paths.join(' '), line: undefined, message: 'nothing was checked: there is no Kubernetes object and no file of a node in it' },
  ];
}

class InputReader {
  private readonly objects: KubeObject[] = [];
  private readonly texts: FileText[] = [];
  private readonly errors: ReadError[] = [];
  private readonly notKubernetes: string[] = [];
  private readonly manifests = new Map<string, ManifestFile>();
  /** Of the document that was asked for last: reports go through one after the other, and what tells their lines is large. */
  private last: { readonly document: YamlDocument; readonly lines: LineResolver } | undefined;

  constructor(private readonly given: ReadonlyMap<string, string>) {}

  public read({ name, kind }: FoundFile): void {
    const text = this.given.get(name) ?? this.textOf(name);
    if (text === undefined) return;
    if (kind === 'host-text') this.texts.push({ path: name, content: text, origin: { file: name, hostPath: name } });
    else this.readManifests(name, text);
  }

  public input(): Input {
    return {
      inventory: new Inventory(this.objects, this.texts),
      errors: this.errors,
      notKubernetes: this.notKubernetes,
      manifests: this.manifests,
      line: (object, path) => this.lineOf(object, path),
    };
  }

  private textOf(name: string): string | undefined {
    let bytes: Buffer;
    try {
      bytes = fs.readFileSync(name === '-' ? 0 : name);
    } catch (error) {
      return this.fail(name, undefined, reasonOf(error));
    }
    const text = bytes.toString('utf8');
    // Without the character that stands for unreadable bytes there are none.
    if (!text.includes(UNREADABLE)) return text;
    try {
      return DECODER.decode(bytes);
    } catch {
      const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
      return this.fail(name, undefined, `it is not UTF-8${utf16 ? ' but UTF-16' : ''}; save it as UTF-8`);
    }
  }

  private fail(file: string, line: number | undefined, message: string): undefined {
    this.errors.push({ file, line, message });
    return undefined;
  }

  private readManifests(file: string, text: string): void {
    const read = readYaml(text);
    const { documents, faults } = read;
    for (const { line, message } of faults) this.fail(file, line, message);
    this.manifests.set(file, { text, read });
    let empty = faults.length === 0;
    for (const document of documents) {
      // An empty document (only comments, or nothing) is no object: Kubernetes takes no notice of it.
      if (document.value === null || document.value === undefined) continue;
      empty = false;
      const place = (path: string) => `${file} (document ${document.index + 1}${path === '' ? '' : `, ${path}`})`;
      const found = objectsOf(document.value, { file, document: document.index }, (path) => this.notKubernetes.push(place(path)));
      this.objects.push(
        ...(document.duplicateKeys.length === 0
          ? found
          : found.map((object, index) => withDuplicates(object, document.duplicateKeys, found, index === 0))),
      );
    }
    if (empty) this.notKubernetes.push(`${file} (empty)`);
  }

  private lineOf(object: KubeObject, path: string): number | undefined {
    const { file, document, prefix } = object.origin;
    if (file === undefined) return undefined;
    const written = document === undefined ? undefined : this.manifests.get(file)?.read.documents[document];
    if (!written) return Number(/^line (\d+)$/.exec(path)?.[1] ?? 1);
    if (this.last?.document !== written) this.last = { document: written, lines: linesOf(written) };
    return this.last.lines.lineOf(prefix === undefined ? path : path.startsWith('[') || path === '' ? prefix + path : `${prefix}.${path}`);
  }
}

/** Gives an object the doubled keys of its part of the document; the first object also gets those that belong to none. */
function withDuplicates(object: KubeObject, keys: readonly string[], all: readonly KubeObject[], isFirst: boolean): KubeObject {
  const owns = ({ origin }: KubeObject, key: string) => origin.prefix === undefined || key.startsWith(`${origin.prefix}.`);
  const own = keys.filter((key) => owns(object, key) || (isFirst && !all.some((other) => owns(other, key))));
  return own.length === 0 ? object : { ...object, origin: { ...object.origin, duplicateKeys: own } };
}
