import { attackPathsOf, EDGE_KINDS, TARGETS, type AttackPaths, type Target } from '../../../../src/analysis/access/paths';
import { Inventory } from '../../../../src/kubernetes/objects/inventory';
import { toKubeObject } from '../../../../src/kubernetes/objects/object';
import { parseMinor } from '../../../../src/kubernetes/releases/versions';
import { account, clusterRole, clusterRoleBinding, group, role, roleBinding, rule, user } from '../../../rbac/manifests';

const RBAC = 'rbac.authorization.k8s.io';
const of = (...manifests: object[]): AttackPaths =>
  attackPathsOf(new Inventory(manifests.map((json) => toKubeObject(json, { file: 'a.yaml' })!)), parseMinor('1.37'));
const namespace = (name: string, level?: string) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels: level === undefined ? {} : { 'pod-security.kubernetes.io/enforce': level } },
});
const CLOSED = ['payments', 'ops', 'kube-system'].map((name) => namespace(name, 'restricted'));
/** Ids of the steps to a target; undefined where there is none. */
const stepsOf = (paths: AttackPaths, start: string, target: Target) => {
  const node = paths.find(start);
  return node === undefined ? undefined : paths.path(node, target)?.edges.flatMap(({ kind }) => kind ?? []);
};
const pod = (spec: object, name = 'web', at = 'payments') => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: at },
  spec: { containers: [{ name: 'c', image: 'i' }], ...spec },
});
const everywhere = (...rules: object[]) => [clusterRole(rules, { name: 'r' }), clusterRoleBinding('r', [user('eve')])];
const within = (...rules: object[]) => [role(rules), roleBinding({ kind: 'Role', name: 'r' }, [user('eve')])];
const ADMIN_IN_PAYMENTS = [clusterRoleBinding('cluster-admin', [account('op', 'payments')], { name: 'admin' })];

