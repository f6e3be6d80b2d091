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
]);
