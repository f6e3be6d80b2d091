import { kindOf } from '../../src/input/find-files';

test.each([
  ['a.yaml', 'manifests'],
  ['a.json', 'manifests'],
  ['a.txt', undefined],
  ['dist/host/workers/var/lib/kubelet/seccomp/a.json', 'host-text'],
  ['/var/lib/kubelet/seccomp/teams/a', 'host-text'],
  ['dist/var/lib/kubelet/config.yaml', 'manifests'],
  ['dist/host/workers/etc/apparmor.d/api', 'host-text'],
  ['dist/etc/apparmor.d/abstractions/base', undefined],
])('%s is read as %s', (name, kind) => {
  expect(kindOf(name)).toBe(kind);
});
