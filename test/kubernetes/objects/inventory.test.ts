import { objectsOf } from '../../../src/kubernetes/objects/documents';
import { Scope, scopeOf } from '../../../src/kubernetes/objects/kinds';
import { describe as nameOf, isIdentified, namespaceOf, toKubeObject } from '../../../src/kubernetes/objects/object';
import { podViewOf, podViews } from '../../../src/kubernetes/pods/pod-view';
import { inventoryOf } from '../../support/findings';

const read = (document: unknown) => {
  const rejected: string[] = [];
  const objects = objectsOf(document, { file: 'a.yaml', document: 2 }, (path) => rejected.push(path));
  return { objects: objects.map((object) => `${object.origin.prefix ?? ''} ${nameOf(object)}`), rejected };
};
const pod = (name: string) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop' } });

describe('objects of a document', () => {
  test.each<[string, unknown, string[], string[]]>([
    ['an object', pod('a'), [' Pod shop/a'], []],
    ['a List', { apiVersion: 'v1', kind: 'List', items: [pod('a'), pod('b')] }, ['items[0] Pod shop/a', 'items[1] Pod shop/b'], []],
    [
      'a List in a List',
      { apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'List', items: [pod('a')] }] },
      ['items[0].items[0] Pod shop/a'],
      [],
    ],
    [
      'a typed list, whose items leave out what it says',
      { apiVersion: 'v1', kind: 'PodList', items: [{ metadata: { name: 'a' } }] },
      ['items[0] Pod a'],
      [],
    ],
    ['a List with an item that is none', { apiVersion: 'v1', kind: 'List', items: [7, pod('b')] }, ['items[1] Pod shop/b'], ['items[0]']],
    ['an empty List', { apiVersion: 'v1', kind: 'List', items: [] }, [], []],
    ['a List without items', { apiVersion: 'v1', kind: 'List' }, [], []],
    ['a List of null', { apiVersion: 'v1', kind: 'List', items: null }, [], []],
    ['a List of a mapping', { apiVersion: 'v1', kind: 'List', items: {} }, [' List (unnamed)'], []],
    ['a kind that only ends like a list', { apiVersion: 'example.com/v1', kind: 'AllowList', spec: {} }, [' AllowList (unnamed)'], []],
    ['nothing', null, [], ['']],
    ['text', 'kind: Pod', [], ['']],
    ['a list of objects', [pod('a')], [], ['']],
    ['no kind', { apiVersion: 'v1' }, [], ['']],
    ['a kind that is not a string', { apiVersion: 'v1', kind: 7 }, [], ['']],
    ['an empty apiVersion', { apiVersion: '', kind: 'Pod' }, [], ['']],
  ])('%s', (_, document, objects, rejected) => expect(read(document)).toEqual({ objects, rejected }));

  test('lists nested without end are refused, not followed', () => {
    let document: unknown = pod('a');
    for (let i = 0; i < 10_000; i++) document = { apiVersion: 'v1', kind: 'List', items: [document] };
    expect(read(document).objects).toEqual([]);
    expect(read(document).rejected).toHaveLength(1);
  });
});

describe('identity', () => {
  test.each([
    ['apps/v1', 'Deployment', ['apps', 'v1', Scope.NAMESPACED]],
    ['v1', 'Node', ['', 'v1', Scope.CLUSTER]],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole', ['rbac.authorization.k8s.io', 'v1', Scope.CLUSTER]],
    ['audit.k8s.io/v1', 'Policy', ['audit.k8s.io', 'v1', Scope.FILE]],
    ['example.com/v1', 'Deployment', ['example.com', 'v1', Scope.UNKNOWN]],
  ])('%s %s', (apiVersion, kind, expected) => {
    const object = toKubeObject({ apiVersion, kind }, {})!;
    expect([object.group, object.version, object.scope]).toEqual(expected);
  });

  test('a namespace that is unset, empty or no scalar is none', () => {
    const namespaces = [undefined, '', null, [7]].map((namespace) =>
      toKubeObject({ apiVersion: 'v1', kind: 'Pod', metadata: { namespace } }, {})!,
    );
    expect(namespaces.map((object) => [object.namespace, namespaceOf(object)])).toEqual(Array(4).fill([undefined, 'default']));
  });

  test('what YAML reads as a number or a boolean is the text that was meant', () => {
    const metadata = { name: 8080, namespace: false, labels: { a: 1, b: true } };
    const object = toKubeObject({ apiVersion: 'v1', kind: 'Pod', metadata }, {})!;
    expect([object.name, object.namespace, object.labels, isIdentified(object)]).toEqual(['8080', 'false', { a: '1', b: 'true' }, false]);
    expect(isIdentified(toKubeObject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: null } }, {})!)).toBe(true);
  });

  test('metadata of another type is not a crash, and __proto__ is a label like others', () => {
    const object = toKubeObject({ apiVersion: 'v1', kind: 'Pod', metadata: [1] }, {})!;
    expect([object.name, object.labels]).toEqual(['', {}]);
    const labels = JSON.parse('{"__proto__": "x", "constructor": "y", "n": [1]}') as object;
    const odd = toKubeObject({ apiVersion: 'v1', kind: 'Pod', metadata: { labels } }, {})!;
    expect(Object.entries(odd.labels)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  test('every kind of the scope table is found', () => {
    expect([
      scopeOf('', 'Pod'),
      scopeOf('storage.k8s.io', 'StorageClass'),
      scopeOf('', 'Deployment'),
      scopeOf('kustomize.config.k8s.io', 'Kustomization'),
    ]).toEqual([Scope.NAMESPACED, Scope.CLUSTER, Scope.UNKNOWN, Scope.FILE]);
  });
});

describe('the inventory', () => {
  const inventory = inventoryOf([
    pod('a'),
    pod('b'),
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'c' } },
  ]);

  test('finds by kind, name and namespace', () => {
    expect(inventory.byKind('', 'Pod').map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(inventory.find('', 'Pod', 'default', 'c')?.name).toBe('c');
    expect(inventory.find('', 'Namespace', '', 'shop')?.name).toBe('shop');
    expect(inventory.find('', 'Pod', 'shop', 'c')).toBeUndefined();
    expect([inventory.byKind('', 'constructor'), inventory.byKind('__proto__', 'Pod')]).toEqual([[], []]);
  });
});

