import { podFills, type PodFillOptions } from '../../../../src/kubernetes/pods/fill/pod-fill';
import { podFacts } from '../../../../src/kubernetes/pods/fill/pod-fill-facts';
import { podViews } from '../../../../src/kubernetes/pods/pod-view';
import { inventoryOf } from '../../../support/findings';

/** Every fill of the input's pods as `path = value`, in order. */
function fills(manifests: object | readonly object[], options: PodFillOptions = {}): string[] {
  const inventory = inventoryOf([manifests].flat());
  return podViews(inventory)
    .flatMap((pod) => podFills(pod, options, podFacts(pod, inventory)))
    .map(({ path, value }) => `${path} = ${JSON.stringify(value)}`);
}

const NOTHING: PodFillOptions = {
  seccomp: false,
  capabilities: false,
  privilegeEscalation: false,
  runAsNonRoot: false,
  readOnlyRootFilesystem: false,
  serviceAccountToken: false,
  resourceRequests: false,
};

/** A pod of one container, of which only one kind of field is filled. */
const pod = (container: object = {}, spec: object = {}, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'api', ...metadata },
  spec: { containers: [{ name: 'api', image: 'api', ...container }], ...spec },
});
const context = (fields: unknown, spec: object = {}) => pod({ securityContext: fields }, spec);

type Row = readonly [string, object | readonly object[], readonly string[]];
function table(options: PodFillOptions, rows: readonly Row[]): void {
  test.each(rows)('%s', (_, manifests, expected) => expect(fills(manifests, { ...NOTHING, ...options })).toEqual(expected));
}

test('a bare pod gets everything but the temporary directory', () => {
  expect(fills(pod())).toEqual([
    'spec.securityContext.seccompProfile = {"type":"RuntimeDefault"}',
    'spec.securityContext.runAsNonRoot = true',
    'spec.automountServiceAccountToken = false',
    'spec.containers[0].securityContext.allowPrivilegeEscalation = false',
    'spec.containers[0].securityContext.capabilities.drop = ["ALL"]',
    'spec.containers[0].securityContext.readOnlyRootFilesystem = true',
    'spec.containers[0].resources.requests.cpu = "100m"',
    'spec.containers[0].resources.requests.memory = "128Mi"',
  ]);
});

test('a fill carries its keys, and the name of what fills it', () => {
  const inventory = inventoryOf([
    {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'api' },
      spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: 'api' }] } } } } },
    },
  ]);
  const [view] = podViews(inventory);
  expect(podFills(view!, { ...NOTHING, capabilities: true }, podFacts(view!, inventory))).toEqual([
    {
      path: 'spec.jobTemplate.spec.template.spec.containers[0].securityContext.capabilities.drop',
      keys: ['spec', 'jobTemplate', 'spec', 'template', 'spec', 'containers', 0, 'securityContext', 'capabilities', 'drop'],
      value: ['ALL'],
      by: 'capabilities',
    },
  ]);
});

test('all three lists are filled; ephemeral containers get no requests', () => {
  const each = {
    initContainers: [{ name: 'setup', restartPolicy: 'Always' }],
    containers: [{ name: 'api' }],
    ephemeralContainers: [{ name: 'debug' }],
  };
  expect(
    fills(
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' }, spec: { template: { spec: each } } },
      { ...NOTHING, privilegeEscalation: true, resourceRequests: true, requests: { cpu: '1', memory: '2' } },
    ),
  ).toEqual([
    'spec.template.spec.initContainers[0].securityContext.allowPrivilegeEscalation = false',
    'spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation = false',
    'spec.template.spec.ephemeralContainers[0].securityContext.allowPrivilegeEscalation = false',
    'spec.template.spec.initContainers[0].resources.requests.cpu = "1"',
    'spec.template.spec.initContainers[0].resources.requests.memory = "2"',
    'spec.template.spec.containers[0].resources.requests.cpu = "1"',
    'spec.template.spec.containers[0].resources.requests.memory = "2"',
  ]);
});

