import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import { isObject } from '../../../text/json';
import type { ContainerView } from '../../../kubernetes/pods/pod-view';
import { pods } from '../pod-security-rule';
import { handlerOf, askTheSame, patience } from './probes';

/**
 * A container is taken out of service before it is restarted: a liveness probe that asks the same as the readiness probe has more patience.
 *
 * Compared is what the probes do, with the API's defaults filled in and port names resolved; patience is `periodSeconds` (10) times
 * `failureThreshold` (3). With the same patience, whatever makes a container unready, an overload say, restarts it too.
 */
export const distinctProbes = defineRule({
  id: 'workloads/distinct-probes',
  title: 'A liveness probe must not restart what the readiness probe only takes out of service',
  severity: Severity.LOW,
  fix: 'Let the liveness probe ask for less than the readiness probe, or give it a higher `failureThreshold`.',
  controls: [],
  sources: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#define-readiness-probes',
  ],
  bad:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4, '
    + 'livenessProbe: { tcpSocket: { port: 8080 } }, readinessProbe: { tcpSocket: { port: 8080 } } }] } }',
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4, '
    + 'livenessProbe: { tcpSocket: { port: 8080 }, failureThreshold: 12 }, readinessProbe: { tcpSocket: { port: 8080 } } }] } }',
  operations: true,
  subject: pods,
  revisions: [{ since: '1.0', check: (pod) => collect(pod.containers, compare) }],
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
