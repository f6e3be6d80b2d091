import { componentFlags } from '../../../src/kubernetes/components/component-flags';
import { inventoryOf } from '../../support/findings';

function pod(container: object, extra: object = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a', namespace: 'b' },
    spec: { containers: [{ name: 'x', ...container }], ...extra },
  };
}

/** Flags of the one program of the manifests: `name=value`, with `?reason` where unclear. */
function flags(...manifests: object[]): { component: string; flags: string[]; incomplete?: string } | undefined {
  const [first, ...more] = componentFlags(inventoryOf(manifests));
  expect(more).toEqual([]);
  return (
    first && {
      component: first.component,
      flags: [...first.flags].map(([name, { value, unclear }]) => `${name}=${value}${unclear === undefined ? '' : ` ?${unclear}`}`),
      ...(first.incomplete === undefined ? {} : { incomplete: first.incomplete }),
    }
  );
}

test.each([
  [['kube-apiserver', '--a=b', '--c', 'd', '--e', '--f_g=h'], { component: 'kube-apiserver', flags: ['a=b', 'c=d', 'e=true', 'f-g=h'] }],
  [['/usr/local/bin/kube-apiserver', '--audit-log-path', '-', '-v=2'], { component: 'kube-apiserver', flags: ['audit-log-path=-', 'v=2'] }],
  [
    ['kube-scheduler', '-v4', '--profiling', 'false'],
    { component: 'kube-scheduler', flags: ['v=4', 'profiling=false ?a switch takes no separate word: write --profiling=false'] },
  ],
  [
    ['kube-apiserver', '--profiling', 'x'],
    { component: 'kube-apiserver', flags: ['profiling=true'], incomplete: '"x" is not a flag, so kube-apiserver does not start' },
  ],
  [
    ['kube-apiserver', '--etcd-servers', '-x', '--profiling'],
    { component: 'kube-apiserver', flags: ['etcd-servers=-x', 'profiling=true'] },
  ],
  [
    ['kube-apiserver', '--audit-log-path'],
    { component: 'kube-apiserver', flags: ['audit-log-path=true ?--audit-log-path has no value, so kube-apiserver does not start'] },
  ],
  [
    ['kube-proxy', '--config=/var/lib/kube-proxy/config.conf'],
    { component: 'kube-proxy', flags: ['config=/var/lib/kube-proxy/config.conf'] },
  ],
  [['kube-apiserver', '--a', '--', '--b'], { component: 'kube-apiserver', flags: ['a=true'] }],
  [
    ['kube-apiserver', '--a=b', 'x'],
    { component: 'kube-apiserver', flags: ['a=b'], incomplete: '"x" is not a flag, so kube-apiserver does not start' },
  ],
  [
    ['etcd', '-name', 'a', '--data-dir', '-x', '--auto-tls', '--pre-vote=false'],
    { component: 'etcd', flags: ['name=a', 'data-dir=-x', 'auto-tls=true', 'pre-vote=false'] },
  ],
  [['etcd', '--name'], { component: 'etcd', flags: ['name=true ?--name has no value, so etcd does not start'] }],
  [
    ['etcd', '--auto-tls', 'false'],
    { component: 'etcd', flags: ['auto-tls=true'], incomplete: '"false" is not a flag, so etcd does not start' },
  ],
  [['etcd', '--name=a', 5], { component: 'etcd', flags: ['name=a'], incomplete: 'it is not text, so the server rejects it' }],
  [['/go-runner', '--log-file=/x', '/usr/local/bin/kube-apiserver', '--a=b'], { component: 'kube-apiserver', flags: ['a=b'] }],
  [
    ['/bin/sh', '-ec', 'umask 077; exec /usr/local/bin/etcd --name="a b" --data-dir=$DIR >> /x 2>&1'],
    { component: 'etcd', flags: ['name=a b', 'data-dir=$DIR ?the shell puts in $DIR'] },
  ],
  [
    ['sh', '-c', 'export ETCD_NAME=a; etcd'],
    { component: 'etcd', flags: [], incomplete: 'the shell script may set variables that etcd reads' },
  ],
  [['sh', '-c', 'exec nice -n 5 kube-apiserver --a $MORE'], { component: 'kube-apiserver', flags: ['a=$MORE ?the shell puts in $MORE'] }],
  [['/entrypoint.sh', 'etcd', '--name=a'], { component: 'etcd', flags: ['name=a'], incomplete: 'the script entrypoint.sh may add flags' }],
  [['sh', '/start.sh', 'etcd'], { component: 'etcd', flags: [], incomplete: 'the script entrypoint may add flags' }],
  [['etcdctl', 'get', 'etcd'], undefined],
  [['sh', '-c', 'etcdctl get etcd'], undefined],
  [['sh', '-c'], undefined],
  [['etcd', 'gateway', 'start'], undefined],
])('%j', (command, expected) => {
  expect(flags(pod({ command }))).toEqual(expected);
});