describe('left alone altogether', () => {
  test.each<readonly [string, object]>([
    ['a kind without pods', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'api' }, spec: {} }],
    [
      'a kind that is not known to have pods',
      {
        apiVersion: 'example.com/v1',
        kind: 'Rollout',
        metadata: { name: 'api' },
        spec: { template: { spec: { containers: [{ name: 'api' }] } } },
      },
    ],
    ['no spec', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'api' } }],
    ['no container', pod({}, { containers: [] })],
    ['containers of a wrong type', pod({}, { containers: 'none' })],
    ['a container of a wrong type', pod({}, { containers: ['api'] })],
  ])('%s', (_, manifest) => expect(fills(manifest)).toEqual([]));

  test('a static pod', () => {
    const inventory = inventoryOf([pod()]);
    const [view] = podViews(inventory);
    const file = { ...view!, object: { ...view!.object, origin: { hostPath: '/etc/kubernetes/manifests/api.yaml' } } };
    expect(podFills(file, {}, podFacts(file, inventory))).toEqual([]);
  });
});

test('a Windows pod gets what the server takes there', () => {
  const expected = [
    'spec.securityContext.runAsNonRoot = true',
    'spec.automountServiceAccountToken = false',
    'spec.containers[0].resources.requests.cpu = "100m"',
    'spec.containers[0].resources.requests.memory = "128Mi"',
  ];
  expect(fills(pod({}, { os: { name: 'windows' } }), { temporaryDirectory: true })).toEqual(expected);
  expect(fills(pod({}, { os: 'windows' }), { temporaryDirectory: true })).toEqual(expected);
  expect(fills(pod({}, { os: { name: 1 } }), { temporaryDirectory: true })).toEqual(expected);
  expect(fills(pod({}, { os: { name: 'linux' } }))).toHaveLength(8);
  expect(fills(pod({}, { os: {} }))).toHaveLength(8);
});

describe('seccomp', () => {
  const filled = ['spec.securityContext.seccompProfile = {"type":"RuntimeDefault"}'];
  const annotated = (key: string, value: string) => pod({}, {}, { annotations: { [key]: value } });
  table({ seccomp: true }, [
    ['null is unset', pod({}, { securityContext: { seccompProfile: null } }), filled],
    ['a null context is unset', pod({}, { securityContext: null }), filled],
    ['an empty profile is written', pod({}, { securityContext: { seccompProfile: {} } }), []],
    ['Unconfined is written', pod({}, { securityContext: { seccompProfile: { type: 'Unconfined' } } }), []],
    ['a context of a wrong type', pod({}, { securityContext: [] }), []],
    ['the only container has its own', context({ seccompProfile: { type: 'Unconfined' } }), []],
    [
      'one of two containers has its own',
      pod({}, { containers: [{ name: 'a', securityContext: { seccompProfile: { type: 'Unconfined' } } }, { name: 'b' }] }),
      filled,
    ],
    ["the only container's context is of a wrong type", context('none'), []],
    ['an annotation that asks for the default', annotated('seccomp.security.alpha.kubernetes.io/pod', 'runtime/default'), filled],
    [
      'an annotation that asks for the default under its old name',
      annotated('seccomp.security.alpha.kubernetes.io/pod', 'docker/default'),
      filled,
    ],
    ['an annotation that asks for none', annotated('seccomp.security.alpha.kubernetes.io/pod', 'unconfined'), []],
    [
      'an annotation that asks for a profile for one container',
      annotated('container.seccomp.security.alpha.kubernetes.io/api', 'localhost/own.json'),
      [],
    ],
    ['another annotation', annotated('seccomp.security.alpha.kubernetes.io/podx', 'unconfined'), filled],
  ]);
});

