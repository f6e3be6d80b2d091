import { resourceLimits } from '../../../../src/workloads/rules/definition/resource-limits';
import { inEachList, pod, table, withContainer } from '../../../support/pods';

const at = (field: string, message: string) => `Pod api spec.containers[0].resources.${field}: ${message}`;
const NO_LIMIT = at('limits.memory', 'container "api" has no memory limit');
const NO_CPU = at('requests.cpu', 'container "api" has no CPU request');
const ALL = ['Pod api spec.containers[0].resources: container "api" has no memory limit, no CPU request and no memory request'];
const limits = { limits: { memory: '128Mi' }, requests: { cpu: '50m' } };
const range = (item: object, namespace?: string) => ({
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: 'defaults', namespace },
  spec: { limits: [item] },
});

table(resourceLimits, [
  [
    'unset; ephemeral containers cannot have any',
    inEachList({}),
    [...ALL, 'Pod api spec.initContainers[0].resources: init container "setup" has no memory limit, no CPU request and no memory request'],
  ],
  [
    'null and empty',
    [withContainer({ resources: null }), withContainer({ resources: {} }), withContainer({ resources: { limits: null, requests: {} } })],
    [...ALL, ...ALL, ...ALL],
  ],
  ['a memory limit is the request too', withContainer({ resources: limits }), []],
  ['a CPU limit is the request too', withContainer({ resources: { limits: { memory: 134217728, cpu: 0.5 } } }), []],
  ['requests without limit', withContainer({ resources: { requests: { cpu: '1', memory: '1e8' } } }), [NO_LIMIT]],
  [
    'a CPU request alone',
    withContainer({ resources: { requests: { cpu: 1 } } }),
    ['Pod api spec.containers[0].resources: container "api" has no memory limit and no memory request'],
  ],
  [
    'a limit of zero is said once, and a CPU request that it gives',
    withContainer({ resources: { limits: { memory: 0, cpu: 0 } } }),
    [at('limits.memory', 'the memory limit of container "api" is zero'), at('requests.cpu', 'the CPU request of container "api" is zero')],
  ],
  [
    'zero limits nothing',
    withContainer({ resources: { limits: { memory: 0 }, requests: { cpu: '0m', memory: '0.0Ki' } } }),
    [
      at('limits.memory', 'the memory limit of container "api" is zero'),
      at('requests.cpu', 'the CPU request of container "api" is zero'),
      at('requests.memory', 'the memory request of container "api" is zero'),
    ],
  ],
  [
    'null is zero to the server',
    withContainer({ resources: { limits: { memory: null }, requests: { cpu: 1, memory: 1 } } }),
    [at('limits.memory', 'the memory limit of container "api" is zero')],
  ],
  ["the pod's own since 1.34", pod({ resources: { ...limits, requests: { cpu: 1, memory: 1 } } }), [], '1.34'],
  ["the pod's own before", pod({ resources: limits }), ALL, '1.33'],
  ["the pod's own, in part", pod({ resources: { limits: { memory: '1Gi' } } }), [NO_CPU]],
  ['a LimitRange', [pod(), range({ type: 'Container', default: { memory: '128Mi' }, defaultRequest: { cpu: '50m' } })], []],
  ['a LimitRange by its bounds', [pod(), range({ type: 'Container', max: { memory: '1Gi' }, min: { cpu: '10m' } })], []],
  ['a LimitRange of requests', [pod(), range({ type: 'Container', defaultRequest: { cpu: '50m', memory: '64Mi' } })], [NO_LIMIT]],
  [
    'a LimitRange does not fill in what is zero',
    [
      withContainer({ resources: { limits: { memory: 0 }, requests: { memory: 1 } } }),
      range({ type: 'Container', default: { memory: 1, cpu: 1 } }),
    ],
    [at('limits.memory', 'the memory limit of container "api" is zero')],
  ],
  ['a LimitRange of pods', [pod(), range({ type: 'Pod', max: { memory: '1Gi', cpu: 1 } })], ALL],
  ['a LimitRange of another namespace', [pod(), range({ type: 'Container', default: { memory: 1, cpu: 1 } }, 'other')], ALL],
  [
    'values that the server rejects',
    withContainer({ resources: { limits: { memory: 'much' }, requests: { cpu: '-1', memory: true } } }),
    [
      `? ${at('limits.memory', 'the memory limit of container "api" is not a quantity')}`,
      `? ${at('requests.cpu', 'the CPU request of container "api" is not a quantity')}`,
      `? ${at('requests.memory', 'the memory request of container "api" is not a quantity')}`,
    ],
  ],
  [
    'a limit that the server rejects is said once',
    withContainer({ resources: { limits: { memory: '1GiB' }, requests: { cpu: 1 } } }),
    [`? ${at('limits.memory', 'the memory limit of container "api" is not a quantity')}`],
  ],
  [
    'resources that the server rejects',
    withContainer({ resources: '128Mi' }),
    ['? Pod api spec.containers[0].resources: container "api": resources is a string, not a mapping'],
  ],
  [
    'limits that the server rejects',
    withContainer({ resources: { limits: [], requests: { cpu: 1 } } }),
    ['? Pod api spec.containers[0].resources.limits: container "api": resources.limits is a list, not a mapping'],
  ],
  [
    "the pod's own that the server rejects",
    pod({ resources: { requests: 1 } }),
    ['? Pod api spec.resources.requests: resources.requests is a number, not a mapping'],
  ],
]);
