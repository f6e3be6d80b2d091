import { privileged } from '../../../../src/workloads/rules/pod-security/privileged';
import { inEachList, pod, table, withContainer, withContext } from '../../../support/pods';

table(privileged, [
  [
    'true in each list',
    inEachList({ securityContext: { privileged: true } }),
    [
      'Pod api spec.containers[0].securityContext.privileged: container "api" is privileged',
      'Pod api spec.ephemeralContainers[0].securityContext.privileged: ephemeral container "debug" is privileged',
      'Pod api spec.initContainers[0].securityContext.privileged: init container "setup" is privileged',
    ],
  ],
  ['false', withContext({ privileged: false }), []],
  ['null is unset', withContext({ privileged: null }), []],
  ['no security context', withContainer({ securityContext: undefined }), []],
  [
    'the oldest release',
    withContext({ privileged: true }),
    ['Pod api spec.containers[0].securityContext.privileged: container "api" is privileged'],
    '1.0',
  ],
  [
    'a string is refused by the server',
    withContext({ privileged: 'true' }),
    ['? Pod api spec.containers[0].securityContext.privileged: container "api": securityContext.privileged is a string, not a boolean'],
  ],
  [
    'a number is refused by the server',
    withContext({ privileged: 1 }),
    ['? Pod api spec.containers[0].securityContext.privileged: container "api": securityContext.privileged is a number, not a boolean'],
  ],
  [
    'a security context that is a list',
    withContainer({ securityContext: [] }),
    ['? Pod api spec.containers[0].securityContext: container "api": securityContext is a list, not a mapping'],
  ],
  [
    'the same in the other lists',
    pod({ initContainers: [{ securityContext: '' }], ephemeralContainers: [{ securityContext: { privileged: 0 } }] }),
    [
      '? Pod api spec.ephemeralContainers[0].securityContext.privileged: ephemeral container 0: securityContext.privileged is a '
        + 'number, not a boolean',
      '? Pod api spec.initContainers[0].securityContext: init container 0: securityContext is a string, not a mapping',
    ],
  ],
  [
    'a container that is not a mapping, beside one that is privileged',
    pod({ containers: ['api', { name: 'b', securityContext: { privileged: true } }] }),
    [
      '? Pod api spec.containers[0]: container 0 is not a mapping',
      'Pod api spec.containers[1].securityContext.privileged: container "b" is privileged',
    ],
  ],
  ['containers that are not list', pod({ containers: { name: 'api' } }), ['? Pod api spec.containers: containers is not a list']],
  ['no spec is not applicable', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'api' } }, []],
  [
    'no name',
    withContainer({ name: undefined, securityContext: { privileged: true } }),
    ['Pod api spec.containers[0].securityContext.privileged: container 0 is privileged'],
  ],
]);

const template = { spec: { containers: [{ name: 'api', securityContext: { privileged: true } }] } };

table(privileged, [
  [
    'Deployment',
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api', namespace: 'payments' }, spec: { template } },
    ['Deployment payments/api spec.template.spec.containers[0].securityContext.privileged: container "api" is privileged'],
  ],
  [
    'CronJob',
    { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'api' }, spec: { jobTemplate: { spec: { template } } } },
    ['CronJob api spec.jobTemplate.spec.template.spec.containers[0].securityContext.privileged: container "api" is privileged'],
  ],
  [
    'PodTemplate in a List',
    { apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'PodTemplate', metadata: { name: 'api' }, template }] },
    ['PodTemplate api template.spec.containers[0].securityContext.privileged: container "api" is privileged'],
  ],
  ['another API group', { apiVersion: 'example.com/v1', kind: 'Deployment', metadata: { name: 'api' }, spec: { template } }, []],
]);
