import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { writtenPods } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { isOfCluster, onControlPlane } from './control-plane';

export const controlPlaneScheduling = defineRule({
  id: 'workloads/control-plane-scheduling',
  title: 'Workloads must not tolerate or select control-plane nodes',
  description:
    'An attacker who escapes from a container there reaches etcd and the keys of the cluster. Violations are a toleration of '
    + 'the control-plane taint, also by tolerating every taint, and a node selector or affinity for the control-plane label.\n\n'
    + 'Exempt: `kube-system`, static pods, and DaemonSets, which are covered by `workloads/control-plane-daemon-set`.',
  severity: Severity.MEDIUM,
  fix: 'Remove the toleration, node selector or node affinity for control-plane nodes.',
  sources: [
    'https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/',
    'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/create-cluster-kubeadm/#control-plane-node-isolation',
  ],
  bad: examplePod({ spec: 'tolerations: [{ operator: Exists }]' }),
  good: examplePod({ spec: 'tolerations: [{ key: dedicated, value: payments }]' }),
  subject: writtenPods,
  check: (pod) => (pod.object.kind === 'DaemonSet' || isOfCluster(pod) ? NONE : onControlPlane(pod)),
});
