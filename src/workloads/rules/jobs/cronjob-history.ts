import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { asObject, isUnset } from '../../../text/json';
import type { KubeObject } from '../../../kubernetes/objects/object';

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
  check: requireHistory,
});

function requireHistory({ json }: KubeObject): readonly Outcome[] {
  const spec = asObject(json.spec);
  return [
    ...atLeastOne(spec.failedJobsHistoryLimit, 'spec.failedJobsHistoryLimit', 'failedJobsHistoryLimit is 0, so no run that failed is kept'),
    ...atLeastOne(
      asObject(asObject(spec.jobTemplate).spec).ttlSecondsAfterFinished,
      'spec.jobTemplate.spec.ttlSecondsAfterFinished',
      'ttlSecondsAfterFinished is 0, so no run is kept',
    ),
  ];
}

function atLeastOne(value: unknown, path: string, fact: string): readonly Outcome[] {
  if (isUnset(value)) return NONE;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) return [undecided(path, 'the value is no whole number from 0')];
  return value === 0 ? [{ path, message: fact }] : NONE;
}
