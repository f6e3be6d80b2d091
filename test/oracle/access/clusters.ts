import * as fc from 'fast-check';
import type { JsonObject } from '../../../src/text/json';

/** What questions are about: few names, so that many of them meet. Prefixes, stars and slashes are where readers go wrong. */
export const VERBS = ['get', 'list', '*', 'GET', ''];
export const GROUPS = ['', 'apps', '*', 'APPS'];
const RESOURCES = ['pods', 'pods/exec', 'secrets', '*', '*/exec', 'pods/*', '*/', 'pods/', 'deployments/scale', '*/scale', 'pods/exec/x'];
export const PLAIN_RESOURCES = ['pods', 'secrets', 'deployments', '*', 'pods/exec', 'Pods'];
export const SUBRESOURCES = ['', 'exec', 'scale', '*', 'exec/x'];
export const NAMES = ['', 'a', 'b', '*', 'a*'];
export const NAMESPACES = ['', 'one', 'two', 'default'];
const URLS = ['/healthz', '/healthz/*', '/metrics', '*', '/*', '/apis**', '/a*b', '/heal*', '/healthz/'];
export const ASKED_URLS = ['/healthz', '/healthz/', '/healthz/ping', '/metrics', '/apis', '/apis*x', '/apisx', '/axb', '/', '*', '/a*b'];
export const GROUP_NAMES = [
  'devs',
  'system:authenticated',
  'system:unauthenticated',
  'system:serviceaccounts',
  'system:serviceaccounts:one',
  'ops',
];
const USER_NAMES = ['alice', 'bob', 'system:anonymous', 'system:serviceaccount:one:app', 'system:serviceaccount:two:app'];
const ACCOUNT_NAMES = ['app', 'api', 'a'];

const some = (words: readonly string[]) => fc.uniqueArray(fc.constantFrom(...words), { minLength: 1, maxLength: 3 });
const resourceRule = fc.record({
  verbs: some(VERBS.filter((verb) => verb !== '')),
  apiGroups: some(GROUPS),
  resources: some(RESOURCES),
  resourceNames: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: some(NAMES) }),
});
const urlRule = fc.record({ verbs: some(['get', 'head', '*']), nonResourceURLs: some(URLS) });
const rules = fc.array(fc.oneof({ weight: 4, arbitrary: resourceRule }, { weight: 1, arbitrary: urlRule }), { maxLength: 3 });
const resourceRules = fc.array(resourceRule, { maxLength: 3 });

const ROLES = ['r0', 'r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7'];
const KEYS = ['x', 'y', 'z'];
const VALUES = ['1', '2', ''];
const labels = fc.dictionary(fc.constantFrom(...KEYS), fc.constantFrom(...VALUES), { maxKeys: 3 });
const expression = fc
  .record({
    key: fc.constantFrom(...KEYS),
    operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
    values: some(VALUES),
  })
  .map(({ key, operator, values }) => (operator === 'In' || operator === 'NotIn' ? { key, operator, values } : { key, operator }));
const selector = fc.record({ matchLabels: labels, matchExpressions: fc.array(expression, { maxLength: 2 }) }, { requiredKeys: [] });
const selectors = fc.array(selector, { minLength: 1, maxLength: 3 });

const clusterRoles = fc.array(
  fc.record({
    rules,
    labels,
    clusterRoleSelectors: fc.option(selectors, { nil: undefined, freq: 3 }),
  }),
  { minLength: 3, maxLength: ROLES.length },
);

const account = fc.record({
  kind: fc.constant('ServiceAccount'),
  name: fc.constantFrom(...ACCOUNT_NAMES),
  namespace: fc.constantFrom('one', 'two'),
});
const user = fc.record({ kind: fc.constant('User'), name: fc.constantFrom(...USER_NAMES) });
const group = fc.record({ kind: fc.constant('Group'), name: fc.constantFrom(...GROUP_NAMES) });
const subjects = fc.array(fc.oneof(account, user, group), { maxLength: 3 });
const localSubjects = fc.array(
  fc.oneof(account, user, group, fc.record({ kind: fc.constant('ServiceAccount'), name: fc.constantFrom(...ACCOUNT_NAMES) })),
  { maxLength: 3 },
);

/** A cluster's roles and bindings, as the API server accepts them; some bindings name roles that are not there. */
export interface Cluster {
  readonly clusterRoles: readonly JsonObject[];
  readonly roles: readonly JsonObject[];
  readonly clusterRoleBindings: readonly JsonObject[];
  readonly roleBindings: readonly JsonObject[];
}

const apiVersion = 'rbac.authorization.k8s.io/v1';
const namespace = fc.constantFrom('one', 'two', 'default');

export const clusters: fc.Arbitrary<Cluster> = fc
  .record({
    clusterRoles,
    roles: fc.uniqueArray(fc.record({ name: fc.constantFrom(...ROLES), namespace, rules: resourceRules }), {
      maxLength: 4,
      selector: (role) => `${role.namespace}/${role.name}`,
    }),
    clusterRoleBindings: fc.array(fc.record({ role: fc.constantFrom(...ROLES), subjects }), { minLength: 1, maxLength: 4 }),
    roleBindings: fc.array(
      fc.record({ namespace, kind: fc.constantFrom('Role', 'ClusterRole'), role: fc.constantFrom(...ROLES), subjects: localSubjects }),
      { minLength: 2, maxLength: 8 },
    ),
  })
  .map((drawn) => ({
    clusterRoles: drawn.clusterRoles.map((role, index) => ({
      apiVersion,
      kind: 'ClusterRole',
      metadata: { name: ROLES[index]!, labels: role.labels },
      rules: role.rules,
      ...(role.clusterRoleSelectors ? { aggregationRule: { clusterRoleSelectors: role.clusterRoleSelectors } } : {}),
    })),
    roles: drawn.roles.map((role) => ({
      apiVersion,
      kind: 'Role',
      metadata: { name: role.name, namespace: role.namespace },
      rules: role.rules,
    })),
    clusterRoleBindings: drawn.clusterRoleBindings.map(({ role, subjects: named }, index) => ({
      apiVersion,
      kind: 'ClusterRoleBinding',
      metadata: { name: `b${index}` },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
      subjects: named,
    })),
    roleBindings: drawn.roleBindings.map(({ namespace: place, kind, role, subjects: named }, index) => ({
      apiVersion,
      kind: 'RoleBinding',
      metadata: { name: `b${index}`, namespace: place },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: role },
      subjects: named,
    })),
  }));

/** Who asks. An account has the groups that the API server gives to it. */
export const USERS: readonly { readonly name: string; readonly groups: readonly string[] }[] = [
  { name: 'alice', groups: ['devs', 'system:authenticated'] },
  { name: 'bob', groups: ['ops', 'system:authenticated'] },
  { name: 'carol', groups: ['system:authenticated'] },
  { name: 'system:anonymous', groups: ['system:unauthenticated'] },
  ...['one', 'two'].flatMap((place) =>
    ACCOUNT_NAMES.map((name) => ({
      name: `system:serviceaccount:${place}:${name}`,
      groups: ['system:serviceaccounts', `system:serviceaccounts:${place}`, 'system:authenticated'],
    })),
  ),
];
