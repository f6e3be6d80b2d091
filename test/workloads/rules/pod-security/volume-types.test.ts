import { VOLUME_SOURCES } from '../../../../src/kubernetes/pods/security/volume-sources';
import { volumeTypes } from '../../../../src/workloads/rules/pod-security/volume-types';
import { pod, table } from '../../../support/pods';

const volumes = (...list: unknown[]) => pod({ volumes: list });
const ALLOWED = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected', 'secret'];
const OTHERS = [
  'awsElasticBlockStore', 'azureDisk', 'azureFile', 'cephfs', 'cinder', 'fc', 'flexVolume', 'flocker', 'gcePersistentDisk', 'gitRepo',
  'glusterfs', 'hostPath', 'iscsi', 'nfs', 'photonPersistentDisk', 'portworxVolume', 'quobyte', 'rbd', 'scaleIO', 'storageos',
  'vsphereVolume',
]; // prettier-ignore
const at = (type: string, index = 0) => `Pod api spec.volumes[${index}].${type}: volume "${type}" is of the type ${type}`;

table(volumeTypes, [
  ['the types that are allowed', volumes(...ALLOWED.map((type) => ({ name: type, [type]: {} }))), [], '1.0'],
  ...OTHERS.map((type) => [type, volumes({ name: type, [type]: {} }), [at(type)]] as const),
  ['an allowed source beside another: the server rejects the second, admission does not', volumes({ name: 'a', nfs: {}, secret: {} }), []],
  [
    'two that are not allowed',
    volumes({ name: 'nfs', rbd: {}, nfs: {} }),
    ['Pod api spec.volumes[0].nfs: volume "nfs" is of the type nfs'],
  ],
  ['no source is an emptyDir', volumes({ name: 'a' }, { name: 'b', nfs: null }, null), []],
  ['unset, null and empty', [pod(), pod({ volumes: null }), volumes()], []],
  [
    'a source that no release knows',
    volumes({ name: 'a', tape: {} }),
    ['? Pod api spec.volumes[0].tape: volumes[0].tape is not a source of volumes'],
  ],
  [
    'a source that the server rejects',
    volumes({ name: 'a', nfs: 'server:/path' }),
    ['? Pod api spec.volumes[0].nfs: volumes[0].nfs is a string, not a mapping'],
  ],
  [
    'a volume that the server rejects',
    volumes('a', { name: 'nfs', nfs: {} }),
    ['? Pod api spec.volumes[0]: volumes[0] is a string, not a mapping', at('nfs', 1)],
  ],
]);

test('these are all that there are', () => {
  expect([...VOLUME_SOURCES].sort()).toEqual([...ALLOWED, ...OTHERS].sort());
});
