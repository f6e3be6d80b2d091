import { malformedPod } from '../../../../src/workloads/rules/definition/malformed-pod';
import { pod, table, withContext } from '../../../support/pods';

table(malformedPod, [
  ['a pod as it should be', pod(), []],
  [
    'wrong types, wherever a control reads',
    pod(
      { hostPID: 'true', hostUsers: 0, os: 'linux', volumes: {}, securityContext: { runAsUser: '0', sysctls: 'x' } },
      { annotations: { port: 80 } },
    ),
    [
      'Pod api metadata.annotations.port: annotation port is a number, not a string',
      'Pod api spec.hostPID: hostPID is a string, not a boolean',
      'Pod api spec.hostUsers: hostUsers is a number, not a boolean',
      'Pod api spec.os: os is a string, not a mapping',
      'Pod api spec.securityContext.runAsUser: securityContext.runAsUser is a string, not an integer',
      'Pod api spec.securityContext.sysctls: securityContext.sysctls is a string, not a list',
      'Pod api spec.volumes: volumes is a mapping, not a list',
    ],
  ],
  [
    'integers that are too large',
    withContext({ runAsUser: 2 ** 63 }),
    [
      'Pod api spec.containers[0].securityContext.runAsUser: container "api": securityContext.runAsUser is 9223372036854776000, not '
        + 'an integer of 64 bits',
    ],
  ],
  [
    'a container and a list of containers',
    pod({ containers: [{ name: 'api' }, null], initContainers: 'none' }),
    ['Pod api spec.containers[1]: container 1 is not a mapping', 'Pod api spec.initContainers: initContainers is not a list'],
  ],
  ['null is unset', pod({ hostPID: null, volumes: null, os: null, initContainers: null }, { annotations: null }), []],
  [
    'no spec may be a patch',
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' }, spec: { replicas: 3 } },
    ['? Deployment api spec.template.spec: the pod has no spec'],
  ],
  [
    'metadata of a template',
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'api' },
      spec: { template: { metadata: 'api', spec: { containers: [{ name: 'api' }] } } },
    },
    ['Job api spec.template.metadata: metadata is not a mapping'],
  ],
  [
    'no containers',
    [pod({ containers: undefined }), pod({ containers: null }), pod({ containers: [] })],
    [
      '? Pod api spec.containers: the pod has no container',
      '? Pod api spec.containers: the pod has no container',
      '? Pod api spec.containers: the pod has no container',
    ],
  ],
  [
    'keys of every object in JavaScript',
    pod(JSON.parse('{"__proto__": {"hostPID": true}, "constructor": 1, "hasOwnProperty": 1}') as object),
    [],
  ],
]);
