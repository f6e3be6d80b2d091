import { disruptionBudgetBlocks } from '../../../../src/workloads/rules/availability/disruption-budget-blocks';
import { pod, table } from '../../../support/pods';
import { autoscaler, budget, cronJob, deployment, OWNED, scaledObject, workload } from '../../../support/workloads';

const of = (replicas: unknown) => deployment({ replicas });
const bare = (name: string) => pod({}, { name, labels: { app: 'api' } });
const min = (minAvailable: unknown) => budget({ minAvailable });
const max = (maxUnavailable: unknown) => budget({ maxUnavailable });
const at = (field: string, message: string) => `PodDisruptionBudget api spec.${field}: ${message}`;

table(disruptionBudgetBlocks, [
  [
    'whatever it selects',
    [max(0), max('0%'), min('100%'), budget()],
    [
      at('maxUnavailable', 'maxUnavailable 0 lets no pod go'),
      at('maxUnavailable', 'maxUnavailable 0% lets no pod go'),
      at('minAvailable', 'minAvailable 100% lets no pod go'),
      'PodDisruptionBudget api spec: neither minAvailable nor maxUnavailable is set, which lets no pod go',
    ],
  ],
  ['null is unset', [budget({ minAvailable: null, maxUnavailable: 1 }), of(2)], []],
  ['as many as there are', [min(2), of(2)], [at('minAvailable', 'minAvailable 2 of 2 pods lets none go')]],
  ['one less', [min(1), of(2)], []],
  ['the one that there is', [min(1), of(undefined)], [at('minAvailable', 'minAvailable 1 of 1 pod lets none go')]],
  [
    'the least number counts',
    [min(2), deployment({ replicas: 9 }), autoscaler({ minReplicas: 2 })],
    [at('minAvailable', 'minAvailable 2 of 2 pods lets none go')],
  ],
  ['a percentage is rounded up', [min('67%'), of(3)], [at('minAvailable', 'minAvailable 67% of 3 pods lets none go')]],
  ['and just not', [min('66%'), of(3)], []],
  ['a percentage of one', [min('1%'), of(1)], [at('minAvailable', 'minAvailable 1% of 1 pod lets none go')]],
  ['maxUnavailable is rounded up too', [max('1%'), of(1)], []],
  ['several workloads are added up', [min(3), of(2), workload('StatefulSet', { replicas: 2 })], []],
  [
    'and an empty selector takes all',
    [budget({ minAvailable: 4, selector: {} }), of(2), workload('StatefulSet', { replicas: 2 })],
    [at('minAvailable', 'minAvailable 4 of 4 pods lets none go')],
  ],
  ['bare Pods count for a number', [min(3), of(2), bare('a'), bare('b')], []],
  ['and alone, too', [min(1), bare('a')], [at('minAvailable', 'minAvailable 1 of 1 pod lets none go')]],
  [
    'but not for a percentage',
    [min('50%'), bare('a'), bare('b')],
    [at('minAvailable', 'minAvailable 50% needs a scale, which bare Pods do not have, so it lets no pod go')],
  ],
  [
    'nor for maxUnavailable',
    [max(1), bare('a')],
    [at('maxUnavailable', 'maxUnavailable 1 needs a scale, which bare Pods do not have, so it lets no pod go')],
  ],
  [
    'Pods of a workload are not bare',
    [min(2), of(2), pod({}, { name: 'api-1', labels: { app: 'api' }, ...OWNED })],
    [at('minAvailable', 'minAvailable 2 of 2 pods lets none go')],
  ],
  [
    'a DaemonSet has no scale',
    [max(1), workload('DaemonSet')],
    [at('maxUnavailable', 'maxUnavailable 1 needs a scale, which DaemonSet api does not have, so it lets no pod go')],
  ],
  [
    'nor has a CronJob',
    [min('10%'), cronJob()],
    [at('minAvailable', 'minAvailable 10% needs a scale, which CronJob report does not have, so it lets no pod go')],
  ],
  [
    'a number of a DaemonSet',
    [min(1), workload('DaemonSet')],
    [`? ${at('minAvailable', 'how many pods DaemonSet api makes is not in the input')}`],
  ],
  ['switched off', [min(1), of(0)], []],
  [
    'unknown numbers',
    [min(1), of('2')],
    [`? ${at('minAvailable', 'replicas is a string, not a number, so the least number of pods is not known')}`],
  ],
  [
    'KEDA',
    [min('50%'), deployment(), scaledObject()],
    [`? ${at('minAvailable', 'ScaledObject events scales it, so the least number of pods is not known')}`],
  ],
  ['KEDA, which is not a matter for maxUnavailable', [max(1), deployment(), scaledObject()], []],
  [
    'labels that controllers give',
    [budget({ minAvailable: 1, selector: { matchLabels: { 'app': 'api', 'apps.kubernetes.io/pod-index': '0' } } }), of(3)],
    [`? ${at('minAvailable', 'the selector requires labels that controllers set')}`],
  ],
  [
    'nothing in the input',
    [max(1), deployment({}, {}, { namespace: 'b' })],
    [`? ${at('selector', 'the selector selects no pod of the input')}`],
  ],
  [
    'what the server rejects',
    [budget({ minAvailable: 1, maxUnavailable: 1 }), max('50'), min(-1), max('101%'), budget({ maxUnavailable: 1, selector: [] })],
    [
      '? PodDisruptionBudget api spec: minAvailable and maxUnavailable are both set, so the API server rejects the budget',
      '? ' + at('maxUnavailable', 'maxUnavailable is neither an integer nor a percentage up to 100%, so the API server rejects the budget'),
      `? ${at('minAvailable', 'minAvailable is neither an integer nor a percentage up to 100%, so the API server rejects the budget')}`,
      '? ' + at('maxUnavailable', 'maxUnavailable is neither an integer nor a percentage up to 100%, so the API server rejects the budget'),
      `? ${at('selector', 'the selector is not a mapping, so the API server rejects the budget')}`,
    ],
  ],
]);
