import { updateStrategy } from '../../../../src/workloads/rules/availability/update-strategy';
import { table } from '../../../support/pods';
import { autoscaler, deployment, scaledObject, workload } from '../../../support/workloads';

const D = 'Deployment api spec.strategy';
const rolling = (rollingUpdate: unknown, replicas: unknown = 4) =>
  deployment({ replicas, strategy: { type: 'RollingUpdate', rollingUpdate } });
const update = (kind: string, updateStrategyField: unknown, replicas: unknown = 3) =>
  workload(kind, { replicas, updateStrategy: updateStrategyField });

table(updateStrategy, [
  ['unset', [deployment({ replicas: 4 }), workload('StatefulSet', { replicas: 3 }), workload('DaemonSet')], []],
  [
    'null and empty',
    [deployment({ replicas: 4, strategy: null }), rolling(null), rolling({}), deployment({ replicas: 4, strategy: { type: '' } })],
    [],
  ],
  [
    'Recreate',
    [deployment({ replicas: 2, strategy: { type: 'Recreate' } })],
    [`${D}.type: the strategy is Recreate, so an update takes all 2 pods down first`],
  ],
  [
    'Recreate of a single pod',
    [deployment({ strategy: { type: 'Recreate' } }), deployment({ replicas: 0, strategy: { type: 'Recreate' } })],
    [],
  ],
  [
    'Recreate, scaled',
    [deployment({ strategy: { type: 'Recreate' } }), autoscaler({ minReplicas: 3 })],
    [`${D}.type: the strategy is Recreate, so an update takes all 3 pods down first`],
  ],
  [
    'Recreate of an unknown number',
    [deployment({ strategy: { type: 'Recreate' } }), scaledObject()],
    [`? ${D}.type: the strategy is Recreate, and the least number of pods is not known`],
  ],
  [
    'all at once',
    [rolling({ maxUnavailable: '100%' }), rolling({ maxUnavailable: 4 }), rolling({ maxUnavailable: 9 })],
    [
      `${D}.rollingUpdate.maxUnavailable: maxUnavailable 100% of 4 pods lets an update take all pods down at once`,
      `${D}.rollingUpdate.maxUnavailable: maxUnavailable 4 of 4 pods lets an update take all pods down at once`,
      `${D}.rollingUpdate.maxUnavailable: maxUnavailable 9 of 4 pods lets an update take all pods down at once`,
    ],
  ],
  ['a percentage is rounded down', [rolling({ maxUnavailable: '99%' }), rolling({ maxUnavailable: 3 })], []],
  ['of a single pod', [rolling({ maxUnavailable: 1 }, 1), rolling({ maxUnavailable: '100%' }, 1)], []],
  [
    'of an unknown number',
    [rolling({ maxUnavailable: '100%' }, undefined), scaledObject()],
    [`${D}.rollingUpdate.maxUnavailable: maxUnavailable 100% lets an update take all pods down at once`],
  ],
  [
    'both zero',
    [rolling({ maxUnavailable: 0, maxSurge: '0%' }), rolling({ maxUnavailable: 0 })],
    [`${D}.rollingUpdate.maxUnavailable: maxUnavailable and maxSurge are both 0, so the API server rejects it`],
  ],
  [
    'a DaemonSet',
    [
      update('DaemonSet', { type: 'OnDelete' }),
      update('DaemonSet', { rollingUpdate: { maxUnavailable: '100%' } }),
      update('DaemonSet', { rollingUpdate: { maxUnavailable: 0 } }),
      update('DaemonSet', { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }),
    ],
    [
      'DaemonSet api spec.updateStrategy.type: the strategy is OnDelete, so an update reaches a pod only after it is deleted',
      'DaemonSet api spec.updateStrategy.rollingUpdate.maxUnavailable: maxUnavailable 100% lets an update take all pods down at once',
      'DaemonSet api spec.updateStrategy.rollingUpdate.maxUnavailable: maxUnavailable and maxSurge are both 0, so the API server '
        + 'rejects it',
    ],
  ],
  [
    'a StatefulSet',
    [
      update('StatefulSet', { type: 'OnDelete' }),
      update('StatefulSet', { rollingUpdate: { partition: 3 } }),
      update('StatefulSet', { rollingUpdate: { partition: 2 } }),
    ],
    [
      'StatefulSet api spec.updateStrategy.type: the strategy is OnDelete, so an update reaches a pod only after it is deleted',
      'StatefulSet api spec.updateStrategy.rollingUpdate.partition: the partition 3 keeps all 3 pods at the old revision',
    ],
  ],
  [
    'all pods of a StatefulSet',
    update('StatefulSet', { rollingUpdate: { maxUnavailable: 3 } }),
    [
      'StatefulSet api spec.updateStrategy.rollingUpdate.maxUnavailable: maxUnavailable 3 of 3 pods lets an update take all pods down '
        + 'at once',
    ],
    '1.37',
  ],
  ['which is not in force before', update('StatefulSet', { rollingUpdate: { maxUnavailable: 3 } }), [], '1.36'],
  [
    'what the server rejects',
    [
      deployment({ strategy: 'Recreate' }),
      deployment({ strategy: { type: 'OnDelete' } }),
      rolling({ maxUnavailable: '101%' }),
      rolling({ maxUnavailable: '1' }),
      rolling({ maxSurge: -1 }),
      update('StatefulSet', { rollingUpdate: { partition: 'x' } }),
      update('StatefulSet', { type: 'Recreate' }),
    ],
    [
      `? ${D}: strategy is a string, not a mapping`,
      `? ${D}.type: the type is not one of RollingUpdate, Recreate, so the API server rejects it unless a feature gate allows it`,
      `? ${D}.rollingUpdate.maxUnavailable: maxUnavailable is neither an integer nor a percentage up to 100%`,
      `? ${D}.rollingUpdate.maxUnavailable: maxUnavailable is neither an integer nor a percentage up to 100%`,
      `? ${D}.rollingUpdate.maxSurge: maxSurge is neither an integer nor a percentage`,
      '? StatefulSet api spec.updateStrategy.rollingUpdate.partition: the partition is not a non-negative integer',
      '? StatefulSet api spec.updateStrategy.type: the type is not one of RollingUpdate, OnDelete, so the API server rejects it unless a '
        + 'feature gate allows it',
    ],
  ],
]);
