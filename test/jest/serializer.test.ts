import { ApiObject, App, Chart, Lazy } from 'cdk8s';
import { type Construct } from 'constructs';
import { HardenedApp, HostFile } from '../../src';
import { manifestSerializer } from '../../src/jest';
import { printManifests } from '../../src/jest/serializer';

const map = (scope: Construct, id: string, data: object, more: object = {}) =>
  new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: id }, data, ...more });

test('is for constructs', () => {
  expect([new App(), new Chart(new App(), 'c'), {}, [], 'a', undefined, null].map((value) => manifestSerializer.test(value))).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});

test('documents and keys are sorted, whatever the order in which they were made', () => {
  const make = (ids: string[], key: 'a' | 'z') => {
    const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
    for (const id of ids) map(chart, id, key === 'a' ? { a: '1', z: '2' } : { z: '2', a: '1' });
    new ApiObject(chart, 'role', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'r' },
      rules: [{ verbs: ['get'], resources: ['pods'], apiGroups: [''] }],
    });
    return printManifests(chart);
  };
  expect(make(['two', 'one'], 'a')).toBe(make(['one', 'two'], 'z'));
  expect(make(['two', 'one'], 'a')).toBe(
    `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: r
rules:
  - apiGroups:
      - ""
    resources:
      - pods
    verbs:
      - get
---
apiVersion: v1
data:
  a: "1"
  z: "2"
kind: ConfigMap
metadata:
  name: one
  namespace: shop
---
apiVersion: v1
data:
  a: "1"
  z: "2"
kind: ConfigMap
metadata:
  name: two
  namespace: shop`.slice(1),
  );
});

test('what is lazy or patched is printed as it will be written', () => {
  const chart = new Chart(new App(), 'shop');
  const object = map(chart, 'one', { value: Lazy.any({ produce: () => 'late' }) });
  object.metadata.addLabel('owner', 'us');
  expect(printManifests(object)).toBe(
    'apiVersion: v1\ndata:\n  value: late\nkind: ConfigMap\nmetadata:\n  labels:\n    owner: us\n  name: one',
  );
});

test('host files come last, by path', () => {
  const app = new HardenedApp({ kubernetes: '1.37' });
  map(new Chart(app, 'shop'), 'one', {});
  new HostFile(app, 'second', {
    path: '/etc/b.conf',
    content: { render: () => 'one\n  two\n' },
    mode: '644',
    nodes: ['workers', 'control-plane'],
  });
  new HostFile(app, 'first', { path: '/etc/a.conf', content: { render: () => 'yes\n' } });
  expect(printManifests(app).split('\n---\n').slice(1)).toEqual([
    'hostFile: /etc/a.conf\nmode: "0600"\nowner: root:root\nnodes: []\ncontent: |\n  yes',
    'hostFile: /etc/b.conf\nmode: "0644"\nowner: root:root\nnodes:\n  - control-plane\n  - workers\ncontent: |\n  one\n    two',
  ]);
});

test('jest prints constructs with it, also within other values', () => {
  const chart = new Chart(new App(), 'shop');
  map(chart, 'one', {});
  expect(chart).toMatchInlineSnapshot(`
apiVersion: v1
data: {}
kind: ConfigMap
metadata:
  name: one
`);
  expect({ chart }).toMatchInlineSnapshot(`
{
  "chart": 
  apiVersion: v1
  data: {}
  kind: ConfigMap
  metadata:
    name: one,
}
`);
  expect(new App()).toMatchInlineSnapshot('# no manifest and no host file');
});
