import { MultiMap } from '../../text/multi-map';
import type { Origin } from './object';

/** The folder of files that every node gets, in addition to those of the node groups. */
export const ALL_NODES = 'all-nodes';

/** A file of nodes, as text. Kubernetes objects that are in it are in the inventory as well. */
export interface FileText {
  /** Absolute path on the node; where that is not known, the path from which it was read, with forward slashes. */
  readonly path: string;
  readonly content: string;
  readonly origin: Origin;
  /** True when Kubernetes objects are in it: then only its path can make it something else as well. */
  readonly hasObjects?: boolean;
}

/**
 * Files of nodes that rules read as text. A subject declares those of its rule (`Subject.reads`), and what no subject declares is not
 * opened.
 */
export interface FilePattern {
  /** For the documentation: `sshd configuration`. */
  readonly name: string;
  /** Paths at which such a file is: it is opened, and taken for one whatever is in it. */
  readonly path: RegExp;
  /**
   * Tells one that lies elsewhere, by its text. Asked only of what is opened anyway and holds no Kubernetes object: YAML and JSON, files
   * below the root of a node, and files that are named.
   */
  readonly recognises?: (content: string, path: string) => boolean;
}

/** The text files of an inventory. They are handed out by pattern or path alone, so that a rule cannot read what was not declared. */
export class NodeFiles {
  private readonly byPattern = new Map<FilePattern, readonly FileText[]>();
  private readonly handedOut = new Set<FileText>();
  /** Undefined as a node: those of which it is not known. */
  private byNode: MultiMap<string | undefined, FileText> | undefined;

  constructor(private readonly texts: readonly FileText[]) {}

  /** Those that a pattern describes, in input order. */
  public of(pattern: FilePattern): readonly FileText[] {
    let found = this.byPattern.get(pattern);
    if (!found) {
      found = this.texts.filter((file) => matches(pattern, file));
      this.byPattern.set(pattern, found);
      for (const file of found) this.handedOut.add(file);
    }
    return found;
  }

  /**
   * The file that another one names by its path on the node, whatever it looks like: with several of that path, the one on the same nodes.
   * Where the path of a file on nodes is not known, it is enough that its own path ends so.
   *
   * @param pattern what the rule declares to read by it
   * @param by where the path is written
   */
  public at(pattern: FilePattern, path: string, by: Origin): FileText | undefined {
    const isPath = (own: string) => own === path;
    const endsSo = (own: string, { nodes }: Origin) => nodes === undefined && path.startsWith('/') && own.endsWith(path);
    return this.named(pattern, isPath, by)[0] ?? this.named(pattern, endsSo, by)[0];
  }

  /** Those on the same nodes that another file names by their paths, whatever they look like, in the order of their paths. */
  public named(_pattern: FilePattern, isNamed: (path: string, origin: Origin) => boolean, by: Origin): readonly FileText[] {
    const found = this.textsOn(by).filter(({ path, origin }) => isNamed(path, origin));
    for (const file of found) this.handedOut.add(file);
    return found.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Each once, by node: many nodes with some files each take no time that grows with their product. */
  private textsOn({ nodes }: Origin): readonly FileText[] {
    if (nodes === undefined) return this.texts;
    this.byNode ??= groupedByNode(this.texts);
    return [...new Set([...nodes, undefined].flatMap((node) => this.byNode!.get(node)))];
  }

  /** Whether a file of that path is on the same nodes as what names it, whatever is in it. */
  public has(path: string, by: Origin): boolean {
    return this.textsOn(by).some((file) => file.path === path);
  }

  /** Where the files came from. */
  public get origins(): readonly Origin[] {
    return this.texts.map(({ origin }) => origin);
  }

  /** Those that were requested until now: what a rule has read. */
  public get read(): ReadonlySet<FileText> {
    return this.handedOut;
  }

  /** Those that no rule has read until now, not even an object in them. */
  public get unread(): readonly FileText[] {
    return this.texts.filter((file) => file.hasObjects !== true && !this.handedOut.has(file));
  }

  /** These and others. */
  public with(others: NodeFiles): NodeFiles {
    return new NodeFiles([...this.texts, ...others.texts]);
  }
}

function matches({ path, recognises }: FilePattern, { path: own, content, hasObjects }: FileText): boolean {
  return path.test(own) || (hasObjects !== true && recognises?.(content, own) === true);
}

function groupedByNode(texts: readonly FileText[]): MultiMap<string | undefined, FileText> {
  const groups = new MultiMap<string | undefined, FileText>();
  for (const file of texts) for (const node of file.origin.nodes ?? [undefined]) groups.add(node, file);
  return groups;
}

/** False for what is on different nodes; true where it is not known of one of them. */
export function sharesNode(one: Origin, other: Origin): boolean {
  const [first, second] = [one.nodes, other.nodes];
  return first === undefined || second === undefined || first.some((node) => second.includes(node));
}
