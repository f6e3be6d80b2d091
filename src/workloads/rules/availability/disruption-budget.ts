import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { holdsNamespace } from '../../../kubernetes/pods/pod-index';
import type { Workload } from '../../../kubernetes/scale/workloads';
import { scaledWorkloads } from '../scale';
import { budgetsFor } from './budgets';

export const disruptionBudget = defineRule({
  id: 'workloads/disruption-budget',
  title: 'Workloads with two or more pods must have a PodDisruptionBudget',
  description:
    'Otherwise a drain of several nodes, for example during a cluster upgrade, can evict all pods at once. The number is the '
    + 'minimum, from the autoscaler or `replicas`. A workload with a single pod is exempt: a budget could only block its '
    + 'eviction.\n\n'
    + 'If the Namespace is not in the input, a budget can be elsewhere: unknown. An unknown number of pods is unknown too.',
  severity: Severity.LOW,
  fix: 'Add a PodDisruptionBudget with `maxUnavailable: 1` and the selector of the workload.',
  sources: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/'],
  bad:
    '\n{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }\n'
    + '---\n'
    + '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api, namespace: payments }, '
    + 'spec: { replicas: 2, selector: { matchLabels: { app: api } }, '
    + 'template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } } } }\n',
  good:
    '\n{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }\n'
    + '---\n'
    + '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api, namespace: payments }, '
    + 'spec: { replicas: 2, selector: { matchLabels: { app: api } }, '
    + 'template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } } } }\n'
    + '---\n'
    + '{ apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: { name: api, namespace: payments }, '
    + 'spec: { maxUnavailable: 1, selector: { matchLabels: { app: api } } } }\n',
  operations: true,
  subject: scaledWorkloads,
  check: requireBudget,
});

function requireBudget({ pod, scale: { floor, fact: number } }: Workload, { inventory }: CheckContext): readonly Outcome[] {
  if ((floor !== undefined && floor < 2) || budgetsFor(inventory, pod.namespace, pod.labels).length > 0) return NONE;
  if (floor === undefined) return [undecided('', `${number}, so whether its pods need a disruption budget is not known`)];
  const fact = `no disruption budget selects its ${floor} pods`;
  if (holdsNamespace(inventory, pod.namespace)) return [{ path: '', message: fact }];
  return [undecided('', `${fact}, but its Namespace is not in the input, so one may be elsewhere`)];
}
