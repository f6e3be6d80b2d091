import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { asObject } from '../../../text/json';
import { isUnset } from '../../../kubernetes/pods/security/read';
import { disruptionBudgets, type Budget } from './budgets';

/**
 * A PodDisruptionBudget says what becomes of pods that are not ready. Unset means IfHealthyBudget: while too few pods are ready, those that
 * never will be cannot be evicted either, and the node's drain waits for them.
 *
 * Either value passes: IfHealthyBudget is right where a pod that is not ready holds data.
 */
export const disruptionBudgetUnhealthyPods = defineRule({
  id: 'workloads/disruption-budget-unhealthy-pods',
  title: 'Disruption budgets must say what becomes of unhealthy pods',
  severity: Severity.LOW,
  fix: 'Set `unhealthyPodEvictionPolicy` to AlwaysAllow, or to IfHealthyBudget where pods that are not ready hold data.',
  controls: [],
  sources: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy'],
  bad:
    '{ apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: { name: api }, '
    + 'spec: { maxUnavailable: 1, selector: { matchLabels: { app: api } } } }',
  good:
    '{ apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: { name: api }, '
    + 'spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: AlwaysAllow, selector: { matchLabels: { app: api } } } }',
  operations: true,
  subject: disruptionBudgets,
  revisions: [{ since: '1.27', check: judge }],
});

function judge({ object }: Budget): readonly Outcome[] {
  const value = asObject(object.json.spec).unhealthyPodEvictionPolicy;
  const path = 'spec.unhealthyPodEvictionPolicy';
  if (isUnset(value)) return [{ path, message: 'unhealthyPodEvictionPolicy is unset, which means IfHealthyBudget' }];
  return value === 'AlwaysAllow' || value === 'IfHealthyBudget'
    ? NONE
    : [undecided(path, 'unhealthyPodEvictionPolicy is neither AlwaysAllow nor IfHealthyBudget, so the API server refuses the budget')];
}
