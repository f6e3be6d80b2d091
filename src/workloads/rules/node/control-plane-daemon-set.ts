import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { isOfCluster, onControlPlane } from './control-plane';
import { pods } from '../pod-security-rule';

/**
 * DaemonSets that run on control-plane nodes are meant to: agents for logs, metrics, storage and networks often have to be on every node,
 * and each of them there is one more way to the keys of the cluster. For a look now and then, not for a gate.
 *
 * The same as `workloads/control-plane-scheduling`, for DaemonSets outside kube-system.
 */
export const controlPlaneDaemonSet = defineRule({
  id: 'workloads/control-plane-daemon-set',
  operations: true,
  title: 'DaemonSets must run on control-plane nodes only where they have to',
  severity: Severity.LOW,
  fix: 'Remove the toleration where the agent is not needed on control-plane nodes; else waive the finding.',
  controls: [],
  sources: ['https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#taints-and-tolerations'],
  bad:
    '{ apiVersion: apps/v1, kind: DaemonSet, metadata: { name: log }, '
    + 'spec: { selector: { matchLabels: { app: log } }, template: { metadata: { labels: { app: log } }, '
    + 'spec: { tolerations: [{ operator: Exists }], containers: [{ name: log, image: registry.example.com/log:1.4 }] } } } }',
  good:
    '{ apiVersion: apps/v1, kind: DaemonSet, metadata: { name: log }, spec: { selector: { matchLabels: { app: log } }, '
    + 'template: { metadata: { labels: { app: log } }, spec: { containers: [{ name: log, image: registry.example.com/log:1.4 }] } } } }',
  subject: pods,
  revisions: [{ since: '1.0', check: (pod) => (pod.object.kind !== 'DaemonSet' || isOfCluster(pod) ? NONE : onControlPlane(pod)) }],
});