describe('each right leads where it says', () => {
  test.each<[string, object[], Target, string[] | undefined]>([
    ['everything', everywhere(rule(['*'], ['*'], ['*'])), 'cluster-admin', ['all-rights']],
    ['system:masters', [clusterRoleBinding('view', [group('system:masters'), user('eve')])], 'cluster-admin', undefined],
    [
      'a workload with another account',
      [...within(rule(['apps'], ['deployments'], ['patch'])), ...ADMIN_IN_PAYMENTS],
      'cluster-admin',
      ['create-workload', 'run-as-account', 'all-rights'],
    ],
    [
      'a custom kind that makes pods',
      [...within(rule(['argoproj.io'], ['rollouts'], ['create'])), ...ADMIN_IN_PAYMENTS],
      'cluster-admin',
      ['create-workload', 'run-as-account', 'all-rights'],
    ],
    ['reading workloads', [...within(rule(['apps'], ['deployments'], ['get', 'list'])), ...ADMIN_IN_PAYMENTS], 'cluster-admin', undefined],
    [
      'a token',
      [...within(rule([''], ['serviceaccounts/token'], ['create'])), ...ADMIN_IN_PAYMENTS],
      'cluster-admin',
      ['request-token', 'all-rights'],
    ],
    [
      'a token of this account',
      [...within(rule([''], ['serviceaccounts/token'], ['create'], { resourceNames: ['op'] })), ...ADMIN_IN_PAYMENTS],
      'cluster-admin',
      ['request-token', 'all-rights'],
    ],
    [
      'a token of another account',
      [...within(rule([''], ['serviceaccounts/token'], ['create'], { resourceNames: ['web'] })), ...ADMIN_IN_PAYMENTS],
      'cluster-admin',
      undefined,
    ],
    [
      'impersonating an account',
      [...within(rule([''], ['serviceaccounts'], ['impersonate'])), ...ADMIN_IN_PAYMENTS],
      'cluster-admin',
      ['impersonate-account', 'all-rights'],
    ],
    [
      'impersonating users and groups',
      everywhere(rule([''], ['users', 'groups'], ['impersonate'])),
      'cluster-admin',
      ['impersonate-group', 'all-rights'],
    ],
    ['impersonating groups alone', everywhere(rule([''], ['groups'], ['impersonate'])), 'cluster-admin', undefined],
    [
      'bind',
      everywhere(rule([RBAC], ['clusterrolebindings'], ['create']), rule([RBAC], ['clusterroles'], ['bind'])),
      'cluster-admin',
      ['bind-role'],
    ],
    ['writing bindings without bind', everywhere(rule([RBAC], ['clusterrolebindings'], ['create'])), 'cluster-admin', undefined],
    [
      'binding a harmless role',
      everywhere(rule([RBAC], ['clusterrolebindings'], ['create']), rule([RBAC], ['clusterroles'], ['bind'], { resourceNames: ['view'] })),
      'cluster-admin',
      undefined,
    ],
    [
      'binding cluster-admin',
      everywhere(
        rule([RBAC], ['clusterrolebindings'], ['create']),
        rule([RBAC], ['clusterroles'], ['bind'], { resourceNames: ['cluster-admin'] }),
      ),
      'cluster-admin',
      ['bind-role'],
    ],
    ['escalate', everywhere(rule([RBAC], ['clusterroles'], ['patch', 'escalate'])), 'cluster-admin', ['escalate-role']],
    ['escalate without writing', everywhere(rule([RBAC], ['clusterroles'], ['escalate'])), 'cluster-admin', undefined],
    [
      'a webhook',
      everywhere(rule(['admissionregistration.k8s.io'], ['mutatingwebhookconfigurations'], ['create'])),
      'cluster-admin',
      ['mutate-objects'],
    ],
    [
      'a Secret with a token, read',
      [...within(rule([''], ['secrets'], ['create', 'get'])), ...ADMIN_IN_PAYMENTS],
      'cluster-admin',
      ['create-token-secret', 'all-rights'],
    ],
    ['a Secret with a token, not read', [...within(rule([''], ['secrets'], ['create'])), ...ADMIN_IN_PAYMENTS], 'cluster-admin', undefined],
    ['Secrets', within(rule([''], ['secrets'], ['list'])), 'foreign-secrets', ['read-secrets']],
    ['Secrets by a pod', within(rule([''], ['pods'], ['create'])), 'foreign-secrets', ['create-workload', 'mount-secrets']],
    ['a privileged pod', within(rule([''], ['pods'], ['create'])), 'node', undefined],
    [
      'taking the level away',
      [...within(rule([''], ['pods'], ['create']), rule([''], ['namespaces'], ['patch']))],
      'node',
      ['relabel-namespace'],
    ],
    [
      'a volume of the node',
      everywhere(rule([''], ['pods', 'persistentvolumes', 'persistentvolumeclaims'], ['create'])),
      'node',
      ['host-path-volume'],
    ],
  ])('%s', (_, manifests, target, expected) => expect(stepsOf(of(...CLOSED, ...manifests), 'User eve', target)).toEqual(expected));

  test('a privileged pod, where the level of the namespace is not known', () => {
    expect(stepsOf(of(namespace('payments'), ...within(rule([''], ['pods'], ['create']))), 'User eve', 'control-plane')).toEqual([
      'create-workload',
      'privileged-pod',
      'control-plane-files',
    ]);
  });

  test('rights that two identities have are not together', () => {
    const paths = of(
      ...CLOSED,
      clusterRole([rule([RBAC], ['clusterrolebindings'], ['create'])], { name: 'a' }),
      clusterRole([rule([RBAC], ['clusterroles'], ['bind'])], { name: 'b' }),
      clusterRoleBinding('a', [user('eve')]),
      clusterRoleBinding('b', [user('bob')], { name: 'c' }),
    );
    expect(stepsOf(paths, 'User eve', 'cluster-admin')).toBeUndefined();
  });

  test('rights of an identity and of its groups are', () => {
    const paths = of(
      ...CLOSED,
      clusterRole([rule([RBAC], ['clusterrolebindings'], ['create'])], { name: 'a' }),
      clusterRole([rule([RBAC], ['clusterroles'], ['bind'])], { name: 'b' }),
      clusterRoleBinding('a', [user('eve')]),
      clusterRoleBinding('b', [group('system:authenticated')], { name: 'c' }),
    );
    expect(stepsOf(paths, 'User eve', 'cluster-admin')).toEqual(['bind-role']);
    expect(stepsOf(paths, 'Group system:authenticated', 'cluster-admin')).toBeUndefined();
  });
});

