import type { Inventory } from '../../kubernetes/objects/inventory';
import { describe } from '../../kubernetes/objects/object';
import { missingOf, type PolicyRule } from '../../kubernetes/rbac/policy-rule';
import { describeRole, RbacView, type BindingView, type RoleView } from '../../kubernetes/rbac/rbac';
import type { SubjectView } from '../../kubernetes/rbac/rbac-binding';
import { ruleAllows, type AccessRequest } from '../../kubernetes/rbac/rule-allows';
import { MultiMap } from '../../text/multi-map';
import { accountUser, groupIdentity, MASTERS, mayBeNode, userIdentity, type Identity } from './identity';
import { otherAuthorizers } from './other-authorizers';

/** What a binding gives a subject. */
export interface Grant {
  readonly binding: BindingView;
  /** The entry of the binding. */
  readonly subject: SubjectView;
  /** Where it holds; '' = everywhere. */
  readonly namespace: string;
  /** Undefined where `doubt` says why. */
  readonly role: RoleView | undefined;
  /** Why it is not known what is given, or whether anything is. */
  readonly doubt: string | undefined;
}

/** A rule that a subject has, and by what. */
export interface HeldRule {
  readonly grant: Grant;
  readonly rule: PolicyRule;
  /** The role in which the rule is written: that of the binding, or one that it aggregates. */
  readonly writtenIn: RoleView;
}

/** The answer to one question. */
export interface Decision {
  /** `unknown`: nothing that is known allows it, and something that is not known may. */
  readonly verdict: 'allowed' | 'denied' | 'unknown';
  /** Every rule that allows it; none where the API server allows the identity everything. */
  readonly by: readonly HeldRule[];
  /** What may decide otherwise, as sentences without a stop. */
  readonly unknown: readonly string[];
}

/** The subjects that may make a request. */
export interface Holders {
  /** One for each entry of a binding. */
  readonly held: readonly HeldRule[];
  readonly unknown: readonly string[];
}

/** Why a member of `system:masters` is allowed everything. */
export const ALWAYS = `the API server allows the group ${MASTERS} everything before it asks any authorizer`;

/**
 * Who may do what by the roles and bindings of an input, as the RBAC authorizer of the API server decides. Answers are computed on request,
 * each in time that grows with the bindings and rules that are involved; all is indexed once.
 */
export class Access {
  public readonly rbac: RbacView;
  private readonly grants = new MultiMap<string, Grant>();
  /** Every grant, in the order of the input: those of the API server itself first. */
  public readonly allGrants: readonly Grant[];
  private readonly others: readonly string[];

  /** @param inventory the objects that are in the cluster, those that the API server makes itself among them */
  constructor(inventory: Inventory) {
    this.rbac = new RbacView(inventory, []);
    this.others = otherAuthorizers(inventory);
    const all: Grant[] = [];
    const broken = this.rbac.firstOf(({ faults }) => faults.length > 0);
    for (const binding of this.rbac.bindings) {
      const { doubt, role } = resolve(binding, broken);
      for (const subject of binding.subjects) {
        const grant = { binding, subject, namespace: binding.namespace, role, doubt };
        all.push(grant);
        this.grants.add(keyOf(subject), grant);
      }
    }
    this.allGrants = all;
  }

  /** What is given to an identity: everywhere, and in the namespace; without one, in any. Of several entries of a binding the first. */
  public grantsOf({ user, groups }: Identity, namespace?: string): readonly Grant[] {
    const keys = [...(user === undefined ? [] : [`User ${user}`]), ...groups.map((group) => `Group ${group}`)];
    const found = new Map<BindingView, Grant>();
    for (const key of keys) {
      for (const grant of this.grants.get(key)) {
        const applies = namespace === undefined || grant.namespace === '' || grant.namespace === namespace;
        if (applies && !found.has(grant.binding)) found.set(grant.binding, grant);
      }
    }
    return [...found.values()];
  }

  /** Decides about a request. */
  public can(identity: Identity, request: AccessRequest): Decision {
    if (identity.groups.includes(MASTERS)) return { verdict: 'allowed', by: [], unknown: [] };
    const grants = this.grantsOf(identity, namespaceOfRequest(request));
    const by = grants.flatMap((grant) => [...this.rulesOf(grant)].filter(({ rule }) => ruleAllows(rule, request)));
    const unknown = [...doubtsOf(grants), ...this.others];
    if (mayBeNode(identity)) unknown.push('the Node authorizer allows a node more, by the pods that are bound to it');
    return { verdict: by.length > 0 ? 'allowed' : unknown.length > 0 ? 'unknown' : 'denied', by, unknown };
  }