test('a flag that is given twice keeps the first one with the last', () => {
  const [found] = componentFlags(inventoryOf([pod({ command: ['kube-apiserver', '--a=1', '--a=2', '--a=3'] })]));
  expect(found!.flags.get('a')).toEqual({
    value: '3',
    path: 'spec.containers[0].command[3]',
    earlier: [
      { value: '1', path: 'spec.containers[0].command[1]' },
      { value: '2', path: 'spec.containers[0].command[2]' },
    ],
  });
});

test('command and args, in pods of workloads', () => {
  const [found] = componentFlags(
    inventoryOf([
      {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata: { name: 'a' },
        spec: { template: { spec: { containers: [{ name: 'x', command: ['etcd'], args: ['--name=a'] }] } } },
      },
    ]),
  );
  expect([...found!.flags]).toEqual([['name', { value: 'a', path: 'spec.template.spec.containers[0].args[0]' }]]);
});

test.each([
  ['literal', [{ name: 'N', value: 'a' }], 'name=a'],
  [
    'through another',
    [
      { name: 'M', value: 'a' },
      { name: 'N', value: '$(M)b' },
    ],
    'name=ab',
  ],
  ['not defined', [], 'name=$(N)'],
  [
    'of the node',
    [{ name: 'N', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
    'name=$(N) ?N in it is not known (it takes its value from spec.nodeName)',
  ],
  ['a number', [{ name: 'N', value: 5 }], 'name=$(N) ?N in it is not known (its value is not a string, so the server rejects it)'],
])('$(N) is put in: %s', (_, env, expected) => {
  expect(flags(pod({ command: ['etcd', '--name=$(N)'], env }))!.flags).toEqual([expected]);
});

test('$$ keeps a dollar', () => {
  expect(flags(pod({ command: ['etcd', '--name=$$(N)'], env: [{ name: 'N', value: 'a' }] }))!.flags).toEqual(['name=$(N)']);
});

test('etcd reads ETCD_ variables; the other programs do not', () => {
  const env = [
    { name: 'ETCD_NAME', value: 'a' },
    { name: 'ETCD_VERSION', value: '3.6' },
    { name: 'ETCD_DATA_DIR', value: '' },
    { name: 'PATH', value: '/' },
  ];
  expect(flags(pod({ command: ['etcd'], env }))).toEqual({ component: 'etcd', flags: ['name=a'] });
  expect(flags(pod({ command: ['kube-apiserver'], env }))).toEqual({ component: 'kube-apiserver', flags: [] });
});

test('envFrom: a ConfigMap of the input, or nothing is known', () => {
  const from = { command: ['etcd'], envFrom: [{ configMapRef: { name: 'm' } }] };
  const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'm', namespace: 'b' }, data: { ETCD_NAME: 'a', ETCD_X: 5 } };
  expect(flags(pod(from), map)).toEqual({ component: 'etcd', flags: ['name=a'] });
  expect(flags(pod(from), { ...map, metadata: { name: 'm', namespace: 'c' } })!.incomplete).toBe(
    'its environment comes from ConfigMap m, which is not in the input',
  );
  expect(flags(pod({ command: ['etcd'], envFrom: [{ secretRef: { name: 's' } }] }))!.incomplete).toBe(
    'its environment comes from Secret s',
  );
});

