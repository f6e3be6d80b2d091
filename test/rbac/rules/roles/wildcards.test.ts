import { wildcards } from '../../../../src/rbac/rules/roles/wildcards';
import { findings } from '../../../support/findings';
import { account, BOOTSTRAP, clusterRole, clusterRoleBinding, group, REASON, role, roleBinding, rule } from '../../manifests';

test.each<[string, object, string[]]>([
  ['everything named', role([rule([''], ['pods', 'pods/log'], ['get'])]), []],
  [
    'every group',
    role([rule(['', '*'], ['pods'], ['get'])]),
    ['Role payments/r rules[0].apiGroups[1]: rules[0].apiGroups[1] is "*", which is every API group'],
  ],
  [
    'every resource',
    role([rule([''], ['*'], ['get'])]),
    ['Role payments/r rules[0].resources[0]: rules[0].resources[0] is "*", which is every resource'],
  ],
  [
    'of many entries only those with a star',
    role([rule(['apps', '*', 'batch'], ['pods', '*/log', 'jobs'], ['get'])]),
    [
      'Role payments/r rules[0].apiGroups[1]: rules[0].apiGroups[1] is "*", which is every API group',
      'Role payments/r rules[0].resources[1]: rules[0].resources[1] is "*/log", which is the subresource log of every resource',
    ],
  ],
  [
    'every verb, in the second rule',
    role([rule([''], ['pods'], ['get']), rule([''], ['pods'], ['*'])]),
    ['Role payments/r rules[1].verbs[0]: rules[1].verbs[0] is "*", which is every verb'],
  ],
  [
    'a subresource of everything',
    role([rule([''], ['*/exec'], ['get'])]),
    ['Role payments/r rules[0].resources[0]: rules[0].resources[0] is "*/exec", which is the subresource exec of every resource'],
  ],
  [
    'what only looks like one',
    role([rule(['*.k8s.io'], ['pods/*'], ['get*'])]),
    [
      'Role payments/r rules[0].apiGroups[0]: rules[0].apiGroups[0] is "*.k8s.io", which looks like a wildcard but is a plain name '
        + 'that no API group has',
      'Role payments/r rules[0].resources[0]: rules[0].resources[0] is "pods/*", which looks like a wildcard but is a plain name that '
        + 'no resource has',
      'Role payments/r rules[0].verbs[0]: rules[0].verbs[0] is "get*", which looks like a wildcard but is a plain name that no verb has',
    ],
  ],
  [
    'every URL',
    clusterRole([{ nonResourceURLs: ['*'], verbs: ['get'] }]),
    ['ClusterRole r rules[0].nonResourceURLs[0]: rules[0].nonResourceURLs[0] is "*", which is every URL'],
  ],
  [
    'URLs under a prefix',
    clusterRole([{ nonResourceURLs: ['/healthz', '/healthz/*'], verbs: ['get'] }]),
    ['ClusterRole r rules[0].nonResourceURLs[1]: rules[0].nonResourceURLs[1] is "/healthz/*", which is every URL that begins so'],
  ],
  [
    'a reason does not excuse it',
    role([rule([''], ['pods'], ['*'])], { annotations: REASON }),
    ['Role payments/r rules[0].verbs[0]: rules[0].verbs[0] is "*", which is every verb'],
  ],
  ['no rules', role(undefined), []],
  [
    'rules of a wrong kind',
    role({ verbs: ['*'] }),
    ['? Role payments/r rules: rules is a mapping, not a list, so the API server rejects the object'],
  ],
  [
    'verbs of a wrong kind beside a wildcard',
    role([rule(['*'], ['pods'], '*')]),
    [
      'Role payments/r rules[0].apiGroups[0]: rules[0].apiGroups[0] is "*", which is every API group',
      '? Role payments/r rules[0].verbs: rules[0].verbs is a string, not a list, so the API server rejects the object',
    ],
  ],
  [
    'an old version',
    { ...role([rule([''], ['pods'], ['*'])]), apiVersion: 'rbac.authorization.k8s.io/v1beta1' },
    [
      '? Role payments/r apiVersion: apiVersion "rbac.authorization.k8s.io/v1beta1" is not served, so the API server rejects the object',
      'Role payments/r rules[0].verbs[0]: rules[0].verbs[0] is "*", which is every verb',
    ],
  ],
  [
    'a misspelt kind',
    { ...clusterRole([rule([''], ['pods'], ['*'])]), kind: 'Clusterrole' },
    [
      '? Clusterrole r kind: kind "Clusterrole" does not exist (ClusterRole is meant), so the API server rejects the object',
      'Clusterrole r rules[0].verbs[0]: rules[0].verbs[0] is "*", which is every verb',
    ],
  ],
  [
    'a role of another API',
    { apiVersion: 'iam.example.com/v1', kind: 'Role', metadata: { name: 'r' }, rules: [rule(['*'], ['*'], ['*'])] },
    [],
  ],
])('%s', (_, manifest, expected) => {
  expect(findings(wildcards, [manifest])).toEqual(expected);
});

