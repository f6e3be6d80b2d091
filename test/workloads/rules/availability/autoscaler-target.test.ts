import { autoscalerTarget } from '../../../../src/workloads/rules/availability/autoscaler-target';
import { table } from '../../../support/pods';
import { autoscaler, deployment, resizer, workload } from '../../../support/workloads';

const target = (apiVersion: unknown, kind: unknown, name: unknown = 'api') => autoscaler({ scaleTargetRef: { apiVersion, kind, name } });
const AT = 'HorizontalPodAutoscaler api spec.scaleTargetRef';

table(autoscalerTarget, [
  ['in the input', [autoscaler(), deployment()], []],
  ['not in the input', autoscaler(), [`? ${AT}: Deployment api is not in the input`]],
  [
    'in another namespace',
    [autoscaler({}, { namespace: 'a' }), deployment()],
    ['? HorizontalPodAutoscaler a/api spec.scaleTargetRef: Deployment api is not in the input'],
  ],
  ['default is the namespace where none is written', [autoscaler({}, { namespace: 'default' }), deployment()], []],
  ['another version of the group', [target('apps/v1beta2', 'Deployment'), deployment()], []],
  [
    'without group',
    [target(undefined, 'Deployment'), target('v1', 'Deployment'), deployment()],
    [
      `${AT}.apiVersion: it names Deployment of the core group, which has no such kind`,
      `${AT}.apiVersion: it names Deployment of the core group, which has no such kind`,
    ],
  ],
  [
    'of a group that is gone',
    [target('extensions/v1beta1', 'Deployment'), deployment()],
    [`${AT}.apiVersion: it names Deployment of extensions, which has no such kind`],
  ],
  [
    'kinds without scale',
    [target('apps/v1', 'DaemonSet'), target('batch/v1', 'Job'), target('v1', 'Pod'), workload('DaemonSet')],
    [
      `${AT}.kind: a DaemonSet cannot be scaled`,
      `${AT}.kind: a Job cannot be scaled`,
      `${AT}.apiVersion: it names Pod of the core group, which cannot be scaled`,
    ],
  ],
  [
    'custom kinds',
    [
      target('example.com/v1', 'Rollout'),
      target('argoproj.io/v1alpha1', 'Rollout', 'web'),
      { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', metadata: { name: 'web' } },
    ],
    [`? ${AT}: Rollout api is not in the input`],
  ],
  [
    'a ReplicationController',
    [target('v1', 'ReplicationController'), { apiVersion: 'v1', kind: 'ReplicationController', metadata: { name: 'api' }, spec: {} }],
    [],
  ],
  [
    'a VerticalPodAutoscaler of a DaemonSet',
    [resizer({ targetRef: { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'api' } }), workload('DaemonSet')],
    [],
  ],
  [
    'of a Pod',
    resizer({ targetRef: { apiVersion: 'v1', kind: 'Pod', name: 'api' } }),
    ['VerticalPodAutoscaler sizes spec.targetRef.apiVersion: it names Pod of the core group, which cannot be scaled'],
  ],
  [
    'what the server rejects',
    [autoscaler({ scaleTargetRef: undefined }), target('apps/v1', '', 'api'), target('apps/v1', 'Deployment', 1)],
    Array.from({ length: 3 }, () => `? ${AT}: it names no kind or no name, so the API server rejects it`),
  ],
]);
