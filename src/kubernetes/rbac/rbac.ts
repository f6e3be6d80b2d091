import { asArray, asObject, isObject } from '../../text/json';
import { MultiMap } from '../../text/multi-map';
import { fact } from '../objects/fact';
import type { Inventory } from '../objects/inventory';
import { LabelSelector } from '../objects/label-selector';
import { NameIndex } from '../objects/name-index';
import { describe, namespaceOf, type KubeObject } from '../objects/object';
import { Aggregation } from './aggregation';
import { builtInRole, builtInRoles, hasBootstrapLabel, type BuiltInRole } from './built-in-roles';
import { readRules, rulesCover, type PolicyRule, type RbacFault } from './policy-rule';
import { RBAC_GROUP, readRoleRef, readSubjects, type RoleRef, type SubjectView } from './rbac-binding';

/** A Role or ClusterRole: of the input, or one that every API server makes itself. */
export interface RoleView {
  /** Undefined for a built-in role that is not in the input. */
  readonly object: KubeObject | undefined;
  readonly kind: 'Role' | 'ClusterRole';
  /** '' for a ClusterRole. */
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The rules as written. See {@link RbacView.effectiveRules} for an aggregated ClusterRole. */
  readonly rules: readonly PolicyRule[];
  /** Selectors of an aggregated ClusterRole, whose rules the controller manager fills in. */
  readonly selectors: readonly LabelSelector[] | undefined;
  /** The built-in role of this kind, namespace and name, when it has the API server's label. */
  readonly builtIn: BuiltInRole | undefined;
  readonly faults: readonly RbacFault[];
}

/** A RoleBinding or ClusterRoleBinding. */
export interface BindingView {
  readonly object: KubeObject;
  readonly kind: 'RoleBinding' | 'ClusterRoleBinding';
  /** Where it grants; '' = everywhere. */
  readonly namespace: string;
  readonly roleRef: RoleRef | undefined;
  /** The role; undefined when it is neither in the input nor built in. */
  readonly role: RoleView | undefined;
  readonly subjects: readonly SubjectView[];
  readonly faults: readonly RbacFault[];
}

type Kind = 'Role' | 'ClusterRole' | 'RoleBinding' | 'ClusterRoleBinding';
/** By their names in lower case. */
const KINDS: ReadonlyMap<string, Kind> = new Map(
  (['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'] as const).map((kind) => [kind.toLowerCase(), kind]),
);

/** Who may do what, by the roles and bindings of an inventory. */
export class RbacView {
  /** Roles of the input, in input order. */
  public readonly roles: readonly RoleView[];
  /** Bindings of the input, in input order. */
  public readonly bindings: readonly BindingView[];
  private readonly byName = { Role: new NameIndex<RoleView>(), ClusterRole: new NameIndex<RoleView>() };
  private readonly inheritedBindings = new Map<number, (role: RoleView) => ReadonlySet<BindingView>>();
  private graph: Aggregation<RoleView> | undefined;
  private takenOver: ((role: RoleView) => RoleView | undefined) | undefined;
  private places: ReadonlyMap<BindingView, number> | undefined;
  private rolesByName: MultiMap<string, RoleView> | undefined;
  private bindingsByRole: MultiMap<RoleView, BindingView> | undefined;

  /** @param known roles that are there whether or not they are in the input */
  constructor(inventory: Inventory, known: readonly BuiltInRole[] = builtInRoles()) {
    const roles: RoleView[] = [];
    const binding: [KubeObject, 'RoleBinding' | 'ClusterRoleBinding'][] = [];
    for (const object of inventory.objects) {
      const kind = object.group === RBAC_GROUP ? kindOf(object) : undefined;
      if (kind === 'Role' || kind === 'ClusterRole') roles.push(readRole(object, kind));
      else if (kind) binding.push([object, kind]);
    }
    this.roles = roles;
    for (const role of roles) this.byName[role.kind].add(role.namespace, role.name, role);
    for (const role of known) {
      if (!this.find(role.kind, role.namespace, role.name)) this.byName[role.kind].add(role.namespace, role.name, fromBuiltIn(role));
    }
    this.bindings = binding.map(([object, kind]) => this.readBinding(object, kind));
  }

  /** The role of that name: of the input, else a built-in one. `namespace` is '' for a ClusterRole. */
  public find(kind: 'Role' | 'ClusterRole', namespace: string, name: string): RoleView | undefined {
    return this.byName[kind].get(namespace, name);
  }

