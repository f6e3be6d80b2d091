import { Scope, scopeOf } from '../../../src/kubernetes/objects/kinds';
import { isBuiltInGroup } from '../../../src/kubernetes/rbac/api-resources';
import { API_VERSIONS, isKubernetesGroup } from '../../../src/kubernetes/releases/api-versions';
import { compareVersions } from '../../../src/kubernetes/releases/versions';

test('every kind stands once in a version, and goes after it came', () => {
  const names = API_VERSIONS.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(API_VERSIONS.filter(({ since, removed }) => removed && compareVersions(removed, since) <= 0)).toEqual([]);
});

test('every kind has a known scope', () => {
  expect(
    API_VERSIONS.filter(({ group, kind }) => ![Scope.CLUSTER, Scope.NAMESPACED].includes(scopeOf(group, kind))).map(
      ({ apiVersion, kind }) => `${apiVersion} ${kind}`,
    ),
  ).toEqual([]);
});

test("every group that has versions still has resources, and none but Kubernetes' own are named", () => {
  const current = new Set(API_VERSIONS.filter(({ removed }) => removed === undefined).map(({ group }) => group));
  expect([...current].filter((group) => !isBuiltInGroup(group))).toEqual([]);
  expect(['settings.k8s.io', 'extensions', '', 'gateway.networking.k8s.io', 'k8s.io', 'audit.k8s.io'].map(isKubernetesGroup)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
