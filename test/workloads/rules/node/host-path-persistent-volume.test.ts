import { hostPathPersistentVolume } from '../../../../src/workloads/rules/node/host-path-persistent-volume';
import { table } from '../../../support/pods';

const volume = (spec: unknown) => ({ apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'data' }, spec });
const at = (message: string) => `PersistentVolume data spec.${message}`;

table(hostPathPersistentVolume, [
  ['any path of the host', volume({ hostPath: { path: '/data/' } }), [at('hostPath.path: the volume is /data of the node')]],
  [
    'one that is sensitive',
    volume({ hostPath: { path: '/' } }),
    [at('hostPath.path: the volume is / of the node: keys and kubeconfigs of the node and of the control plane (/etc/kubernetes)')],
  ],
  ['a disk', volume({ local: { path: '/mnt/disks/1' } }), []],
  [
    'local, and sensitive',
    [volume({ local: { path: '/root' } }), volume({ local: { path: '/usr/lib' } }), volume({ local: { path: '/var/run/crio' } })],
    [
      at('local.path: the volume is /root of the node: keys and cloud credentials of root'),
      at('local.path: the volume is /usr/lib of the node: programs of the node'),
      at('local.path: the volume is /run/crio of the node: the socket of the container runtime'),
    ],
  ],
  [
    'another driver, null and none',
    [volume({ csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-1' } }), volume({ hostPath: null }), volume({})],
    [],
  ],
  [
    'values that the server rejects',
    [
      volume(undefined),
      volume({ hostPath: '/data' }),
      volume({ hostPath: {} }),
      volume({ local: { path: ['/data'] } }),
      volume({ hostPath: { path: '/a/..' } }),
    ],
    [
      '? PersistentVolume data spec: the spec of the volume is nothing, not a mapping',
      `? ${at('hostPath: hostPath is a string, not a mapping')}`,
      `? ${at('hostPath.path: the volume names no path of the node')}`,
      `? ${at('local.path: the path of the volume is a list, not a string')}`,
      `? ${at('hostPath.path: the path of the volume goes up (..), which the API server rejects')}`,
    ],
  ],
]);
