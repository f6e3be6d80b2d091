import { Scope } from '../../../src/kubernetes/objects/kinds';
import {
  apiResource,
  builtInGroups,
  groupsWith,
  isBuiltInGroup,
  resourcesOf,
  worksInNamespace,
} from '../../../src/kubernetes/rbac/api-resources';

test.each([
  ['', 'pods', Scope.NAMESPACED],
  ['', 'pods/exec', Scope.NAMESPACED],
  ['', 'pods/finalizers', Scope.NAMESPACED],
  ['', 'serviceaccounts/token', Scope.NAMESPACED],
  ['', 'nodes/proxy', Scope.CLUSTER],
  ['', 'nodes/metrics', Scope.CLUSTER],
  ['', 'namespaces/finalizers', Scope.CLUSTER],
  ['apps', 'deployments/scale', Scope.NAMESPACED],
  ['scheduling.k8s.io', 'podgroups', Scope.NAMESPACED],
  ['certificates.k8s.io', 'signers', Scope.CLUSTER],
  ['resource.k8s.io', 'resourceclaims/binding', Scope.CLUSTER],
])('%j %s is %s', (group, resource, scope) => {
  expect(apiResource(group, resource)?.scope).toBe(scope);
});

test.each([
  ['', 'pod'],
  ['', 'deployments'],
  ['', 'pods/*'],
  ['', 'toString'],
  ['apps', 'deployments/exec'],
  ['apps', 'nothing/finalizers'],
  ['extensions', 'deployments'],
  ['cert-manager.io', 'certificates'],
  ['__proto__', 'pods'],
])('%j %s is none', (group, resource) => {
  expect(apiResource(group, resource)).toBeUndefined();
});

test('signers have verbs of their own', () => {
  expect(apiResource('certificates.k8s.io', 'signers')?.verbs).toEqual(['approve', 'sign', 'attest']);
  expect(apiResource('', 'pods')?.verbs).toBeUndefined();
});

test('groups are found by resource', () => {
  expect(groupsWith('events')).toEqual(['', 'events.k8s.io']);
  expect(groupsWith('widgets')).toEqual([]);
  expect(resourcesOf('policy')).toEqual(['poddisruptionbudgets', 'poddisruptionbudgets/status']);
  expect(resourcesOf('example.com')).toEqual([]);
  expect(builtInGroups()).toContain('rbac.authorization.k8s.io');
  expect([isBuiltInGroup(''), isBuiltInGroup('core'), isBuiltInGroup('__proto__')]).toEqual([true, false, false]);
});

test.each([
  ['', 'pods', 'create', true],
  ['', 'nodes', 'get', false],
  ['', 'namespaces', 'patch', true],
  ['', 'namespaces', 'list', false],
  ['', 'namespaces', 'create', false],
  ['', 'namespaces/status', 'update', true],
  ['example.com', 'widgets', 'list', true],
])('a grant within a namespace on %j %s, %s: %s', (group, resource, verb, works) => {
  expect(worksInNamespace(group, resource, verb)).toBe(works);
});
