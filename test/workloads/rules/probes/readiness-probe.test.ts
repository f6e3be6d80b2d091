import { readinessProbe } from '../../../../src/workloads/rules/probes/readiness-probe';
import { pod, table, withContainer } from '../../../support/pods';
import { container, job } from '../../../support/workloads';

const NONE = 'Pod api spec.containers[0].readinessProbe: container "api" has no readiness probe';
const probe = { httpGet: { path: '/ready', port: 8080 } };

table(readinessProbe, [
  ['unset', pod(), [NONE]],
  ['set', withContainer({ readinessProbe: probe }), []],
  ['a liveness probe does not count', withContainer({ livenessProbe: probe }), [NONE]],
  [
    'each container has its own',
    pod({ containers: [container({ readinessProbe: probe }), container({ name: 'proxy' })] }),
    ['Pod api spec.containers[1].readinessProbe: container "proxy" has no readiness probe'],
  ],
  [
    'a sidecar',
    pod({
      initContainers: [container({ name: 'proxy', restartPolicy: 'Always', readinessProbe: probe })],
      containers: [container({ readinessProbe: probe })],
    }),
    [],
  ],
  ['a Job', job(), []],
  [
    'no handler',
    withContainer({ readinessProbe: { periodSeconds: 5 } }),
    ['? Pod api spec.containers[0].readinessProbe: the readiness probe of container "api" has no handler'],
  ],
]);
