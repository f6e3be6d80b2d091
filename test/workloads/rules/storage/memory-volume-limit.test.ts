import { memoryVolumeLimit } from '../../../../src/workloads/rules/storage/memory-volume-limit';
import { pod, table } from '../../../support/pods';
import { container, deployment } from '../../../support/workloads';

const volumes = (emptyDir: unknown) => [{ name: 'cache', emptyDir }];
const memory = (fields: object = {}) => volumes({ medium: 'Memory', ...fields });
const found = (label = 'container "api"', place = 'Pod api spec') =>
  `${place}.volumes[0].emptyDir.sizeLimit: volume "cache" is in memory without a limit: neither it nor ${label} has a limit`;
const limited = container({ resources: { limits: { memory: '64Mi' } } });
const range = (item: object) => ({
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: 'defaults' },
  spec: { limits: [{ type: 'Container', ...item }] },
});

table(memoryVolumeLimit, [
  [
    'no volume in memory',
    [
      pod(),
      pod({ volumes: null }),
      pod({ volumes: volumes({}) }),
      pod({ volumes: volumes({ medium: 'HugePages' }) }),
      pod({ volumes: [null, 'x', { name: 'a' }] }),
    ],
    [],
  ],
  [
    'without bound',
    [pod({ volumes: memory() }), pod({ volumes: memory({ sizeLimit: '0' }) }), pod({ volumes: memory({ sizeLimit: null }) })],
    [found(), found(), found()],
  ],
  ['in a template', deployment({}, { volumes: memory() }), [found(undefined, 'Deployment api spec.template.spec')]],
  ['its own', pod({ volumes: memory({ sizeLimit: '64Mi' }) }), []],
  ['that of every container', pod({ volumes: memory(), containers: [limited] }), []],
  ['a request is none', pod({ volumes: memory(), containers: [container({ resources: { requests: { memory: 1 } } })] }), [found()]],
  ['one container without', pod({ volumes: memory(), containers: [limited, container({ name: 'web' })] }), [found('container "web"')]],
  [
    'init containers count, ephemeral ones have no limits',
    pod({ volumes: memory(), initContainers: [container({ name: 'setup' })], containers: [limited] }),
    [found('init container "setup"')],
  ],
  ['ephemeral ones', pod({ volumes: memory(), containers: [limited], ephemeralContainers: [container({ name: 'debug' })] }), []],
  ['a limit of the pod, since 1.34', pod({ volumes: memory(), resources: { limits: { memory: '64Mi' } } }), [], '1.35'],
  ['and before', pod({ volumes: memory(), resources: { limits: { memory: '64Mi' } } }), [found()], '1.33'],
  ['a LimitRange', [pod({ volumes: memory() }), range({ default: { memory: '64Mi' } })], []],
  [
    'a LimitRange of something else',
    [pod({ volumes: memory() }), range({ default: { cpu: 1 }, defaultRequest: { memory: 1 } })],
    [found()],
  ],
  [
    'what the server rejects',
    pod({ volumes: memory({ sizeLimit: 'much' }) }),
    ['? Pod api spec.volumes[0].emptyDir.sizeLimit: sizeLimit of volume "cache" is not a quantity'],
  ],
]);
