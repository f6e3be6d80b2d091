import { jobCleanup } from '../../../../src/workloads/rules/jobs/job-cleanup';
import { table } from '../../../support/pods';
import { cronJob, job, OWNED } from '../../../support/workloads';

const AT = 'Job migrate spec.ttlSecondsAfterFinished';
const UNSET = `${AT}: ttlSecondsAfterFinished is unset, so the finished Job stays`;

table(jobCleanup, [
  ['unset and null', [job(), job({ ttlSecondsAfterFinished: null })], [UNSET, UNSET]],
  ['set, also to zero', [job({ ttlSecondsAfterFinished: 600 }), job({ ttlSecondsAfterFinished: 0 })], []],
  ['of a CronJob', [cronJob(), job({}, undefined, OWNED)], []],
  [
    'hooks',
    [
      job({}, undefined, { annotations: { 'helm.sh/hook': 'pre-install' } }),
      job({}, undefined, { annotations: { 'argocd.argoproj.io/hook': 'PreSync' } }),
    ],
    [],
  ],
  ['before it was there', job(), [], '1.22'],
  [
    'what the server rejects',
    [job({ ttlSecondsAfterFinished: -1 }), job({ ttlSecondsAfterFinished: '600' })],
    [`? ${AT}: ttlSecondsAfterFinished is not a non-negative integer`, `? ${AT}: ttlSecondsAfterFinished is not a non-negative integer`],
  ],
]);
