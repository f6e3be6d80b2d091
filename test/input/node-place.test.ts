import { resolve } from 'node:path';
import { nodePlace, nodesOf } from '../../src/input/node-place';

test.each<[string, { path: string; root: string; certain: boolean } | undefined]>([
  ['dist/host/workers/etc/ssh/sshd_config', { path: '/etc/ssh/sshd_config', root: 'dist/host/workers', certain: true }],
  ['host/all-nodes/var/lib/kubelet/config.yaml', { path: '/var/lib/kubelet/config.yaml', root: 'host/all-nodes', certain: true }],
  ['/builds/app/dist/host/cp/opt/a', { path: '/opt/a', root: '/builds/app/dist/host/cp', certain: true }],
  ['image/rootfs/srv/etcd/ca', { path: '/srv/etcd/ca', root: 'image/rootfs', certain: true }],
  ['rootfs/etc/x', { path: '/etc/x', root: 'rootfs', certain: true }],
  ['roles/sshd/files/etc/ssh/sshd_config', { path: '/etc/ssh/sshd_config', root: resolve('roles/sshd/files'), certain: false }],
  ['/etc/kubernetes/manifests/a', { path: '/etc/kubernetes/manifests/a', root: '', certain: false }],
  ['/etc/puppet/files/etc/nftables.conf', { path: '/etc/nftables.conf', root: '/etc/puppet/files', certain: false }],
  ['/var/lib/jenkins/app/etc/a.nft', { path: '/etc/a.nft', root: '/var/lib/jenkins/app', certain: false }],
  ['/var/lib/kubelet/config.yaml', { path: '/var/lib/kubelet/config.yaml', root: '', certain: false }],
  ['/var/lib/rancher/k3s/agent/etc/x.toml', { path: '/var/lib/rancher/k3s/agent/etc/x.toml', root: '', certain: false }],
  ['/var/lib/rancher/rke2/etc/a/etc/x', { path: '/var/lib/rancher/rke2/etc/a/etc/x', root: '', certain: false }],
  ['/etc/a\nb/etc/c', { path: '/etc/c', root: '/etc/a\nb', certain: false }],
  [`/etc${'/etc'.repeat(20_000)}/x`, { path: '/etc/x', root: '/etc'.repeat(20_000), certain: false }],
  ['/srv/src/host/linux/main.yaml', undefined],
  ['/srv/host/etc.yaml', undefined],
  ['/srv/deploy/fetch/a.yaml', undefined],
  ['/srv/a.yaml', undefined],
])('%s', (name, place) => {
  expect(nodePlace(name)).toEqual(place);
});

describe('the nodes that a file is for', () => {
  const roots = new Set(['a/host/cp', 'a/host/all-nodes', 'a/host/workers', 'b/host/cp']);
  test.each([
    ['a/host/cp', ['a/host/cp']],
    ['a/host/all-nodes', ['a/host/cp', 'a/host/all-nodes', 'a/host/workers']],
    ['', ['']],
  ])('%j', (root, nodes) => {
    expect(nodesOf({ path: '/etc/x', root, certain: true }, roots)).toEqual(nodes);
  });
});