test.each([
  ['registry.k8s.io/etcd:3.6.6-0', ['--name=a'], ['name=a']],
  ['localhost:5000/etcd@sha256:00', undefined, []],
])('an image of etcd without command: %s', (image, args, expected) => {
  expect(flags(pod({ image, args }))).toEqual({
    component: 'etcd',
    flags: expected,
    incomplete: 'it has no command, so the image decides what etcd is started with',
  });
});

const unread = (by: string, program: string, component = 'etcd') => ({
  component,
  flags: [],
  incomplete: `it is ${component} by its ${by}, and what "${program}" starts it with is not known`,
});

test.each([
  ['within a condition', { command: ['sh', '-c', 'set -e; if true; then etcd --name=a; fi'] }, { component: 'etcd', flags: ['name=a'] }],
  ['within a loop', { command: ['sh', '-c', 'while true; do exec etcd --name=a; done'] }, { component: 'etcd', flags: ['name=a'] }],
  [
    'in one of two ways',
    { command: ['sh', '-c', 'if [ -d /data ]; then etcd --name=a; else etcd --name=b; fi'] },
    { component: 'etcd', flags: [], incomplete: 'the shell script starts etcd in 2 ways, and which one runs is not known' },
  ],
  ['by its image, with a script', { image: 'quay.io/coreos/etcd:v3.6.6', command: ['/opt/start'] }, unread('image', 'start')],
  ['by its image, from a mirror', { image: 'rancher/mirrored-coreos-etcd:v3.6.6', command: ['/opt/go'] }, unread('image', 'go')],
  ['by its name, with a script', { name: 'etcd', command: ['/bin/sh', '/scripts/go'] }, unread('name', '/scripts/go')],
  ['by its name, with a program of the shell', { name: 'etcd', command: ['sh', '-c', 'exec $ETCD --name=a'] }, unread('name', '$ETCD')],
  ['by its name, with a script in a script', { name: 'etcd', command: ['bash', '-ec', 'set -x; /setup.sh'] }, unread('name', 'setup.sh')],
  [
    'by its name, with a program of a variable',
    { name: 'kube-apiserver', command: ['$(PROGRAM)', '--a=b'] },
    unread('name', '$(PROGRAM)', 'kube-apiserver'),
  ],
  [
    'by its name, without a command',
    { name: 'kube-scheduler', args: ['--profiling=false'] },
    {
      component: 'kube-scheduler',
      flags: ['profiling=false'],
      incomplete: 'it has no command, so the image decides what kube-scheduler is started with',
    },
  ],
  [
    'by its image, without a command',
    { image: 'registry.k8s.io/kube-controller-manager:v1.37.1' },
    {
      component: 'kube-controller-manager',
      flags: [],
      incomplete: 'it has no command, so the image decides what kube-controller-manager is started with',
    },
  ],
  ['another program under its name', { name: 'kube-apiserver', command: ['nginx'] }, undefined],
  ['a backup with its image', { image: 'etcd:3.6', command: ['sh', '-c', 'set -e; etcdctl snapshot save /b; ls -l /b'] }, undefined],
  ['its image to copy from', { image: 'etcd:3.6', command: ['cp', '/usr/local/bin/etcdctl', '/x'] }, undefined],
  ['its proxy', { image: 'etcd:3.6', command: ['etcd', 'grpc-proxy', 'start'] }, undefined],
])('a component that is recognised %s', (_, container, expected) => {
  expect(flags(pod(container))).toEqual(expected);
});

