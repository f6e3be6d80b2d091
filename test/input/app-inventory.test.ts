import { App, Chart } from 'cdk8s';
import { HostFile } from '../../src/cdk8s/host-file';
import { inventoryOfApp, inventoryOfParts, partsOfApp } from '../../src/input/app-inventory';
import { judge } from '../../src/jest/judge';
import type { FilePattern } from '../../src/kubernetes/objects/node-files';

const EVERY: FilePattern = { name: 'all', path: /./ };
const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers: [{ name: c, image: i, securityContext: { privileged: true } }]\n';

function appWith(...files: readonly { readonly path: string; readonly content: string; readonly nodes?: string[] }[]): App {
  const app = new App();
  const chart = new Chart(app, 'chart');
  files.forEach(
    ({ path, content, nodes }, index) => new HostFile(chart, `file-${index}`, { path, nodes, content: { render: () => content } }),
  );
  return app;
}
const objectsOf = (path: string, content: string) =>
  inventoryOfApp(appWith({ path, content })).objects.map(
    ({ kind, name, origin }) => `${kind} ${name} ${origin.construct} ${origin.hostPath}`,
  );

describe('objects in host files', () => {
  test.each([
    ['YAML', '/etc/a/b.yaml'],
    ['a static pod without an ending', '/etc/kubernetes/manifests/evil'],
    ['a static pod in a folder of its own', '/opt/pods/evil'],
    ['a drop-in of the kubelet', '/etc/kubernetes/kubelet.conf.d/00.conf'],
  ])('%s', (_, path) => {
    expect(objectsOf(path, POD)).toEqual([`Pod a chart/file-0 ${path}`]);
  });

  test('that go to the API server are not among the node', () => {
    const content = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\n---\napiVersion: audit.k8s.io/v1\nkind: Policy\n';
    expect(objectsOf('/var/lib/rancher/k3s/server/manifests/a.yaml', content)).toEqual([
      'Deployment a chart/file-0 undefined',
      'Policy  chart/file-0 /var/lib/rancher/k3s/server/manifests/a.yaml',
    ]);
  });

  test('are judged', () => {
    const app = appWith({ path: '/etc/kubernetes/manifests/evil', content: POD });
    const { report } = judge(app, { kubernetes: '1.37', asOf: '2026-11-23', noConfig: true }, { ruleId: 'workloads/privileged' });
    expect(report.result.findings.map(({ message }) => message)).toEqual(['container "c" is privileged']);
  });

  test('with keys that are written twice', () => {
    const { objects } = inventoryOfApp(appWith({ path: '/etc/a.yaml', content: `${POD}kind: Pod\n` }));
    expect(objects.map(({ origin }) => origin.duplicateKeys)).toEqual([['kind']]);
  });

  test('a script that writes a manifest is a text', () => {
    const content = `#!/bin/sh\ncat <<EOF | kubectl apply -f -\n${POD}EOF\n`;
    expect(objectsOf('/usr/local/bin/apply', content)).toEqual([]);
    expect(inventoryOfApp(appWith({ path: '/usr/local/bin/apply', content })).files.of(EVERY)).toMatchObject([
      { content, hasObjects: false },
    ]);
  });

  test.each(['/etc/a.yaml', '/etc/kubernetes/manifests/a'])('YAML that cannot be read is refused: %s', (path) => {
    expect(() => objectsOf(path, 'a: [\n')).toThrow(`chart/file-0: line 2 of ${path} cannot be read (`);
  });
});

describe('the nodes of host files', () => {
  const nodesOf = (...groups: readonly (string[] | undefined)[]) =>
    inventoryOfApp(appWith(...groups.map((nodes, index) => ({ path: `/etc/${index}`, content: 'a\n', nodes }))))
      .files.of(EVERY)
      .map(({ origin }) => origin.nodes);

  test('one for every node is for each group, and for nodes of none', () => {
    expect(nodesOf(['cp'], undefined, ['workers', 'cp'])).toEqual([['cp'], ['all-nodes', 'cp', 'workers'], ['workers', 'cp']]);
    expect(nodesOf(undefined)).toEqual([['all-nodes']]);
  });

  test('groups of what stands beside count too', () => {
    const [one, ...beside] = partsOfApp(appWith({ path: '/etc/a', content: 'a\n' }, { path: '/etc/b', content: 'b\n', nodes: ['cp'] }));
    const { files } = inventoryOfParts([one!], beside);
    expect(files.of(EVERY).map(({ path, origin }) => [path, origin.nodes])).toEqual([['/etc/a', ['all-nodes', 'cp']]]);
  });

  test('a file that another names is that of its own node', () => {
    const { files } = inventoryOfApp(
      appWith({ path: '/etc/a', content: 'one\n', nodes: ['cp'] }, { path: '/etc/a', content: 'other\n', nodes: ['workers'] }),
    );
    const at = (nodes: string[] | undefined) => files.at(EVERY, '/etc/a', { nodes })?.content;
    expect([at(['cp']), at(['workers']), at(['etcd']), at(undefined)]).toEqual(['one\n', 'other\n', undefined, 'one\n']);
    expect([files.has('/etc/a', { nodes: ['cp'] }), files.has('/etc/a', { nodes: ['etcd'] }), files.has('/etc/b', {})]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

test('what no rule has read is counted', () => {
  const app = appWith({ path: '/etc/ssh/sshd_config', content: 'PermitRootLogin no\n' }, { path: '/etc/motd', content: 'Hello.\n' });
  const { report } = judge(app, { kubernetes: '1.37', asOf: '2026-11-23', noConfig: true });
  expect([report.result.objects, report.result.nodeFiles, report.leftOut]).toEqual([0, 1, [{ reason: 'no rule reads them', files: 1 }]]);
});
