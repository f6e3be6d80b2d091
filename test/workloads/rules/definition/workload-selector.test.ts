import { workloadSelector } from '../../../../src/workloads/rules/definition/workload-selector';
import { pod, table } from '../../../support/pods';
import { cronJob, deployment, job, template, workload } from '../../../support/workloads';

const refused = (kind: string, fact: string, name = 'api') =>
  `${kind} ${name} spec.selector: ${fact}, so the API server rejects the ${kind}`;
const selecting = (selector: unknown) => deployment({ selector });
const controller = (spec: object) => ({
  apiVersion: 'v1',
  kind: 'ReplicationController',
  metadata: { name: 'api' },
  spec: { template: template(), ...spec },
});
const config = (spec: object) => ({
  apiVersion: 'apps.openshift.io/v1',
  kind: 'DeploymentConfig',
  metadata: { name: 'api' },
  spec: { template: template(), ...spec },
});
const MISMATCH = 'the selector does not select the labels of the template';

table(workloadSelector, [
  ['its own labels', [deployment(), workload('StatefulSet'), workload('DaemonSet'), workload('ReplicaSet')], []],
  [
    'by expression',
    selecting({
      matchExpressions: [
        { key: 'app', operator: 'In', values: ['api'] },
        { key: 'tier', operator: 'DoesNotExist' },
      ],
    }),
    [],
  ],
  [
    'other labels',
    ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map((kind) => workload(kind, { selector: { matchLabels: { app: 'web' } } })),
    ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map((kind) => refused(kind, MISMATCH)),
  ],
  ['one label too many', selecting({ matchLabels: { app: 'api', tier: 'web' } }), [refused('Deployment', MISMATCH)]],
  [
    'an expression that rules them out',
    selecting({ matchLabels: { app: 'api' }, matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['api'] }] }),
    [refused('Deployment', MISMATCH)],
  ],
  [
    'no labels',
    [deployment({ template: template({}, null) }), deployment({ template: { spec: { containers: [] } } })],
    [refused('Deployment', MISMATCH), refused('Deployment', MISMATCH)],
  ],
  [
    'none and an empty one',
    [selecting(undefined), selecting(null), selecting({}), selecting({ matchLabels: {} })],
    [
      refused('Deployment', 'there is no selector'),
      refused('Deployment', 'there is no selector'),
      refused('Deployment', 'the selector is empty'),
      refused('Deployment', 'the selector is empty'),
    ],
  ],
  [
    'a ReplicationController',
    [controller({}), controller({ selector: {} }), controller({ selector: { app: 'api' } }), controller({ selector: { app: 'web' } })],
    [refused('ReplicationController', MISMATCH)],
  ],
  [
    'custom kinds that have no selector',
    [
      { apiVersion: 'apps.kruise.io/v1alpha1', kind: 'BroadcastJob', spec: { template: template() } },
      { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledJob', spec: { jobTargetRef: { template: template() } } },
    ],
    [],
  ],
  [
    'a DeploymentConfig',
    [config({}), config({ selector: { app: 'api' } }), config({ selector: { app: 'web' } })],
    [refused('DeploymentConfig', MISMATCH)],
  ],
  [
    'a Job',
    [
      job(),
      job({ selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': 'a' } } }),
      job({ manualSelector: true, selector: { matchLabels: { app: 'api' } } }),
    ],
    [],
  ],
  [
    'a Job that selects by itself',
    [job({ selector: { matchLabels: { app: 'api' } } }), job({ manualSelector: true, selector: { matchLabels: { app: 'web' } } })],
    [refused('Job', 'a selector is written without manualSelector: true', 'migrate'), refused('Job', MISMATCH, 'migrate')],
  ],
  ['what selects nothing', [pod(), cronJob()], []],
  [
    'a CronJob',
    [undefined, null, {}, { matchLabels: { app: 'api' } }].map((selector) => cronJob({}, { selector })),
    Array.from(
      { length: 2 },
      () => 'CronJob report spec.jobTemplate.spec.selector: a selector is written for its Jobs, so the API server rejects the CronJob',
    ),
  ],
  [
    'what the server rejects',
    [selecting([]), selecting({ matchExpressions: [{ key: 'app', operator: 'Is' }] })],
    [
      '? Deployment api spec.selector: the selector is not a mapping, so the API server rejects the Deployment',
      '? Deployment api spec.selector: the operator for app is not one of In, NotIn, Exists, DoesNotExist, so the API server rejects the '
        + 'Deployment',
    ],
  ],
]);