describe('roles that Kubernetes itself makes', () => {
  const all = [rule(['*'], ['*'], ['*']), { nonResourceURLs: ['*'], verbs: ['*'] }];

  test('pass with their label and rules', () => {
    expect(findings(wildcards, [clusterRole(all, { name: 'cluster-admin', labels: BOOTSTRAP })])).toEqual([]);
    expect(
      findings(wildcards, [
        clusterRole([rule(['*'], ['*'], ['list', 'watch'])], { name: 'system:controller:resourcequota-controller', labels: BOOTSTRAP }),
      ]),
    ).toEqual([]);
  });

  test('answer for what was added to them', () => {
    expect(
      findings(wildcards, [
        clusterRole([rule(['*'], ['*'], ['list', 'watch', 'delete'])], {
          name: 'system:controller:resourcequota-controller',
          labels: BOOTSTRAP,
        }),
      ]),
    ).toEqual([
      'ClusterRole system:controller:resourcequota-controller rules[0].apiGroups[0]: rules[0].apiGroups[0] is "*", which is every API '
        + 'group',
      'ClusterRole system:controller:resourcequota-controller rules[0].resources[0]: rules[0].resources[0] is "*", which is every resource',
    ]);
  });

  test('are not told by the name or the label alone', () => {
    const every = ['rules[0].verbs[0]: rules[0].verbs[0] is "*", which is every verb'];
    expect(findings(wildcards, [clusterRole([rule([''], ['pods'], ['*'])], { name: 'cluster-admin' })])).toEqual([
      `ClusterRole cluster-admin ${every[0]}`,
    ]);
    expect(findings(wildcards, [clusterRole([rule([''], ['pods'], ['*'])], { name: 'mine', labels: BOOTSTRAP })])).toEqual([
      `ClusterRole mine ${every[0]}`,
    ]);
  });
});

describe('who holds the role is said', () => {
  const wide = clusterRole([rule([''], ['pods'], ['*'])]);
  const found = 'ClusterRole r rules[0].verbs[0]: rules[0].verbs[0] is "*", which is every verb';

  test('once for each subject, with the place', () => {
    expect(
      findings(wildcards, [
        wide,
        roleBinding({ kind: 'ClusterRole', name: 'r' }, [group('devs'), account('api')]),
        clusterRoleBinding('r', [group('devs')]),
      ]),
    ).toEqual([
      `${found}; held by Group "devs" in namespace payments, ServiceAccount payments/api in namespace payments, Group "devs" everywhere`,
    ]);
  });

  test('no more than three', () => {
    expect(findings(wildcards, [wide, clusterRoleBinding('r', ['a', 'b', 'c', 'd', 'e'].map(group))])).toEqual([
      `${found}; held by Group "a" everywhere, Group "b" everywhere, Group "c" everywhere and 2 more`,
    ]);
  });

  test('through a role that takes over its rules, where it is not judged again', () => {
    expect(
      findings(wildcards, [
        clusterRole([rule([''], ['pods'], ['*'])], { labels: { sum: 'yes' } }),
        clusterRole(
          [rule([''], ['pods'], ['*'])],
          { name: 'sum' },
          { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { sum: 'yes' } }] } },
        ),
        clusterRoleBinding('sum', [group('devs')]),
      ]),
    ).toEqual([`${found}; held by Group "devs" everywhere through ClusterRole sum`]);
  });

  test('through a built-in role', () => {
    expect(
      findings(wildcards, [
        clusterRole([rule([''], ['pods'], ['*'])], { labels: { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' } }),
        roleBinding({ kind: 'ClusterRole', name: 'edit' }, [group('devs')]),
      ]),
    ).toEqual([`${found}; held by Group "devs" in namespace payments through ClusterRole edit`]);
  });
});
