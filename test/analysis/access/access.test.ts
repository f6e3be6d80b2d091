import { Access, accessOf, accountIdentity, describeIdentity, groupIdentity, userIdentity } from '../../../src/analysis/access';
import { Inventory } from '../../../src/kubernetes/objects/inventory';
import { toKubeObject } from '../../../src/kubernetes/objects/object';
import { describeRole } from '../../../src/kubernetes/rbac/rbac';
import type { ResourceRequest } from '../../../src/kubernetes/rbac/rule-allows';
import { parseMinor } from '../../../src/kubernetes/releases/versions';
import { clusterRole, clusterRoleBinding, group, rule } from '../../rbac/manifests';

const inventory = (...manifests: object[]) => new Inventory(manifests.map((json) => toKubeObject(json, {})!));
const access = (...manifests: object[]) => new Access(inventory(...manifests));
const request = (verb: string, resource: string, more: Partial<ResourceRequest> = {}): ResourceRequest => ({
  verb,
  group: '',
  resource,
  subresource: '',
  name: '',
  namespace: '',
  ...more,
});

const READER = clusterRole([rule([''], ['pods'], ['get'])], { name: 'reader' });
const subjectOf = (kind: string, name: string, namespace?: string) => ({ kind, name, ...(namespace === undefined ? {} : { namespace }) });
const roleBinding = (name: string, namespace: string, subjects: object[], role = 'reader', kind = 'ClusterRole') => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: { name, namespace },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: role },
  subjects,
});

test('a decision names the binding, the role and the rule', () => {
  const { verdict, by, unknown } = access(READER, clusterRoleBinding('reader', [group('devs')])).can(
    groupIdentity('devs'),
    request('get', 'pods'),
  );
  expect(verdict).toBe('allowed');
  expect(unknown).toEqual([]);
  expect(by.map(({ grant, rule: held, writtenIn }) => [grant.binding.object.name, describeRole(writtenIn), held.path])).toEqual([
    ['b', 'ClusterRole reader', 'rules[0]'],
  ]);
});

test.each([
  ['its namespace', 'one', 'allowed'],
  ['another namespace', 'two', 'denied'],
  ['all namespaces', '', 'denied'],
] as const)('a RoleBinding holds in %s: %s', (_, namespace, verdict) => {
  const to = access(READER, roleBinding('b', 'one', [subjectOf('ServiceAccount', 'app')]));
  expect(to.can(accountIdentity('one', 'app'), request('get', 'pods', { namespace })).verdict).toBe(verdict);
});

test('groups that the API server adds count', () => {
  const to = access(READER, clusterRoleBinding('reader', [group('system:serviceaccounts:one')]));
  expect(to.can(accountIdentity('one', 'app'), request('get', 'pods')).verdict).toBe('allowed');
  expect(to.can(accountIdentity('two', 'app'), request('get', 'pods')).verdict).toBe('denied');
  expect(userIdentity('system:anonymous').groups).toEqual(['system:unauthenticated']);
  expect(userIdentity('alice', ['devs']).groups).toEqual(['devs', 'system:authenticated']);
});

test('what is not in the input, and what the API server rejects, is unknown', () => {
  const devs = groupIdentity('devs');
  const missing = access(clusterRoleBinding('elsewhere', [group('devs')]));
  expect(missing.can(devs, request('get', 'pods'))).toEqual({
    verdict: 'unknown',
    by: [],
    unknown: ['ClusterRoleBinding b gives ClusterRole elsewhere, which is not in the input'],
  });
  expect(missing.can(groupIdentity('ops'), request('get', 'pods')).verdict).toBe('denied');
  const broken = access(clusterRole([{ verbs: 'get' }], { name: 'reader' }), clusterRoleBinding('reader', [group('devs')]));
  expect(broken.can(devs, request('get', 'pods'))).toEqual({
    verdict: 'unknown',
    by: [],
    unknown: [
      'ClusterRole reader is rejected by the API server (rules[0].verbs is a string, not a list), and ClusterRoleBinding b gives it',
    ],
  });
});

test('an aggregated role of which a part is rejected gives the rest', () => {
  const sum = clusterRole([], { name: 'sum' }, { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { sum: 'yes' } }] } });
  const part = clusterRole([rule([''], ['pods'], ['get'])], { name: 'part', labels: { sum: 'yes' } });
  const broken = clusterRole([{ verbs: 'get' }], { name: 'broken', labels: { sum: 'yes' } });
  const to = access(sum, part, broken, clusterRoleBinding('sum', [group('devs')]));
  expect(to.can(groupIdentity('devs'), request('get', 'pods')).verdict).toBe('allowed');
  expect(to.can(groupIdentity('devs'), request('get', 'secrets')).verdict).toBe('unknown');
});

