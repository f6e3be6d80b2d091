import { integerOption } from '../../../engine/options';
import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asObject, isUnset } from '../../../text/json';

export const cronJobHistory = defineRule({
  id: 'workloads/cronjob-history',
  title: 'CronJobs must keep at least one failed Job',
  description:
    'The logs of a failed run can only be read while its Job exists. Unset keeps one. Zero keeps none, and so does '
    + '`ttlSecondsAfterFinished: 0` in the job template. The number of successful Jobs that are kept is not checked.',
  severity: Severity.LOW,
  fix: 'Leave `failedJobsHistoryLimit` out, or set it to 1 or more.',
  sources: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#jobs-history-limits'],
  bad:
    '{ apiVersion: batch/v1, kind: CronJob, metadata: { name: report }, '
    + 'spec: { schedule: "0 * * * *", failedJobsHistoryLimit: 0, jobTemplate: { spec: { template: { spec: { restartPolicy: Never, '
    + 'containers: [{ name: report, image: registry.example.com/report:1.4 }] } } } } } }',
  good:
    '{ apiVersion: batch/v1, kind: CronJob, metadata: { name: report }, spec: { schedule: "0 * * * *", jobTemplate: { spec: '
    + '{ template: { spec: { restartPolicy: Never, containers: [{ name: report, image: registry.example.com/report:1.4 }] } } } } } }',
  operations: true,
  subject: objectsOfKind('batch/CronJob'),
  options: { least: integerOption('The least number of failed Jobs that are kept. Unset keeps one.', 1) },
  check: requireHistory,
});

const KEPT_WHEN_UNSET = 1;

function requireHistory({ json }: KubeObject, _: CheckContext, { least }: { readonly least: number }): readonly Outcome[] {
  const spec = asObject(json.spec);
  const ttl = asObject(asObject(spec.jobTemplate).spec).ttlSecondsAfterFinished;
  return [...judgeLimit(spec.failedJobsHistoryLimit, least), ...judgeTtl(ttl)];
}

function judgeLimit(value: unknown, least: number): readonly Outcome[] {
  const path = 'spec.failedJobsHistoryLimit';
  const limit = isUnset(value) ? KEPT_WHEN_UNSET : value;
  if (!isWhole(limit)) return [undecided(path, 'the value is not a non-negative integer')];
  if (limit === 0) return [{ path, message: 'failedJobsHistoryLimit is 0, so no run that failed is kept' }];
  if (limit >= least) return NONE;
  const fact = isUnset(value) ? 'failedJobsHistoryLimit is unset, which keeps 1 run' : `failedJobsHistoryLimit is ${limit}`;
  return [{ path, message: `${fact}, fewer than ${least}` }];
}

function judgeTtl(value: unknown): readonly Outcome[] {
  const path = 'spec.jobTemplate.spec.ttlSecondsAfterFinished';
  if (isUnset(value)) return NONE;
  if (!isWhole(value)) return [undecided(path, 'the value is not a non-negative integer')];
  return value === 0 ? [{ path, message: 'ttlSecondsAfterFinished is 0, so no run is kept' }] : NONE;
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
