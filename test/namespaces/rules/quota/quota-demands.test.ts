import { quotaDemands } from '../../../../src/namespaces/rules/quota/quota-demands';
import { table } from '../../../support/pods';
import { namespace, object } from '../../manifests';

const payments = namespace('payments');
const quota = (hard: object, spec: object = {}, name = 'quota') => object('ResourceQuota', name, 'payments', { spec: { hard, ...spec } });
const pod = (resources: unknown, spec: object = {}) =>
  object('Pod', 'api', 'payments', { spec: { containers: [{ name: 'main', image: 'app', resources }], ...spec } });
const lack = (field: string, fact: string, container = 'containers[0]') =>
  `Pod payments/api spec.${container}.resources.${field}: ${fact}, which ResourceQuota payments/quota demands`;
const MEMORY = lack('limits.memory', 'container "main" has no limit for memory');

table(quotaDemands, [
  ['no quota', [payments, pod({})], []],
  [
    'nothing that has to be stated',
    [payments, quota({ 'pods': '9', 'requests.ephemeral-storage': '1Gi', 'requests.nvidia.com/gpu': '1' }), pod({})],
    [],
  ],
  [
    'unset, null and empty',
    [payments, quota({ 'limits.memory': '1Gi' }), pod(undefined), pod(null), pod({}), pod({ limits: {}, requests: null })],
    [MEMORY, MEMORY, MEMORY, MEMORY],
  ],
  ['zero is stated', [payments, quota({ 'limits.memory': '1Gi' }), pod({ limits: { memory: 0 } })], []],
  ['another resource', [payments, quota({ 'limits.memory': '1Gi' }), pod({ limits: { cpu: 1 }, requests: { memory: 1 } })], [MEMORY]],
  ['a limit is the request too', [payments, quota({ 'requests.cpu': '1', 'cpu': '1' }), pod({ limits: { cpu: 1 } })], []],
  [
    'two names for one quantity, and two quotas',
    [payments, quota({ 'requests.cpu': '1', 'cpu': '1' }), quota({ cpu: '1' }, {}, 'other'), pod({})],
    [lack('requests.cpu', 'container "main" has no request for cpu')],
  ],
  [
    'init containers, not ephemeral ones',
    [
      payments,
      quota({ cpu: '1' }),
      pod({ requests: { cpu: 1 } }, { initContainers: [{ name: 'setup' }], ephemeralContainers: [{ name: 'debug' }] }),
    ],
    [lack('requests.cpu', 'init container "setup" has no request for cpu', 'initContainers[0]')],
  ],
  [
    'a LimitRange gives it',
    [
      quota({ 'limits.memory': '1Gi' }),
      object('LimitRange', 'limits', 'payments', { spec: { limits: [{ type: 'Container', max: { memory: '1Gi' } }] } }),
      pod({}),
    ],
    [],
  ],
  [
    'a LimitRange does not',
    [
      quota({ 'limits.memory': '1Gi' }),
      object('LimitRange', 'limits', 'payments', { spec: { limits: [{ type: 'Pod', max: { memory: '1Gi' } }] } }),
      pod({}),
    ],
    [MEMORY],
  ],
  [
    'neither Namespace nor LimitRange in the input',
    [quota({ 'limits.memory': '1Gi' }), pod({})],
    [`? ${MEMORY}; a LimitRange that gives one may be elsewhere`],
  ],
  ['the pod as a whole', [payments, quota({ 'limits.memory': '1Gi' }), pod({}, { resources: { requests: { cpu: 1 } } })], []],
  [
    'the pod as a whole, before 1.34',
    [payments, quota({ 'limits.memory': '1Gi' }), pod({}, { resources: { limits: { memory: 1 } } })],
    [MEMORY],
    '1.33',
  ],
  ['the pod as a whole, empty', [payments, quota({ 'limits.memory': '1Gi' }), pod({}, { resources: {} })], [MEMORY]],
  ['out of scope', [payments, quota({ 'limits.memory': '1Gi' }, { scopes: ['Terminating'] }), pod({})], []],
  ['in scope', [payments, quota({ 'limits.memory': '1Gi' }, { scopes: ['Terminating'] }), pod({}, { activeDeadlineSeconds: 5 })], [MEMORY]],
  ['a quota that the server rejects', [payments, quota({ 'limits.memory': '1Gi', 'pods': 'some' }), pod({})], []],
  [
    'quantities that the server rejects',
    [payments, quota({ 'limits.memory': '1Gi' }), pod({ limits: { memory: 'much' } })],
    ['? Pod payments/api spec: the resources of the pod are malformed, so what a quota counts is unknown'],
  ],
  [
    'a PodTemplate',
    [payments, quota({ cpu: '1' }), object('PodTemplate', 't', 'payments', { template: { spec: { containers: [{ name: 'main' }] } } })],
    [],
  ],
  [
    'a template',
    [
      payments,
      quota({ cpu: '1' }),
      object('Job', 'j', 'payments', { spec: { template: { spec: { containers: [{ name: 'main' }] } } } }, 'batch/v1'),
    ],
    [
      'Job payments/j spec.template.spec.containers[0].resources.requests.cpu: container "main" has no request for cpu, which '
        + 'ResourceQuota payments/quota demands',
    ],
  ],
]);
