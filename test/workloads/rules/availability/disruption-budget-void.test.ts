import { disruptionBudgetVoid } from '../../../../src/workloads/rules/availability/disruption-budget-void';
import { table } from '../../../support/pods';
import { budget, deployment, workload } from '../../../support/workloads';

const at = (field: string, message: string) => `PodDisruptionBudget api spec.${field}: ${message}`;
const max = (maxUnavailable: unknown) => budget({ maxUnavailable });

table(disruptionBudgetVoid, [
  [
    'whatever it selects',
    [budget({ minAvailable: 0 }), budget({ minAvailable: '0%' }), max('100%')],
    [
      at('minAvailable', 'minAvailable 0 lets all pods go at once'),
      at('minAvailable', 'minAvailable 0% lets all pods go at once'),
      at('maxUnavailable', 'maxUnavailable 100% lets all pods go at once'),
    ],
  ],
  ['as many as there are', [max(2), deployment({ replicas: 2 })], [at('maxUnavailable', 'maxUnavailable 2 of 2 pods lets all go at once')]],
  ['by rounding up', [max('51%'), deployment({ replicas: 2 })], [at('maxUnavailable', 'maxUnavailable 51% of 2 pods lets all go at once')]],
  ['less', [max(1), max('50%'), deployment({ replicas: 2 })], []],
  ['of a single pod', [max(1), deployment()], []],
  ['of a number that is not known', [max(9), workload('DaemonSet')], []],
  ['minAvailable', [budget({ minAvailable: 1 }), budget({ minAvailable: '1%' }), deployment({ replicas: 2 })], []],
  ['neither', budget(), []],
  ['no selector', budget({ maxUnavailable: 1, selector: null }), [at('selector', 'the budget has no selector, which selects no pod')]],
  [
    'what the server rejects',
    max(true),
    ['? ' + at('maxUnavailable', 'maxUnavailable is neither an integer nor a percentage up to 100%, so the API server rejects the budget')],
  ],
]);
