import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { requireProbe } from './probes';

export const readinessProbe = defineRule({
  id: 'workloads/readiness-probe',
  title: 'Containers must have a readiness probe',
  description:
    'Without it, a long-running container counts as ready as soon as its process starts: a rollout continues over broken pods, '
    + 'and Services send traffic to them. Main containers and sidecars (init containers with `restartPolicy: Always`) count.\n\n'
    + 'Exempt: other init containers and ephemeral containers, which cannot have a probe; Jobs and CronJobs, and Pods that are '
    + 'not restarted.',
  severity: Severity.LOW,
  fix: 'Add a `readinessProbe` that succeeds when the container can do its work.',
  sources: ['https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#readiness-probe'],
  bad: examplePod(),
  good: examplePod({ container: 'readinessProbe: { httpGet: { path: /ready, port: 8080 } }' }),
  operations: true,
  subject: pods,
  check: requireProbe('readinessProbe', 'readiness probe'),
});
