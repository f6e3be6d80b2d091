import { limitRangeRefusal } from '../../../../src/namespaces/rules/quota/limit-range-refusal';
import { table } from '../../../support/pods';
import { object } from '../../manifests';

const range = (...limits: unknown[]) => object('LimitRange', 'limits', 'payments', { spec: { limits } });
const pod = (resources: unknown, spec: object = {}) =>
  object('Pod', 'api', 'payments', { spec: { containers: [{ name: 'main', image: 'app', resources }], ...spec } });
const claim = (requests: unknown) => object('PersistentVolumeClaim', 'data', 'payments', { spec: { resources: { requests } } });
const at = (field: string, fact: string) => `Pod payments/api spec.${field}: ${fact}`;
const main = (field: string, fact: string) =>
  at(`containers[0].resources.${field}`, `container "main" ${fact} (LimitRange payments/limits)`);
const container = (bounds: object) => range({ type: 'Container', ...bounds });

table(limitRangeRefusal, [
  ['no LimitRange', pod({ limits: { cpu: 99 } }), []],
  [
    'another namespace',
    [object('LimitRange', 'limits', 'other', { spec: { limits: [{ type: 'Container', max: { cpu: 1 } }] } }), pod({ limits: { cpu: 9 } })],
    [],
  ],
  ['within bounds', [container({ min: { cpu: '10m' }, max: { cpu: 1 } }), pod({ requests: { cpu: '10m' }, limits: { cpu: 1 } })], []],
  [
    'limit above the maximum',
    [container({ max: { memory: '1Gi' } }), pod({ limits: { memory: '1025Mi' } })],
    [main('limits.memory', 'is limited to 1025Mi of memory, more than the maximum of 1Gi')],
  ],
  ['nothing stated: the maximum is the default', [container({ max: { memory: '1Gi' } }), pod({})], []],
  [
    'request below the minimum',
    [container({ min: { cpu: '100m' } }), pod({ requests: { cpu: '99m' } })],
    [main('requests.cpu', 'requests 99m of cpu, less than the minimum of 100m')],
  ],
  [
    'limit below the minimum',
    [container({ min: { cpu: '100m' }, defaultRequest: { cpu: '100m' } }), pod({ requests: { cpu: '100m' }, limits: { cpu: '50m' } })],
    [main('limits.cpu', 'is limited to 50m of cpu, less than the minimum of 100m')],
  ],
  [
    'zero',
    [container({ min: { cpu: '1m' } }), pod({ requests: { cpu: 0 } })],
    [main('requests.cpu', 'requests 0 of cpu, less than the minimum of 1m')],
  ],
  [
    'too far apart',
    [container({ maxLimitRequestRatio: { cpu: 2 } }), pod({ requests: { cpu: '100m' }, limits: { cpu: '201m' } })],
    [main('limits.cpu', 'has a cpu limit of 201m, more than 2 times its request of 100m')],
  ],
  ['not too far apart', [container({ maxLimitRequestRatio: { cpu: 2 } }), pod({ requests: { cpu: '100m' }, limits: { cpu: '200m' } })], []],
  [
    'a ratio of nothing',
    [container({ maxLimitRequestRatio: { cpu: 2 } }), pod({}), pod({ requests: { cpu: 1 } })],
    [
      main('requests.cpu', 'has no request for cpu, at most 2 times the request may be the limit'),
      main('limits.cpu', 'has no limit for cpu, at most 2 times the request may be the limit'),
    ],
  ],
  [
    'the limit that it gives is below the request',
    [container({ default: { cpu: '500m' } }), pod({ requests: { cpu: 1 } })],
    [
      at(
        'containers[0].resources.limits.cpu',
        'container "main" requests 1 of cpu, more than the limit of 500m that LimitRange payments/limits gives it',
      ),
    ],
  ],
  [
    'init containers, not ephemeral ones',
    [
      container({ max: { cpu: 1 } }),
      pod(
        {},
        {
          initContainers: [{ name: 'setup', resources: { limits: { cpu: 2 } } }],
          ephemeralContainers: [{ name: 'debug', resources: { limits: { cpu: 2 } } }],
        },
      ),
    ],
    [
      at(
        'initContainers[0].resources.limits.cpu',
        'init container "setup" is limited to 2 of cpu, more than the maximum of 1 (LimitRange payments/limits)',
      ),
    ],
  ],
  [
    'the pod in total',
    [
      range({ type: 'Pod', max: { cpu: 1 } }),
      pod(
        { limits: { cpu: '600m' } },
        { initContainers: [{ name: 'mesh', restartPolicy: 'Always', resources: { limits: { cpu: '600m' } } }] },
      ),
    ],
    [at('resources.limits.cpu', 'the pod is limited to 1200m of cpu, more than the maximum of 1 (LimitRange payments/limits)')],
  ],
  [
    'the pod in total, nothing stated',
    [range({ type: 'Pod', max: { cpu: 1 }, min: { memory: 1 } }), pod({})],
    [
      at('resources.limits.cpu', 'the pod has no limit for cpu, the maximum is 1 (LimitRange payments/limits)'),
      at('resources.requests.memory', 'the pod has no request for memory, the minimum is 1 (LimitRange payments/limits)'),
    ],
  ],
  [
    'the pod as a whole',
    [range({ type: 'Pod', max: { cpu: 1 } }), pod({}, { resources: { limits: { cpu: 2 } } })],
    [at('resources.limits.cpu', 'the pod is limited to 2 of cpu, more than the maximum of 1 (LimitRange payments/limits)')],
  ],
  [
    'claims',
    [
      range({ type: 'PersistentVolumeClaim', min: { storage: '1Gi' }, max: { storage: '2Gi' } }),
      claim({ storage: '1Mi' }),
      claim({ storage: '3Gi' }),
      claim({ storage: '2Gi' }),
      claim({}),
    ],
    [
      'PersistentVolumeClaim payments/data spec.resources.requests.storage: the claim requests 1Mi of storage, less than the minimum '
        + 'of 1Gi (LimitRange payments/limits)',
      'PersistentVolumeClaim payments/data spec.resources.requests.storage: the claim requests 3Gi of storage, more than the maximum '
        + 'of 2Gi (LimitRange payments/limits)',
      'PersistentVolumeClaim payments/data spec.resources.requests.storage: the claim has no request for storage, the maximum is 2Gi '
        + '(LimitRange payments/limits)',
      'PersistentVolumeClaim payments/data spec.resources.requests.storage: the claim has no request for storage, the minimum is 1Gi '
        + '(LimitRange payments/limits)',
    ],
  ],
  [
    'claims of a StatefulSet',
    [
      range({ type: 'PersistentVolumeClaim', max: { storage: '2Gi' } }),
      object(
        'StatefulSet',
        'db',
        'payments',
        { spec: { volumeClaimTemplates: [{ spec: { resources: { requests: { storage: '3Gi' } } } }] } },
        'apps/v1',
      ),
    ],
    [
      'StatefulSet payments/db spec.volumeClaimTemplates[0].spec.resources.requests.storage: the claim requests 3Gi of storage, more '
        + 'than the maximum of 2Gi (LimitRange payments/limits)',
    ],
  ],
  [
    'a LimitRange that the server rejects',
    [range({ type: 'Container', max: { cpu: 'lots' } }), pod({ limits: { cpu: 9 } })],
    [
      '? Pod payments/api: LimitRange payments/limits is rejected by the API server (spec.limits[0].max: max holds what is not '
        + 'a quantity), so what it limits is unknown',
    ],
  ],
  [
    'limits of a wrong type',
    [object('LimitRange', 'limits', 'payments', { spec: { limits: {} } }), pod({})],
    [
      '? Pod payments/api: LimitRange payments/limits is rejected by the API server (spec.limits: limits is not a list), so what it '
        + 'limits is unknown',
    ],
  ],
  [
    'quantities that the server rejects',
    [container({ max: { cpu: 1 } }), pod({ limits: { cpu: 'lots' } })],
    ['? Pod payments/api spec: the resources of the pod are malformed, so whether they are within the limit ranges is unknown'],
  ],
]);
