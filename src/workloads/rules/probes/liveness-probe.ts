import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../pod-security-rule';
import { requireProbe } from './probes';

/**
 * Every container that is meant to run on has a liveness probe: one that hangs is started again.
 *
 * Main containers and sidecars (init containers with `restartPolicy: Always`) count. Exempt: other init containers and ephemeral ones,
 * which take no probe; Jobs and CronJobs, and Pods that are not started again, whose end is their purpose.
 */
export const livenessProbe = defineRule({
  id: 'workloads/liveness-probe',
  title: 'Containers must have a liveness probe',
  severity: Severity.LOW,
  fix: 'Add a `livenessProbe` that fails only when a restart helps: it must not ask for what lies behind the container.',
  controls: [],
  sources: ['https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#liveness-probe'],
  bad: '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4, '
    + 'livenessProbe: { httpGet: { path: /healthz, port: 8080 } } }] } }',
  operations: true,
  subject: pods,
  revisions: [{ since: '1.0', check: requireProbe('livenessProbe', 'liveness probe') }],
});