describe('privilege escalation', () => {
  const filled = ['spec.containers[0].securityContext.allowPrivilegeEscalation = false'];
  table({ privilegeEscalation: true }, [
    ['null is unset', context({ allowPrivilegeEscalation: null }), filled],
    ['true is written', context({ allowPrivilegeEscalation: true }), []],
    ['false is written', context({ allowPrivilegeEscalation: false }), []],
    ['a text is written', context({ allowPrivilegeEscalation: 'true' }), []],
    ['a context of a wrong type', context([]), []],
    ['privileged', context({ privileged: true }), []],
    ['not privileged', context({ privileged: false }), filled],
    ['privileged by a text', context({ privileged: 'true' }), []],
    ['adds CAP_SYS_ADMIN, which the server rejects beside it', context({ capabilities: { add: ['CAP_SYS_ADMIN'] } }), []],
    ['adds SYS_ADMIN', context({ capabilities: { add: ['NET_ADMIN', 'sys_admin'] } }), []],
    ['adds all', context({ capabilities: { add: ['ALL'] } }), []],
    ['adds another', context({ capabilities: { add: ['NET_ADMIN'] } }), filled],
  ]);
});

describe('capabilities', () => {
  const filled = ['spec.containers[0].securityContext.capabilities.drop = ["ALL"]'];
  table({ capabilities: true }, [
    ['null is unset', context({ capabilities: { drop: null } }), filled],
    ['null capabilities are unset', context({ capabilities: null }), filled],
    ['an empty list is written', context({ capabilities: { drop: [] } }), []],
    ['another list is written', context({ capabilities: { drop: ['NET_RAW'] } }), []],
    ['beside an add', context({ capabilities: { add: ['NET_ADMIN'] } }), filled],
    ['beside SYS_ADMIN', context({ capabilities: { add: ['SYS_ADMIN'] } }), filled],
    ['beside an add of all', context({ capabilities: { add: ['all'] } }), []],
    ['capabilities of a wrong type', context({ capabilities: ['ALL'] }), []],
    ['privileged', context({ privileged: true }), []],
  ]);
});

describe('non-root', () => {
  const filled = ['spec.securityContext.runAsNonRoot = true'];
  const own = (name: string) => `spec.${name}.securityContext.runAsNonRoot = true`;
  const two = (first: unknown, podContext: unknown = undefined) =>
    pod({}, { securityContext: podContext, containers: [{ name: 'a', securityContext: first }, { name: 'b' }] });
  table({ runAsNonRoot: true }, [
    ['a uid', pod({}, { securityContext: { runAsUser: 1000 } }), filled],
    ['null is unset', pod({}, { securityContext: { runAsNonRoot: null, runAsUser: null } }), filled],
    ['the pod says false', pod({}, { securityContext: { runAsNonRoot: false } }), []],
    ['the pod says true', pod({}, { securityContext: { runAsNonRoot: true } }), []],
    ["the pod's context is of a wrong type", pod({}, { securityContext: 'none' }), []],
    ['the only container says true', context({ runAsNonRoot: true }), []],
    ['one of two containers says true', two({ runAsNonRoot: true }), filled],
    ['one of two containers says false', two({ runAsNonRoot: false }), [own('containers[1]')]],
    ['one of two containers sets uid 0', two({ runAsUser: 0 }), [own('containers[1]')]],
    ['one of two containers has a uid that is not a number', two({ runAsUser: '1000' }), [own('containers[1]')]],
    ['one of two containers has a context of a wrong type', two([]), [own('containers[1]')]],
    ['the pod sets uid 0', pod({}, { securityContext: { runAsUser: 0 } }), []],
    ['the pod sets uid 0, one container another', two({ runAsUser: 1000 }, { runAsUser: 0 }), [own('containers[0]')]],
    [
      'the pod sets the administrator of Windows',
      pod({}, { os: { name: 'windows' }, securityContext: { windowsOptions: { runAsUserName: 'containerAdministrator' } } }),
      [],
    ],
    [
      'a container sets the administrator of Windows',
      two({ windowsOptions: { runAsUserName: 'ContainerAdministrator' } }),
      [own('containers[1]')],
    ],
    [
      'a container sets another user of Windows',
      two({ windowsOptions: { runAsUserName: 'ContainerUser' } }, { windowsOptions: { runAsUserName: 'ContainerAdministrator' } }),
      [own('containers[0]')],
    ],
    ['a user namespace of its own', pod({}, { hostUsers: false }), filled],
  ]);
});

