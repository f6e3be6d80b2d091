import { minimumReplicas } from '../../../../src/workloads/rules/availability/minimum-replicas';
import { table } from '../../../support/pods';
import { autoscaler, deployment, OWNED, scaledObject, template, workload } from '../../../support/workloads';

const BY_AUTOSCALER = (fact: string) =>
  `HorizontalPodAutoscaler api spec.minReplicas: minReplicas of HorizontalPodAutoscaler api is ${fact}: Deployment api has a single pod`;

table(minimumReplicas, [
  [
    'unset, null and one',
    [deployment(), deployment({ replicas: null }), deployment({ replicas: 1 })],
    [
      'Deployment api spec.replicas: replicas is unset, which means 1: Deployment api has a single pod',
      'Deployment api spec.replicas: replicas is unset, which means 1: Deployment api has a single pod',
      'Deployment api spec.replicas: replicas is 1: Deployment api has a single pod',
    ],
  ],
  ['two', deployment({ replicas: 2 }), []],
  ['none: switched off', deployment({ replicas: 0 }), []],
  [
    'values that the server rejects',
    [deployment({ replicas: '2' }), deployment({ replicas: -1 }), deployment({ replicas: 1.5 })],
    [
      '? Deployment api spec.replicas: replicas is a string, not a number, so the least number of pods of Deployment api is not known',
      '? Deployment api spec.replicas: replicas is -1, which is not a number of pods, so the least number of pods of Deployment api is '
        + 'not known',
      '? Deployment api spec.replicas: replicas is 1.5, which is not a number of pods, so the least number of pods of Deployment api is '
        + 'not known',
    ],
  ],
  ['Recreate', deployment({ strategy: { type: 'Recreate' } }), []],
  ['the autoscaler decides', [deployment(), autoscaler({ minReplicas: 2 })], []],
  ['also over replicas', [deployment({ replicas: 5 }), autoscaler({ minReplicas: 1 })], [BY_AUTOSCALER('1')]],
  ['whose minimum is 1 where unset', [deployment({ replicas: 5 }), autoscaler()], [BY_AUTOSCALER('unset, which means 1')]],
  ['and which may scale to none on purpose', [deployment(), autoscaler({ minReplicas: 0 })], []],
  ['but not a workload that is switched off', [deployment({ replicas: 0 }), autoscaler()], []],
  [
    'an autoscaler of another name, kind, group or namespace',
    [
      deployment({ replicas: 2 }),
      autoscaler({ scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } }),
      autoscaler({ scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'api' } }),
      autoscaler({ scaleTargetRef: { kind: 'Deployment', name: 'api' } }),
      autoscaler({}, { namespace: 'other' }),
    ],
    [
      '? HorizontalPodAutoscaler api spec.minReplicas: minReplicas of HorizontalPodAutoscaler api is unset, which means 1, and '
        + 'Deployment web, which may allow for that, is not in the input',
      '? HorizontalPodAutoscaler api spec.minReplicas: minReplicas of HorizontalPodAutoscaler api is unset, which means 1, and '
        + 'Deployment api, which may allow for that, is not in the input',
      '? HorizontalPodAutoscaler other/api spec.minReplicas: minReplicas of HorizontalPodAutoscaler api is unset, which means 1, and '
        + 'Deployment api, which may allow for that, is not in the input',
    ],
  ],
  [
    'an autoscaler alone',
    [
      autoscaler({ minReplicas: 1 }),
      autoscaler({ minReplicas: '2' }),
      autoscaler({ minReplicas: 2 }),
      autoscaler({ minReplicas: 0 }),
      autoscaler({ scaleTargetRef: {} }),
    ],
    [
      '? HorizontalPodAutoscaler api spec.minReplicas: minReplicas of HorizontalPodAutoscaler api is 1, and Deployment api, which may '
        + 'allow for that, is not in the input',
      '? HorizontalPodAutoscaler api spec.minReplicas: minReplicas of HorizontalPodAutoscaler api is a string, not a number, and '
        + 'Deployment api, which may allow for that, is not in the input',
    ],
  ],
  [
    'KEDA',
    [deployment(), scaledObject()],
    [
      '? ScaledObject events spec.minReplicaCount: ScaledObject events scales it, so the least number of pods of Deployment api is '
        + 'not known',
    ],
  ],
  ['other kinds', [workload('StatefulSet'), workload('DaemonSet')], []],
  [
    'a ReplicaSet',
    workload('ReplicaSet', { replicas: 1 }),
    ['ReplicaSet api spec.replicas: replicas is 1: ReplicaSet api has a single pod'],
  ],
  ['that of a Deployment', workload('ReplicaSet', { replicas: 1 }, {}, OWNED), []],
  [
    'a ReplicationController',
    { apiVersion: 'v1', kind: 'ReplicationController', metadata: { name: 'api' }, spec: { template: template() } },
    ['ReplicationController api spec.replicas: replicas is unset, which means 1: ReplicationController api has a single pod'],
  ],
]);

table(
  minimumReplicas,
  [
    [
      'more are asked for',
      [deployment({ replicas: 3 }), deployment({ replicas: 2 }, {}, { name: 'two' })],
      ['Deployment two spec.replicas: replicas is 2: Deployment two has 2 pods, fewer than 3'],
    ],
  ],
  { least: 3 },
);
