import { escalationVerbs } from '../../../../src/rbac/rules/roles/escalation-verbs';
import { findings } from '../../../support/findings';
import { clusterRole, REASON, role, rule } from '../../manifests';

const RBAC = ['rbac.authorization.k8s.io'];
const AUTH = ['authentication.k8s.io'];
const at = 'ClusterRole r rules[0].resources[0]: rules[0] grants';

test.each<[string, object, string[]]>([
  ['escalate on roles', clusterRole([rule(RBAC, ['roles'], ['escalate'])]), [`${at} escalate on roles`]],
  ['escalate on clusterroles', clusterRole([rule(RBAC, ['clusterroles'], ['get', 'escalate'])]), [`${at} escalate on clusterroles`]],
  ['bind on roles', clusterRole([rule(RBAC, ['roles'], ['bind'])]), [`${at} bind on roles`]],
  [
    'bind on one named role',
    clusterRole([rule(RBAC, ['clusterroles'], ['bind'], { resourceNames: ['view'] })]),
    [`${at} bind on clusterroles named "view"`],
  ],
  ['every verb on clusterroles', clusterRole([rule(RBAC, ['clusterroles'], ['*'])]), [`${at} "*" on clusterroles`]],
  [
    'impersonate on users and groups',
    clusterRole([rule([''], ['users', 'groups'], ['impersonate'])]),
    [`${at} impersonate on users`, 'ClusterRole r rules[0].resources[1]: rules[0] grants impersonate on groups'],
  ],
  [
    'impersonate on serviceaccounts',
    clusterRole([rule([''], ['serviceaccounts'], ['impersonate'])]),
    [`${at} impersonate on serviceaccounts`],
  ],
  [
    'impersonate on extra fields and uids',
    clusterRole([rule(AUTH, ['userextras/scopes', 'uids'], ['impersonate'])]),
    [`${at} impersonate on userextras/scopes`, 'ClusterRole r rules[0].resources[1]: rules[0] grants impersonate on uids'],
  ],
  [
    'everything',
    clusterRole([rule(['*'], ['*'], ['impersonate'])]),
    [`${at} impersonate on "*", which includes users, groups, serviceaccounts, uids, userextras`],
  ],
  ['a reason does not excuse it', clusterRole([rule(RBAC, ['roles'], ['escalate'])], { annotations: REASON }), [`${at} escalate on roles`]],
  ['bind on bindings, for which nobody asks', clusterRole([rule(RBAC, ['rolebindings', 'clusterrolebindings'], ['bind'])]), []],
  ['impersonate on roles, for which nobody asks', clusterRole([rule(RBAC, ['roles', 'clusterroles'], ['impersonate'])]), []],
  ['escalate in another group', clusterRole([rule(['apps'], ['roles', 'clusterroles'], ['escalate', 'bind'])]), []],
  ['impersonate on users in the wrong group', clusterRole([rule(AUTH, ['users', 'groups'], ['impersonate'])]), []],
  ['impersonate on userextras without a key', clusterRole([rule(AUTH, ['userextras'], ['impersonate'])]), []],
  ['ordinary verbs on roles', clusterRole([rule(RBAC, ['roles', 'clusterroles'], ['get', 'update'])]), []],
  [
    'in a Role: on Roles',
    role([rule(RBAC, ['roles'], ['escalate', 'bind'])]),
    ['Role payments/r rules[0].resources[0]: rules[0] grants escalate, bind on roles'],
  ],
  [
    'in a Role: bind on ClusterRoles, asked in the namespace of the binding',
    role([rule(RBAC, ['clusterroles'], ['escalate', 'bind'])]),
    ['Role payments/r rules[0].resources[0]: rules[0] grants bind on clusterroles'],
  ],
  [
    'in a Role: ServiceAccounts of the namespace, but no users',
    role([rule([''], ['users', 'groups', 'serviceaccounts'], ['impersonate'])]),
    ['Role payments/r rules[0].resources[2]: rules[0] grants impersonate on serviceaccounts'],
  ],
  [
    'verbs of a wrong kind',
    clusterRole([rule(RBAC, ['roles'], 'escalate')]),
    ['? ClusterRole r rules[0].verbs: rules[0].verbs is a string, not a list, so the API server rejects the object'],
  ],
])('%s', (_, manifest, expected) => {
  expect(findings(escalationVerbs, [manifest])).toEqual(expected);
});

describe('constrained impersonation', () => {
  const constrained = [
    rule(AUTH, ['users'], ['impersonate:user-info'], { resourceNames: ['jane'] }),
    rule(AUTH, ['serviceaccounts'], ['impersonate:serviceaccount']),
    rule(AUTH, ['nodes'], ['impersonate:associated-node']),
    rule([''], ['users'], ['impersonate:user-info']),
    rule([''], ['pods'], ['impersonate-on:user-info:list']),
    rule(AUTH, ['nodes'], ['impersonate:arbitrary-node']),
    rule(AUTH, ['groups', 'uids', 'userextras/scopes'], ['impersonate:user-info']),
  ];
  const expected = [
    `${at} impersonate:user-info on users named "jane"`,
    'ClusterRole r rules[1].resources[0]: rules[1] grants impersonate:serviceaccount on serviceaccounts',
    'ClusterRole r rules[2].resources[0]: rules[2] grants impersonate:associated-node on nodes',
    'ClusterRole r rules[5].resources[0]: rules[5] grants impersonate:arbitrary-node on nodes',
    ...['groups', 'uids', 'userextras/scopes'].map(
      (resource, i) => `ClusterRole r rules[6].resources[${i}]: rules[6] grants impersonate:user-info on ${resource}`,
    ),
  ];

  test('in a Role only what is asked in its namespace', () => {
    expect(findings(escalationVerbs, [role(constrained)], { kubernetes: '1.36' })).toEqual([
      'Role payments/r rules[1].resources[0]: rules[1] grants impersonate:serviceaccount on serviceaccounts',
    ]);
  });

  test.each([
    ['1.34', []],
    ['1.35', expected],
    ['1.37', expected],
  ])('at %s', (kubernetes, found) => {
    expect(findings(escalationVerbs, [clusterRole(constrained)], { kubernetes })).toEqual(found);
  });
});
