import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../pod-security-rule';
import { requireProbe } from './probes';

/**
 * Every container that is meant to run on has a readiness probe: without one it counts as ready as soon as its process starts, so a rollout
 * goes on over broken pods and Services send to them.
 *
 * Main containers and sidecars (init containers with `restartPolicy: Always`) count. Exempt: other init containers and ephemeral ones,
 * which take no probe; Jobs and CronJobs, and Pods that are not started again.
 */
export const readinessProbe = defineRule({
  id: 'workloads/readiness-probe',
  title: 'Containers must have a readiness probe',
  severity: Severity.LOW,
  fix: 'Add a `readinessProbe` that succeeds when the container can do its work.',
  controls: [],
  sources: ['https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#readiness-probe'],
  bad: '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4, '
    + 'readinessProbe: { httpGet: { path: /ready, port: 8080 } } }] } }',
  operations: true,
  subject: pods,
  revisions: [{ since: '1.0', check: requireProbe('readinessProbe', 'readiness probe') }],
});