describe('a pod that is recognised', () => {
  const made = (metadata: object, ...containers: object[]) => ({ apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers } });
  const start = { name: 'main', command: ['/start.sh'] };

  test.each([
    ['by the label of kubeadm', { name: 'x', labels: { component: 'etcd' } }],
    ['by the label of charts', { name: 'x', labels: { 'app.kubernetes.io/name': 'etcd' } }],
    ['by its name', { name: 'etcd' }],
  ])('%s', (_, metadata) => {
    expect(flags(made(metadata, start))).toEqual(unread('name', 'start.sh'));
    expect(flags(made(metadata, start, { name: 'metrics', command: ['/start.sh'] }))).toEqual(unread('name', 'start.sh'));
    expect(flags(made(metadata, start, { name: 'etcd', command: ['etcd'] }))).toEqual({ component: 'etcd', flags: [] });
    expect(flags(made(metadata, { name: 'main', command: ['sleep', '1'] }))).toBeUndefined();
  });

  test('not a job for it', () => {
    const spec = { template: { metadata: { labels: { app: 'etcd' } }, spec: { containers: [start] } } };
    expect(flags({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'a' }, spec })).toBeUndefined();
  });
});

test("an image of something else, or another program in etcd's image", () => {
  expect(flags(pod({ image: 'example/etcd-backup:1' }))).toBeUndefined();
  expect(flags(pod({ image: 'example/etcd:1', args: ['etcdctl', 'get'] }))).toBeUndefined();
});

describe('kubeadm', () => {
  const ofEtcd = (local: unknown) =>
    componentFlags(inventoryOf([{ apiVersion: 'kubeadm.k8s.io/v1', kind: 'ClusterConfiguration', etcd: { local } }])).find(
      ({ component }) => component === 'etcd',
    )!;

  test('a list, a mapping, and what is neither', () => {
    expect([
      ...ofEtcd({ extraArgs: [{ name: 'a', value: 'b' }, { name: 'c', value: ',d', mergeMethod: 'append' }, 'x', { value: 'y' }] }).flags,
    ]).toEqual([
      ['a', { value: 'b', path: 'etcd.local.extraArgs[0].value' }],
      ['c', { value: ',d', path: 'etcd.local.extraArgs[1].value', merge: 'append' }],
    ]);
    expect([...ofEtcd({ extraArgs: { a: 'b', c: 5 } }).flags]).toEqual([
      ['a', { value: 'b', path: 'etcd.local.extraArgs.a' }],
      ['c', { value: '5', path: 'etcd.local.extraArgs.c', unclear: 'its value is not a string, so kubeadm rejects it' }],
    ]);
    for (const odd of ['a', 5, null, true]) expect([...ofEtcd({ extraArgs: odd }).flags]).toEqual([]);
    expect([...ofEtcd('x').flags]).toEqual([]);
  });

  test('variables of etcd', () => {
    expect([...ofEtcd({ extraEnvs: [{ name: 'ETCD_NAME', value: 'a' }] }).flags]).toEqual([
      ['name', { value: 'a', path: 'etcd.local.extraEnvs[0].value', fromEnvironment: true }],
    ]);
  });

  test('an external etcd is not run by kubeadm', () => {
    const all = componentFlags(
      inventoryOf([{ apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'ClusterConfiguration', etcd: { external: {} } }]),
    );
    expect(all.map(({ component }) => component)).toEqual(['kube-apiserver', 'kube-controller-manager', 'kube-scheduler']);
  });

  test("Cluster API's objects, where they hold one", () => {
    const of = (apiVersion: string, kind: string, spec: unknown) =>
      componentFlags(inventoryOf([{ apiVersion, kind, metadata: { name: 'a' }, spec }])).map(({ path }) => path);
    const clusterConfiguration = { etcd: {} };
    expect(of('controlplane.cluster.x-k8s.io/v1beta2', 'KubeadmControlPlane', { kubeadmConfigSpec: { clusterConfiguration } }).at(-1)).toBe(
      'spec.kubeadmConfigSpec.clusterConfiguration.etcd.local.extraArgs',
    );
    expect(of('bootstrap.cluster.x-k8s.io/v1beta1', 'KubeadmConfig', { clusterConfiguration })).toHaveLength(4);
    expect(
      of('bootstrap.cluster.x-k8s.io/v1beta1', 'KubeadmConfigTemplate', { template: { spec: { clusterConfiguration } } }),
    ).toHaveLength(4);
    expect(of('bootstrap.cluster.x-k8s.io/v1beta1', 'KubeadmConfig', { joinConfiguration: {} })).toEqual([]);
  });
});