describe('workloads', () => {
  test.each<[string, object, string[] | undefined]>([
    ['nothing', {}, undefined],
    ['privileged', { containers: [{ name: 'c', image: 'i', securityContext: { privileged: true } }] }, ['escape-privileged']],
    [
      'a capability',
      { containers: [{ name: 'c', image: 'i', securityContext: { capabilities: { add: ['SYS_MODULE'] } } }] },
      ['escape-sys-module'],
    ],
    [
      'a capability in a user namespace',
      { hostUsers: false, containers: [{ name: 'c', image: 'i', securityContext: { capabilities: { add: ['SYS_ADMIN'] } } }] },
      undefined,
    ],
    [
      'a capability without hostPID',
      { containers: [{ name: 'c', image: 'i', securityContext: { capabilities: { add: ['SYS_PTRACE'] } } }] },
      undefined,
    ],
    [
      'the socket of the runtime',
      {
        volumes: [{ name: 'v', hostPath: { path: '/var/run/containerd/containerd.sock' } }],
        containers: [{ name: 'c', image: 'i', volumeMounts: [{ name: 'v', mountPath: '/s' }] }],
      },
      ['escape-runtime-socket'],
    ],
    ['a volume that is not mounted', { volumes: [{ name: 'v', hostPath: { path: '/' } }] }, undefined],
    [
      'logs, read-only',
      {
        volumes: [{ name: 'v', hostPath: { path: '/var/log' } }],
        containers: [{ name: 'c', image: 'i', volumeMounts: [{ name: 'v', mountPath: '/l', readOnly: true }] }],
      },
      undefined,
    ],
    [
      'logs, writable',
      {
        volumes: [{ name: 'v', hostPath: { path: '/var/log/' } }],
        containers: [{ name: 'c', image: 'i', volumeMounts: [{ name: 'v', mountPath: '/l' }] }],
      },
      ['escape-var-log'],
    ],
  ])('%s', (_, spec, expected) => {
    const paths = of(namespace('payments'), namespace('kube-system', 'restricted'), pod(spec));
    expect(stepsOf(paths, 'Pod payments/web', 'node')).toEqual(expected);
  });

  test('what the namespace refuses does not run', () => {
    const spec = { containers: [{ name: 'c', image: 'i', securityContext: { privileged: true } }] };
    expect(of(namespace('payments', 'baseline'), pod(spec)).find('Pod payments/web')).toBeUndefined();
  });

  test.each<[string, object, object, boolean]>([
    ['unset', {}, {}, true],
    ['off on the pod', { automountServiceAccountToken: false }, {}, false],
    ['off on the ServiceAccount', {}, { automountServiceAccountToken: false }, false],
    ['on again on the pod', { automountServiceAccountToken: true }, { automountServiceAccountToken: false }, true],
  ])('a token that is mounted: %s', (_, spec, own, isReached) => {
    const paths = of(
      namespace('payments'),
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'op', namespace: 'payments' }, ...own },
      pod({ serviceAccountName: 'op', ...spec }),
      ...ADMIN_IN_PAYMENTS,
    );
    const expected = isReached ? ['mounted-token', 'all-rights'] : undefined;
    expect(stepsOf(paths, 'Pod payments/web', 'cluster-admin')).toEqual(expected);
  });

  test('a Secret that is mounted holds a token', () => {
    const paths = of(
      namespace('payments'),
      {
        apiVersion: 'v1',
        kind: 'Secret',
        type: 'kubernetes.io/service-account-token',
        metadata: { name: 's', namespace: 'payments', annotations: { 'kubernetes.io/service-account.name': 'op' } },
      },
      pod({ automountServiceAccountToken: false, volumes: [{ name: 'v', secret: { secretName: 's' } }] }),
      ...ADMIN_IN_PAYMENTS,
    );
    expect(stepsOf(paths, 'Pod payments/web', 'cluster-admin')).toEqual(['mounted-secret', 'secret-token', 'all-rights']);
  });

  test('a role of the cloud', () => {
    const annotations = { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/x' };
    const paths = of(
      namespace('payments'),
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'op', namespace: 'payments', annotations } },
      pod({ serviceAccountName: 'op' }),
    );
    expect(stepsOf(paths, 'Pod payments/web', 'cloud-identity')).toEqual(['mounted-token', 'cloud-role']);
  });
});