  /** The subjects to which a binding gives a rule that allows the request, each with one such rule. */
  public who(request: AccessRequest): Holders {
    const namespace = namespaceOfRequest(request);
    const giver = this.rbac.firstOf((role) => this.rbac.rulesInForce(role).some((rule) => ruleAllows(rule, request)));
    const grants = this.allGrants.filter((grant) => grant.namespace === '' || grant.namespace === namespace);
    const held = grants.flatMap((grant): HeldRule[] => {
      const writtenIn = grant.role && giver(grant.role);
      const rule = writtenIn?.rules.find((each) => ruleAllows(each, request));
      return writtenIn && rule ? [{ grant, rule, writtenIn }] : [];
    });
    return { held, unknown: [...doubtsOf(grants), ...this.others] };
  }

  /** Every rule that an identity has everywhere and in the namespace; without one, in any. */
  public rulesFor(identity: Identity, namespace?: string): readonly HeldRule[] {
    return this.grantsOf(identity, namespace).flatMap((grant) => [...this.rulesOf(grant)]);
  }

  /** What is not known of the rules that an identity has, as sentences without a stop. */
  public doubts(identity: Identity, namespace?: string): readonly string[] {
    return [...doubtsOf(this.grantsOf(identity, namespace)), ...this.others];
  }

  /**
   * What of the rules an identity does not have itself, and therefore may not write into a role of that namespace ('' for a ClusterRole),
   * nor give to others by a binding there, unless it may `escalate` or `bind`.
   */
  public missing(identity: Identity, namespace: string, rules: readonly PolicyRule[]): readonly PolicyRule[] {
    if (identity.groups.includes(MASTERS)) return [];
    const held = this.rulesFor(identity, namespace).map(({ rule }) => rule);
    return rules.flatMap((rule) => [...missingOf(held, rule)]);
  }

  /** The subjects that bindings name, each once, in the order of the input. */
  public subjects(): readonly Identity[] {
    const found = new Map<string, Identity>();
    for (const { subject } of this.allGrants) {
      const key = keyOf(subject);
      if (!found.has(key)) found.set(key, identityOf(subject));
    }
    return [...found.values()];
  }

  /** The rules of the role of a grant, those that it takes over from others among them. */
  private *rulesOf(grant: Grant): Generator<HeldRule> {
    const { role } = grant;
    if (!role) return;
    for (const writtenIn of role.selectors ? [role, ...this.rbac.members(role)] : [role]) {
      for (const rule of this.rbac.rulesInForce(writtenIn)) yield { grant, rule, writtenIn };
    }
  }
}

function resolve(
  binding: BindingView,
  broken: (role: RoleView) => RoleView | undefined,
): { readonly doubt: string | undefined; readonly role: RoleView | undefined } {
  const { object, roleRef, role, faults } = binding;
  const unknown = (doubt: string) => ({ doubt, role: undefined });
  const [fault] = faults;
  if (fault || !roleRef) return unknown(`${describe(object)} is rejected by the API server (${fault?.message ?? 'roleRef'})`);
  if (!role) return unknown(`${describe(object)} gives ${roleRef.kind} ${roleRef.name}, which is not in the input`);
  const wrong = broken(role);
  const reason = wrong?.faults[0]?.message;
  if (!wrong) return { doubt: undefined, role };
  const doubt = `${describeRole(wrong)} is rejected by the API server (${reason}), and ${describe(object)} gives it`;
  return wrong === role ? unknown(doubt) : { doubt, role };
}

/** '' for a URL: only what is given everywhere counts. */
function namespaceOfRequest(request: AccessRequest): string {
  return 'url' in request ? '' : request.namespace;
}

function doubtsOf(grants: readonly Grant[]): string[] {
  return [...new Set(grants.flatMap(({ doubt }) => doubt ?? []))];
}

function keyOf({ kind, name, namespace }: SubjectView): string {
  return kind === 'ServiceAccount' ? `User ${accountUser(namespace ?? '', name)}` : `${kind} ${name}`;
}

/** Who an entry of a binding names. */
export function identityOf({ kind, name, namespace }: SubjectView): Identity {
  if (kind === 'Group') return groupIdentity(name);
  return userIdentity(kind === 'ServiceAccount' ? accountUser(namespace ?? '', name) : name);
}
