import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { ContainerView } from '../../../kubernetes/pods/pod-view';
import { isObject } from '../../../text/json';
import { handlerOf, askTheSame, patience } from './probes';

export const distinctProbes = defineRule({
  id: 'workloads/distinct-probes',
  title: 'A liveness probe that repeats the readiness probe must wait longer before it fails',
  description:
    'Otherwise everything that makes the container unready, such as overload, also restarts it. The probes are compared with '
    + 'the defaults of the API, and port names are resolved. The time is `periodSeconds` (default 10) multiplied by '
    + '`failureThreshold` (default 3).',
  severity: Severity.LOW,
  fix: 'Let the liveness probe check less than the readiness probe, or give it a higher `failureThreshold`.',
  sources: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#define-readiness-probes',
  ],
  bad: examplePod({ container: 'livenessProbe: { tcpSocket: { port: 8080 } }, readinessProbe: { tcpSocket: { port: 8080 } }' }),
  good: examplePod({
    container: 'livenessProbe: { tcpSocket: { port: 8080 }, failureThreshold: 12 }, readinessProbe: { tcpSocket: { port: 8080 } }',
  }),
  operations: true,
  subject: pods,
  check: (pod) => collect(pod.containers, compare),
});

function compare(container: ContainerView): readonly Outcome[] {
  const { livenessProbe: liveness, readinessProbe: readiness } = container.spec;
  if (!isObject(liveness) || !isObject(readiness)) return NONE;
  const restarts = handlerOf(liveness);
  const withdraws = handlerOf(readiness);
  if (!restarts || !withdraws || !askTheSame(restarts, withdraws, container)) return NONE;
  const [left, right] = [patience(liveness), patience(readiness)];
  if (left === undefined || right === undefined || left > right) return NONE;
  return [
    {
      path: `${container.path}.livenessProbe`,
      message:
        `the liveness probe of ${container.label} asks the same as its readiness probe, and gives up after ${left} s against ${right} `
        + 's',
    },
  ];
}