describe('pods', () => {
  const spec = { initContainers: [{ name: 'i' }], containers: [{ name: 'c' }, {}], ephemeralContainers: [{ name: 'e' }] };
  const template = { metadata: { labels: { app: 'x' } }, spec };
  test.each([
    ['v1', 'Pod', template, 'spec'],
    ['v1', 'PodTemplate', { template }, 'template.spec'],
    ['v1', 'ReplicationController', { spec: { template } }, 'spec.template.spec'],
    ['apps/v1', 'Deployment', { spec: { template } }, 'spec.template.spec'],
    ['apps/v1', 'DaemonSet', { spec: { template } }, 'spec.template.spec'],
    ['apps/v1', 'StatefulSet', { spec: { template } }, 'spec.template.spec'],
    ['apps/v1', 'ReplicaSet', { spec: { template } }, 'spec.template.spec'],
    ['apps.openshift.io/v1', 'DeploymentConfig', { spec: { template } }, 'spec.template.spec'],
    ['batch/v1', 'Job', { spec: { template } }, 'spec.template.spec'],
    ['batch/v1', 'CronJob', { spec: { jobTemplate: { spec: { template } } } }, 'spec.jobTemplate.spec.template.spec'],
    ['v1', 'Deployment', { spec: { template } }, 'spec.template.spec'],
    ['v1', 'DeploymentConfig', { spec: { template } }, 'spec.template.spec'],
    ['apps/v1', 'Pod', template, 'spec'],
    ['apps/v1', 'CronJob', { spec: { jobTemplate: { spec: { template } } } }, 'spec.jobTemplate.spec.template.spec'],
  ])('%s %s', (apiVersion, kind, rest, path) => {
    const [view] = podViews(inventoryOf([{ apiVersion, kind, ...rest }]));
    expect([view!.path, view!.labels, view!.faults]).toEqual([path, { app: 'x' }, []]);
    expect(view!.containers.map((container) => `${container.label} at ${container.path}`)).toEqual([
      `init container "i" at ${path}.initContainers[0]`,
      `container "c" at ${path}.containers[0]`,
      `container 1 at ${path}.containers[1]`,
      `ephemeral container "e" at ${path}.ephemeralContainers[0]`,
    ]);
  });

  test('other kinds hold none', () => {
    const inventory = inventoryOf([
      { apiVersion: 'example.com/v1', kind: 'Deployment', spec: { template } },
      { apiVersion: 'v1', kind: 'Service', spec },
    ]);
    expect(podViews(inventory)).toEqual([]);
    expect(podViewOf(inventory.objects[0]!, inventory)).toBeUndefined();
  });

  test.each<[string, unknown, string[]]>([
    ['no spec', {}, ['spec: the pod has no spec']],
    ['a spec that is a list', { spec: [] }, ['spec: the pod has no spec']],
    ['containers that are a mapping', { spec: { containers: {} } }, ['spec.containers: containers is not a list']],
    ['a container that is text', { spec: { initContainers: ['x'] } }, ['spec.initContainers[0]: init container 0 is not a mapping']],
    ['null containers', { spec: { containers: null } }, []],
  ])('what cannot be read is said: %s', (_, rest, faults) => {
    const [view] = podViews(inventoryOf([{ apiVersion: 'v1', kind: 'Pod', ...(rest as object) }]));
    expect(view!.faults.map(({ path, message }) => `${path}: ${message}`)).toEqual(faults);
  });
});
