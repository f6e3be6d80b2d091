import { disruptionBudget } from '../../../../src/workloads/rules/availability/disruption-budget';
import { table } from '../../../support/pods';
import { autoscaler, budget, deployment, namespace, scaledObject, workload } from '../../../support/workloads';

const three = deployment({ replicas: 3 });

table(disruptionBudget, [
  ['a single pod, or none', [namespace(), deployment(), deployment({ replicas: 0 })], []],
  ['several', [namespace(), three], ['Deployment api: no disruption budget selects its 3 pods']],
  [
    'several by the autoscaler',
    [namespace(), deployment(), autoscaler({ minReplicas: 2 })],
    ['Deployment api: no disruption budget selects its 2 pods'],
  ],
  [
    'the Namespace is not in the input',
    three,
    ['? Deployment api: no disruption budget selects its 3 pods, but its Namespace is not in the input, so one may be elsewhere'],
  ],
  [
    'a number that is not known',
    [namespace(), deployment({ replicas: '3' })],
    ['? Deployment api: replicas is a string, not a number, so whether its pods need a disruption budget is not known'],
  ],
  [
    'as many as KEDA says',
    [namespace(), deployment(), scaledObject()],
    ['? Deployment api: ScaledObject events scales it, so whether its pods need a disruption budget is not known'],
  ],
  ['a number that is not known, with a budget', [namespace(), deployment({ replicas: '3' }), budget({ maxUnavailable: 1 })], []],
  ['with a budget', [namespace(), three, budget({ maxUnavailable: 1 })], []],
  ['with one for all pods', [namespace(), three, budget({ maxUnavailable: 1, selector: {} })], []],
  [
    'with one by expression',
    [
      namespace(),
      three,
      budget({ maxUnavailable: 1, selector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['api', 'web'] }] } }),
    ],
    [],
  ],
  [
    'with one for none',
    [namespace(), three, budget({ maxUnavailable: 1, selector: undefined })],
    ['Deployment api: no disruption budget selects its 3 pods'],
  ],
  [
    'with one of another namespace',
    [namespace(), three, budget({ maxUnavailable: 1 }, { namespace: 'b' })],
    ['Deployment api: no disruption budget selects its 3 pods'],
  ],
  [
    'it is the labels of the pods that count',
    [
      namespace(),
      deployment({ replicas: 2 }, {}, { labels: { tier: 'web' } }),
      budget({ maxUnavailable: 1, selector: { matchLabels: { tier: 'web' } } }),
    ],
    ['Deployment api: no disruption budget selects its 2 pods'],
  ],
  ['a StatefulSet', [namespace(), workload('StatefulSet', { replicas: 2 })], ['StatefulSet api: no disruption budget selects its 2 pods']],
  ['a DaemonSet', [namespace(), workload('DaemonSet')], []],
]);
