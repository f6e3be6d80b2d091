import type { RoleView } from '../../../kubernetes/rbac/rbac';
import { MultiMap } from '../../../text/multi-map';
import type { Access } from '../access';
import { identityOf } from '../access';
import { describeIdentity, groupIdentity, type Identity } from '../identity';
import type { GraphBuilder } from './builder';
import { evidenceOf, givesRight, type GrantNode } from './grants';
import type { Evidence } from './graph';
import { COMBINATIONS, SINGLE_RIGHTS, type Combination, type Right } from './rights';

/** The grants by which an identity has a part of a combination, by namespace. */
type Held = MultiMap<string, GrantNode>;

/** Adds what rights give together: a request is made by one identity, which has to have them all, itself or through its groups. */
export function addCombined(builder: GraphBuilder, access: Access, grants: readonly GrantNode[]): void {
  const giver = giversOf(access);
  // Who is allowed everything needs no combination.
  const everything = SINGLE_RIGHTS.find(({ id }) => id === 'all-rights')!;
  const partial = grants.filter(({ grant }) => giver(everything, grant.role!) === undefined);
  const byHolder = MultiMap.by(partial, ({ grant }) => describeIdentity(identityOf(grant.subject)));
  const parts = new Map<string, readonly (readonly Held[])[]>();
  const partsOf = (holder: string) => {
    let known = parts.get(holder);
    if (!known) parts.set(holder, (known = COMBINATIONS.map((combination) => heldOf(combination, byHolder.get(holder), giver))));
    return known;
  };
  for (const [holder, own] of byHolder) {
    const identity = identityOf(own[0]!.grant.subject);
    const ofGroups = identity.groups.map((group) => describeIdentity(groupIdentity(group))).filter((group) => group !== holder);
    COMBINATIONS.forEach((combination, index) => {
      const mine = partsOf(holder)[index]!;
      const others = ofGroups.map((group) => partsOf(group)[index]!);
      addCombination(builder, identity, combination, mine, others, giver);
    });
  }
}

type Giver = (right: Right, role: RoleView) => RoleView | undefined;

/** Each right is looked for in all roles once. */
function giversOf({ rbac }: Access): Giver {
  const known = new Map<Right, (role: RoleView) => RoleView | undefined>();
  const everything = SINGLE_RIGHTS.find(({ id }) => id === 'all-rights')!;
  const admins = new Set(
    rbac.roles
      .filter((role) => role.kind === 'ClusterRole' && role.rules.some((rule) => givesRight(rule, everything)))
      .map(({ name }) => name),
  );
  return (right, role) => {
    let find = known.get(right);
    if (!find) {
      find = rbac.firstOf((each) =>
        rbac
          .rulesInForce(each)
          .some(
            (rule) =>
              givesRight(rule, right)
              || (right.id === 'bind' && rule.resourceNames.some((name) => admins.has(name) && givesRight(rule, right, name))),
          ),
      );
      known.set(right, find);
    }
    return find(role);
  };
}

function heldOf({ parts }: Combination, grants: readonly GrantNode[], giver: Giver): readonly Held[] {
  return parts.map((rights) => {
    const held: Held = new MultiMap();
    for (const each of grants) {
      const { role, namespace } = each.grant;
      const isGiven = rights.some((right) => (!right.isClusterWide || namespace === '') && giver(right, role!) !== undefined);
      if (isGiven) held.add(namespace, each);
    }
    return held;
  });
}

function addCombination(
  builder: GraphBuilder,
  identity: Identity,
  combination: Combination,
  mine: readonly Held[],
  others: readonly (readonly Held[])[],
  giver: Giver,
): void {
  if (mine.every(({ size }) => size === 0)) return;
  const places = combination.isClusterWide
    ? ['']
    : ['', ...new Set(mine.flatMap((held) => [...held.keys()]).filter((name) => name !== ''))];
  for (const namespace of places) {
    const at = (held: Held) => (namespace === '' ? held.get('') : [...held.get(''), ...held.get(namespace)]);
    const own = mine.map(at);
    const all = own.map((grants, index) => [...grants, ...others.flatMap((held) => at(held[index]!))]);
    if (all.some((grants) => grants.length === 0)) continue;
    const evidence = distinct(all.flatMap((grants, index) => evidenceFor(grants[0]!, combination.parts[index]!, giver)));
    // The part that takes the fewest changes to take away: all ways to it have to be closed.
    const least = own
      .map((grants, index) => ({ grants, isOwn: grants.length === all[index]!.length }))
      .filter(({ isOwn }) => isOwn)
      .sort((a, b) => a.grants.length - b.grants.length)[0];
    const starts = least?.grants.map(({ node }) => node) ?? [builder.identity(identity)];
    for (const start of starts) builder.step(start, targetOf(builder, combination, namespace), combination.id, namespace, evidence);
    if (namespace === '') return;
  }
}

function evidenceFor({ grant }: GrantNode, rights: readonly Right[], giver: Giver): readonly Evidence[] {
  for (const right of rights) {
    const writtenIn = giver(right, grant.role!);
    const evidence =
      writtenIn
      && evidenceOf(writtenIn, (rule) => givesRight(rule, right) || rule.resourceNames.some((name) => givesRight(rule, right, name)));
    if (evidence) return [evidence];
  }
  return [];
}

function targetOf(builder: GraphBuilder, { lead }: Combination, namespace: string): number {
  return lead === 'node' ? builder.anyNode : builder.place(lead, lead === 'users' || lead === 'groups' ? '' : namespace);
}

function distinct(evidence: readonly Evidence[]): readonly Evidence[] {
  return [...new Map(evidence.map((each) => [`${each.text} ${each.path}`, each])).values()];
}
