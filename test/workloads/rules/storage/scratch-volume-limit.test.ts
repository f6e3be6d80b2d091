import { scratchVolumeLimit } from '../../../../src/workloads/rules/storage/scratch-volume-limit';
import { pod, table } from '../../../support/pods';
import { container } from '../../../support/workloads';

const volumes = (emptyDir: unknown) => [{ name: 'tmp', emptyDir }];
const FOUND = 'Pod api spec.volumes[0].emptyDir.sizeLimit: volume "tmp" has no sizeLimit, and no container a limit of ephemeral-storage';
const limited = container({ name: 'web', resources: { limits: { 'ephemeral-storage': '1Gi' } } });

table(scratchVolumeLimit, [
  [
    'none of them',
    [pod(), pod({ volumes: [{ name: 'a', configMap: { name: 'a' } }] }), pod({ volumes: volumes({ medium: 'Memory' }) })],
    [],
  ],
  ['without bound', [pod({ volumes: volumes({}) }), pod({ volumes: volumes({ medium: '', sizeLimit: 0 }) })], [FOUND, FOUND]],
  ['a volume without source is one', [pod({ volumes: [{ name: 'tmp' }] }), pod({ volumes: volumes(null) })], [FOUND, FOUND]],
  ['its own', pod({ volumes: volumes({ sizeLimit: '1Gi' }) }), []],
  ['of one container, which counts for the pod', pod({ volumes: volumes({}), containers: [container(), limited] }), []],
  [
    'a request is none',
    pod({ volumes: volumes({}), containers: [container({ resources: { requests: { 'ephemeral-storage': 1 } } })] }),
    [FOUND],
  ],
  [
    'a LimitRange',
    [
      pod({ volumes: volumes({}) }),
      {
        apiVersion: 'v1',
        kind: 'LimitRange',
        metadata: { name: 'a' },
        spec: { limits: [{ type: 'Container', default: { 'ephemeral-storage': '1Gi' } }] },
      },
    ],
    [],
  ],
  [
    'what the server rejects',
    pod({ volumes: volumes({ sizeLimit: 'much' }), containers: [limited] }),
    ['? Pod api spec.volumes[0].emptyDir.sizeLimit: sizeLimit of volume "tmp" is not a quantity'],
  ],
]);
