import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { scaledValue } from '../../../kubernetes/resources/int-or-percent';
import { podsOf } from './budget-pods';
import { disruptionBudgets, type Budget } from './budgets';

/**
 * A PodDisruptionBudget keeps at least one pod: one that lets all go at once protects nothing.
 *
 * That is `minAvailable` 0, `maxUnavailable` 100%, or as many as the selected workloads have at the least. A budget over workloads of a
 * single pod cannot do both, keep it and let it go, so `maxUnavailable: 1` passes there.
 */
export const disruptionBudgetVoid = defineRule({
  id: 'workloads/disruption-budget-void',
  title: 'Disruption budgets must keep at least one pod',
  severity: Severity.LOW,
  fix: 'Set `maxUnavailable` below the number of pods, or remove the budget.',
  controls: [],
  sources: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/'],
  bad:
    '{ apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: { name: api }, '
    + 'spec: { maxUnavailable: 100%, selector: { matchLabels: { app: api } } } }',
  good:
    '{ apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: { name: api }, '
    + 'spec: { maxUnavailable: 25%, selector: { matchLabels: { app: api } } } }',
  operations: true,
  subject: disruptionBudgets,
  revisions: [{ since: '1.0', check: judge }],
});

function judge(budget: Budget, { inventory }: CheckContext): readonly Outcome[] {
  const { minAvailable: min, maxUnavailable: max, selector, faults } = budget;
  if (faults.length > 0) return faults.map(({ path, message }) => undecided(path, `${message}, so the API server refuses the budget`));
  if (selector.selectsNothing) return [{ path: 'spec.selector', message: 'the budget has no selector, which selects no pod' }];
  if (min) return scaledValue(min.amount, 100, 'up') === 0 ? [{ path: min.path, message: `${min.text} lets all pods go at once` }] : NONE;
  if (!max) return NONE;
  const { path, amount, text } = max;
  if ('percent' in amount && amount.percent === 100) return [{ path, message: `${text} lets all pods go at once` }];
  const { scaled, unscaled } = podsOf(inventory, budget);
  if (unscaled || scaled === undefined || scaled < 2 || scaledValue(amount, scaled, 'up') < scaled) return NONE;
  return [{ path, message: `${text} of ${scaled} pods lets all go at once` }];
}
