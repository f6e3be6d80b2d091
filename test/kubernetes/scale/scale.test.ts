import { autoscalersOf } from '../../../src/kubernetes/scale/autoscalers';
import { scaleOf } from '../../../src/kubernetes/scale/scale';
import { workloadOf, workloads } from '../../../src/kubernetes/scale/workloads';
import { inventoryOf } from '../../support/findings';
import { autoscaler, deployment, OWNED, scaledObject, workload } from '../../support/workloads';

/** The scale of the first object. */
function scale(...manifests: readonly object[]) {
  const inventory = inventoryOf(manifests);
  const { floor, always, object, path, fact } = scaleOf(inventory, inventory.objects[0]!);
  return [floor, always, `${object.kind} ${path}`, fact];
}

const annotated = (annotations: object, spec: object = {}) => ({ ...scaledObject(spec), metadata: { name: 'events', annotations } });
const MIN = 'ScaledObject spec.minReplicaCount';

test.each<[string, readonly object[], unknown[]]>([
  ['unset', [deployment()], [1, 1, 'Deployment spec.replicas', 'replicas is unset, which means 1']],
  ['written', [deployment({ replicas: 3 })], [3, 3, 'Deployment spec.replicas', 'replicas is 3']],
  ['zero on purpose', [deployment({ replicas: 0 })], [0, 0, 'Deployment spec.replicas', 'replicas is 0']],
  ['of a wrong type', [deployment({ replicas: '3' })], [undefined, 0, 'Deployment spec.replicas', 'replicas is a string, not a number']],
  ['negative', [deployment({ replicas: -1 })], [undefined, 0, 'Deployment spec.replicas', 'replicas is -1, which is not a number of pods']],
  [
    'a HorizontalPodAutoscaler',
    [deployment({ replicas: 9 }), autoscaler({ minReplicas: 2 })],
    [2, 2, 'HorizontalPodAutoscaler spec.minReplicas', 'minReplicas of HorizontalPodAutoscaler api is 2'],
  ],
  [
    'which does not wake what is switched off',
    [deployment({ replicas: 0 }), autoscaler({ minReplicas: 2 })],
    [0, 0, 'Deployment spec.replicas', 'replicas is 0'],
  ],
  ['KEDA without a least number', [deployment({ replicas: 10 }), scaledObject()], [undefined, 0, MIN, 'ScaledObject events scales it']],
  ['or with zero', [deployment(), scaledObject({ minReplicaCount: 0 })], [undefined, 0, MIN, 'ScaledObject events scales it']],
  ['KEDA', [deployment(), scaledObject({ minReplicaCount: 2 })], [2, 2, MIN, 'minReplicaCount of ScaledObject events is 2']],
  [
    'which wakes what has 0 replicas',
    [deployment({ replicas: 0 }), scaledObject({ minReplicaCount: 2 })],
    [2, 2, MIN, 'minReplicaCount of ScaledObject events is 2'],
  ],
  [
    'and knows an idle number',
    [deployment(), scaledObject({ minReplicaCount: 3, idleReplicaCount: 1 })],
    [3, 1, MIN, 'minReplicaCount of ScaledObject events is 3'],
  ],
  [
    'a least number of a wrong type',
    [deployment(), scaledObject({ minReplicaCount: '2' })],
    [undefined, 0, MIN, 'minReplicaCount of ScaledObject events is a string, not a number'],
  ],
  [
    'paused',
    [deployment({ replicas: 4 }), annotated({ 'autoscaling.keda.sh/paused': 'true' }, { minReplicaCount: 2 })],
    [undefined, 0, MIN, 'ScaledObject events is paused'],
  ],
  [
    'not paused',
    [deployment(), annotated({ 'autoscaling.keda.sh/paused': 'false' }, { minReplicaCount: 2 })],
    [2, 2, MIN, 'minReplicaCount of ScaledObject events is 2'],
  ],
  [
    'paused at a number',
    [deployment(), annotated({ 'autoscaling.keda.sh/paused-replicas': '5' })],
    [
      5,
      5,
      'ScaledObject metadata.annotations["autoscaling.keda.sh/paused-replicas"]',
      'autoscaling.keda.sh/paused-replicas of ScaledObject events is 5',
    ],
  ],
  [
    'or at none that KEDA reads',
    [deployment(), annotated({ 'autoscaling.keda.sh/paused-replicas': 'five' })],
    [
      undefined,
      0,
      'ScaledObject metadata.annotations["autoscaling.keda.sh/paused-replicas"]',
      'autoscaling.keda.sh/paused-replicas of ScaledObject events is a string, not a number',
    ],
  ],
  [
    'an autoscaler of what has no scale',
    [
      { ...workload('DaemonSet'), metadata: { name: 'api' } },
      autoscaler({ scaleTargetRef: { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'api' } }),
    ],
    [1, 1, 'DaemonSet spec.replicas', 'replicas is unset, which means 1'],
  ],
])('%s', (_, manifests, expected) => expect(scale(...manifests)).toEqual(expected));

test('autoscalers are found by group, kind, name and namespace', () => {
  const inventory = inventoryOf([
    deployment(),
    autoscaler(),
    autoscaler({ scaleTargetRef: { kind: 'Deployment', name: 'api' } }, { name: 'groupless' }),
    autoscaler({}, { name: 'elsewhere', namespace: 'other' }),
    autoscaler({ scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'api' } }, { name: 'other-kind' }),
    autoscaler({ scaleTargetRef: null }, { name: 'nothing' }),
    scaledObject(),
  ]);
  expect(autoscalersOf(inventory, inventory.objects[0]!).map(({ object, builtIn }) => [object.name, builtIn])).toEqual([
    ['api', true],
    ['events', false],
  ]);
});

test('workloads are what is scaled by number and no other object controls', () => {
  const rollout = { ...deployment(), apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' };
  const inventory = inventoryOf([workload('DaemonSet'), rollout, workload('ReplicaSet', {}, {}, OWNED), workload('StatefulSet')]);
  expect(workloads(inventory).map(({ object, spec, pod }) => [object.kind, spec === object.json.spec, pod.labels.app])).toEqual([
    ['Rollout', true, 'api'],
    ['StatefulSet', true, 'api'],
  ]);
  expect(inventory.objects.map((object) => workloadOf(inventory, object)?.scale.floor)).toEqual([undefined, 1, undefined, 1]);
});
