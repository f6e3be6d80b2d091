import { autoscalerRequests } from '../../../../src/workloads/rules/availability/autoscaler-requests';
import { table } from '../../../support/pods';
import { autoscaler, container, deployment, scaledObject } from '../../../support/workloads';

const missing = (resource = 'cpu', place = 'containers[0]', label = 'container "api"') =>
  `Deployment api spec.template.spec.${place}.resources.requests.${resource}: ${label} requests no ${resource}, by which `
  + 'HorizontalPodAutoscaler api measures';
const requests = (list: object) => ({ resources: { requests: list } });
const resource = (name: string, type = 'Utilization') => ({ metrics: [{ type: 'Resource', resource: { name, target: { type } } }] });
const range = {
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: 'defaults' },
  spec: { limits: [{ type: 'Container', defaultRequest: { cpu: '50m' } }] },
};

table(autoscalerRequests, [
  ['no autoscaler', deployment(), []],
  ['cpu by default', [deployment(), autoscaler()], [missing()]],
  ['requested', [deployment({}, { containers: [container(requests({ cpu: '50m' }))] }), autoscaler()], []],
  ['limited, and so requested', [deployment({}, { containers: [container({ resources: { limits: { cpu: 1 } } })] }), autoscaler()], []],
  ['by a LimitRange', [deployment(), autoscaler(), range], []],
  ['by the pod as a whole', [deployment({}, { resources: { requests: { cpu: 1 } } }), autoscaler()], []],
  ['by the pod as a whole, from its limit', [deployment({}, { resources: { limits: { cpu: 1 } } }), autoscaler()], []],
  ['by the pod as a whole, before', [deployment({}, { resources: { requests: { cpu: 1 } } }), autoscaler()], [missing()], '1.33'],
  ['by the pod as a whole, another resource', [deployment({}, { resources: { requests: { memory: 1 } } }), autoscaler()], [missing()]],
  [
    'a pod as a whole, and one of its containers',
    [
      deployment({}, { resources: { requests: { memory: 1 } }, containers: [container(requests({ cpu: 1 })), container({ name: 'web' })] }),
      autoscaler(),
    ],
    [],
  ],
  [
    'the pod as a whole does not count for one container',
    [
      deployment({}, { resources: { requests: { cpu: 1 } } }),
      autoscaler({
        metrics: [{ type: 'ContainerResource', containerResource: { name: 'cpu', container: 'api', target: { type: 'Utilization' } } }],
      }),
    ],
    [missing()],
  ],
  [
    'another resource',
    [deployment({}, { containers: [container(requests({ cpu: '50m' }))] }), autoscaler(resource('memory'))],
    [missing('memory')],
  ],
  ['an absolute target', [deployment(), autoscaler(resource('cpu', 'AverageValue'))], []],
  [
    'every main container and sidecar',
    [
      deployment(
        {},
        {
          initContainers: [container({ name: 'setup' }), container({ name: 'proxy', restartPolicy: 'Always' })],
          containers: [container(requests({ cpu: 1 })), container({ name: 'web' })],
        },
      ),
      autoscaler(),
    ],
    [missing('cpu', 'containers[1]', 'container "web"'), missing('cpu', 'initContainers[1]', 'init container "proxy"')],
  ],
  [
    'the one container that counts',
    [
      deployment({}, { containers: [container(requests({ cpu: 1 })), container({ name: 'web' })] }),
      autoscaler({
        metrics: [{ type: 'ContainerResource', containerResource: { name: 'cpu', container: 'api', target: { type: 'Utilization' } } }],
      }),
    ],
    [],
  ],
  [
    'a container that counts and is not there',
    [
      deployment({}, { containers: [container(requests({ cpu: 1 }))] }),
      autoscaler({
        metrics: [{ type: 'ContainerResource', containerResource: { name: 'cpu', container: 'web', target: { type: 'Utilization' } } }],
      }),
    ],
    ['HorizontalPodAutoscaler api spec.metrics: it measures container "web", which Deployment api does not have'],
  ],
  ['autoscaling/v1', [deployment(), { ...autoscaler({ targetCPUUtilizationPercentage: 60 }), apiVersion: 'autoscaling/v1' }], [missing()]],
  ['KEDA', [deployment(), scaledObject({ triggers: [{ type: 'cpu' }] })], []],
]);
