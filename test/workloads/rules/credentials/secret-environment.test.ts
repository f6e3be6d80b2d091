import { secretEnvironment } from '../../../../src/workloads/rules/credentials/secret-environment';
import { inEachList, pod, table, withContainer } from '../../../support/pods';

const secretKeyRef = { name: 'api', key: 'token' };

table(secretEnvironment, [
  [
    'one key, each list',
    inEachList({
      env: [
        { name: 'A', value: '1' },
        { name: 'TOKEN', valueFrom: { secretKeyRef } },
      ],
    }),
    [
      'Pod api spec.containers[0].env[1].valueFrom.secretKeyRef: container "api" takes the variable "TOKEN" from a Secret',
      'Pod api spec.ephemeralContainers[0].env[1].valueFrom.secretKeyRef: ephemeral container "debug" takes the variable "TOKEN" from '
        + 'a Secret',
      'Pod api spec.initContainers[0].env[1].valueFrom.secretKeyRef: init container "setup" takes the variable "TOKEN" from a Secret',
    ],
  ],
  [
    'a whole Secret, optional',
    withContainer({ envFrom: [{ configMapRef: { name: 'api' } }, { prefix: 'X_', secretRef: { name: 'api', optional: true } }] }),
    ['Pod api spec.containers[0].envFrom[1].secretRef: container "api" takes all variables of a Secret'],
  ],
  [
    'a reference without name',
    withContainer({ envFrom: [{ secretRef: {} }] }),
    ['Pod api spec.containers[0].envFrom[0].secretRef: container "api" takes all variables of a Secret'],
  ],
  [
    'other sources',
    withContainer({
      env: [
        { name: 'A', valueFrom: { configMapKeyRef: { name: 'api', key: 'a' } } },
        { name: 'B', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
      ],
    }),
    [],
  ],
  [
    'unset, null and empty',
    [
      pod(),
      withContainer({ env: null, envFrom: null }),
      withContainer({ env: [], envFrom: [] }),
      withContainer({
        env: [null, { name: 'A', valueFrom: null }, { name: 'B', valueFrom: { secretKeyRef: null } }],
        envFrom: [null, { secretRef: null }],
      }),
    ],
    [],
  ],
  [
    'values that the server rejects',
    withContainer({
      env: ['TOKEN', { name: 'A', valueFrom: 'secret' }, { name: 'B', valueFrom: { secretKeyRef: 'api' } }],
      envFrom: { secretRef: {} },
    }),
    [
      '? Pod api spec.containers[0].envFrom: the environment of container "api" is a mapping, not a list',
      '? Pod api spec.containers[0].env[0]: an entry of the environment of container "api" is a string, not a mapping',
      '? Pod api spec.containers[0].env[1].valueFrom: valueFrom of container "api" is a string, not a mapping',
      '? Pod api spec.containers[0].env[2].valueFrom.secretKeyRef: a reference to a Secret of container "api" is a string, not a mapping',
    ],
  ],
]);
