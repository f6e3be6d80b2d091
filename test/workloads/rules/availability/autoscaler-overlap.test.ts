import { autoscalerOverlap } from '../../../../src/workloads/rules/availability/autoscaler-overlap';
import { table } from '../../../support/pods';
import { autoscaler, deployment, resizer, scaledObject, workload } from '../../../support/workloads';

const metric = (type: string, name: string) =>
  type === 'Resource'
    ? { type, resource: { name, target: { type: 'Utilization' } } }
    : { type, containerResource: { name, container: 'api', target: { type: 'Utilization' } } };
const both = (resources: string) =>
  `VerticalPodAutoscaler sizes spec.targetRef: it sets the requests of ${resources} of Deployment api, by which `
  + 'HorizontalPodAutoscaler api scales';
const policies = (...containerPolicies: object[]) => ({ resourcePolicy: { containerPolicies } });

table(autoscalerOverlap, [
  ['one, or none', [deployment(), autoscaler()], []],
  [
    'two',
    [deployment(), autoscaler(), autoscaler({}, { name: 'nights' })],
    ['HorizontalPodAutoscaler nights spec.scaleTargetRef: HorizontalPodAutoscaler api scales Deployment api already'],
  ],
  [
    'the same one twice',
    [deployment(), autoscaler(), autoscaler({ minReplicas: 2 }), resizer({ updatePolicy: { updateMode: 'Off' } })],
    [],
  ],
  ['the same resizer twice', [deployment(), resizer(), resizer()], []],
  [
    'two without name',
    [deployment(), autoscaler({}, { name: undefined }), autoscaler({}, { name: undefined })],
    ['HorizontalPodAutoscaler (unnamed) spec.scaleTargetRef: HorizontalPodAutoscaler  scales Deployment api already'],
  ],
  [
    'two of different workloads',
    [
      deployment(),
      autoscaler(),
      autoscaler({ scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } }, { name: 'web' }),
    ],
    [],
  ],
  ['one of each namespace', [deployment(), autoscaler(), autoscaler({}, { namespace: 'b' })], []],
  [
    'beside KEDA',
    [deployment(), autoscaler(), scaledObject()],
    ['ScaledObject events spec.scaleTargetRef: HorizontalPodAutoscaler api scales Deployment api already'],
  ],
  ['a VerticalPodAutoscaler on its own', [deployment(), resizer()], []],
  [
    'two of them',
    [deployment(), resizer(), resizer({}, { name: 'more' })],
    ['VerticalPodAutoscaler more spec.targetRef: VerticalPodAutoscaler sizes sets the requests of Deployment api already'],
  ],
  [
    'of a kind that only they size',
    [
      workload('DaemonSet'),
      ...['sizes', 'more'].map((name) => resizer({ targetRef: { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'api' } }, { name })),
    ],
    ['VerticalPodAutoscaler more spec.targetRef: VerticalPodAutoscaler sizes sets the requests of DaemonSet api already'],
  ],
  [
    'of what is not in the input',
    [autoscaler(), autoscaler({}, { name: 'nights' }), resizer(), resizer({}, { name: 'more' })],
    [
      'HorizontalPodAutoscaler nights spec.scaleTargetRef: HorizontalPodAutoscaler api scales Deployment api already',
      both('cpu'),
      'VerticalPodAutoscaler more spec.targetRef: VerticalPodAutoscaler sizes sets the requests of Deployment api already',
    ],
  ],
  [
    'of one name in different groups',
    [resizer(), resizer({ targetRef: { apiVersion: 'example.com/v1', kind: 'Deployment', name: 'api' } }, { name: 'more' })],
    [],
  ],
  [
    'there twice',
    [
      autoscaler(),
      autoscaler({ maxReplicas: 3 }),
      resizer({ updatePolicy: { updateMode: 'Auto' } }),
      resizer(),
      scaledObject(),
      scaledObject(),
    ],
    [both('cpu'), 'ScaledObject events spec.scaleTargetRef: HorizontalPodAutoscaler api scales Deployment api already'],
  ],
  [
    'that name nothing',
    [
      autoscaler({ scaleTargetRef: {} }),
      autoscaler({ scaleTargetRef: {} }, { name: 'nights' }),
      resizer({ targetRef: null }),
      resizer({ targetRef: null }, { name: 'more' }),
    ],
    [],
  ],
  ['both on cpu, by default', [deployment(), autoscaler(), resizer()], [both('cpu')]],
  ['each mode that acts', [deployment(), autoscaler(), resizer({ updatePolicy: { updateMode: 'Initial' } })], [both('cpu')]],
  ['mode Off', [deployment(), autoscaler(), resizer({ updatePolicy: { updateMode: 'Off' } })], []],
  [
    'both resources',
    [deployment(), autoscaler({ metrics: [metric('Resource', 'memory'), metric('ContainerResource', 'cpu')] }), resizer()],
    [both('cpu and memory')],
  ],
  [
    'other metrics',
    [deployment(), autoscaler({ metrics: [{ type: 'External', external: { metric: { name: 'queue' } } }] }), resizer()],
    [],
  ],
  ['another resource', [deployment(), autoscaler(), resizer(policies({ containerName: '*', controlledResources: ['memory'] }))], []],
  ['no resource', [deployment(), autoscaler(), resizer(policies({ containerName: '*', controlledResources: [] }))], []],
  [
    'the other containers',
    [deployment(), autoscaler(), resizer(policies({ containerName: 'api', controlledResources: ['memory'] }))],
    [both('cpu')],
  ],
  [
    'switched off except memory',
    [
      deployment(),
      autoscaler(),
      resizer(policies({ containerName: '*', mode: 'Off' }, { containerName: 'api', controlledResources: ['memory'] })),
    ],
    [],
  ],
  [
    'beside KEDA on cpu',
    [deployment(), scaledObject({ triggers: [{ type: 'cpu' }, { type: 'kafka' }] }), resizer()],
    ['VerticalPodAutoscaler sizes spec.targetRef: it sets the requests of cpu of Deployment api, by which ScaledObject events scales'],
  ],
]);
