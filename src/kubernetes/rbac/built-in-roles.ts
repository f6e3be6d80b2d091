import { lazy } from '../../text/lazy';
import { everyBootstrapPolicy, ruleOfText } from './bootstrap/bootstrap-policy';
import type { PolicyRule } from './policy-rule';

/** A role that every API server makes when it starts and repairs at each start: all that it has in any release that is known. */
export interface BuiltInRole {
  readonly kind: 'Role' | 'ClusterRole';
  /** '' for a ClusterRole. */
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Empty for the aggregated ones, whose rules come from others. */
  readonly rules: readonly PolicyRule[];
  /** The label that puts a ClusterRole's rules into this one. */
  readonly aggregates: string | undefined;
}

const BOOTSTRAP_LABEL = 'kubernetes.io/bootstrapping';
const BOOTSTRAP_VALUE = 'rbac-defaults';

const roles = lazy<ReadonlyMap<string, BuiltInRole>>(
  () => new Map(madeRoles().map((role) => [`${role.kind}/${role.namespace}/${role.name}`, role])),
);

const grants = lazy<ReadonlySet<string>>(
  () =>
    new Set(
      everyBootstrapPolicy().bindings.flatMap(({ namespace, name, role, subjects }) =>
        subjects.map((subject) => JSON.stringify([namespace, name, role.name, subject])),
      ),
    ),
);

function madeRoles(): readonly BuiltInRole[] {
  return everyBootstrapPolicy().roles.map(({ kind, namespace, name, labels, rules, aggregates }) => ({
    kind,
    namespace,
    name,
    labels: { [BOOTSTRAP_LABEL]: BOOTSTRAP_VALUE, ...labels },
    rules: rules.map((text, index) => ({ path: `rules[${index}]`, emptyNames: false, ...ruleOfText(text) })),
    aggregates: Object.keys(aggregates[0] ?? {})[0],
  }));
}

/** The built-in role of that kind, namespace ('' for a ClusterRole) and name. */
export function builtInRole(kind: string, namespace: string, name: string): BuiltInRole | undefined {
  return roles().get(`${kind}/${namespace}/${name}`);
}

/** All built-in roles. */
export function builtInRoles(): readonly BuiltInRole[] {
  return [...roles().values()];
}

/** True for the label that the API server puts on what it makes itself. Alone it proves nothing: any client can write it. */
export function hasBootstrapLabel(labels: Readonly<Record<string, string>>): boolean {
  return labels[BOOTSTRAP_LABEL] === BOOTSTRAP_VALUE;
}

/**
 * True when the API server itself gives the role to the subject (`Group system:masters`, `ServiceAccount ns/name`) by a binding of that
 * name.
 */
export function isBuiltInGrant(namespace: string, binding: string, role: string, subject: string): boolean {
  return grants().has(JSON.stringify([namespace, binding, role, subject]));
}