  /** ClusterRoles whose rules an aggregated one takes over, directly or through others. */
  public members(role: RoleView): readonly RoleView[] {
    return role.selectors ? this.aggregation.members(role) : [];
  }

  /**
   * True when the rules that are written in the role count: not those of an aggregated one, which the controller overwrites. They do in an
   * object that was read from a cluster, where they are what the controller wrote; where roles aggregate one another in a circle, in which
   * rules may go round for ever; and where there is nothing to take over, since the controller then applies no rules, and that takes away
   * none that another has written.
   */
  public isInForce(role: RoleView): boolean {
    if (!role.selectors || this.isFromCluster(role) || this.isInCircle(role)) return true;
    return (this.takenOver ??= this.aggregation.below(({ rules }) => rules.length > 0))(role) === undefined;
  }

  /** True for an aggregated role that takes over, through others, what it gives. */
  public isInCircle(role: RoleView): boolean {
    return this.aggregation.isCyclic(role);
  }

  /** For each role one that passes a test: itself, or one whose rules it takes over; undefined where none does. */
  public firstOf(test: (role: RoleView) => boolean): (role: RoleView) => RoleView | undefined {
    const below = this.aggregation.below(test);
    return (role) => (test(role) ? role : below(role));
  }

  /** True for what was read from a cluster, or is written down as Kubernetes itself has it. */
  public isFromCluster({ object, builtIn }: RoleView): boolean {
    return builtIn !== undefined || (object !== undefined && asObject(object.json.metadata).uid !== undefined);
  }

  /** What the role grants once the controller manager has filled it in. {@link RbacView.gathered} asks about many roles at once. */
  public effectiveRules(role: RoleView): readonly PolicyRule[] {
    return role.selectors ? [role, ...this.members(role)].flatMap((each) => this.rulesInForce(each)) : role.rules;
  }

  /** The rules that are written in the role, where they count. */
  public rulesInForce(role: RoleView): readonly PolicyRule[] {
    return this.isInForce(role) ? role.rules : [];
  }

  /** For each role what it and the roles that it takes over have, each once; linear in all roles, where each has few different things. */
  public gathered<T>(read: (role: RoleView) => Iterable<T>): (role: RoleView) => ReadonlySet<T> {
    return this.aggregation.gathered(read);
  }

  /**
   * The rules for which this role answers: without what Kubernetes itself puts into its own roles, and without what an aggregated role has
   * from others, where it is checked already.
   */
  public ownRules(role: RoleView): readonly PolicyRule[] {
    if (!this.isInForce(role)) return [];
    if (role.rules.length === 0 || !this.isFromCluster(role)) return role.rules;
    const taken = role.selectors ? this.members(role).flatMap((member) => this.rulesInForce(member)) : [];
    const known = [...(role.builtIn ? this.defaultsOf(role.builtIn) : []), ...taken];
    return known.length === 0 ? role.rules : role.rules.filter((rule) => !rulesCover(known, rule));
  }

  /**
   * Bindings of the input by which the role's rules reach a subject, in input order: all of its own, and of those of roles that take over
   * its rules at least `most`, where there are as many.
   */
  public bindingsOf(role: RoleView, most: number): { readonly bindings: readonly BindingView[]; readonly isAll: boolean } {
    const own = (this.bindingsByRole ??= this.indexBindings()).get(role);
    if (role.kind === 'Role') return { bindings: own, isAll: true };
    let inherited = this.inheritedBindings.get(most);
    if (!inherited) {
      const index = this.bindingsByRole;
      this.inheritedBindings.set(most, (inherited = this.aggregation.inherited((each) => index.get(each).filter(hasSubjects), most)));
    }
    const more = inherited(role);
    const bindings = more.size === 0 ? own : [...new Set([...own, ...more])].sort((a, b) => this.order.get(a)! - this.order.get(b)!);
    return { bindings, isAll: more.size < most };
  }

  /** Roles of the input with that name, of either kind and in any namespace. */
  public namesakes(name: string): readonly RoleView[] {
    return (this.rolesByName ??= MultiMap.by(this.roles, (role) => role.name)).get(name);
  }

  private indexBindings(): MultiMap<RoleView, BindingView> {
    const index = new MultiMap<RoleView, BindingView>();
    for (const binding of this.bindings) if (binding.role) index.add(binding.role, binding);
    return index;
  }

