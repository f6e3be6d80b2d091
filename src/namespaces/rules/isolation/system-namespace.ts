import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { everyPod } from '../../../engine/subjects';
import { CLUSTER_NAMESPACES } from '../../../kubernetes/namespaces/namespace-view';
import { NONE } from '../../../kubernetes/objects/collect';
import type { PodView } from '../../../kubernetes/pods/pod-view';

const CONTROL_PLANE: ReadonlySet<unknown> = new Set(['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler']);

export const systemNamespace = defineRule({
  id: 'namespaces/system-namespace',
  title: 'User workloads must not run in kube-system, kube-public or kube-node-lease',
  description:
    'Exempt in `kube-system` only: pods with the labels `tier=control-plane` and `component=` etcd, kube-apiserver, '
    + 'kube-controller-manager or kube-scheduler, as kubeadm sets them; and static pods that are in the input as node files. A '
    + 'priority class exempts nothing: any author of a pod can write one.',
  severity: Severity.MEDIUM,
  fix:
    'Move the workload to a namespace of its own; an add-on that the cluster cannot run without, such as CoreDNS or a network '
    + 'plugin, needs a waiver.',
  sources: [
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces',
    'https://kubernetes.io/docs/tasks/administer-cluster/guaranteed-scheduling-critical-addon-pods/',
  ],
  bad: '{ apiVersion: v1, kind: Pod, metadata: { name: api, namespace: kube-system }, spec: { containers: [{ name: api, image: api }] } }',
  good: '{ apiVersion: v1, kind: Pod, metadata: { name: api, namespace: payments }, spec: { containers: [{ name: api, image: api }] } }',
  subject: everyPod,
  check: forbidSystemNamespaces,
});

function forbidSystemNamespaces(pod: PodView): readonly Outcome[] {
  if (!CLUSTER_NAMESPACES.has(pod.namespace) || (pod.namespace === 'kube-system' && isComponent(pod))) return NONE;
  return [{ path: 'metadata.namespace', message: `it runs in ${pod.namespace}, which is for the cluster's own components` }];
}

function isComponent({ object, labels }: PodView): boolean {
  return object.origin.hostPath !== undefined || (labels.tier === 'control-plane' && CONTROL_PLANE.has(labels.component));
}
