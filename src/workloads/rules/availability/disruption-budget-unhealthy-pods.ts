import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { asObject, isUnset } from '../../../text/json';
import { disruptionBudgets, type Budget } from './budgets';

export const disruptionBudgetUnhealthyPods = defineRule({
  id: 'workloads/disruption-budget-unhealthy-pods',
  title: 'PodDisruptionBudgets must set unhealthyPodEvictionPolicy',
  description:
    'Unset means IfHealthyBudget: while too few pods are ready, pods that never become ready cannot be evicted, and a node '
    + 'drain waits for them. Both values pass: IfHealthyBudget is right if a pod that is not ready holds data.',
  severity: Severity.LOW,
  fix: 'Set `unhealthyPodEvictionPolicy` to AlwaysAllow, or to IfHealthyBudget where pods that are not ready hold data.',
  sources: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy'],
  bad:
    '{ apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: { name: api }, '
    + 'spec: { maxUnavailable: 1, selector: { matchLabels: { app: api } } } }',
  good:
    '{ apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: { name: api }, '
    + 'spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: AlwaysAllow, selector: { matchLabels: { app: api } } } }',
  operations: true,
  subject: disruptionBudgets,
  revisions: [{ since: '1.27', check: requirePolicy }],
});

function requirePolicy({ object }: Budget): readonly Outcome[] {
  const value = asObject(object.json.spec).unhealthyPodEvictionPolicy;
  const path = 'spec.unhealthyPodEvictionPolicy';
  if (isUnset(value)) return [{ path, message: 'unhealthyPodEvictionPolicy is unset, which means IfHealthyBudget' }];
  return value === 'AlwaysAllow' || value === 'IfHealthyBudget'
    ? NONE
    : [undecided(path, 'unhealthyPodEvictionPolicy is neither AlwaysAllow nor IfHealthyBudget, so the API server rejects the budget')];
}
