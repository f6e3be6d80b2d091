import { hostPathOf, mountFor, mountsOf, pathInVolume, type Mount } from '../../../../src/audit/rules/flags/mounts';
import { componentFlags } from '../../../../src/kubernetes/components/component-flags';
import { apiServerPod, cluster } from '../../../support/audit';
import { inventoryOf } from '../../../support/findings';

const mounts = (manifest: object) =>
  mountsOf(componentFlags(inventoryOf([manifest])).find(({ component }) => component === 'kube-apiserver')!);
const pod = (volume: object, mount: object) =>
  mounts(apiServerPod([], { volumes: [{ name: 'v', ...volume }] }, { volumeMounts: [{ name: 'v', ...mount }] })).mounts;
const mount = (mountPath: string, more: Partial<Mount> = {}): Mount => ({
  mountPath,
  readOnly: false,
  hostPath: '/node',
  volume: 'hostPath',
  source: {},
  subPath: '',
  path: undefined,
  ...more,
});

test('the innermost mount holds a file, and of two at one place the later', () => {
  const [root, outer, inner, again] = [mount('/'), mount('/a'), mount('/a/b'), mount('/a/b', { readOnly: true })];
  const of = (file: string, ...list: Mount[]) => mountFor({ path: '', mounts: list }, file);
  expect(of('/a/b/c', root, inner, outer)).toBe(inner);
  expect(of('/a/b', inner, outer)).toBe(inner);
  expect(of('/a/bc', root, inner, outer)).toBe(outer);
  expect(of('/c', root, inner, outer)).toBe(root);
  expect(of('/a/b/../d', inner, outer)).toBe(outer);
  expect(of('/c', inner, outer)).toBeUndefined();
  expect(of('/a/b/c', inner, again)).toBe(again);
});

test('the path on the node, and in the volume', () => {
  expect(hostPathOf(mount('/a'), '/a/b/./c')).toBe('/node/b/c');
  expect(hostPathOf(mount('/a/'), '/a/b')).toBe('/node/b');
  expect(hostPathOf(mount('/'), '/a/b')).toBe('/node/a/b');
  expect(hostPathOf(mount('/a', { hostPath: undefined }), '/a/b')).toBeUndefined();
  expect(pathInVolume(mount('/a'), '/a/b/c')).toBe('b/c');
  expect(pathInVolume(mount('/a', { subPath: 'x' }), '/a/b')).toBe('x/b');
  expect(pathInVolume(mount('/'), '/a')).toBe('a');
});

test('mounts of a container', () => {
  expect(pod({ hostPath: { path: '/h' } }, { mountPath: '/m', readOnly: true, subPath: 's' })).toEqual([
    {
      mountPath: '/m',
      readOnly: true,
      hostPath: '/h/s',
      volume: 'hostPath',
      source: { name: 'v', hostPath: { path: '/h' } },
      subPath: 's',
      path: 'spec.containers[0].volumeMounts[0]',
    },
  ]);
  expect(pod({ hostPath: { path: '/h' } }, { mountPath: '/m', subPathExpr: '$(A)' })[0]!.hostPath).toBeUndefined();
  expect(pod({ hostPath: { path: '/h' } }, { mountPath: '/m', subPathExpr: '' })[0]!.hostPath).toBe('/h');
  expect(pod({ emptyDir: {} }, { mountPath: '/m' })[0]).toMatchObject({ hostPath: undefined, volume: 'emptyDir', readOnly: false });
  expect(pod({}, { mountPath: '/m', name: 'gone' })[0]).toMatchObject({ hostPath: undefined, volume: '', source: {} });
  for (const wrong of ['', 7, undefined]) expect(pod({ emptyDir: {} }, { mountPath: wrong })).toEqual([]);
  expect(pod({ emptyDir: {} }, { mountPath: '/m', name: 7 })).toEqual([]);
});

test('mounts that kubeadm makes, and those that it is told', () => {
  const own = (folder: string) => ({ ...mount(folder, { hostPath: folder }), readOnly: true });
  expect(mounts(cluster({}, {}))).toEqual({ path: 'apiServer.extraVolumes', mounts: [own('/etc/kubernetes/pki'), own('/etc/ssl/certs')] });
  const extraVolumes = [{ mountPath: '/m', hostPath: '/h', readOnly: true }, { mountPath: '/w' }, { mountPath: '' }, { hostPath: '/h' }];
  expect(mounts(cluster({}, { extraVolumes }, { certificatesDir: '/pki' })).mounts).toEqual([
    own('/pki'),
    own('/etc/ssl/certs'),
    mount('/m', { hostPath: '/h', readOnly: true, path: 'apiServer.extraVolumes[0]' }),
    mount('/w', { hostPath: undefined, path: 'apiServer.extraVolumes[1]' }),
  ]);
});

test('those of a configuration within another object', () => {
  const controlPlane = {
    apiVersion: 'controlplane.cluster.x-k8s.io/v1beta1',
    kind: 'KubeadmControlPlane',
    metadata: { name: 'c' },
    spec: {
      kubeadmConfigSpec: {
        clusterConfiguration: { certificatesDir: '/pki', apiServer: { extraVolumes: [{ mountPath: '/a', hostPath: '/b' }] } },
      },
    },
  };
  const { path, mounts: list } = mounts(controlPlane);
  expect([path, ...list.map(({ mountPath, hostPath }) => `${mountPath} ${hostPath}`)]).toEqual([
    'spec.kubeadmConfigSpec.clusterConfiguration.apiServer.extraVolumes',
    '/pki /pki',
    '/etc/ssl/certs /etc/ssl/certs',
    '/a /b',
  ]);
});
