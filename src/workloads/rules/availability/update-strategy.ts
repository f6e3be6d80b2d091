import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { judgeStrategy } from '../strategy';

export const updateStrategy = defineRule({
  id: 'workloads/update-strategy',
  title: 'Workloads must roll out updates automatically and gradually',
  description:
    'Violations: the strategy OnDelete, with which a fixed image does not reach a pod until someone deletes it; Recreate, or a '
    + '`maxUnavailable` of all pods, for two or more pods; a StatefulSet whose `partition` leaves no pod to update; and '
    + '`maxSurge` and `maxUnavailable` that are both 0, which the API server rejects.\n\n'
    + 'A workload of a single pod may use Recreate. `maxUnavailable` of a StatefulSet counts from Kubernetes 1.37 on, where it is '
    + 'enabled by default.',
  severity: Severity.LOW,
  fix: 'Use the strategy RollingUpdate, with a `maxUnavailable` below the number of pods.',
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
