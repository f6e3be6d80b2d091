import { autoscalerReplicas } from '../../../../src/workloads/rules/availability/autoscaler-replicas';
import { table } from '../../../support/pods';
import { autoscaler, deployment, scaledObject, workload } from '../../../support/workloads';

table(autoscalerReplicas, [
  ['no autoscaler', deployment({ replicas: 2 }), []],
  ['unset and null', [deployment(), deployment({ replicas: null }), autoscaler()], []],
  [
    'both',
    [deployment({ replicas: 2 }), autoscaler()],
    ['Deployment api spec.replicas: replicas is set, although HorizontalPodAutoscaler api scales the workload'],
  ],
  [
    'KEDA',
    [deployment({ replicas: 2 }), scaledObject()],
    ['Deployment api spec.replicas: replicas is set, although ScaledObject events scales the workload'],
  ],
  [
    'zero',
    [deployment({ replicas: 0 }), autoscaler()],
    ['Deployment api spec.replicas: replicas is 0, which switches HorizontalPodAutoscaler api off'],
  ],
  [
    'a StatefulSet',
    [workload('StatefulSet', { replicas: 3 }), autoscaler({ scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'api' } })],
    ['StatefulSet api spec.replicas: replicas is set, although HorizontalPodAutoscaler api scales the workload'],
  ],
  ['another workload', [deployment({ replicas: 2 }, {}, { name: 'web' }), autoscaler()], []],
]);
