import { App, Chart, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { PRODUCT } from '../../../src/catalog';
import { Checker } from '../../../src/engine/checker';
import { FindingStatus } from '../../../src/engine/finding-status';
import { Grant, LeastPrivilegeRole, Subject, type LeastPrivilegeRoleProps } from '../../../src/rbac';
import { rbacRules } from '../../../src/rbac/rules';
import { findings, inventoryOf } from '../../support/findings';

const GET_API = Grant.on('apps', 'deployments/scale').named('api').verbs('get', 'patch');
const RUNS_ANY =
  'though it lets its holder run any image with the ServiceAccounts and Secrets of the namespace. Let a GitOps controller or its image '
  + 'updater write new images, and grant `patch` on the subresource `scale` for the number of pods. To restart a workload still takes '
  + '`patch` '
  + 'on it: state the reason, and add a ValidatingAdmissionPolicy under which the holder changes nothing but the annotation '
  + '`kubectl.kubernetes.io/restartedAt`. Say why it is needed with unsafeReason(...).';
const DEVS = Subject.group('payments-deployers');

function payments(): Chart {
  return new Chart(new App(), 'payments', { namespace: 'payments' });
}

function make(props: Partial<LeastPrivilegeRoleProps>, scope: Construct = payments()): LeastPrivilegeRole {
  return new LeastPrivilegeRole(scope, 'deployer', { grants: [GET_API], subjects: [DEVS], ...props });
}

/** What the rules about rights find, and by which reason it is accepted. */
function statuses(manifests: readonly object[]): string[] {
  const { findings: found } = new Checker(PRODUCT, [{ settings: { asOf: '2026-11-23' } }]).check(inventoryOf(manifests));
  return found
    .filter(({ rule, status }) => rule.startsWith('rbac/') && status !== FindingStatus.UNKNOWN)
    .map(({ rule, status, waiver }) => `${status} ${rule}: ${waiver?.reason ?? '-'}`);
}

test('a Role with its RoleBinding, in the namespace of the chart', () => {
  const chart = payments();
  make({ subjects: [DEVS, Subject.user('jane'), Subject.serviceAccount('ci', 'payments')] }, chart);
  expect(chart.toJson()).toEqual([
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name: 'deployer', namespace: 'payments' },
      rules: [{ apiGroups: ['apps'], resources: ['deployments/scale'], resourceNames: ['api'], verbs: ['get', 'patch'] }],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'deployer', namespace: 'payments' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'deployer' },
      subjects: [
        { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'payments-deployers' },
        { apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'jane' },
        { kind: 'ServiceAccount', name: 'ci', namespace: 'payments' },
      ],
    },
  ]);
  expect(
    findings(rbacRules, [...chart.toJson(), { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'ci', namespace: 'payments' } }]),
  ).toEqual([]);
});

test('a rule for each grant, in their order', () => {
  const { role } = make({
    grants: [Grant.on('', 'services').verbs('get'), Grant.on('', 'configmaps').verbs('get'), Grant.on('', 'pods/log').verbs('get')],
  });
  expect((role.toJson().rules as { resources: string[] }[]).map(({ resources }) => resources)).toEqual([
    ['services'],
    ['configmaps'],
    ['pods/log'],
  ]);
});

test('reasons are kept: of grants on the role, of subjects on the binding', () => {
  const made = make({
    grants: [
      Grant.on('', 'pods/exec').verbs('create').unsafeReason('runbook 7'),
      Grant.on('', 'secrets').named('db').verbs('get').unsafeReason('migrations'),
      Grant.on('', 'pods/log').verbs('get').unsafeReason('runbook 7'),
    ],
    subjects: [Subject.serviceAccount('ci', 'build').unsafeReason('deploys from there')],
  });
  const accepted = (rules: Readonly<Record<string, string>>) => ({ 'cdk8s-hardened/accepted': JSON.stringify(rules) });
  expect(made.role.toJson().metadata.annotations).toEqual({
    'cdk8s-hardened/reason': 'runbook 7; migrations',
    ...accepted({ 'rbac/secrets-access': 'migrations', 'rbac/pod-exec': 'runbook 7' }),
  });
  expect(made.bindings.map((binding) => binding.toJson().metadata.annotations)).toEqual([
    { 'cdk8s-hardened/reason': 'deploys from there', ...accepted({ 'rbac/cross-namespace-subject': 'deploys from there' }) },
  ]);
  expect(statuses([made.role, ...made.bindings].map((object) => object.toJson()))).toEqual([
    'waived rbac/pod-exec: runbook 7',
    'waived rbac/secrets-access: migrations',
    'waived rbac/cross-namespace-subject: deploys from there',
  ]);
});

