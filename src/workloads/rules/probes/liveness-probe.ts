import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { requireProbe } from './probes';

export const livenessProbe = defineRule({
  id: 'workloads/liveness-probe',
  title: 'Containers must have a liveness probe',
  description:
    'A long-running container that hangs is then restarted. Main containers and sidecars (init containers with `restartPolicy: '
    + 'Always`) count.\n\n'
    + 'Exempt: other init containers and ephemeral containers, which cannot have a probe; Jobs and CronJobs, and Pods that are '
    + 'not restarted, since they are meant to end.',
  severity: Severity.LOW,
  fix: 'Add a `livenessProbe` that fails only when a restart helps. It must not check services that the container depends on.',
  sources: ['https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#liveness-probe'],
  bad: examplePod(),
  good: examplePod({ container: 'livenessProbe: { httpGet: { path: /healthz, port: 8080 } }' }),
  operations: true,
  subject: pods,
  check: requireProbe('livenessProbe', 'liveness probe'),
});