describe('root filesystem', () => {
  const filled = ['spec.containers[0].securityContext.readOnlyRootFilesystem = true'];
  table({ readOnlyRootFilesystem: true }, [
    ['null is unset', context({ readOnlyRootFilesystem: null }), filled],
    ['privileged', context({ privileged: true }), filled],
    ['false is written', context({ readOnlyRootFilesystem: false }), []],
    ['a context of a wrong type', context('none'), []],
  ]);
});

describe('token', () => {
  const filled = ['spec.automountServiceAccountToken = false'];
  const account = (name: string, automountServiceAccountToken?: unknown, namespace?: string) => ({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace },
    automountServiceAccountToken,
  });
  table({ serviceAccountToken: true }, [
    ['null is unset', pod({}, { automountServiceAccountToken: null }), filled],
    ['true is written', pod({}, { automountServiceAccountToken: true }), []],
    ['an account that is not in the input', pod({}, { serviceAccountName: 'api' }), filled],
    ['its account says nothing', [pod({}, { serviceAccountName: 'api' }), account('api')], filled],
    ['its account says true', [pod({}, { serviceAccountName: 'api' }), account('api', true)], []],
    ['its account says false, which holds already', [pod({}, { serviceAccountName: 'api' }), account('api', false)], []],
    ['its account, by the older name of the field, says true', [pod({}, { serviceAccount: 'api' }), account('api', true)], []],
    ['its account says what is not a boolean', [pod({}, { serviceAccountName: 'api' }), account('api', 'true')], []],
    ['the account default says true', [pod(), account('default', true)], []],
    ['an account of that name elsewhere says true', [pod({}, { serviceAccountName: 'api' }), account('api', true, 'other')], filled],
    ['the name of the account is not a string', pod({}, { serviceAccountName: 5 }), []],
    [
      'a projected token stays',
      pod({}, { volumes: [{ name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }] }),
      filled,
    ],
  ]);
});