test('a reason is not enough for what is critical: that takes a waiver', () => {
  const made = make({
    grants: [Grant.on('', 'nodes/proxy').verbs('get').unsafeReason('debugging')],
    unsafeClusterScopeReason: 'nodes are in no namespace',
  });
  expect(made.role.toJson().metadata.annotations).toEqual({ 'cdk8s-hardened/reason': 'nodes are in no namespace; debugging' });
  expect(statuses([made.role.toJson()])).toEqual(['violation rbac/node-proxy: -']);
});

test('reasons for the whole cluster and for groups of ServiceAccounts', () => {
  const made = make({
    grants: [Grant.on('', 'pods').toRead()],
    subjects: [Subject.group('system:serviceaccounts').unsafeReason('all report')],
    unsafeClusterScopeReason: 'a dashboard of all',
  });
  expect(statuses([made.role, ...made.bindings].map((object) => object.toJson())).sort()).toEqual([
    'waived rbac/cluster-scope: a dashboard of all',
    'waived rbac/service-account-group-subject: all report',
  ]);
});

test('cluster scope makes a ClusterRole and ClusterRoleBinding without namespace, also in a chart that has one', () => {
  const chart = payments();
  make(
    { grants: [Grant.on('', 'nodes').toRead(), Grant.onUrls('/metrics').verbs('get')], unsafeClusterScopeReason: 'monitors nodes' },
    chart,
  );
  const annotations = { 'cdk8s-hardened/reason': 'monitors nodes' };
  expect(chart.toJson()).toEqual([
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'payments-deployer', annotations },
      rules: [
        { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch'] },
        { nonResourceURLs: ['/metrics'], verbs: ['get'] },
      ],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'payments-deployer', annotations },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'payments-deployer' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'payments-deployers' }],
    },
  ]);
  expect(findings(rbacRules, chart.toJson())).toEqual([]);
});

test('boundIn makes one ClusterRole and a RoleBinding in each namespace', () => {
  const chart = payments();
  const made = make({ boundIn: ['blue', 'green'] }, chart);
  expect(chart.toJson().map(({ kind, metadata, roleRef }) => [kind, metadata, roleRef?.kind])).toEqual([
    ['ClusterRole', { name: 'payments-deployer' }, undefined],
    ['RoleBinding', { name: 'payments-deployer', namespace: 'blue' }, 'ClusterRole'],
    ['RoleBinding', { name: 'payments-deployer', namespace: 'green' }, 'ClusterRole'],
  ]);
  expect(made.bindings).toHaveLength(2);
  expect(findings(rbacRules, chart.toJson())).toEqual([]);
});

test.each<[string, () => string, string]>([
  ['below the chart', () => make({}).name, 'deployer'],
  ['below other constructs', () => make({}, new Construct(payments(), 'Web App')).name, 'web-app-deployer'],
  ['as given', () => make({ name: 'api:deployer' }).name, 'api:deployer'],
  [
    'of a ClusterRole, with the path from the app',
    () => make({ boundIn: ['a'] }, new Construct(payments(), 'web')).name,
    'payments-web-deployer',
  ],
])('its name: %s', (_, name, expected) => {
  expect(name()).toBe(expected);
});

test("the namespace that is given comes before the chart's", () => {
  expect(
    [make({ namespaceName: 'other' })].flatMap(({ role, bindings }) =>
      [role, ...bindings].map((object) => object.toJson().metadata.namespace),
    ),
  ).toEqual(['other', 'other']);
});

test('requests about the namespace itself are asked for in it', () => {
  expect(() => make({ grants: [Grant.on('', 'namespaces').verbs('get')] })).not.toThrow();
});

