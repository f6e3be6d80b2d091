import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { isOfCluster, onControlPlane } from './control-plane';
import { pods } from '../pod-security-rule';

/**
 * Workloads stay off the nodes that run the control plane: who breaks out there has etcd and the keys of the cluster.
 *
 * Forbidden: tolerating the taint of control-plane nodes, also by tolerating every taint, and asking for their label. Left out:
 * kube-system, static pods, and DaemonSets, which `workloads/control-plane-daemon-set` is about.
 */
export const controlPlaneScheduling = defineRule({
  id: 'workloads/control-plane-scheduling',
  title: 'Workloads must stay off control-plane nodes',
  severity: Severity.MEDIUM,
  fix: 'Remove the toleration, node selector or node affinity for control-plane nodes.',
  controls: [],
  sources: [
    'https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/',
    'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/create-cluster-kubeadm/#control-plane-node-isolation',
  ],
  bad:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + 'spec: { tolerations: [{ operator: Exists }], containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api }, '
    + 'spec: { tolerations: [{ key: dedicated, value: payments }], containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
  subject: pods,
  revisions: [{ since: '1.0', check: (pod) => (pod.object.kind === 'DaemonSet' || isOfCluster(pod) ? NONE : onControlPlane(pod)) }],
});