test('another authorizer may decide otherwise', () => {
  const configuration = (...authorizers: object[]) => ({
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'AuthorizationConfiguration',
    authorizers,
  });
  const asked = (...authorizers: object[]) => access(configuration(...authorizers)).can(userIdentity('alice'), request('get', 'pods'));
  expect(asked({ type: 'Node', name: 'node' }, { type: 'RBAC', name: 'rbac' }).verdict).toBe('denied');
  expect(asked({ type: 'RBAC', name: 'rbac' }, { type: 'Webhook', name: 'policy' }).unknown).toEqual([
    'the authorizer policy (Webhook) of AuthorizationConfiguration may allow or deny it as well',
  ]);
  expect(asked({ type: 'Node', name: 'node' }).unknown).toEqual([
    'AuthorizationConfiguration has no authorizer RBAC, so roles do not count',
  ]);
});

test('nodes and system:masters are not decided by roles', () => {
  const to = access();
  expect(to.can(groupIdentity('system:masters'), request('get', 'pods'))).toEqual({ verdict: 'allowed', by: [], unknown: [] });
  expect(to.missing(groupIdentity('system:masters'), '', to.rbac.roles[0]?.rules ?? [])).toEqual([]);
  expect(to.can(userIdentity('system:node:a', ['system:nodes']), request('get', 'pods')).verdict).toBe('unknown');
});

test('everybody who may is found, through aggregation too', () => {
  const sum = clusterRole([], { name: 'sum' }, { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { sum: 'yes' } }] } });
  const part = clusterRole([rule([''], ['pods'], ['get'])], { name: 'part', labels: { sum: 'yes' } });
  const { held, unknown } = access(sum, part, clusterRoleBinding('sum', [group('devs')]), roleBinding('c', 'one', [], 'lost')).who(
    request('get', 'pods', { namespace: 'one' }),
  );
  expect(held.map(({ grant, writtenIn }) => [grant.subject.name, writtenIn.name])).toEqual([['devs', 'part']]);
  expect(unknown).toEqual([]);
});

test('subjects are listed once, a ServiceAccount that is written as a user too', () => {
  const to = access(
    READER,
    roleBinding('b', 'one', [subjectOf('ServiceAccount', 'app'), subjectOf('User', 'system:serviceaccount:one:app')]),
    roleBinding('c', 'two', [subjectOf('User', 'alice'), subjectOf('Group', 'devs')]),
  );
  expect(to.subjects().map(describeIdentity)).toEqual(['ServiceAccount one/app', 'User alice', 'Group devs']);
});

describe('what the API server makes itself', () => {
  const minor = parseMinor('1.37');
  test('is there', () => {
    const to = accessOf(inventory(), minor);
    expect(to.can(userIdentity('alice'), { verb: 'get', url: '/healthz' }).verdict).toBe('allowed');
    expect(to.can(accountIdentity('kube-system', 'deployment-controller'), request('create', 'pods', { namespace: 'x' })).verdict).toBe(
      'denied',
    );
    expect(
      to.can(accountIdentity('kube-system', 'deployment-controller'), request('create', 'replicasets', { group: 'apps', namespace: 'x' }))
        .verdict,
    ).toBe('allowed');
  });
  test('fills in what is missing of the same name, unless the object says no', () => {
    const own = (annotations: object) => ({
      ...clusterRole([], { name: 'system:basic-user' }),
      metadata: { name: 'system:basic-user', annotations },
    });
    const asked = request('create', 'selfsubjectaccessreviews', { group: 'authorization.k8s.io' });
    expect(accessOf(inventory(own({})), minor).can(userIdentity('alice'), asked).verdict).toBe('allowed');
    const kept = own({ 'rbac.authorization.kubernetes.io/autoupdate': 'false' });
    expect(accessOf(inventory(kept), minor).can(userIdentity('alice'), asked).verdict).toBe('denied');
  });
  test('takes over roles of the input by their label', () => {
    const more = clusterRole([rule(['example.com'], ['things'], ['get'])], {
      name: 'things',
      labels: { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' },
    });
    const to = accessOf(inventory(more, clusterRoleBinding('admin', [group('devs')])), minor);
    expect(to.can(groupIdentity('devs'), request('get', 'things', { group: 'example.com' })).verdict).toBe('allowed');
  });
  test('differs by release', () => {
    const names = (release: string) => accessOf(inventory(), parseMinor(release)).rbac.roles.length;
    expect(names('1.35')).not.toBe(names('1.37'));
    expect(names('1.20')).toBe(names('1.35'));
  });
});