describe('the token of an account that may need it', () => {
  const filled = ['spec.automountServiceAccountToken = false'];
  const RBAC = 'rbac.authorization.k8s.io/v1';
  const api = (namespace?: string) => pod({}, { serviceAccountName: 'api' }, { namespace });
  const account = (namespace?: string) => ({ kind: 'ServiceAccount', name: 'api', namespace });
  const group = (name: string) => ({ kind: 'Group', apiGroup: 'rbac.authorization.k8s.io', name });
  const binding = (kind: string, subject: object, { namespace, role = 'worker' }: { namespace?: string; role?: string } = {}) => ({
    apiVersion: RBAC,
    kind,
    metadata: { name: 'b', namespace },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: kind === 'RoleBinding' ? 'Role' : 'ClusterRole', name: role },
    subjects: [subject],
  });
  const clusterWide = (subject: object, role?: string) => binding('ClusterRoleBinding', subject, role === undefined ? {} : { role });
  const clusterRole = (fields: object) => ({ apiVersion: RBAC, kind: 'ClusterRole', metadata: { name: 'worker' }, ...fields });
  const role = (rules: unknown) => ({ apiVersion: RBAC, kind: 'Role', metadata: { name: 'worker', namespace: 'shop' }, rules });
  const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }];
  table({ serviceAccountToken: true }, [
    ['a role that is not in the input', [api('shop'), binding('RoleBinding', account('shop'), { namespace: 'shop' })], []],
    ['a role with rules', [api('shop'), role(rules), binding('RoleBinding', account('shop'), { namespace: 'shop' })], []],
    ['a role without a rule grants nothing', [api('shop'), role([]), binding('RoleBinding', account(), { namespace: 'shop' })], filled],
    ['a role whose rules cannot be read', [api('shop'), role('all'), binding('RoleBinding', account(), { namespace: 'shop' })], []],
    [
      'an aggregated role, whose rules may come from elsewhere',
      [
        api('shop'),
        clusterRole({ rules: [], aggregationRule: { clusterRoleSelectors: [{ matchLabels: { app: 'api' } }] } }),
        clusterWide(account('shop')),
      ],
      [],
    ],
    ['a built-in role', [api('shop'), clusterWide(account('shop'), 'view')], []],
    ['rights in another namespace', [api('shop'), binding('RoleBinding', account('shop'), { namespace: 'yard' })], []],
    ['an account of that name elsewhere', [api('shop'), binding('RoleBinding', account(), { namespace: 'yard' })], filled],
    [
      'the account of a pod that names none',
      [pod({}, {}, { namespace: 'shop' }), clusterWide({ ...account('shop'), name: 'default' })],
      [],
    ],
    ['as a user', [api('shop'), clusterWide({ kind: 'User', name: 'system:serviceaccount:shop:api' })], []],
    ['the group of all accounts', [api('shop'), clusterWide(group('system:serviceaccounts'))], []],
    ['the group of all who are authenticated', [pod(), clusterWide(group('system:authenticated'))], []],
    [
      'what Kubernetes itself grants to it',
      [api('shop'), { ...clusterWide(group('system:authenticated'), 'system:discovery'), metadata: { name: 'system:discovery' } }],
      filled,
    ],
    ['the group of its namespace', [api('shop'), clusterWide(group('system:serviceaccounts:shop'))], []],
    ['the group of another namespace', [api('shop'), clusterWide(group('system:serviceaccounts:yard'))], filled],
    ['the group of a namespace into which it may be put', [api(), clusterWide(group('system:serviceaccounts:yard'))], []],
    ['a group of no account', [api('shop'), clusterWide(group('system:unauthenticated'))], filled],
    ['a binding and a subject that state no namespace', [api('shop'), binding('RoleBinding', account())], []],
    ['the same of default', [pod({}, {}, { namespace: 'shop' }), binding('RoleBinding', { ...account(), name: 'default' })], filled],
    ['a binding without subjects', [api('shop'), { ...clusterWide(account('shop')), subjects: [] }], filled],
    [
      'a Rollout',
      [
        {
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'Rollout',
          metadata: { name: 'api', namespace: 'shop' },
          spec: { template: { spec: { serviceAccountName: 'api', containers: [{ name: 'api' }] } } },
        },
        clusterWide(account('shop')),
      ],
      [],
    ],
  ]);
});

describe('requests', () => {
  const cpu = 'spec.containers[0].resources.requests.cpu = "100m"';
  const memory = 'spec.containers[0].resources.requests.memory = "128Mi"';
  const range = (item: object) => ({ apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'limits' }, spec: { limits: [item] } });
  table({ resourceRequests: undefined }, [
    ['a request', pod({ resources: { requests: { cpu: 1 } } }), [memory]],
    ['a limit, which gives the request', pod({ resources: { limits: { memory: '1Gi' } } }), [cpu]],
    ['zero is written', pod({ resources: { requests: { cpu: '0' } } }), [memory]],
    ['null is written: the server reads it as zero', pod({ resources: { requests: { cpu: null } } }), [memory]],
    ['null requests are unset', pod({ resources: { requests: null } }), [cpu, memory]],
    ['resources of a wrong type', pod({ resources: 'none' }), []],
    ['requests of a wrong type', pod({ resources: { requests: [] } }), []],
    ['a request of the pod', pod({}, { resources: { requests: { cpu: 1 } } }), [memory]],
    ['a limit of the pod', pod({}, { resources: { limits: { memory: '1Gi' } } }), [cpu]],
    ['resources of the pod of a wrong type', pod({}, { resources: [] }), []],
    ['a LimitRange with a default', [pod(), range({ type: 'Container', default: { cpu: 1 } })], [memory]],
    ['a LimitRange with a default request', [pod(), range({ type: 'Container', defaultRequest: { cpu: 1, memory: '1Gi' } })], []],
    ['a LimitRange of pods', [pod(), range({ type: 'Pod', default: { cpu: 1 } })], [cpu, memory]],
  ]);
});

