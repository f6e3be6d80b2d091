import { appliedTogether, Together } from '../../../src/kubernetes/objects/applied-together';

test.each<[string, string, Together]>([
  ['a.yaml', 'a.yaml', Together.YES],
  ['k8s/a.yaml', 'k8s/b.yaml', Together.YES],
  ['platform/policies.yaml', 'vendor/policies.yaml', Together.YES],
  ['base/a.yaml', 'vendor/prod/a.yaml', Together.YES],
  ['k8s/dev/a.yaml', 'k8s/prod/a.yaml', Together.NO],
  ['k8s/dev/a.yaml', 'k8s/prod/sub/b.yaml', Together.NO],
  ['k8s/shop-dev/a.yaml', 'k8s/shop-prod/a.yaml', Together.NO],
  ['k8s/prod/a.yaml', 'k8s/prod-vendor/a.yaml', Together.YES],
  ['k8s/dev1/a.yaml', 'k8s/dev2/a.yaml', Together.NO],
  ['k8s/dev.yaml', 'k8s/prod.yaml', Together.NO],
  ['k8s/netpol-dev.yaml', 'k8s/netpol-prod.yaml', Together.NO],
  ['k8s/dev-policies.yaml', 'k8s/prod-vendor.yaml', Together.YES],
  ['k8s/policies.yaml', 'k8s/policies-prod.yaml', Together.YES],
  ['overlays/a/x.yaml', 'overlays/b/x.yaml', Together.NO],
  ['overlays/x.yaml', 'overlays/y.yaml', Together.YES],
  ['clusters/alpha/x.yaml', 'clusters/beta/x.yaml', Together.NO],
  ['docs/one/x.yaml', 'docs/two/x.yaml', Together.NO],
  ['eu-west-1/x.yaml', 'us-east-1/x.yaml', Together.NO],
  ['cluster-1/x.yaml', 'cluster-2/x.yaml', Together.NO],
  ['cluster-policies/x.yaml', 'cluster-vendor/x.yaml', Together.YES],
])('%s and %s: %s', (one, other, expected) => {
  expect(appliedTogether({ file: one }, { file: other })).toBe(expected);
  expect(appliedTogether({ file: other }, { file: one })).toBe(expected);
});

test.each<[readonly string[] | undefined, readonly string[] | undefined, Together]>([
  [['p'], ['p', 'q'], Together.YES],
  [['p'], ['q'], Together.NO],
  [['p'], undefined, Together.UNKNOWN],
])('of the kustomizations %j and %j: %s', (one, other, expected) => {
  expect(appliedTogether({ file: 'a/x.yaml', builds: one }, { file: 'b/x.yaml', builds: other })).toBe(expected);
});

test('what a program makes is applied together', () => {
  expect(appliedTogether({ construct: 'a' }, { construct: 'b' })).toBe(Together.YES);
  expect(appliedTogether({ construct: 'a' }, { file: 'dev/x.yaml' })).toBe(Together.YES);
});
