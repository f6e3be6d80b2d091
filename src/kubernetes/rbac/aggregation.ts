import { MultiMap } from '../../text/multi-map';
import { LabelIndex } from '../objects/label-index';
import type { LabelSelector } from '../objects/label-selector';
import { components } from './components';

/** What aggregation asks of a ClusterRole. */
interface Aggregated {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly selectors: readonly LabelSelector[] | undefined;
}

/**
 * Which ClusterRoles take over the rules of which, directly or through others: the controller does one step at a time, and again after each
 * change, until nothing changes. In time and space that grow with the roles and what each selector selects, however they are chained.
 *
 * Source: pkg/controller/clusterroleaggregation in https://github.com/kubernetes/kubernetes
 */
export class Aggregation<R extends Aggregated> {
  private readonly numbers: ReadonlyMap<R, number>;
  /** By node: roles, then selectors, since many roles may have the same selector. */
  private readonly edges: number[][];
  /** The component of each node. Those that a component leads to have lower numbers. */
  private readonly componentOf: readonly number[];
  private readonly nodesIn: MultiMap<number, number>;
  /** What {@link next} has found. */
  private readonly nexts: (readonly number[])[] = [];
  /** How many roles a component has. */
  private readonly counts: readonly number[];

  constructor(private readonly roles: readonly R[]) {
    this.numbers = new Map(roles.map((role, index) => [role, index]));
    this.edges = this.connect();
    this.componentOf = components(this.edges);
    this.nodesIn = MultiMap.by(this.edges.keys(), (node) => this.componentOf[node]!);
    this.counts = Array.from({ length: this.nodesIn.size }, (_, component) => this.rolesIn(component).length);
  }

  /** True for a role that takes over, through others, what it gives: rules go round, its own among them. */
  public isCyclic(role: R): boolean {
    const node = this.numbers.get(role);
    return node !== undefined && role.selectors !== undefined && this.counts[this.componentOf[node]!]! > 1;
  }

  /** The roles whose rules a role takes over, in no particular order. */
  public members(role: R): readonly R[] {
    const start = this.numbers.get(role);
    if (start === undefined) return [];
    const seen = new Set([start]);
    for (const node of seen) for (const next of this.edges[node]!) seen.add(next);
    seen.delete(start);
    return [...seen].flatMap((node) => this.roles[node] ?? []);
  }

  /**
   * For a role one of those whose rules it takes over, directly or through others, that pass a test; undefined where none does. Linear in
   * all roles together.
   */
  public below(test: (role: R) => boolean): (role: R) => R | undefined {
    const passing: R[][] = [];
    const firstBelow: (R | undefined)[] = [];
    for (let component = 0; component < this.nodesIn.size; component++) {
      for (const each of this.next(component)) firstBelow[component] ??= passing[each]![0] ?? firstBelow[each];
      passing[component] = this.rolesIn(component).filter(test).slice(0, 2);
    }
    return (role) => {
      const node = this.numbers.get(role);
      if (node === undefined) return undefined;
      const component = this.componentOf[node]!;
      return passing[component]!.find((each) => each !== role) ?? firstBelow[component];
    };
  }

  /** For a role what it and its members have, each once. What one role requires is kept for the next. */
  public gathered<T>(read: (role: R) => Iterable<T>): (role: R) => ReadonlySet<T> {
    const found: Set<T>[] = [];
    return (role) => {
      const node = this.numbers.get(role);
      if (node === undefined) return new Set(read(role));
      const component = this.componentOf[node]!;
      for (const each of this.reachedFrom(component, found)) {
        const all = (found[each] = new Set<T>());
        for (const member of this.rolesIn(each)) for (const item of read(member)) all.add(item);
        for (const below of this.next(each)) for (const item of found[below]!) all.add(item);
      }
      return found[component]!;
    };
  }

  /** For each role what the roles have that take over its rules, or `most` of it. Its own is left out, unless it goes round. */
  public inherited<T>(read: (role: R) => Iterable<T>, most: number): (role: R) => ReadonlySet<T> {
    const found = [...this.nodesIn.keys()].map(() => new Set<T>());
    for (let component = found.length - 1; component >= 0; component--) {
      const above = found[component]!;
      const roles = this.rolesIn(component);
      const own = take(roles, read, most);
      if (roles.length > 1) addUpTo(above, own, most);
      for (const below of this.next(component)) {
        addUpTo(found[below]!, own, most);
        addUpTo(found[below]!, above, most);
      }
    }
    return (role) => {
      const node = this.numbers.get(role);
      return node === undefined ? new Set() : found[this.componentOf[node]!]!;
    };
  }

  /** The components that one leads to, itself among them, without those that are known; what a component leads to comes before it. */
  private reachedFrom(start: number, known: readonly unknown[]): readonly number[] {
    if (known[start] !== undefined) return [];
    const seen = new Set([start]);
    for (const component of seen) for (const next of this.next(component)) if (known[next] === undefined) seen.add(next);
    return [...seen].sort((a, b) => a - b);
  }

  /** The components to which one leads in one step. */
  private next(component: number): readonly number[] {
    return (this.nexts[component] ??= this.nodesIn
      .get(component)
      .flatMap((node) => this.edges[node]!.map((next) => this.componentOf[next]!).filter((next) => next !== component)));
  }

  private rolesIn(component: number): readonly R[] {
    return this.nodesIn.get(component).flatMap((node) => this.roles[node] ?? []);
  }

  private connect(): number[][] {
    const byLabel = new LabelIndex<number>();
    this.roles.forEach(({ labels }, index) => {
      for (const key of Object.keys(labels)) byLabel.add(key, labels[key]!, index);
    });
    const edges: number[][] = this.roles.map(() => []);
    const known = new Map<string, number>();
    this.roles.forEach(({ selectors = [] }, index) => {
      for (const selector of selectors) {
        const key = selector.canonical;
        let node = known.get(key);
        if (node === undefined) {
          known.set(key, (node = edges.length));
          edges.push(this.candidates(selector, byLabel).filter((each) => selector.matches(this.roles[each]!.labels)));
        }
        edges[index]!.push(node);
      }
    });
    return edges;
  }

  private candidates({ anchor }: LabelSelector, byLabel: LabelIndex<number>): number[] {
    return anchor ? [...new Set(anchor.values.flatMap((value) => byLabel.get(anchor.key, value)))] : [...this.roles.keys()];
  }
}

function take<R, T>(roles: readonly R[], read: (role: R) => Iterable<T>, most: number): Set<T> {
  const found = new Set<T>();
  for (const role of roles) {
    if (found.size >= most) break;
    addUpTo(found, read(role), most);
  }
  return found;
}

function addUpTo<T>(set: Set<T>, items: Iterable<T>, most: number): void {
  for (const item of items) {
    if (set.size >= most) return;
    set.add(item);
  }
}
