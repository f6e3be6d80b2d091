import type { AnyRule } from '../../../src/engine/rule';
import { appliedTogether } from '../../../src/kubernetes/objects/applied-together';
import { overwrittenObject } from '../../../src/manifests/rules/overwritten-object';
import { overwrittenProtection } from '../../../src/manifests/rules/overwritten-protection';
import { defaultDenyIngress } from '../../../src/namespaces/rules/network/default-deny-ingress';
import { privileged } from '../../../src/workloads/rules/pod-security/privileged';
import { findings as found } from '../../support/findings';

const findings = (rules: AnyRule | readonly AnyRule[], manifests: readonly object[]) =>
  found(rules, manifests, { together: appliedTogether });

type Manifest = Readonly<Record<string, unknown>>;
const made = (apiVersion: string, kind: string, name: string, rest: object = {}, namespace: string | undefined = 'shop'): Manifest => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
  ...rest,
});
const config = (value: string, more: object = {}) => made('v1', 'ConfigMap', 'a', { data: { value }, ...more });
const policy = (podSelector: object) =>
  made('networking.k8s.io/v1', 'NetworkPolicy', 'deny', { spec: { podSelector, policyTypes: ['Ingress'] } });
const binding = (role: string, subject: string) =>
  made('rbac.authorization.k8s.io/v1', 'RoleBinding', 'a', {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: role },
    subjects: [{ kind: 'User', name: subject }],
  });
const namespace = (labels: object) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } });
const pod = (isPrivileged: boolean) =>
  made('v1', 'Pod', 'a', { spec: { containers: [{ name: 'c', image: 'i', securityContext: { privileged: isPrivileged } }] } });

const OBJECT = 'manifests/overwritten-object';
const PROTECTION = 'manifests/overwritten-protection';
const REPLACES = 'this one is applied last and replaces the other, so what only the other says has no effect';
const both = [overwrittenObject, overwrittenProtection];

describe('two objects of one identity', () => {
  test.each<[string, readonly object[], string[]]>([
    [
      'the later one replaces the earlier one',
      [config('x'), config('y')],
      [`${OBJECT} ConfigMap shop/a metadata.name: the input defines ConfigMap shop/a twice, with different contents; ${REPLACES}`],
    ],
    [
      'of three, the last one',
      [config('x'), config('y'), config('z')],
      [
        `${OBJECT} ConfigMap shop/a metadata.name: the input defines ConfigMap shop/a 3 times, with different contents; this one is `
          + 'applied last and replaces the others, so what only the others say has no effect',
      ],
    ],
    ['copies with the same content, in another order of keys', [config('x'), { ...config('x') }], []],
    [
      'the last one as the first',
      [config('x'), config('y'), config('x')],
      [`${OBJECT} ConfigMap shop/a metadata.name: the input defines ConfigMap shop/a twice, with different contents; ${REPLACES}`],
    ],
    ['another name', [config('x'), { ...config('y'), metadata: { name: 'b', namespace: 'shop' } }], []],
    ['another namespace', [config('x'), { ...config('y'), metadata: { name: 'a', namespace: 'bank' } }], []],
    ['another kind', [config('x'), made('v1', 'Secret', 'a')], []],
    ['another group', [made('example.com/v1', 'Policy', 'a'), made('example.org/v1', 'Policy', 'a', { spec: {} })], []],
    ['generated names', [1, 2].map((n) => ({ ...config(`${n}`), metadata: { generateName: 'a-', namespace: 'shop' } })), []],
    ['no name', [1, 2].map((n) => ({ ...config(`${n}`), metadata: { namespace: 'shop' } })), []],
    [
      'files of a node',
      [1, 2].map((n) => ({
        apiVersion: 'kubelet.config.k8s.io/v1beta1',
        kind: 'KubeletConfiguration',
        metadata: { name: 'a' },
        maxPods: n,
      })),
      [],
    ],
  ])('%s', (_, manifests, expected) => expect(findings(both, manifests)).toEqual(expected));

  test.each<[string, readonly object[]]>([
    [
      'other versions of one group',
      [made('apps/v1beta1', 'Deployment', 'a', { spec: {} }), made('apps/v1', 'Deployment', 'a', { spec: { replicas: 2 } })],
    ],
    [
      'two names of one group',
      [made('extensions/v1beta1', 'Ingress', 'a', { spec: {} }), made('networking.k8s.io/v1', 'Ingress', 'a', { spec: { rules: [] } })],
    ],
    [
      'the default namespace, stated or not',
      [made('v1', 'ConfigMap', 'a', {}, 'default'), { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { a: 'b' } }],
    ],
    [
      'a cluster-scoped kind with a namespace',
      [made('v1', 'PersistentVolume', 'a', {}, 'x'), made('v1', 'PersistentVolume', 'a', { spec: {} }, 'y')],
    ],
    ['a custom kind', [made('example.com/v1', 'Shop', 'a', { spec: {} }), made('example.com/v2', 'Shop', 'a', { spec: { b: 1 } })]],
    [
      'a cluster-scoped custom kind with a namespace',
      [
        {
          apiVersion: 'apiextensions.k8s.io/v1',
          kind: 'CustomResourceDefinition',
          metadata: { name: 'shops.example.com' },
          spec: { group: 'example.com', scope: 'Cluster', names: { kind: 'Shop' } },
        },
        made('example.com/v1', 'Shop', 'a', { spec: {} }, 'x'),
        made('example.com/v1', 'Shop', 'a', { spec: { b: 1 } }),
      ],
    ],
    [
      'a custom kind that is known to be cluster-scoped, with a namespace',
      [
        made('cert-manager.io/v1', 'ClusterIssuer', 'a', { spec: {} }, 'x'),
        made('cert-manager.io/v1', 'ClusterIssuer', 'a', { spec: { b: 1 } }),
      ],
    ],
    ['items of a List', [{ apiVersion: 'v1', kind: 'List', items: [config('x'), config('y')] }]],
    [
      'an item of a List, and an object',
      [{ apiVersion: 'v1', kind: 'ConfigMapList', items: [{ metadata: { name: 'a', namespace: 'shop' } }] }, config('y')],
    ],
  ])('one identity: %s', (_, manifests) => {
    expect(findings(overwrittenObject, manifests)).toEqual([expect.stringContaining(REPLACES)]);
  });
});