test('lists that came in and went out are copies', () => {
  const grants = [GET_API];
  const subjects = [DEVS];
  const boundIn = ['blue'];
  const made = make({ grants, subjects, boundIn });
  grants.push(Grant.on('', 'secrets').verbs('get'));
  subjects.push(Subject.user('eve'));
  boundIn.push('green');
  made.grants.push(Grant.on('', 'secrets').verbs('get'));
  made.subjects.push(Subject.user('eve'));
  made.bindings.pop();
  expect([made.grants, made.subjects, made.bindings.length]).toEqual([[GET_API], [DEVS], 1]);
  expect([made.role.toJson().rules.length, made.bindings[0]!.toJson().subjects.length]).toEqual([1, 1]);
});

test('what is patched is what rules see', () => {
  const chart = payments();
  make({}, chart).role.addJsonPatch(JsonPatch.add('/rules/0/verbs/-', '*'));
  expect(findings(rbacRules, chart.toJson())).toEqual([
    'rbac/wildcards Role payments/deployer rules[0].verbs[2]: rules[0].verbs[2] is "*", which is every verb; held by Group '
      + '"payments-deployers" in namespace payments',
  ]);
});

test.each<[string, () => unknown, string]>([
  [
    'no grant',
    () => make({ grants: [] }),
    'payments/deployer: no grant is given, so the role would allow nothing. Give at least one, such as Grant.on("apps", '
      + '"deployments").verbs("get").',
  ],
  [
    'a grant without verbs',
    () => make({ grants: [Grant.on('', 'pods') as never] }),
    'payments/deployer: grant 0 is not complete, so it is unclear what it allows. End it with verbs(...).',
  ],
  [
    'no subject',
    () => make({ subjects: [] }),
    'payments/deployer: no subject is given, so no subject would have the role. Give at least one, such as '
      + 'Subject.group("payments-deployers").',
  ],
  [
    'a subject that is none',
    () => make({ subjects: ['devs' as never] }),
    'payments/deployer: subject 0 is not a Subject, so it is unclear who would have the role. Make it with Subject.user, group, '
      + 'serviceAccount or of.',
  ],
  [
    'a subject twice',
    () => make({ subjects: [DEVS, Subject.group('payments-deployers').unsafeReason('again')] }),
    'payments/deployer: the subject Group "payments-deployers" is given twice, so another one may be missing. Name each once.',
  ],
  [
    'a grant twice',
    () => make({ grants: [GET_API, GET_API] }),
    'payments/deployer: the grant get, patch on deployments/scale of apps named "api" is in the grant get, patch on '
      + 'deployments/scale of apps named "api" already, so taking away either one would change nothing. Leave one of them out.',
  ],
  [
    'a grant that another one includes',
    () => make({ grants: [Grant.on('', 'pods').named('a').verbs('get'), Grant.on('', 'pods').toRead()] }),
    'payments/deployer: the grant get on pods named "a" is in the grant get, list, watch on pods already, so taking away either one '
      + 'would change nothing. Leave one of them out.',
  ],
  [
    'a powerful grant without a reason',
    () => make({ grants: [Grant.on('', 'secrets').verbs('get')] }),
    'payments/deployer: the grant get on secrets has no reason, though it lets its holder read or change the credentials in them. Say '
      + 'why it is needed with unsafeReason(...).',
  ],
  [
    'changing any workload without a reason',
    () => make({ grants: [Grant.on('apps', 'deployments').verbs('patch')] }),
    `payments/deployer: the grant patch on deployments of apps has no reason, ${RUNS_ANY}`,
  ],
  [
    'changing one named workload without a reason',
    () => make({ grants: [Grant.on('apps', 'deployments').named('api').verbs('get', 'patch')] }),
    `payments/deployer: the grant get, patch on deployments of apps named "api" has no reason, ${RUNS_ANY}`,
  ],
  [
    'creating what an operator makes pods of, without a reason',
    () => make({ grants: [Grant.on('tekton.dev', 'taskruns').verbs('create')] }),
    `payments/deployer: the grant create on taskruns of tekton.dev has no reason, ${RUNS_ANY}`,
  ],
  [
    'half of a right, without a reason',
    () => make({ grants: [Grant.on('certificates.k8s.io', 'signers').verbs('approve')], unsafeClusterScopeReason: 'signs' }),
    'payments/deployer: the grant approve on signers of certificates.k8s.io has no reason, though it lets its holder approve requests of '
      + 'these signers, where it has update on certificatesigningrequests/approval too. Say why it is needed with unsafeReason(...).',
  ],
  [
    'cluster scope without a reason',
    () => make({ unsafeClusterScopeReason: ' ' }),
    'payments/deployer: unsafeClusterScopeReason is blank, so reviewers cannot assess it. Give the reason in a sentence.',
  ],
  [
    'two scopes',
    () => make({ unsafeClusterScopeReason: 'x', namespaceName: 'a' }),
    'payments/deployer: more than one of namespaceName, boundIn and unsafeClusterScopeReason is given, so it is unclear where the role '
      + 'applies. Give one of them, or none for the namespace of the chart.',
  ],
  [
    'bound nowhere',
    () => make({ boundIn: [] }),
    'payments/deployer: boundIn names no namespace, so the role would be given nowhere. Name the namespaces in which it is needed.',
  ],
  [
    'bound twice in one namespace',
    () => make({ boundIn: ['a', 'a'] }),
    'payments/deployer: boundIn names a twice, so another namespace may be missing. Name each once.',
  ],
  [
    'bound in every namespace',
    () => make({ boundIn: ['*'] }),
    'payments/deployer: "*" is not a namespace, so the API server would reject the role. Write the name of the namespace in which the '
      + 'role is needed.',
  ],
  [
    'no namespace',
    () => make({}, new Chart(new App(), 'c')),
    'c/deployer: neither the role nor its chart names a namespace, so it would land in whichever one kubectl is set to. Give '
      + 'namespaceName, or put it in a chart with one such as IsolatedNamespace.',
  ],
  [
    'cluster-scoped resources in a Role',
    () => make({ grants: [Grant.on('', 'nodes').verbs('get')] }),
    'payments/deployer: the grant get on nodes is on a cluster-scoped resource, so get would have no effect within a namespace. Give '
      + 'unsafeClusterScopeReason, in a role of its own.',
  ],
  [
    'cluster-scoped resources bound in namespaces',
    () => make({ grants: [Grant.on('', 'namespaces').toRead()], boundIn: ['a'] }),
    'payments/deployer: the grant get, list, watch on namespaces is on a cluster-scoped resource, so list would have no effect within '
      + 'a namespace. Give unsafeClusterScopeReason, in a role of its own.',
  ],
  [
    'URLs in a Role',
    () => make({ grants: [Grant.onUrls('/metrics').verbs('get')] }),
    'payments/deployer: the grant get on /metrics is on URLs, which belong to no namespace. Give unsafeClusterScopeReason, in a role of '
      + 'its own.',
  ],
  [
    'a group of ServiceAccounts without a reason',
    () => make({ subjects: [Subject.group('system:serviceaccounts:payments')] }),
    'payments/deployer: the subject Group "system:serviceaccounts:payments" has no reason, though Kubernetes itself decides who is '
      + 'behind it. Say why with unsafeReason(...), or name a group or ServiceAccount of your own.',
  ],
  [
    'a ServiceAccount of another namespace without a reason',
    () => make({ subjects: [Subject.serviceAccount('ci', 'build')] }),
    'payments/deployer: the subject ServiceAccount build/ci is of another namespace than payments, so anyone who can run a pod there '
      + 'would have the role here. Say why it needs the role with unsafeReason(...), or use a ServiceAccount of the namespace.',
  ],
  [
    'a name of Kubernetes',
    () => make({ name: 'edit' }),
    'payments/deployer: the name "edit" is Kubernetes\' own, so the role would replace or be taken for a built-in one. Give name '
      + 'another value.',
  ],
  [
    'a reserved name',
    () => make({ name: 'system:mine' }),
    'payments/deployer: the name "system:mine" is Kubernetes\' own, so the role would replace or be taken for a built-in one. Give '
      + 'name another value.',
  ],
  [
    'a name that is a path',
    () => make({ name: 'a/b' }),
    'payments/deployer: "a/b" is not a name for a role, so the role could not be told from others. Give name: lower-case letters, '
      + 'digits, dots and dashes.',
  ],
])('refused: %s', (_, act, message) => {
  expect(act).toThrow(new Error(message));
});
