import { describe } from '../../../kubernetes/objects/object';
import { isMadeByServer } from '../../../kubernetes/rbac/bootstrap/bootstrap-objects';
import type { PolicyRule } from '../../../kubernetes/rbac/policy-rule';
import { describeRole, type RoleView } from '../../../kubernetes/rbac/rbac';
import { ruleAllows } from '../../../kubernetes/rbac/rule-allows';
import { MultiMap } from '../../../text/multi-map';
import { identityOf, type Access, type Grant } from '../access';
import { accountIdentity, accountOf, groupIdentity, MASTERS, userIdentity } from '../identity';
import type { GraphBuilder, Place } from './builder';
import type { Evidence } from './graph';
import { CONTROLLERS, SINGLE_RIGHTS, type Right } from './rights';

/** A name that no rule has: what it allows, it allows for all names. */
const NO_NAME = '\0';

/** True where the rule gives one of the requests of a right. */
export function givesRight(rule: PolicyRule, right: Right, name = right.name ?? NO_NAME): boolean {
  return right.resources.some((entry) => {
    const [resource, subresource = ''] = entry.split('/') as [string, string?];
    return right.verbs.some((verb) => ruleAllows(rule, { verb, group: right.group, resource, subresource, name, namespace: '' }));
  });
}

/** The rule of a role, its own or one that it takes over. */
export function evidenceOf(role: RoleView, gives: (rule: PolicyRule) => boolean): Evidence | undefined {
  const rule = role.rules.find(gives);
  return rule && { object: role.object, path: rule.path, text: `${describeRole(role)} ${rule.path}` };
}

/** A grant as a node, which leads to what its role gives in its place. */
export interface GrantNode {
  readonly grant: Grant;
  readonly node: number;
}

/** Adds who holds which role where, and what each role gives by itself. Returns the grants, for what they give together. */
export function addGrants(builder: GraphBuilder, access: Access): readonly GrantNode[] {
  const { graph } = builder;
  const roles = new RoleSteps(builder, access);
  graph.add(builder.identity(groupIdentity(MASTERS)), builder.admin, { kind: 'all-rights', text: 'is allowed everything' });
  return access.allGrants.flatMap((grant, index): GrantNode[] => {
    const { binding, subject, role, namespace } = grant;
    if (!role) return [];
    const node = graph.node(`grant ${index}`, () => ({ kind: 'step', label: describe(binding.object), namespace }));
    const evidence = [{ object: binding.object, path: subject.path, text: describe(binding.object) }];
    const text = `holds ${describeRole(role)}${namespace === '' ? '' : ` in namespace ${namespace}`}`;
    graph.add(builder.identity(identityOf(subject)), node, { text, evidence, isCut: !isMadeByServer(binding.object) });
    graph.add(node, roles.in(role, namespace));
    return [{ grant, node }];
  });
}

/** What a role gives in a namespace: found once for both. */
class RoleSteps {
  private readonly givers: readonly ((role: RoleView) => RoleView | undefined)[];
  private readonly steerers: readonly ((role: RoleView) => RoleView | undefined)[];
  private readonly named: (role: RoleView) => Iterable<readonly [PolicyRule, RoleView]>;
  private readonly numbers = new Map<RoleView, number>();
  private readonly controllers: MultiMap<string, number>;

  constructor(
    private readonly builder: GraphBuilder,
    access: Access,
  ) {
    const { rbac } = access;
    const giver = (right: Right) =>
      rbac.firstOf((role) => rbac.rulesInForce(role).some((rule) => rule.nonResourceURLs.length === 0 && givesRight(rule, right)));
    this.givers = SINGLE_RIGHTS.map(giver);
    this.steerers = CONTROLLERS.map(giver);
    const gathered = rbac.gathered((role): (readonly [PolicyRule, RoleView])[] =>
      rbac.rulesInForce(role).flatMap((rule) => (rule.resourceNames.length > 0 ? [[rule, role] as const] : [])),
    );
    this.named = (role) => gathered(role);
    this.controllers = new MultiMap();
    for (const identity of access.subjects()) {
      const account = identity.user === undefined ? undefined : accountOf(identity.user);
      if (account) this.controllers.add(account.name, builder.identity(identity));
    }
  }

  public in(role: RoleView, namespace: string): number {
    const number = this.numbers.get(role) ?? this.numbers.size;
    this.numbers.set(role, number);
    const key = `role ${number}@${namespace}`;
    const known = this.builder.graph.find(key);
    if (known !== undefined) return known;
    const node = this.builder.graph.node(key, () => ({ kind: 'step', label: describeRole(role), namespace }));
    this.addSingle(role, node, namespace);
    this.addSteered(role, node, namespace);
    this.addNamed(role, node, namespace);
    return node;
  }

  private addSingle(role: RoleView, node: number, namespace: string): void {
    const seen = new Set<string>();
    SINGLE_RIGHTS.forEach((right, index) => {
      if (right.isClusterWide && namespace !== '') return;
      const giver = this.givers[index]!(role);
      if (!giver || seen.has(right.id)) return;
      seen.add(right.id);
      const place: Place = right.lead === 'admin' ? 'all' : right.lead;
      this.builder.step(node, this.builder.place(place, namespace), right.id, namespace, this.found(giver, right));
    });
  }

  private addSteered(role: RoleView, node: number, namespace: string): void {
    CONTROLLERS.forEach((right, index) => {
      const giver = this.steerers[index]!(role);
      if (!giver) return;
      for (const name of right.accounts) {
        for (const account of this.controllers.get(name)) this.builder.step(node, account, right.id, namespace, this.found(giver, right));
      }
    });
  }

  /** What is given for some names: a Secret, a ServiceAccount, a user or a group of that name. */
  private addNamed(role: RoleView, node: number, namespace: string): void {
    for (const [rule, writtenIn] of this.named(role)) {
      const evidence = [{ object: writtenIn.object, path: rule.path, text: `${describeRole(writtenIn)} ${rule.path}` }];
      for (const right of SINGLE_RIGHTS) {
        const make =
          (right.isClusterWide && namespace !== '') || (!right.isClusterWide && namespace === '') ? undefined : NAMED[right.lead];
        if (!make || right.id === 'create-workload') continue;
        for (const name of rule.resourceNames) {
          if (name !== '' && givesRight(rule, right, name)) {
            this.builder.step(node, make(this.builder, namespace, name), right.id, namespace, evidence);
          }
        }
      }
    }
  }

  private found(giver: RoleView, right: Right): readonly Evidence[] {
    const evidence = evidenceOf(giver, (rule) => givesRight(rule, right));
    return evidence ? [evidence] : [];
  }
}

/** What a name stands for, by where the right leads for all names. */
const NAMED: Readonly<Partial<Record<Place, (builder: GraphBuilder, namespace: string, name: string) => number>>> = {
  secrets: (builder, namespace, name) => builder.secret(namespace, name),
  accounts: (builder, namespace, name) => builder.identity(accountIdentity(namespace, name)),
  users: (builder, _, name) => builder.identity(userIdentity(name)),
  groups: (builder, _, name) => builder.identity(groupIdentity(name)),
};