describe('what protects the cluster', () => {
  const level = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  test.each<[string, string, readonly object[]]>([
    ['a NetworkPolicy', PROTECTION, [policy({}), policy({ matchLabels: { app: 'web' } })]],
    [
      'a NetworkPolicy of the old group',
      PROTECTION,
      [{ ...policy({}), apiVersion: 'extensions/v1beta1' }, policy({ matchLabels: { app: 'web' } })],
    ],
    [
      'a quota',
      PROTECTION,
      [
        made('v1', 'ResourceQuota', 'a', { spec: { hard: { pods: '1' } } }),
        made('v1', 'ResourceQuota', 'a', { spec: { hard: { pods: '9' } } }),
      ],
    ],
    ['a LimitRange', PROTECTION, [made('v1', 'LimitRange', 'a', { spec: { limits: [] } }), made('v1', 'LimitRange', 'a', { spec: {} })]],
    ['a binding', PROTECTION, [binding('r', 'eve'), binding('r', 'bob')]],
    [
      'a policy of Cilium',
      PROTECTION,
      [
        made('cilium.io/v2', 'CiliumNetworkPolicy', 'a', { spec: {} }),
        made('cilium.io/v2', 'CiliumNetworkPolicy', 'a', { spec: { a: 1 } }),
      ],
    ],
    ['a Namespace that loses its Pod Security labels', PROTECTION, [namespace(level), namespace({})]],
    ['one with another level', PROTECTION, [namespace(level), namespace({ 'pod-security.kubernetes.io/enforce': 'privileged' })]],
    ['one of three', PROTECTION, [namespace(level), namespace({}), namespace({ a: 'b' })]],
    ['a Namespace that gets them', OBJECT, [namespace({}), namespace(level)]],
    ['a Namespace that keeps them', OBJECT, [namespace(level), namespace({ ...level, a: 'b' })]],
    ['a Service', OBJECT, [made('v1', 'Service', 'a', { spec: {} }), made('v1', 'Service', 'a', { spec: { ports: [] } })]],
  ])('%s', (_, rule, manifests) => {
    expect(findings(both, manifests)).toEqual([expect.stringMatching(new RegExp(`^${rule} `))]);
  });
});

describe('which one counts', () => {
  test('the last NetworkPolicy', () => {
    const [deny, web] = [policy({}), policy({ matchLabels: { app: 'web' } })];
    const open = [expect.stringContaining('no NetworkPolicy denies ingress by default')];
    expect(findings(defaultDenyIngress, [namespace({}), deny, web])).toEqual(open);
    expect(findings(defaultDenyIngress, [namespace({}), web, deny])).toEqual([]);
  });

  const STAYS = (field: string) => [
    expect.stringContaining(
      `they differ in ${field}, which the API server does not let anyone change, so the one that is applied first stays`,
    ),
  ];
  test('of pods, all: the API server does not change one', () => {
    for (const order of [
      [true, false],
      [false, true],
    ]) {
      expect(findings(privileged, order.map(pod))).toHaveLength(1);
      expect(findings(overwrittenObject, order.map(pod))).toEqual(STAYS('spec'));
    }
  });
  test.each<[string, string, readonly object[]]>([
    ['a binding to another role', 'roleRef', [binding('r', 'eve'), binding('s', 'eve')]],
    [
      'the selector of a Deployment',
      'spec.selector',
      ['a', 'b'].map((app) => made('apps/v1', 'Deployment', 'a', { spec: { selector: { matchLabels: { app } } } })),
    ],
    ['an immutable ConfigMap', 'data', [config('x', { immutable: true }), config('y')]],
  ])('%s', (_, field, manifests) => expect(findings(both, manifests)).toEqual(STAYS(field)));
  test('a ConfigMap that only the later one makes immutable', () => {
    expect(findings(both, [config('x'), config('y', { immutable: true })])).toEqual([expect.stringContaining(REPLACES)]);
  });
});
