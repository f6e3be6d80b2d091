import { disruptionBudgetUnhealthyPods } from '../../../../src/workloads/rules/availability/disruption-budget-unhealthy-pods';
import { table } from '../../../support/pods';
import { budget } from '../../../support/workloads';

const UNSET = 'PodDisruptionBudget api spec.unhealthyPodEvictionPolicy: unhealthyPodEvictionPolicy is unset, which means IfHealthyBudget';

table(disruptionBudgetUnhealthyPods, [
  ['unset and null', [budget(), budget({ unhealthyPodEvictionPolicy: null })], [UNSET, UNSET]],
  ['either value', [budget({ unhealthyPodEvictionPolicy: 'AlwaysAllow' }), budget({ unhealthyPodEvictionPolicy: 'IfHealthyBudget' })], []],
  ['before it was there', budget(), [], '1.26'],
  [
    'another',
    budget({ unhealthyPodEvictionPolicy: 'Never' }),
    [
      '? PodDisruptionBudget api spec.unhealthyPodEvictionPolicy: unhealthyPodEvictionPolicy is neither AlwaysAllow nor '
        + 'IfHealthyBudget, so the API server rejects the budget',
    ],
  ],
]);
