import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { writtenPods } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { isOfCluster } from './control-plane';

const SYSTEM: ReadonlySet<unknown> = new Set(['system-node-critical', 'system-cluster-critical']);

export const systemPriority = defineRule({
  id: 'workloads/system-priority',
  title: 'Workloads must not use system-cluster-critical or system-node-critical',
  description:
    'A pod with this priority can preempt any other pod, of any tenant, and is evicted last. Exempt: `kube-system` and static '
    + 'pods. Add-ons in a namespace of their own (networks, storage) need a waiver.\n\n'
    + 'Use a ResourceQuota with the scope PriorityClass to limit which of the other classes a tenant may use.',
  severity: Severity.LOW,
  fix: 'Use a PriorityClass of your own, or none.',
  sources: [
    'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/',
    'https://kubernetes.io/docs/concepts/policy/resource-quotas/#limit-priority-class-consumption-by-default',
  ],
  bad: examplePod({ spec: 'priorityClassName: system-cluster-critical' }),
  good: examplePod({ spec: 'priorityClassName: payments' }),
  subject: writtenPods,
  check: forbidSystemPriority,
});

function forbidSystemPriority(pod: PodView): readonly Outcome[] {
  const name = pod.spec.priorityClassName;
  if (!SYSTEM.has(name) || isOfCluster(pod)) return NONE;
  return [{ path: `${pod.path}.priorityClassName`, message: `the pod may take the place of any other: its priority is ${name as string}` }];
}