describe('the fewest changes', () => {
  const cutOf = (paths: AttackPaths, target: Target, ...starts: string[]) => {
    const { edges, ...rest } = paths.cut(
      starts.map((start) => paths.find(start)!),
      target,
    );
    return { ...rest, cut: edges.map(({ evidence }) => evidence[0]!.text).sort() };
  };
  const TWO_WAYS = [
    ...CLOSED,
    ...ADMIN_IN_PAYMENTS,
    ...within(rule([''], ['serviceaccounts/token'], ['create'])),
    roleBinding({ kind: 'Role', name: 'r' }, [user('eve'), user('bob')], { name: 'again' }),
  ];

  test('where all ways meet', () => {
    expect(cutOf(of(...TWO_WAYS), 'cluster-admin', 'User eve', 'User bob')).toEqual({
      isFound: true,
      least: 1,
      cut: ['ClusterRoleBinding admin'],
    });
  });
  test('every way, where they do not', () => {
    expect(
      cutOf(
        of(...CLOSED, ...everywhere(rule(['*'], ['*'], ['*'])), clusterRoleBinding('cluster-admin', [user('eve')], { name: 'c' })),
        'cluster-admin',
        'User eve',
      ),
    ).toEqual({
      isFound: true,
      least: 2,
      cut: ['ClusterRoleBinding b', 'ClusterRoleBinding c'],
    });
  });
  test('nothing to take away where there is no way', () => {
    expect(cutOf(of(...CLOSED, ...within(rule([''], ['pods'], ['get']))), 'cluster-admin', 'User eve')).toEqual({
      isFound: true,
      least: 0,
      cut: [],
    });
  });
  test('nothing of the input allows it', () => {
    expect(
      cutOf(
        of(...CLOSED, roleBinding({ kind: 'Role', name: 'x' }, [account('deployment-controller', 'kube-system')])),
        'foreign-secrets',
        'ServiceAccount kube-system/deployment-controller',
      ),
    ).toMatchObject({ isFound: false, least: Infinity });
  });
});

describe('shapes', () => {
  test('a chain of a thousand accounts', () => {
    const links = Array.from({ length: 1000 }, (_, index) => [
      role([rule([''], ['serviceaccounts/token'], ['create'], { resourceNames: [`a${index + 1}`] })], { name: `r${index}` }),
      roleBinding({ kind: 'Role', name: `r${index}` }, [account(`a${index}`)], { name: `b${index}` }),
    ]).flat();
    const paths = of(...CLOSED, ...links, clusterRoleBinding('cluster-admin', [account('a1000', 'payments')]));
    expect(stepsOf(paths, 'ServiceAccount payments/a0', 'cluster-admin')).toHaveLength(1001);
  });
  test('a circle ends', () => {
    const tokens = (from: string, to: string) => [
      role([rule([''], ['serviceaccounts/token'], ['create'], { resourceNames: [to] })], { name: from }),
      roleBinding({ kind: 'Role', name: from }, [account(from)], { name: from }),
    ];
    const paths = of(...CLOSED, ...tokens('a', 'b'), ...tokens('b', 'a'));
    expect(stepsOf(paths, 'ServiceAccount payments/a', 'cluster-admin')).toBeUndefined();
  });
  test('an empty input has no chains but those of anyone', () => {
    const paths = of();
    expect(paths.starts.flatMap((start) => TARGETS.flatMap((target) => paths.path(start, target) ?? []))).toEqual([]);
  });
});

test('ids of steps are unique', () => {
  const ids = EDGE_KINDS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
