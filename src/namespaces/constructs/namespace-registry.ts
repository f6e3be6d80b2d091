import type { IConstruct } from 'constructs';
import type { PolicyBook } from './policy-book';

interface Registered {
  readonly path: string;
  readonly book: PolicyBook;
}

/** The isolated namespaces of one app, by name: so that traffic between two of them is opened on both sides, whichever is created first. */
export class NamespaceRegistry {
  public static of(construct: IConstruct): NamespaceRegistry {
    let registry = NamespaceRegistry.byRoot.get(construct.node.root);
    if (!registry) NamespaceRegistry.byRoot.set(construct.node.root, (registry = new NamespaceRegistry()));
    return registry;
  }

  private static readonly byRoot = new WeakMap<IConstruct, NamespaceRegistry>();

  private readonly byName = new Map<string, Registered>();
  private readonly waiting = new Map<string, ((book: PolicyBook) => void)[]>();

  /** Path of the construct that makes the namespace, if there is one. */
  public pathOf(name: string): string | undefined {
    return this.byName.get(name)?.path;
  }

  /** Adds a namespace, and opens what was requested before it was there. */
  public add(name: string, path: string, book: PolicyBook): void {
    this.byName.set(name, { path, book });
    for (const open of this.waiting.get(name) ?? []) open(book);
    this.waiting.delete(name);
  }

  /** Opens something in a namespace: now, or when it is created. A namespace that this app does not isolate is left alone. */
  public open(name: string, open: (book: PolicyBook) => void): void {
    const found = this.byName.get(name);
    if (found) return open(found.book);
    const list = this.waiting.get(name);
    if (list) list.push(open);
    else this.waiting.set(name, [open]);
  }
}
