import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { isOfCluster, onControlPlane } from './control-plane';

export const controlPlaneDaemonSet = defineRule({
  id: 'workloads/control-plane-daemon-set',
  operations: true,
  title: 'DaemonSets must not tolerate or select control-plane nodes without need',
  description:
    'Agents for logs, metrics, storage and networks often have to run on every node, and each of them on a control-plane node '
    + 'is one more way to the keys of the cluster. This rule is for an occasional review, not for a gate, so it is in the profile '
    + '`operations`.\n\n'
    + 'It checks the same as `workloads/control-plane-scheduling`, for DaemonSets outside `kube-system`.',
  severity: Severity.LOW,
  fix: 'Remove the toleration where the agent is not needed on control-plane nodes; else waive the finding.',
  sources: ['https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#taints-and-tolerations'],
  bad:
    '{ apiVersion: apps/v1, kind: DaemonSet, metadata: { name: log }, '
    + 'spec: { selector: { matchLabels: { app: log } }, template: { metadata: { labels: { app: log } }, '
    + 'spec: { tolerations: [{ operator: Exists }], containers: [{ name: log, image: registry.example.com/log:1.4 }] } } } }',
  good:
    '{ apiVersion: apps/v1, kind: DaemonSet, metadata: { name: log }, spec: { selector: { matchLabels: { app: log } }, '
    + 'template: { metadata: { labels: { app: log } }, spec: { containers: [{ name: log, image: registry.example.com/log:1.4 }] } } } }',
  subject: pods,
  check: (pod) => (pod.object.kind !== 'DaemonSet' || isOfCluster(pod) ? NONE : onControlPlane(pod)),
});
