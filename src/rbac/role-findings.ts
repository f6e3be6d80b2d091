import { undecided, type Cause, type CheckContext, type Outcome, type Subject } from '../engine/rule';
import { subject } from '../engine/subjects';
import { NONE } from '../kubernetes/objects/collect';
import { worksInNamespace } from '../kubernetes/rbac/api-resources';
import { entryCovers, entryGrants, type Permission, type PolicyRule, type RbacFault } from '../kubernetes/rbac/policy-rule';
import { describeRole, rbacView, type RbacView, type RoleView } from '../kubernetes/rbac/rbac';
import { subjectKey, type SubjectView } from '../kubernetes/rbac/rbac-binding';
import { POWERFUL_GRANTS } from './powerful-grants';
import type { PowerfulGrant, PowerfulPermissions } from './powers/power';

/** Roles and ClusterRoles of the input, each checked once, bound or not. */
export const rolesOfSet: Subject<RoleView> = subject('Roles and ClusterRoles', ({ inventory }) => selectRoles(inventory));

function selectRoles(inventory: CheckContext['inventory']) {
  return rbacView(inventory).roles.map((value) => ({ value, object: value.object }));
}

/** What a check of a role's rules is given: one rule, and what to add to a message. */
export type RuleJudge = (rule: PolicyRule, role: RoleView, context: CheckContext) => readonly Outcome[];

/**
 * A check of the rules for which a role answers. What the API server would reject is unknown. Messages end with who has the role. All that
 * is found because of the wildcards of one rule has one cause.
 *
 * @param leads whether what it finds says of a wildcard what matters most
 */
export function judgeRules(judge: RuleJudge, leads = false): (role: RoleView, context: CheckContext) => readonly Outcome[] {
  return (role, context) => {
    const view = rbacView(context.inventory);
    let found: Outcome[] | undefined;
    const rules = view.ownRules(role);
    for (const rule of rules) {
      const outcomes = judge(rule, role, context);
      if (outcomes.length > 0) (found ??= []).push(...withCause(rule, outcomes, rules.some(isEverything) ? '' : rule.path, leads));
    }
    if (!found) return unreadable(role.faults);
    const holders = heldBy(view.bindingsOf(role, MOST_BINDINGS), role);
    return [...unreadable(role.faults), ...found.map((outcome) => ({ ...outcome, message: outcome.message + holders }))];
  };
}

/** True for a rule with every verb on everything: what other wildcards give adds nothing to it. */
function isEverything({ apiGroups, resources, verbs }: PolicyRule): boolean {
  return apiGroups.includes('*') && resources.includes('*') && verbs.includes('*');
}

/** What is found at an entry that is a wildcard is found because it is one. */
function withCause(rule: PolicyRule, outcomes: readonly Outcome[], holder: string, leads: boolean): readonly Outcome[] {
  const places = wildcardPlaces(rule);
  if (places.size === 0) return outcomes;
  const cause: Cause = { of: `${holder} wildcard`, leads };
  return outcomes.map((outcome) => (places.has(outcome.path) ? { ...outcome, cause } : outcome));
}

const ENTRIES = ['apiGroups', 'resources', 'verbs', 'nonResourceURLs'] as const;

function wildcardPlaces(rule: PolicyRule): ReadonlySet<string> {
  const places = new Set<string>();
  for (const field of ENTRIES) {
    rule[field].forEach((entry, index) => {
      const isWild =
        entry === '*' || (field === 'resources' && entry.startsWith('*/')) || (field === 'nonResourceURLs' && entry.endsWith('*'));
      if (isWild) places.add(`${rule.path}.${field}[${index}]`);
    });
  }
  return places;
}

/** What the API server would reject: nothing of it is decided. */
export function unreadable(faults: readonly RbacFault[]): readonly Outcome[] {
  if (faults.length === 0) return NONE;
  return faults.map(({ path, message }) => undecided(path, `${message}, so the API server rejects the object`));
}

const MOST_HOLDERS = 3;
/** So many bindings of roles that take over the rules are looked at: of more, it is only said that there are more. */
const MOST_BINDINGS = 20;

function heldBy({ bindings, isAll }: ReturnType<RbacView['bindingsOf']>, role: RoleView): string {
  const holders = bindings.flatMap((binding) =>
    binding.subjects.map((who) => {
      const through = binding.role === role || !binding.role ? '' : ` through ${describeRole(binding.role)}`;
      return `${describeSubject(who)} ${binding.namespace === '' ? 'everywhere' : `in namespace ${binding.namespace}`}${through}`;
    }),
  );
  const unique = [...new Set(holders)];
  if (unique.length === 0) return '';
  const count = isAll ? `${unique.length - MOST_HOLDERS} more` : 'others';
  const more = unique.length > MOST_HOLDERS ? ` and ${count}` : '';
  return `; held by ${unique.slice(0, MOST_HOLDERS).join(', ')}${more}`;
}

/** `Group "devs"`, `ServiceAccount payments/api`. */
export function describeSubject(who: SubjectView): string {
  const key = subjectKey(who);
  return key.startsWith('ServiceAccount ') ? key : `${who.kind} ${JSON.stringify(who.name)}`;
}

