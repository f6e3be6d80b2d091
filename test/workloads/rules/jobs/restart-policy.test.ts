import { restartPolicy } from '../../../../src/workloads/rules/jobs/restart-policy';
import { pod, table } from '../../../support/pods';
import { cronJob, deployment, job, workload } from '../../../support/workloads';

table(restartPolicy, [
  [
    'Always, or unset',
    [
      deployment(),
      deployment({}, { restartPolicy: 'Always' }),
      workload('DaemonSet', {}, { restartPolicy: '' }),
      workload('StatefulSet', {}, { restartPolicy: null }),
    ],
    [],
  ],
  [
    'another, of what runs on',
    [deployment({}, { restartPolicy: 'Never' }), workload('DaemonSet', {}, { restartPolicy: 'OnFailure' })],
    [
      'Deployment api spec.template.spec.restartPolicy: restartPolicy is Never; a Deployment takes Always alone, so the API server '
        + 'rejects the Deployment',
      'DaemonSet api spec.template.spec.restartPolicy: restartPolicy is OnFailure; a DaemonSet takes Always alone, so the API server '
        + 'rejects the DaemonSet',
    ],
  ],
  ['of a Job', [job(), job({}, { restartPolicy: 'OnFailure' }), cronJob()], []],
  [
    'unset or Always, of a Job',
    [job({}, {}), job({}, { restartPolicy: 'Always' }), cronJob({}, {}, {})],
    [
      'Job migrate spec.template.spec.restartPolicy: restartPolicy is unset, which means Always; a Job takes OnFailure or Never, so '
        + 'the API server rejects the Job',
      'Job migrate spec.template.spec.restartPolicy: restartPolicy is Always; a Job takes OnFailure or Never, so the API server '
        + 'rejects the Job',
      'CronJob report spec.jobTemplate.spec.template.spec.restartPolicy: restartPolicy is unset, which means Always; a CronJob takes '
        + 'OnFailure or Never, so the API server rejects the CronJob',
    ],
  ],
  [
    'beside a podFailurePolicy',
    [
      job({ podFailurePolicy: { rules: [] } }),
      job({ podFailurePolicy: { rules: [] } }, { restartPolicy: 'OnFailure' }),
      cronJob({}, { podFailurePolicy: {} }, { restartPolicy: 'OnFailure' }),
    ],
    [
      'Job migrate spec.template.spec.restartPolicy: restartPolicy is OnFailure; with a podFailurePolicy it must be Never, so the '
        + 'API server rejects the Job',
      'CronJob report spec.jobTemplate.spec.template.spec.restartPolicy: restartPolicy is OnFailure; with a podFailurePolicy it must be '
        + 'Never, so the API server rejects the CronJob',
    ],
  ],
  [
    'of a Pod',
    [
      pod({ restartPolicy: 'Never' }),
      pod({ restartPolicy: 'OnFailure' }),
      pod({ restartPolicy: 'Always' }),
      pod({ restartPolicy: '' }),
      pod(),
    ],
    [],
  ],
  [
    'none of the three',
    [
      pod({ restartPolicy: 'never' }),
      {
        apiVersion: 'v1',
        kind: 'PodTemplate',
        metadata: { name: 'api' },
        template: { spec: { restartPolicy: 'Sometimes', containers: [] } },
      },
    ],
    [
      'Pod api spec.restartPolicy: restartPolicy is never, which is not one of Always, OnFailure, Never, so the API server rejects the Pod',
      'PodTemplate api template.spec.restartPolicy: restartPolicy is Sometimes, which is not one of Always, OnFailure, Never, so the API '
        + 'server rejects the PodTemplate',
    ],
  ],
  [
    'of a wrong type',
    [deployment({}, { restartPolicy: true }), pod({ restartPolicy: 1 })],
    [
      '? Deployment api spec.template.spec.restartPolicy: restartPolicy is a boolean, not a string',
      '? Pod api spec.restartPolicy: restartPolicy is a number, not a string',
    ],
  ],
]);
