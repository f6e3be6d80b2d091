import { cronJobHistory } from '../../../../src/workloads/rules/jobs/cronjob-history';
import { table } from '../../../support/pods';
import { cronJob } from '../../../support/workloads';

table(cronJobHistory, [
  ['unset, null and some', [cronJob(), cronJob({ failedJobsHistoryLimit: null }), cronJob({ failedJobsHistoryLimit: 3 })], []],
  [
    'none',
    cronJob({ failedJobsHistoryLimit: 0 }),
    ['CronJob report spec.failedJobsHistoryLimit: failedJobsHistoryLimit is 0, so no run that failed is kept'],
  ],
  [
    'deleted at once',
    cronJob({}, { ttlSecondsAfterFinished: 0 }),
    ['CronJob report spec.jobTemplate.spec.ttlSecondsAfterFinished: ttlSecondsAfterFinished is 0, so no run is kept'],
  ],
  ['deleted later', cronJob({}, { ttlSecondsAfterFinished: 60 }), []],
  ['runs that succeeded', cronJob({ successfulJobsHistoryLimit: 0 }), []],
  [
    'what the server rejects',
    cronJob({ failedJobsHistoryLimit: '1' }),
    ['? CronJob report spec.failedJobsHistoryLimit: the value is not a non-negative integer'],
  ],
  [
    'what the server rejects in the template',
    [cronJob({}, { ttlSecondsAfterFinished: -1 }), cronJob({}, { ttlSecondsAfterFinished: 1.5 })],
    [
      '? CronJob report spec.jobTemplate.spec.ttlSecondsAfterFinished: the value is not a non-negative integer',
      '? CronJob report spec.jobTemplate.spec.ttlSecondsAfterFinished: the value is not a non-negative integer',
    ],
  ],
]);

table(
  cronJobHistory,
  [
    [
      'more are asked for',
      [cronJob(), cronJob({ failedJobsHistoryLimit: 1 }), cronJob({ failedJobsHistoryLimit: 2 })],
      [
        'CronJob report spec.failedJobsHistoryLimit: failedJobsHistoryLimit is unset, which keeps 1 run, fewer than 2',
        'CronJob report spec.failedJobsHistoryLimit: failedJobsHistoryLimit is 1, fewer than 2',
      ],
    ],
  ],
  { least: 2 },
);
