import { disruptionBudgetOverlap } from '../../../../src/workloads/rules/availability/disruption-budget-overlap';
import { pod, table } from '../../../support/pods';
import { budget, container, deployment } from '../../../support/workloads';

const one = budget({ maxUnavailable: 1 });
const all = budget({ maxUnavailable: 1, selector: {} }, { name: 'all' });
const FOUND =
  'Deployment api spec.template.metadata.labels: the pod is selected by 2 disruption budgets (all, api), so it cannot be evicted';

table(disruptionBudgetOverlap, [
  ['one, or none', [deployment(), deployment({}, {}, { namespace: 'b' }), one], []],
  ['two', [deployment(), one, all], [FOUND]],
  [
    'a Pod',
    [pod({}, { labels: { app: 'api' } }), one, all],
    ['Pod api metadata.labels: the pod is selected by 2 disruption budgets (all, api), so it cannot be evicted'],
  ],
  ['the other of another namespace', [deployment(), one, budget({ selector: {} }, { namespace: 'b' })], []],
  ['one that is written twice, as in overlays', [deployment(), one, one], []],
  ['the other for none', [deployment(), one, budget({ selector: null }, { name: 'none' })], []],
  ['the other is refused', [deployment(), one, budget({ selector: {}, maxUnavailable: 'x' }, { name: 'all' })], []],
  [
    'a PodTemplate',
    [
      one,
      all,
      {
        apiVersion: 'v1',
        kind: 'PodTemplate',
        metadata: { name: 'api' },
        template: { metadata: { labels: { app: 'api' } }, spec: { containers: [container()] } },
      },
    ],
    [],
  ],
]);
