import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { judgeStrategy } from '../strategy';

/**
 * An update reaches the pods by itself, and does not take all of them down at once.
 *
 * Found: OnDelete, under which a fixed image reaches no pod until somebody deletes it; Recreate, or a `maxUnavailable` that comes to all
 * pods, where there are two or more; a StatefulSet whose `partition` leaves no pod to update; and what the API server refuses, `maxSurge`
 * and `maxUnavailable` both 0. A workload of a single pod may use Recreate. `maxUnavailable` of a StatefulSet counts from 1.37 on, where it
 * is on by default.
 */
export const updateStrategy = defineRule({
  id: 'workloads/update-strategy',
  title: 'Updates must roll out by themselves, and not to all pods at once',
  severity: Severity.LOW,
  fix: 'Use the strategy RollingUpdate, with a `maxUnavailable` below the number of pods.',
  controls: [],
  sources: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy',
    'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#update-strategies',
    'https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/',
  ],
  bad:
    '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api }, '
    + 'spec: { replicas: 3, strategy: { type: Recreate }, selector: { matchLabels: { app: api } }, '
    + 'template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } } } }',
  good:
    '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api }, spec: { replicas: 3, selector: { matchLabels: { app: api } }, '
    + 'template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } } } }',
  operations: true,
  subject: objectsOfKind('apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet'),
  revisions: [
    { since: '1.0', check: (object, { inventory }) => judgeStrategy(object, inventory, false) },
    { since: '1.37', check: (object, { inventory }) => judgeStrategy(object, inventory, true) },
  ],
});
