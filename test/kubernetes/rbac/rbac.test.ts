import { rbacView, type RoleView } from '../../../src/kubernetes/rbac/rbac';
import { inventoryOf } from '../../support/findings';

const RBAC = 'apiVersion: rbac.authorization.k8s.io/v1';
const role = (name: string, labels: string, rest: string) =>
  `{ ${RBAC}, kind: ClusterRole, metadata: { name: ${name}, labels: ${labels} }, ${rest} }`;
const POD_READER = 'rules: [{ apiGroups: [""], resources: [pods], verbs: [get] }]';

function viewOf(yaml: string) {
  return rbacView(inventoryOf(yaml));
}

const names = (roles: readonly RoleView[]) => roles.map(({ name }) => name).sort();

test('an aggregated role takes over the rules of those it selects, through others too, and never its own', () => {
  const view = viewOf(
    [
      role(
        'top',
        '{ a: x }',
        'aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: x } }, { matchExpressions: [{ key: b, operator: Exists }] }] }, '
          + POD_READER,
      ),
      role('middle', '{ a: x }', 'aggregationRule: { clusterRoleSelectors: [{ matchLabels: { c: z } }] }'),
      role('leaf', '{ c: z }', POD_READER),
      role('by-expression', '{ b: "y" }', 'rules: [{ apiGroups: [""], resources: [services], verbs: [get] }]'),
      role('other', '{ d: w }', POD_READER),
    ].join('\n---\n'),
  );
  const top = view.find('ClusterRole', '', 'top')!;
  expect(names(view.members(top))).toEqual(['by-expression', 'leaf', 'middle']);
  expect(
    view
      .effectiveRules(top)
      .map(({ resources }) => resources)
      .sort(),
  ).toEqual([['pods'], ['services']]);
});

test('a cycle of aggregation ends', () => {
  const view = viewOf(
    [
      role('a', '{ in: b }', 'aggregationRule: { clusterRoleSelectors: [{ matchLabels: { in: a } }] }'),
      role('b', '{ in: a }', 'aggregationRule: { clusterRoleSelectors: [{ matchLabels: { in: b } }] }'),
    ].join('\n---\n'),
  );
  expect(names(view.members(view.find('ClusterRole', '', 'a')!))).toEqual(['b']);
});

test('a role of the input joins the built-in user-facing roles by its label', () => {
  const view = viewOf(role('crons', '{ rbac.authorization.k8s.io/aggregate-to-edit: "true" }', POD_READER));
  const admin = view.find('ClusterRole', '', 'admin')!;
  expect(names(view.members(admin))).toEqual([
    'crons',
    'edit',
    'system:aggregate-to-admin',
    'system:aggregate-to-edit',
    'system:aggregate-to-view',
    'view',
  ]);
  expect(
    view.effectiveRules(admin).some(({ verbs, resources }) => verbs.includes('impersonate') && resources.includes('serviceaccounts')),
  ).toBe(true);
  expect(names(view.members(view.find('ClusterRole', '', 'view')!))).toEqual(['system:aggregate-to-view']);
});

test('built-in roles are known, with their place', () => {
  const view = viewOf(role('x', '{}', POD_READER));
  expect(
    view
      .find('ClusterRole', '', 'cluster-admin')
      ?.rules.map(({ verbs, resources, nonResourceURLs }) => [verbs, resources, nonResourceURLs]),
  ).toEqual([
    [['*'], ['*'], []],
    [['*'], [], ['*']],
  ]);
  expect(view.find('Role', 'kube-system', 'extension-apiserver-authentication-reader')?.rules[0]?.resourceNames).toEqual([
    'extension-apiserver-authentication',
  ]);
  expect(view.find('Role', 'payments', 'extension-apiserver-authentication-reader')).toBeUndefined();
  expect(view.find('ClusterRole', '', 'system:controller:deployment-controller')).toBeDefined();
  expect(view.find('ClusterRole', '', 'system:made-up')).toBeUndefined();
  expect(view.find('ClusterRole', '', '__proto__')).toBeUndefined();
});

test('a role of the input stands before the built-in one of its name', () => {
  const view = viewOf(role('view', '{}', POD_READER));
  expect(view.find('ClusterRole', '', 'view')?.rules).toHaveLength(1);
});

test('bindings are joined to roles: RoleBinding to Role of its namespace, or to a ClusterRole', () => {
  const view = viewOf(
    [
      `{ ${RBAC}, kind: Role, metadata: { name: r, namespace: a }, ${POD_READER} }`,
      role('r', '{}', POD_READER),
      `{ ${RBAC}, kind: RoleBinding, metadata: { name: one, namespace: a }, roleRef: { kind: Role, name: r }, `
        + 'subjects: [{ kind: ServiceAccount, name: s }] }',
      `{ ${RBAC}, kind: RoleBinding, metadata: { name: two, namespace: b }, roleRef: { kind: ClusterRole, name: r } }`,
      `{ ${RBAC}, kind: RoleBinding, metadata: { name: three, namespace: b }, roleRef: { kind: Role, name: r } }`,
      `{ ${RBAC}, kind: ClusterRoleBinding, metadata: { name: four, namespace: stray }, roleRef: { kind: ClusterRole, name: r } }`,
    ].join('\n---\n'),
  );
  expect(
    view.bindings.map(({ namespace, role: found, faults }) => [namespace, found && `${found.kind} ${found.namespace}`, faults]),
  ).toEqual([
    ['a', 'Role a', []],
    ['b', 'ClusterRole ', []],
    ['b', undefined, []],
    ['', 'ClusterRole ', []],
  ]);
  expect(view.bindings[0]!.subjects).toEqual([{ kind: 'ServiceAccount', name: 's', namespace: 'a', path: 'subjects[0]' }]);
});

