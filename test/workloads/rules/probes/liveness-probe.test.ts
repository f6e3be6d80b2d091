import { livenessProbe } from '../../../../src/workloads/rules/probes/liveness-probe';
import { pod, table, withContainer } from '../../../support/pods';
import { container, cronJob, deployment, job, workload } from '../../../support/workloads';

const NONE = 'Pod api spec.containers[0].livenessProbe: container "api" has no liveness probe';
const IN_TEMPLATE = 'spec.template.spec.containers[0].livenessProbe: container "api" has no liveness probe';
const probe = { tcpSocket: { port: 8080 } };

table(livenessProbe, [
  ['unset and null', [pod(), withContainer({ livenessProbe: null })], [NONE, NONE]],
  [
    'each handler',
    pod({
      containers: [{ exec: { command: ['true'] } }, { httpGet: { port: 1 } }, { tcpSocket: { port: 1 } }, { grpc: { port: 1 } }].map(
        (handler, index) => container({ name: `c${index}`, livenessProbe: handler }),
      ),
    }),
    [],
  ],
  ['another probe does not count', withContainer({ readinessProbe: probe, startupProbe: probe }), [NONE]],
  [
    'init and ephemeral containers take none',
    pod({
      initContainers: [container({ name: 'setup' })],
      containers: [container({ livenessProbe: probe })],
      ephemeralContainers: [container({ name: 'debug' })],
    }),
    [],
  ],
  [
    'a sidecar does',
    pod({ initContainers: [container({ name: 'proxy', restartPolicy: 'Always' })], containers: [container({ livenessProbe: probe })] }),
    ['Pod api spec.initContainers[0].livenessProbe: init container "proxy" has no liveness probe'],
  ],
  [
    'workloads that run on',
    [deployment(), workload('StatefulSet'), workload('DaemonSet'), workload('ReplicaSet')],
    [`Deployment api ${IN_TEMPLATE}`, `StatefulSet api ${IN_TEMPLATE}`, `DaemonSet api ${IN_TEMPLATE}`, `ReplicaSet api ${IN_TEMPLATE}`],
  ],
  [
    'what is meant to end',
    [
      job(),
      cronJob(),
      pod({ restartPolicy: 'Never' }),
      pod({ restartPolicy: 'OnFailure' }),
      { apiVersion: 'v1', kind: 'PodTemplate', metadata: { name: 'api' }, template: { spec: { containers: [container()] } } },
    ],
    [],
  ],
  ['a Pod that is started again', [pod({ restartPolicy: 'Always' }), pod({ restartPolicy: '' })], [NONE, NONE]],
  [
    'what the server rejects',
    [withContainer({ livenessProbe: {} }), withContainer({ livenessProbe: { httpGet: null } }), withContainer({ livenessProbe: true })],
    [
      '? Pod api spec.containers[0].livenessProbe: the liveness probe of container "api" has no handler',
      '? Pod api spec.containers[0].livenessProbe: the liveness probe of container "api" has no handler',
      '? Pod api spec.containers[0].livenessProbe: the liveness probe of container "api" is a boolean, not a mapping',
    ],
  ],
]);