describe('temporary directory', () => {
  const volume = 'spec.volumes = [{"name":"tmp","emptyDir":{"sizeLimit":"128Mi"}}]';
  const mount = 'spec.containers[0].volumeMounts = [{"name":"tmp","mountPath":"/tmp"}]';
  const withClaims = (names: string[]) => ({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db' },
    spec: {
      template: { spec: { containers: [{ name: 'db', securityContext: { readOnlyRootFilesystem: true } }] } },
      volumeClaimTemplates: names.map((name) => ({ metadata: { name } })),
    },
  });
  const readOnly = (fields: object, spec: object = {}) => pod({ securityContext: { readOnlyRootFilesystem: true }, ...fields }, spec);
  table({ temporaryDirectory: true }, [
    ['a root filesystem that is read-only', readOnly({}), [volume, mount]],
    ['one that is not filled', pod(), []],
    ['one that is written as writable', context({ readOnlyRootFilesystem: false }), []],
    [
      'the name of a claim template, whose volume would be mounted',
      withClaims(['tmp']),
      [
        'spec.template.spec.volumes = [{"name":"tmp-2","emptyDir":{"sizeLimit":"128Mi"}}]',
        'spec.template.spec.containers[0].volumeMounts = [{"name":"tmp-2","mountPath":"/tmp"}]',
      ],
    ],
    [
      'the name of a volume that is added elsewhere',
      readOnly({ volumeMounts: [{ name: 'tmp', mountPath: '/data' }] }),
      [
        'spec.volumes = [{"name":"tmp-2","emptyDir":{"sizeLimit":"128Mi"}}]',
        'spec.containers[0].volumeMounts[1] = {"name":"tmp-2","mountPath":"/tmp"}',
      ],
    ],
    [
      'entries beside',
      readOnly(
        { volumeMounts: [{ name: 'data', mountPath: '/data' }] },
        { volumes: [{ name: 'data' }, { name: 'tmp' }, { name: 'tmp-2' }] },
      ),
      [
        'spec.volumes[3] = {"name":"tmp-3","emptyDir":{"sizeLimit":"128Mi"}}',
        'spec.containers[0].volumeMounts[1] = {"name":"tmp-3","mountPath":"/tmp"}',
      ],
    ],
    ['null lists are unset', readOnly({ volumeMounts: null }, { volumes: null }), [volume, mount]],
    ['a mount at /tmp/', readOnly({ volumeMounts: [{ name: 'data', mountPath: '/tmp/' }] }), []],
    ['a mount below', readOnly({ volumeMounts: [{ name: 'data', mountPath: '/var/../tmp/x' }] }), []],
    ['a mount at the root', readOnly({ volumeMounts: [{ name: 'data', mountPath: '/' }] }), []],
    ['a relative mount', readOnly({ volumeMounts: [{ name: 'data', mountPath: 'tmp' }] }), []],
    [
      'a mount of a name that begins alike',
      readOnly({ volumeMounts: [{ name: 'data', mountPath: '/tmpfs' }] }, { volumes: [] }),
      [
        'spec.volumes[0] = {"name":"tmp","emptyDir":{"sizeLimit":"128Mi"}}',
        'spec.containers[0].volumeMounts[1] = {"name":"tmp","mountPath":"/tmp"}',
      ],
    ],
    ['a device there', readOnly({ volumeDevices: [{ name: 'data', devicePath: '/tmp' }] }), []],
    ['mounts of a wrong type', readOnly({ volumeMounts: {} }), []],
    ['volumes of a wrong type', readOnly({}, { volumes: {} }), []],
  ]);

  test('of a size, beside a root filesystem that is filled', () => {
    expect(fills(pod(), { ...NOTHING, readOnlyRootFilesystem: true, temporaryDirectory: true, temporaryDirectorySize: '1Gi' })).toEqual([
      'spec.containers[0].securityContext.readOnlyRootFilesystem = true',
      'spec.volumes = [{"name":"tmp","emptyDir":{"sizeLimit":"1Gi"}}]',
      mount,
    ]);
  });
});