test.each([
  ['roleRef: text', ['roleRef: roleRef is a string, not a mapping']],
  ['subjects: []', ['roleRef: roleRef is missing']],
  ['roleRef: { kind: Role }', ['roleRef.name: roleRef.name is missing']],
  ['roleRef: { kind: Rolle, name: r }', ['roleRef.kind: roleRef.kind is "Rolle", which a RoleBinding cannot refer to']],
  ['roleRef: { name: r }', ['roleRef.kind: roleRef.kind is missing, which a RoleBinding cannot refer to']],
  ['roleRef: { apiGroup: apps, kind: Role, name: r }', ['roleRef.apiGroup: roleRef.apiGroup is not "rbac.authorization.k8s.io"']],
  ['roleRef: { kind: Role, name: r, namespace: b }', ['roleRef.namespace: roleRef.namespace is not a field of a roleRef']],
  ['roleRef: { kind: Role, name: r }, subjects: { kind: User, name: u }', ['subjects: subjects is a mapping, not a list']],
  ['roleRef: { kind: Role, name: r }, subjects: [u]', ['subjects[0]: subjects[0] is a string, not a mapping']],
  ['roleRef: { kind: Role, name: r }, subjects: [{ kind: User }]', ['subjects[0].name: subjects[0] has no name']],
  [
    'roleRef: { kind: Role, name: r }, subjects: [{ kind: user, name: u }]',
    ['subjects[0].kind: subjects[0].kind is "user", none of User, Group, ServiceAccount'],
  ],
  [
    'roleRef: { kind: Role, name: r }, subjects: [{ apiGroup: v1, kind: Group, name: g }]',
    ['subjects[0].apiGroup: subjects[0].apiGroup is "v1", which a Group does not have'],
  ],
  ['roleRef: { kind: Role, name: r }, subjects: null', []],
])('reading a RoleBinding with %s', (fields, expected) => {
  const view = viewOf(`{ ${RBAC}, kind: RoleBinding, metadata: { name: x, namespace: a }, ${fields} }`);
  expect(view.bindings[0]!.faults.map(({ path, message }) => `${path}: ${message}`)).toEqual(expected);
});

test.each([
  [
    `{ ${RBAC}, kind: ClusterRolebinding, metadata: { name: x }, roleRef: { kind: ClusterRole, name: view } }`,
    ['kind: kind "ClusterRolebinding" does not exist (ClusterRoleBinding is meant)'],
  ],
  [
    '{ apiVersion: rbac.authorization.k8s.io/v1beta1, kind: ClusterRoleBinding, metadata: { name: x }, '
      + 'roleRef: { kind: ClusterRole, name: view } }',
    ['apiVersion: apiVersion "rbac.authorization.k8s.io/v1beta1" is not served'],
  ],
  [
    `{ ${RBAC}, kind: ClusterRoleBinding, metadata: { name: x }, roleRef: { kind: Role, name: r } }`,
    ['roleRef.kind: roleRef.kind is "Role", which a ClusterRoleBinding cannot refer to'],
  ],
  [
    `{ ${RBAC}, kind: ClusterRoleBinding, metadata: { name: x }, roleRef: { kind: ClusterRole, name: view }, `
      + 'subjects: [{ kind: ServiceAccount, name: s }] }',
    ['subjects[0].namespace: subjects[0] is a ServiceAccount without namespace'],
  ],
])('reading %s', (yaml, expected) => {
  const view = viewOf(yaml);
  expect(view.bindings[0]!.kind).toBe('ClusterRoleBinding');
  expect(view.bindings[0]!.faults.map(({ path, message }) => `${path}: ${message}`)).toEqual(expected);
});

test.each([
  ['aggregationRule: {}', ['aggregationRule.clusterRoleSelectors: aggregationRule has no clusterRoleSelectors']],
  ['aggregationRule: text', ['aggregationRule.clusterRoleSelectors: aggregationRule has no clusterRoleSelectors']],
  [
    'aggregationRule: { clusterRoleSelectors: [text] }',
    ['aggregationRule.clusterRoleSelectors[0]: aggregationRule.clusterRoleSelectors[0]: the selector is not a mapping'],
  ],
])('reading a ClusterRole with %s', (fields, expected) => {
  expect(viewOf(role('x', '{}', fields)).roles[0]!.faults.map(({ path, message }) => `${path}: ${message}`)).toEqual(expected);
});
