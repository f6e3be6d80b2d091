import { appliedTogether, type TogetherTest } from './applied-together';
import { embeddedIn } from './embedded/embedded';
import type { Fact } from './fact';
import { NameIndex } from './name-index';
import { NodeFiles, type FileText } from './node-files';
import { namespaceOf, type KubeObject } from './object';
import { settle, type Overwritten } from './overwriting';

/**
 * All objects that are checked together, indexed once. Rules read it and never change it. Of several objects of one identity the one that
 * is applied last counts.
 *
 * What is read of the whole of it (a role graph, policies by namespace) is a {@link fact}, which it keeps.
 */
export class Inventory {
  /** By group, then by kind. */
  private readonly kinds = new Map<string, Map<string, KindIndex>>();
  private allSets: readonly Inventory[] | undefined;
  private readonly facts = new Map<Fact<unknown>, unknown>();
  /** What could not be worked out: each rule that requests it fails, and none tries again. */
  private readonly failures = new Map<Fact<unknown>, { readonly cause: unknown }>();

  /** Text files of nodes. YAML that is in them is among the objects too. */
  public readonly files: NodeFiles;

  /** Those that count: without what a later object of the same identity replaces. */
  public readonly objects: readonly KubeObject[];
  /** By the object that is applied last: those of the same identity that were written before it, with other content. */
  public readonly overwritten: ReadonlyMap<KubeObject, readonly Overwritten[]>;

  /**
   * @param written all objects, in the order in which they are applied
   * @param together whether two of them are applied to one cluster
   */
  constructor(
    public readonly written: readonly KubeObject[],
    files: readonly FileText[] | NodeFiles = [],
    private readonly together: TogetherTest = appliedTogether,
  ) {
    this.files = files instanceof NodeFiles ? files : new NodeFiles(files);
    const { counting, overwritten } = settle(written, together);
    this.objects = counting;
    this.overwritten = overwritten;
    for (const object of counting) {
      this.indexOf(object).objects.push(object);
    }
  }

  /** This inventory, and one for each object that holds others: those go to another cluster, or to be made by another program. */
  public get sets(): readonly Inventory[] {
    if (this.allSets) return this.allSets;
    const sets: Inventory[] = [this];
    for (const set of sets) {
      for (const object of set.objects) {
        const { objects } = embeddedIn(object, set);
        if (objects.length > 0) sets.push(new Inventory(objects, [], this.together));
      }
    }
    return (this.allSets = sets);
  }

  /** Objects of a kind, in input order. `group` is '' for the core group. */
  public byKind(group: string, kind: string): readonly KubeObject[] {
    return this.kinds.get(group)?.get(kind)?.objects ?? NONE;
  }

  /**
   * The object of that kind and name (the first of several); `namespace` '' for cluster-scoped kinds. None has the name '': that of an
   * object whose name the API server generates is not known.
   */
  public find(group: string, kind: string, namespace: string, name: string): KubeObject | undefined {
    return name === '' ? undefined : this.kinds.get(group)?.get(kind)?.find(namespace, name);
  }

  /** What a fact comes to here: for {@link fact} and {@link factFor}, which know that it is the same fact. */
  public once<T>(fact: Fact<T>): T {
    const known = this.facts.get(fact);
    if (known !== undefined || this.facts.has(fact)) return known as T;
    const failure = this.failures.get(fact);
    if (failure) throw failure.cause;
    try {
      const value = fact.compute(this);
      this.facts.set(fact, value);
      return value;
    } catch (cause) {
      this.failures.set(fact, { cause });
      throw cause;
    }
  }

  /** The same objects, with those that state no namespace put into this one. */
  public inNamespace(defaultNamespace: string): Inventory {
    return new Inventory(
      this.written.map((object) => (object.namespace === undefined ? { defaultNamespace, ...object } : object)),
      this.files,
      this.together,
    );
  }

  private indexOf({ group, kind }: KubeObject): KindIndex {
    let kinds = this.kinds.get(group);
    if (!kinds) this.kinds.set(group, (kinds = new Map()));
    let index = kinds.get(kind);
    if (!index) kinds.set(kind, (index = new KindIndex()));
    return index;
  }
}

/** The objects of one kind. */
class KindIndex {
  public readonly objects: KubeObject[] = [];
  /** By namespace, then by name: of most kinds none is requested by name. */
  private names: NameIndex<KubeObject> | undefined;

  public find(namespace: string, name: string): KubeObject | undefined {
    return (this.names ??= this.index()).get(namespace, name);
  }

  private index(): NameIndex<KubeObject> {
    const index = new NameIndex<KubeObject>();
    for (const object of this.objects) index.add(namespaceOf(object), object.name, object);
    return index;
  }
}

const NONE: readonly KubeObject[] = Object.freeze([]);
