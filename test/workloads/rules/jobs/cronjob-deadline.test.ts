import { cronJobDeadline } from '../../../../src/workloads/rules/jobs/cronjob-deadline';
import { table } from '../../../support/pods';
import { cronJob } from '../../../support/workloads';

const AT = 'CronJob report spec.startingDeadlineSeconds';
const WRONG = `? ${AT}: startingDeadlineSeconds is not a non-negative integer`;

table(cronJobDeadline, [
  ['unset and null', [cronJob(), cronJob({ startingDeadlineSeconds: null })], []],
  ['enough', [cronJob({ startingDeadlineSeconds: 10 }), cronJob({ startingDeadlineSeconds: 3600 })], []],
  [
    'too short',
    [cronJob({ startingDeadlineSeconds: 9 }), cronJob({ startingDeadlineSeconds: 0 })],
    [`${AT}: startingDeadlineSeconds is 9, so runs may be missed`, `${AT}: startingDeadlineSeconds is 0, so every run is too late`],
  ],
  ['what the server rejects', [cronJob({ startingDeadlineSeconds: -1 }), cronJob({ startingDeadlineSeconds: '60' })], [WRONG, WRONG]],
]);
