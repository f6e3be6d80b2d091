import { cronJobConcurrency } from '../../../../src/workloads/rules/jobs/cronjob-concurrency';
import { table } from '../../../support/pods';
import { cronJob, job } from '../../../support/workloads';

const UNSET = 'CronJob report spec.concurrencyPolicy: concurrencyPolicy is unset, which means Allow: runs that hang pile up';

table(cronJobConcurrency, [
  ['unset, null and empty', [cronJob(), cronJob({ concurrencyPolicy: null }), cronJob({ concurrencyPolicy: '' })], [UNSET, UNSET, UNSET]],
  ['each value', ['Allow', 'Forbid', 'Replace'].map((concurrencyPolicy) => cronJob({ concurrencyPolicy })), []],
  ['runs that are ended in time', cronJob({}, { activeDeadlineSeconds: 600 }), []],
  [
    'another value',
    cronJob({ concurrencyPolicy: 'forbid' }),
    [
      '? CronJob report spec.concurrencyPolicy: concurrencyPolicy is not one of Allow, Forbid, Replace, so the API server rejects the '
        + 'CronJob',
    ],
  ],
  ['a Job', job(), []],
]);
