import { hostPathVolumes } from '../../../../src/workloads/rules/pod-security/host-path-volumes';
import { pod, table } from '../../../support/pods';

table(hostPathVolumes, [
  [
    'a path',
    pod({
      volumes: [
        { name: 'a', emptyDir: {} },
        { name: 'logs', hostPath: { path: '/var/log' } },
      ],
    }),
    ['Pod api spec.volumes[1].hostPath: volume "logs" is a path of the host'],
  ],
  [
    'an empty hostPath counts',
    pod({ volumes: [{ hostPath: {} }] }),
    ['Pod api spec.volumes[0].hostPath: volume 0 is a path of the host'],
    '1.0',
  ],
  ['null is unset', pod({ volumes: [{ name: 'logs', hostPath: null }, null] }), []],
  ['no volumes', pod({ volumes: null }), []],
  ['an empty list', pod({ volumes: [] }), []],
  [
    'a hostPath that is a string',
    pod({ volumes: [{ name: 'logs', hostPath: '/var/log' }] }),
    ['? Pod api spec.volumes[0].hostPath: volumes[0].hostPath is a string, not a mapping'],
  ],
  ['a volume that is a string', pod({ volumes: ['/var/log'] }), ['? Pod api spec.volumes[0]: volumes[0] is a string, not a mapping']],
  ['volumes that are a mapping', pod({ volumes: { logs: {} } }), ['? Pod api spec.volumes: volumes is a mapping, not a list']],
]);
