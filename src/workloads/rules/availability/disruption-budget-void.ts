import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { scaledValue } from '../../../kubernetes/resources/int-or-percent';
import { podsOf } from './budget-pods';
import { disruptionBudgets, type Budget } from './budgets';

export const disruptionBudgetVoid = defineRule({
  id: 'workloads/disruption-budget-void',
  title: 'PodDisruptionBudgets must not allow all pods to be evicted at once',
  description:
    'A budget that protects nothing sets `minAvailable: 0`, `maxUnavailable: 100%`, or a number as large as the minimum number '
    + 'of selected pods. For workloads of a single pod, `maxUnavailable: 1` passes, since a budget cannot both keep and evict the '
    + 'pod.',
  severity: Severity.LOW,
  fix: 'Set `maxUnavailable` below the number of pods, or remove the budget.',
  sources: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/'],
  bad:
    '{ apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: { name: api }, '
    + 'spec: { maxUnavailable: 100%, selector: { matchLabels: { app: api } } } }',
  good:
    '{ apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: { name: api }, '
    + 'spec: { maxUnavailable: 25%, selector: { matchLabels: { app: api } } } }',
  operations: true,
  subject: disruptionBudgets,
  check: requireEffect,
});

function requireEffect(budget: Budget, { inventory }: CheckContext): readonly Outcome[] {
  const { minAvailable: min, maxUnavailable: max, selector, faults } = budget;
  if (faults.length > 0) return faults.map(({ path, message }) => undecided(path, `${message}, so the API server rejects the budget`));
  if (selector.selectsNothing) return [{ path: 'spec.selector', message: 'the budget has no selector, which selects no pod' }];
  if (min) return scaledValue(min.amount, 100, 'up') === 0 ? [{ path: min.path, message: `${min.text} lets all pods go at once` }] : NONE;
  if (!max) return NONE;
  const { path, amount, text } = max;
  if ('percent' in amount && amount.percent === 100) return [{ path, message: `${text} lets all pods go at once` }];
  const { scaled, unscaled } = podsOf(inventory, budget);
  if (unscaled || scaled === undefined || scaled < 2 || scaledValue(amount, scaled, 'up') < scaled) return NONE;
  return [{ path, message: `${text} of ${scaled} pods lets all go at once` }];
}
