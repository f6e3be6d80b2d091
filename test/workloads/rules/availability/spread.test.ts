import { spread } from '../../../../src/workloads/rules/availability/spread';
import { table } from '../../../support/pods';
import { autoscaler, deployment, scaledObject, workload } from '../../../support/workloads';

const AT = 'Deployment api spec.template.spec.topologySpreadConstraints';
const NOTHING = `${AT}: nothing keeps its 2 pods apart`;
const OTHERS = `${AT}: its spread constraints and anti-affinity select other pods, so nothing keeps its 2 pods apart`;
const own = { matchLabels: { app: 'api' } };
const two = (podSpec: object) => deployment({ replicas: 2 }, podSpec);
const constraint = (labelSelector: unknown) =>
  two({
    topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule', labelSelector }],
  });
const hard = (term: object) =>
  two({
    affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', ...term }] } },
  });
const soft = (term: object) =>
  two({
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 1, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', ...term } },
        ],
      },
    },
  });

table(spread, [
  ['a single pod', deployment(), []],
  ['nothing', [two({}), two({ topologySpreadConstraints: [], affinity: null })], [NOTHING, NOTHING]],
  ['several by the autoscaler', [deployment(), autoscaler({ minReplicas: 2 })], [NOTHING]],
  [
    'a number that is not known',
    [deployment({ replicas: '2' }), workload('StatefulSet', { replicas: 2.5 })],
    [
      `? ${AT}: replicas is a string, not a number, so whether there are pods to keep apart is not known`,
      '? StatefulSet api spec.template.spec.topologySpreadConstraints: replicas is 2.5, which is not a number of pods, so whether there '
        + 'are pods to keep apart is not known',
    ],
  ],
  [
    'as many as KEDA says',
    [deployment(), scaledObject()],
    [`? ${AT}: ScaledObject events scales it, so whether there are pods to keep apart is not known`],
  ],
  [
    'a number that is not known, kept apart',
    deployment({ replicas: '2' }, { topologySpreadConstraints: [{ topologyKey: 'kubernetes.io/hostname', labelSelector: own }] }),
    [],
  ],
  ['a constraint', constraint(own), []],
  ['a constraint for all pods', constraint({}), []],
  ['a constraint that selects none', [constraint(undefined), constraint(null)], [OTHERS, OTHERS]],
  ['a constraint of others', constraint({ matchLabels: { app: 'web' } }), [OTHERS]],
  ['anti-affinity, hard and soft', [hard({ labelSelector: own }), soft({ labelSelector: own })], []],
  ['anti-affinity to others', [hard({ labelSelector: { matchLabels: { app: 'web' } } }), soft({})], [OTHERS, OTHERS]],
  ['in its namespace, by name', hard({ labelSelector: own, namespaces: ['default'] }), []],
  ['in another', hard({ labelSelector: own, namespaces: ['b'] }), [OTHERS]],
  ['in another, and some more', hard({ labelSelector: own, namespaces: ['b'], namespaceSelector: {} }), []],
  [
    'affinity to nodes or to themselves keeps nothing apart',
    two({ affinity: { nodeAffinity: {}, podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: own }] } } }),
    [NOTHING],
  ],
  [
    'one of several is enough',
    two({
      topologySpreadConstraints: [
        { topologyKey: 'zone', labelSelector: { matchLabels: { app: 'web' } } },
        { topologyKey: 'zone', labelSelector: own },
      ],
    }),
    [],
  ],
  [
    'without a topology, which the server rejects',
    [
      hard({ labelSelector: own, topologyKey: '' }),
      soft({ labelSelector: own, topologyKey: null }),
      two({ topologySpreadConstraints: [{ labelSelector: own }] }),
    ],
    [NOTHING, NOTHING, NOTHING],
  ],
  [
    'other kinds',
    [workload('StatefulSet', { replicas: 2 }), workload('DaemonSet')],
    ['StatefulSet api spec.template.spec.topologySpreadConstraints: nothing keeps its 2 pods apart'],
  ],
]);