  private get aggregation(): Aggregation<RoleView> {
    return (this.graph ??= new Aggregation([
      ...new Set([...this.byName.ClusterRole.in(''), ...this.roles.filter(({ kind }) => kind === 'ClusterRole')]),
    ]));
  }

  private get order(): ReadonlyMap<BindingView, number> {
    return (this.places ??= new Map(this.bindings.map((binding, index) => [binding, index])));
  }

  private defaultsOf(role: BuiltInRole): readonly PolicyRule[] {
    if (!role.aggregates) return role.rules;
    const parts = builtInRoles().filter(({ labels }) => labels[role.aggregates!] === 'true');
    return parts.flatMap((part) => this.defaultsOf(part));
  }

  private readBinding(object: KubeObject, kind: BindingView['kind']): BindingView {
    const faults = kindFaults(object, kind);
    const namespace = kind === 'RoleBinding' ? namespaceOf(object) : '';
    const roleRef = readRoleRef(object.json.roleRef, kind, faults);
    const role = roleRef && this.find(roleRef.kind, roleRef.kind === 'Role' ? namespace : '', roleRef.name);
    const subjects = readSubjects(object.json.subjects, namespace, faults);
    return { object, kind, namespace, roleRef, role, subjects, faults };
  }
}

function hasSubjects({ subjects }: BindingView): boolean {
  return subjects.length > 0;
}

/** The roles and bindings of an inventory, read once. */
export const rbacView: (inventory: Inventory) => RbacView = fact('roles and bindings', (inventory) => new RbacView(inventory));

/** `ClusterRole view`, `Role payments/deployer`: for messages. */
export function describeRole({ kind, namespace, name, object }: RoleView): string {
  if (object) return describe(object);
  return namespace === '' ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

/** The kind that is meant: a misspelt one (`ClusterRolebinding`) is a fault, yet read. */
function kindOf({ kind }: KubeObject): Kind | undefined {
  return KINDS.get(kind.toLowerCase());
}

/** A misspelt kind, and versions that are served no more. */
function kindFaults(object: KubeObject, kind: Kind): RbacFault[] {
  const faults: RbacFault[] = [];
  if (kind !== object.kind) faults.push({ path: 'kind', message: `kind "${object.kind}" does not exist (${kind} is meant)` });
  if (object.version !== 'v1') faults.push({ path: 'apiVersion', message: `apiVersion "${object.apiVersion}" is not served` });
  return faults;
}

function readRole(object: KubeObject, kind: RoleView['kind']): RoleView {
  const faults = kindFaults(object, kind);
  const namespace = kind === 'Role' ? namespaceOf(object) : '';
  const { name, labels } = object;
  return {
    object,
    kind,
    namespace,
    name,
    labels,
    rules: readRules(object.json.rules, kind === 'Role', faults),
    selectors: kind === 'ClusterRole' ? readSelectors(object.json.aggregationRule, faults) : undefined,
    builtIn: hasBootstrapLabel(labels) ? builtInRole(kind, namespace, name) : undefined,
    faults,
  };
}

function readSelectors(value: unknown, faults: RbacFault[]): LabelSelector[] | undefined {
  if (value === undefined || value === null) return undefined;
  const path = 'aggregationRule.clusterRoleSelectors';
  const list = isObject(value) ? asArray(value.clusterRoleSelectors) : [];
  if (list.length === 0) {
    faults.push({ path, message: 'aggregationRule has no clusterRoleSelectors' });
    return undefined;
  }
  return list.map((item, index) => {
    // A missing selector selects nothing elsewhere; here the entry itself is the selector, and an empty one selects every ClusterRole.
    const selector = LabelSelector.of(item);
    if (selector.invalid !== undefined || !isObject(item)) {
      faults.push({ path: `${path}[${index}]`, message: `${path}[${index}]: ${selector.invalid ?? 'the selector is not a mapping'}` });
    }
    return selector;
  });
}

function fromBuiltIn(builtIn: BuiltInRole): RoleView {
  const { kind, namespace, name, labels, rules, aggregates } = builtIn;
  const selectors = aggregates === undefined ? undefined : [LabelSelector.of({ matchLabels: { [aggregates]: 'true' } })];
  return { object: undefined, kind, namespace, name, labels, rules, selectors, builtIn, faults: [] };
}