/** A rule's entry of `resources` that gives some of the permissions. */
export interface Granted {
  /** Path of the entry: `rules[0].resources[1]`. */
  readonly path: string;
  /** `rules[0] grants get, list on secrets named "db"`. */
  readonly text: string;
  /** What the permissions say of themselves, each once; empty where none does. */
  readonly powers: readonly string[];
}

/** What an entry lets its holder do: what its permissions say of themselves, or in short where that is much. */
export function powerOf({ powers }: Granted, { power }: Pick<PowerfulGrant, 'power'>): string {
  return powers.length === 0 || powers.length > 2 ? power : powers.join(', and ');
}

/**
 * The entries of the rule's `resources` that give any of the permissions, as the authorizer would see it: with `namespaced`, of a Role,
 * whose grants on cluster-scoped resources have no effect.
 */
export function grantedOf(rule: PolicyRule, permissions: readonly PowerfulPermissions[], namespaced: boolean): readonly Granted[] {
  // Most rules have nothing to do with most powers: this is decided without making anything.
  return touchesAny(rule, permissions) ? entriesGranting(rule, permissions, namespaced) : NONE;
}

/** As many resources are named of those that a wildcard includes. */
const MOST_RESOURCES = 6;

function entriesGranting(rule: PolicyRule, permissions: readonly PowerfulPermissions[], namespaced: boolean): readonly Granted[] {
  const candidates = permissions.flatMap((permission) => (touches(rule, permission) ? candidatesOf(rule, permission, namespaced) : []));
  return rule.resources.flatMap((entry, index) => {
    const given = candidates.filter((candidate) => entryGrants(rule, entry, candidate));
    const verbs = new Set(given.map(({ verb }) => verb));
    const resources = [...new Set(given.map(nameOf))];
    if (verbs.size === 0) return [];
    const what = rule.verbs.includes('*') ? '"*"' : [...verbs].join(', ');
    const wild = entry === '*' || entry.startsWith('*/');
    const more = resources.length > MOST_RESOURCES ? ` and ${resources.length - MOST_RESOURCES} more` : '';
    const on = wild ? `"${entry}", which includes ${resources.slice(0, MOST_RESOURCES).join(', ')}${more}` : entry;
    const named = isNamed(rule) ? ` named ${rule.resourceNames.map((name) => JSON.stringify(name)).join(', ')}` : '';
    const powers = [...new Set(given.flatMap(({ power }) => power ?? []))];
    return [{ path: `${rule.path}.resources[${index}]`, text: `${rule.path} grants ${what} on ${on}${named}`, powers }];
  });
}

function nameOf({ group, resource }: Permission): string {
  if (resource === EVERY) return `all of ${group}`;
  return resource.endsWith('/') ? resource.slice(0, -1) : resource;
}

function touchesAny(rule: PolicyRule, permissions: readonly PowerfulPermissions[]): boolean {
  for (const permission of permissions) if (touches(rule, permission)) return true;
  return false;
}

/** Stands for whatever resources a group has. */
const EVERY = '*';

function touches({ apiGroups, resources }: PolicyRule, permission: PowerfulPermissions): boolean {
  if (!apiGroups.includes(permission.group) && !apiGroups.includes('*')) return false;
  for (const entry of resources) {
    for (const resource of permission.resources) if (resource === EVERY || entryCovers(entry, resource)) return true;
  }
  return false;
}

/** A permission with what it gives. */
interface Candidate extends Permission {
  readonly power: string | undefined;
}

/** The single permissions of which the rule has the verb; which of them it has depends on its entries of `resources`. */
function candidatesOf(rule: PolicyRule, permission: PowerfulPermissions, namespaced: boolean): Candidate[] {
  const { group, inNamespace, harmless, power } = permission;
  if (harmless && isNamed(rule) && rule.resourceNames.every((name) => harmless.includes(name))) return [];
  const verbs = rule.verbs.includes('*') ? permission.verbs : permission.verbs.filter((verb) => rule.verbs.includes(verb));
  const resources = permission.resources.flatMap((resource) =>
    resource === EVERY ? rule.resources.filter((entry) => !entry.includes('/')) : [resource],
  );
  return verbs.flatMap((verb) =>
    resources
      .filter((resource) => !namespaced || (inNamespace ?? worksInNamespace(group, resource, verb)))
      .map((resource) => ({ group, resource, verb, power })),
  );
}

/** True when the rule is confined to named objects. The name '' matches every request that names none. */
export function isNamed({ resourceNames }: PolicyRule): boolean {
  return resourceNames.length > 0 && !resourceNames.includes('');
}

/** Ids of the powerful grants that rules give. */
export function powersOf(rules: readonly PolicyRule[], namespaced: boolean): string[] {
  return POWERFUL_GRANTS.filter(({ permissions }) => rules.some((rule) => grantedOf(rule, permissions, namespaced).length > 0)).map(
    ({ id }) => id,
  );
}
