import { objectsOf } from '../kubernetes/objects/documents';
import type { FilePattern, FileText } from '../kubernetes/objects/node-files';
import type { KubeObject, Origin } from '../kubernetes/objects/object';
import { readYaml, type YamlText } from '../text/yaml/yaml';
import { isOnNode, mayHoldObjects, type FileKind } from './file-kinds';
import { completed, isKustomization } from './kustomize/kustomizations';
import type { NodePlace } from './node-place';

/** A file whose text is known: of a disk, or of an app. */
export interface FileSource {
  readonly kind: FileKind;
  /** The file, or the construct. */
  readonly origin: Origin;
  /** Absolute path on nodes; else how it is named. */
  readonly path: string;
  /** Where it belongs on nodes, and which they are; undefined where that is not known. */
  readonly place?: NodePlace;
  readonly nodes?: readonly string[];
  /** True when what cannot be read in it is to be said, whatever it looks like. */
  readonly isWanted: boolean;
}

/** What a file says. */
export interface FileContents {
  readonly objects: readonly KubeObject[];
  /** What rules may request; undefined when nothing but objects can be made of it. */
  readonly text: FileText | undefined;
  /** Undefined when it was not read as YAML. */
  readonly manifests: YamlText | undefined;
  /** True when a rule reads it as text: then it may hold no object, and what is wrong with it is a matter of that rule. */
  readonly isText: boolean;
  /** Parts that hold no object: `document 2, items[0]`. */
  readonly notKubernetes: readonly string[];
}

/** Reads a text as what it is: objects, a text that rules request, or both. */
export function contentsOf(source: FileSource, content: string, reads: readonly FilePattern[]): FileContents {
  const { kind, isWanted } = source;
  const hasPath = reads.some(({ path }) => path.test(source.path));
  if (kind === 'text' || (kind === 'unknown' && !mayHoldObjects(content) && !isWanted)) return textAlone(source, content);
  const manifests = readYaml(content);
  const { objects, notKubernetes } = objectsIn(source, manifests);
  const recognised = objects.length === 0 && reads.some((pattern) => pattern.recognises?.(content, source.path) === true);
  // A script may hold the words of a manifest.
  const isOther = kind === 'unknown' && (recognised || (!isWanted && (objects.length === 0 || manifests.faults.length > 0)));
  if (isOther) return textAlone(source, content);
  const isText = hasPath || recognised;
  const text = isText || source.place?.certain === true ? textOf(source, content, objects.length > 0) : undefined;
  return { objects, text, isText, notKubernetes, manifests };
}

function textAlone(source: FileSource, content: string): FileContents {
  return { objects: [], text: textOf(source, content, false), isText: true, manifests: undefined, notKubernetes: [] };
}

function textOf({ path, origin, nodes }: FileSource, content: string, hasObjects: boolean): FileText {
  return { path, content, hasObjects, origin: { ...origin, hostPath: path, ...(nodes && { nodes }) } };
}

function objectsIn(source: FileSource, { documents, faults }: YamlText): Pick<FileContents, 'objects'> & { notKubernetes: string[] } {
  const objects: KubeObject[] = [];
  const notKubernetes: string[] = [];
  let isEmpty = faults.length === 0;
  for (const { value, index, duplicateKeys } of documents) {
    // An empty document (only comments, or nothing) is not an object: Kubernetes takes no notice of it.
    if (value === null || value === undefined) continue;
    isEmpty = false;
    const read = isKustomization(source.path) ? completed(value) : value;
    const found = objectsOf(read, { ...source.origin, document: index }, (path) => {
      notKubernetes.push(`document ${index + 1}${path === '' ? '' : `, ${path}`}`);
    });
    for (const object of withDuplicates(found, duplicateKeys)) objects.push(placed(source, object));
  }
  if (isEmpty) notKubernetes.push('empty');
  return { objects, notKubernetes };
}

function placed({ place, nodes }: FileSource, object: KubeObject): KubeObject {
  if (!place || !isOnNode(place, object)) return object;
  return { ...object, origin: { ...object.origin, hostPath: place.path, ...(nodes && { nodes }) } };
}

/** Gives each object the doubled keys of its part of the document; the first one also gets those that belong to none. */
function withDuplicates(objects: readonly KubeObject[], keys: readonly string[]): readonly KubeObject[] {
  const [first] = objects;
  if (keys.length === 0 || !first) return objects;
  const own = new Map(objects.map(({ origin }) => [origin.prefix, [] as string[]]));
  for (const key of keys) own.get(ownerOf(key, own) ?? first.origin.prefix)!.push(key);
  return objects.map((object) => {
    const duplicateKeys = own.get(object.origin.prefix)!;
    return duplicateKeys.length === 0 ? object : { ...object, origin: { ...object.origin, duplicateKeys } };
  });
}

/** The prefix of the object within which a key is. */
function ownerOf(key: string, prefixes: ReadonlyMap<string | undefined, unknown>): string | undefined {
  for (let dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
    const prefix = key.slice(0, dot);
    if (prefixes.has(prefix)) return prefix;
  }
  return undefined;
}
