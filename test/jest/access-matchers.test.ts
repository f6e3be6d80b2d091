import { Chart } from 'cdk8s';
import { Grant, HardenedApp, LeastPrivilegeRole, Subject } from '../../src';
import { hardeningMatchers } from '../../src/jest';

expect.extend(hardeningMatchers);

const ROLE = 'rbac.authorization.k8s.io';
const role = (rules: object[], name = 'deployer') => ({
  apiVersion: `${ROLE}/v1`,
  kind: 'Role',
  metadata: { name, namespace: 'shop' },
  rules,
});
const binding = (kind: string, name: string, roleName = 'deployer') => ({
  apiVersion: `${ROLE}/v1`,
  kind: 'RoleBinding',
  metadata: { name: `${roleName}-${name}`, namespace: 'shop' },
  roleRef: { apiGroup: ROLE, kind: 'Role', name: roleName },
  subjects: [{ kind, name, ...(kind === 'ServiceAccount' ? { namespace: 'shop' } : { apiGroup: ROLE }) }],
});
const DEPLOY = { apiGroups: ['apps'], resources: ['deployments'], verbs: ['create', 'get'] };
/** Privileged pods are refused, so that they are no step. */
const namespace = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
};
const input = [namespace, role([DEPLOY]), binding('User', 'ci'), binding('Group', 'team')];
const ask = (subject: string, verb: string, resource: string, more: object = {}) => ({
  subject,
  verb,
  resource,
  namespace: 'shop',
  ...more,
});

/** The message of a matcher that must fail. */
function messageOf(call: () => void): string {
  try {
    call();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the matcher passed');
}

test.each([
  ['what a binding gives', ask('user:ci', 'create', 'deployments.apps'), true],
  ['in another namespace', ask('user:ci', 'create', 'deployments.apps', { namespace: 'payments' }), false],
  ['in all namespaces', ask('user:ci', 'create', 'deployments', { namespace: undefined }), false],
  ['another verb', ask('user:ci', 'delete', 'deployments'), false],
  ['another resource', ask('user:ci', 'get', 'secrets'), false],
  ['a group of the user', ask('user:eve', 'get', 'deployments', { groups: ['team'] }), true],
  ['no group of the user', ask('user:eve', 'get', 'deployments'), false],
  ['the group itself', ask('group:team', 'get', 'deployments'), true],
  ['what the API server gives everyone', { subject: 'user:eve', verb: 'get', resource: '/version' }, true],
  ['a member of system:masters', ask('group:system:masters', 'delete', 'nodes', { namespace: undefined }), true],
])('%s', (_, question, isAllowed) => {
  for (const received of [input, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: input })]) {
    if (isAllowed) {
      expect(received).toAllowAccess(question);
      expect(received).not.toDenyAccess(question);
      expect(() => expect(received).toDenyAccess(question)).toThrow(' may ');
      expect(() => expect(received).not.toAllowAccess(question)).toThrow(' may ');
    } else {
      expect(received).toDenyAccess(question);
      expect(received).not.toAllowAccess(question);
      expect(() => expect(received).toAllowAccess(question)).toThrow(' may not ');
      expect(() => expect(received).not.toDenyAccess(question)).toThrow(' may not ');
    }
  }
});

test('the message names the binding, the role and the rule', () => {
  expect(messageOf(() => expect(input).toDenyAccess(ask('user:ci', 'create', 'deployments')))).toBe(
    'User ci may create deployments.apps in namespace shop\n  RoleBinding shop/deployer-ci gives Role shop/deployer: '
      + 'Role shop/deployer rules[0]',
  );
});

test('a role that is not in the input is unknown: no matcher passes', () => {
  const question = ask('user:ci', 'get', 'secrets');
  const dangling = [binding('User', 'ci', 'absent')];
  const attempts = [
    () => expect(dangling).toAllowAccess(question),
    () => expect(dangling).toDenyAccess(question),
    () => expect(dangling).not.toAllowAccess(question),
    () => expect(dangling).not.toDenyAccess(question),
  ];
  for (const attempt of attempts) expect(messageOf(attempt)).toMatch(/^User ci may perhaps get secrets in namespace shop\n {2}unknown: /);
});

test.each<[string, object, string]>([
  ['a misspelt key', { ...ask('user:ci', 'get', 'pods'), namespaces: 'x' }, 'there is no key "namespaces" in a question.'],
  ['no verb', { subject: 'user:ci', resource: 'pods' }, 'verb is nothing, so nothing is asked.'],
  ['a resource that there is not', ask('user:ci', 'get', 'podz'), 'there is no resource "podz" in Kubernetes'],
  ['no subject', ask('', 'get', 'pods'), 'SUBJECT "" has no name.'],
])('%s is an error, with .not too', (_, question, message) => {
  expect(() => expect(input).toAllowAccess(question as never)).toThrow(message);
  expect(() => expect(input).not.toDenyAccess(question as never)).toThrow(message);
});

test('an app', () => {
  const app = new HardenedApp({ kubernetes: '1.37', asOf: '2026-12-01', noConfig: true });
  const subjects = [Subject.group('operators')];
  new LeastPrivilegeRole(new Chart(app, 'rights'), 'role', {
    name: 'ops',
    namespaceName: 'shop',
    grants: [Grant.on('', 'pods').verbs('get')],
    subjects,
  });
  expect(app).toAllowAccess(ask('group:operators', 'get', 'pods'));
  expect(app).toDenyAccess(ask('group:operators', 'get', 'secrets'));
  expect(app).toHaveNoPathTo('cluster-admin', { from: 'group:operators' });
});

describe('toHaveNoPathTo', () => {
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'admin', namespace: 'shop' } };
  const everything = {
    apiVersion: `${ROLE}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: 'admin' },
    roleRef: { apiGroup: ROLE, kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [{ kind: 'ServiceAccount', name: 'admin', namespace: 'shop' }],
  };
  const chained = [...input, account, everything];

  test('a workload that may be created runs as an account that is admin', () => {
    const message = messageOf(() => expect(chained).toHaveNoPathTo('cluster-admin', { from: ['user:ci'] }));
    expect(message).toMatch(/^User ci leads to cluster-admin:\n/);
    const parts = ['RoleBinding shop/deployer-ci', 'ServiceAccount shop/admin', 'ClusterRoleBinding admin'];
    for (const part of parts) expect(message).toContain(part);
    expect(chained).not.toHaveNoPathTo('cluster-admin');
  });
  test('without the account there is none', () => {
    expect(input).toHaveNoPathTo('cluster-admin');
    expect(() => expect(input).not.toHaveNoPathTo('cluster-admin')).toThrow(/^none of \d+ starts leads to cluster-admin$/);
  });
  test.each<[string, () => void, string]>([
    ['a target that there is not', () => expect(input).toHaveNoPathTo('clusteradmin' as never), 'Did you mean cluster-admin?'],
    ['a start that there is not', () => expect(input).toHaveNoPathTo('node', { from: 'user:eve' }), 'does not name the subject "user:eve"'],
    ['no starts', () => expect(input).toHaveNoPathTo('node', { from: [] }), 'from is an empty list'],
    ['a misspelt key', () => expect(input).toHaveNoPathTo('node', { form: 'user:ci' } as never), 'there is no key "form"'],
  ])('%s is an error', (_, call, message) => expect(call).toThrow(message));
});
