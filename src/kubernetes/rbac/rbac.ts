import { asArray, isObject } from '../../text/json';
import { MultiMap } from '../../text/multi-map';
import { isReason } from '../../text/reason';
import { REASON_ANNOTATION } from '../objects/annotations';
import { fact } from '../objects/fact';
import type { Inventory } from '../objects/inventory';
import { LabelSelector } from '../objects/label-selector';
import { NameIndex } from '../objects/name-index';
import { describe, namespaceOf, type KubeObject } from '../objects/object';
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
  /** Why it has its powers, as annotated; undefined when blank. */
  readonly reason: string | undefined;
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
  readonly reason: string | undefined;
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
  private readonly memberCache = new Map<RoleView, readonly RoleView[]>();
  private rolesByName: MultiMap<string, RoleView> | undefined;
  private bindingsByRole: MultiMap<RoleView, BindingView> | undefined;

  constructor(inventory: Inventory) {
    const roles: RoleView[] = [];
    const binding: [KubeObject, 'RoleBinding' | 'ClusterRoleBinding'][] = [];
    for (const object of inventory.objects) {
      const kind = object.group === RBAC_GROUP ? kindOf(object) : undefined;
      if (kind === 'Role' || kind === 'ClusterRole') roles.push(readRole(object, kind));
      else if (kind) binding.push([object, kind]);
    }
    this.roles = roles;
    for (const role of roles) this.byName[role.kind].add(role.namespace, role.name, role);
    for (const role of builtInRoles()) {
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
    const known = this.memberCache.get(role);
    if (known) return known;
    const found = new Set<RoleView>();
    const queue = [role];
    for (let next = queue.pop(); next; next = queue.pop()) {
      const { selectors } = next;
      if (!selectors) continue;
      for (const other of this.byName.ClusterRole.in('')) {
        if (other === role || found.has(other) || !selectors.some((selector) => selector.matches(other.labels))) continue;
        found.add(other);
        queue.push(other);
      }
    }
    const members = [...found];
    this.memberCache.set(role, members);
    return members;
  }

  /** What the role grants once the controller manager has filled it in. */
  public effectiveRules(role: RoleView): readonly PolicyRule[] {
    return role.selectors ? this.members(role).flatMap((member) => (member.selectors ? [] : member.rules)) : role.rules;
  }

  /**
   * The rules for which this role answers: without what Kubernetes itself puts into its own roles, and without what an aggregated role has
   * from others, where it is judged already.
   */
  public ownRules(role: RoleView): readonly PolicyRule[] {
    if (!role.builtIn && !role.selectors) return role.rules;
    const known = [...(role.builtIn ? this.defaultsOf(role.builtIn) : []), ...(role.selectors ? this.effectiveRules(role) : [])];
    return known.length === 0 ? role.rules : role.rules.filter((rule) => !rulesCover(known, rule));
  }

  /** Bindings of the input by which the role's rules reach anybody: its own, and those of roles that take over its rules. */
  public bindingsOf(role: RoleView): readonly BindingView[] {
    return (this.bindingsByRole ??= this.indexBindings()).get(role);
  }

  /** Roles of the input with that name, of either kind and in any namespace. */
  public namesakes(name: string): readonly RoleView[] {
    return (this.rolesByName ??= MultiMap.by(this.roles, (role) => role.name)).get(name);
  }

  private indexBindings(): MultiMap<RoleView, BindingView> {
    const index = new MultiMap<RoleView, BindingView>();
    for (const binding of this.bindings) {
      for (const role of binding.role ? [binding.role, ...this.members(binding.role)] : []) index.add(role, binding);
    }
    return index;
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
    return { object, kind, namespace, roleRef, role, subjects, reason: reasonOf(object), faults };
  }
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
    reason: reasonOf(object),
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
  if (list.length === 0) faults.push({ path, message: 'aggregationRule has no clusterRoleSelectors' });
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
  return { object: undefined, kind, namespace, name, labels, rules, selectors, builtIn, reason: undefined, faults: [] };
}

function reasonOf({ annotations }: KubeObject): string | undefined {
  const reason = Object.hasOwn(annotations, REASON_ANNOTATION) ? annotations[REASON_ANNOTATION] : undefined;
  return isReason(reason) ? reason : undefined;
}
