import { controlPlaneDaemonSet } from '../../../src/workloads/rules/node/control-plane-daemon-set';
import { controlPlaneScheduling } from '../../../src/workloads/rules/node/control-plane-scheduling';
import { nodeName } from '../../../src/workloads/rules/node/node-name';
import { systemPriority } from '../../../src/workloads/rules/node/system-priority';
import { pod, table } from '../../support/pods';

const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';
const at = (field: string, message: string) => `Pod api spec.${field}: ${message}`;
const TOLERATES = 'the pod tolerates the taint of control-plane nodes';
const EVERY = 'the pod tolerates every taint, that of control-plane nodes too';
const ASKS = 'the pod selects control-plane nodes';
const daemonSet = (spec: object, metadata: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'log', ...metadata },
  spec: { template: { spec: { containers: [], ...spec } } },
});
const affinity = (expression: object) => ({
  affinity: {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [expression] }] } },
  },
});

describe('workloads/control-plane-scheduling', () =>
  table(controlPlaneScheduling, [
    [
      'unset, null, empty',
      [pod(), pod({ tolerations: null, nodeSelector: null, affinity: null }), pod({ tolerations: [], nodeSelector: {}, affinity: {} })],
      [],
    ],
    [
      'the taint by its key',
      pod({
        tolerations: [
          { key: 'a', operator: 'Exists' },
          { key: CONTROL_PLANE, operator: 'Exists', effect: 'NoSchedule' },
          { key: CONTROL_PLANE },
          { key: CONTROL_PLANE, operator: 'Equal', value: '' },
        ],
      }),
      [at('tolerations[1]', TOLERATES), at('tolerations[2]', TOLERATES), at('tolerations[3]', TOLERATES)],
    ],
    [
      'the key of old clusters',
      pod({ tolerations: [{ key: 'node-role.kubernetes.io/master', operator: 'Exists' }] }),
      [at('tolerations[0]', TOLERATES)],
    ],
    [
      'every taint',
      pod({ tolerations: [{ operator: 'Exists' }, { key: '', operator: 'Exists', effect: 'NoSchedule' }] }),
      [at('tolerations[0]', EVERY), at('tolerations[1]', EVERY)],
    ],
    [
      'not that taint',
      pod({
        tolerations: [
          { operator: 'Exists', effect: 'NoExecute' },
          { key: CONTROL_PLANE, operator: 'Exists', effect: 'NoExecute' },
          { key: CONTROL_PLANE, value: 'true' },
          { key: '' },
          { key: `${CONTROL_PLANE}x`, operator: 'Exists' },
        ],
      }),
      [],
    ],
    ['the label', pod({ nodeSelector: { disk: 'ssd', [CONTROL_PLANE]: '' } }), [at(`nodeSelector["${CONTROL_PLANE}"]`, ASKS)]],
    [
      'affinity',
      [pod(affinity({ key: CONTROL_PLANE, operator: 'Exists' })), pod(affinity({ key: CONTROL_PLANE, operator: 'In', values: [''] }))],
      Array(2).fill(
        at('affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0]', ASKS),
      ),
    ],
    [
      'affinity away from them',
      [pod(affinity({ key: CONTROL_PLANE, operator: 'DoesNotExist' })), pod(affinity({ key: 'disk', operator: 'Exists' }))],
      [],
    ],
    ['kube-system', pod({ tolerations: [{ operator: 'Exists' }] }, { namespace: 'kube-system' }), []],
    ['DaemonSets are for another rule', daemonSet({ tolerations: [{ operator: 'Exists' }] }), []],
    ['values that the server rejects', pod({ tolerations: 'all', nodeSelector: [CONTROL_PLANE], affinity: { nodeAffinity: [] } }), []],
    ['entries that the server rejects', pod({ tolerations: [null, 'all', { key: 1, operator: 'Exists' }] }), []],
  ]));

describe('workloads/control-plane-daemon-set', () =>
  table(controlPlaneDaemonSet, [
    ['every taint', daemonSet({ tolerations: [{ operator: 'Exists' }] }), [`DaemonSet log spec.template.spec.tolerations[0]: ${EVERY}`]],
    [
      'kube-system, and other kinds',
      [daemonSet({ tolerations: [{ operator: 'Exists' }] }, { namespace: 'kube-system' }), pod({ tolerations: [{ operator: 'Exists' }] })],
      [],
    ],
    ['none', daemonSet({ tolerations: [{ key: 'a', operator: 'Exists' }] }), []],
  ]));

describe('workloads/node-name', () =>
  table(nodeName, [
    ['unset, null, empty', [pod(), pod({ nodeName: null }), pod({ nodeName: '' })], []],
    [
      'set',
      pod({ nodeName: 'a' }),
      [at('nodeName', 'the pod is bound to the node "a", past the scheduler and taints of effect NoSchedule')],
    ],
    [
      'in a template',
      daemonSet({ nodeName: 'a' }),
      ['DaemonSet log spec.template.spec.nodeName: the pod is bound to the node "a", past the scheduler and taints of effect NoSchedule'],
    ],
    ['of a pod that was scheduled', pod({ nodeName: 'a' }, { uid: '1' }), []],
  ]));

describe('workloads/system-priority', () =>
  table(systemPriority, [
    ['unset, empty, another', [pod(), pod({ priorityClassName: '' }), pod({ priorityClassName: 'high' })], []],
    [
      'that of the system',
      [pod({ priorityClassName: 'system-node-critical' }), pod({ priorityClassName: 'system-cluster-critical' }, { namespace: 'storage' })],
      [
        at('priorityClassName', 'the pod may take the place of any other: its priority is system-node-critical'),
        'Pod storage/api spec.priorityClassName: the pod may take the place of any other: its priority is system-cluster-critical',
      ],
    ],
    ['kube-system', pod({ priorityClassName: 'system-node-critical' }, { namespace: 'kube-system' }), []],
  ]));
