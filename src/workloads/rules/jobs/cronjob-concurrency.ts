import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asObject, isUnset } from '../../../text/json';

export const cronJobConcurrency = defineRule({
  id: 'workloads/cronjob-concurrency',
  title: 'CronJobs must set concurrencyPolicy or activeDeadlineSeconds',
  description:
    'Unset means Allow: runs that hang accumulate. All three values pass, also Allow, since it is then set on purpose. '
    + '`activeDeadlineSeconds` of the Job passes as well, since it ends each run.',
  severity: Severity.LOW,
  fix: 'Set `concurrencyPolicy`, to Forbid unless runs may overlap.',
  sources: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#concurrency-policy'],
  bad:
    '{ apiVersion: batch/v1, kind: CronJob, metadata: { name: report }, spec: { schedule: "0 * * * *", jobTemplate: { spec: '
    + '{ template: { spec: { restartPolicy: Never, containers: [{ name: report, image: registry.example.com/report:1.4 }] } } } } } }',
  good:
    '{ apiVersion: batch/v1, kind: CronJob, metadata: { name: report }, '
    + 'spec: { schedule: "0 * * * *", concurrencyPolicy: Forbid, jobTemplate: { spec: { template: { spec: { restartPolicy: Never, '
    + 'containers: [{ name: report, image: registry.example.com/report:1.4 }] } } } } } }',
  operations: true,
  subject: objectsOfKind('batch/CronJob'),
  check: requireConcurrencyPolicy,
});

const POLICIES: readonly unknown[] = ['Allow', 'Forbid', 'Replace'];

function requireConcurrencyPolicy({ json }: KubeObject): readonly Outcome[] {
  const spec = asObject(json.spec);
  const path = 'spec.concurrencyPolicy';
  const { concurrencyPolicy } = spec;
  if (!isUnset(concurrencyPolicy) && concurrencyPolicy !== '') {
    return POLICIES.includes(concurrencyPolicy)
      ? NONE
      : [undecided(path, 'concurrencyPolicy is not one of Allow, Forbid, Replace, so the API server rejects the CronJob')];
  }
  return isUnset(asObject(asObject(spec.jobTemplate).spec).activeDeadlineSeconds)
    ? [{ path, message: 'concurrencyPolicy is unset, which means Allow: runs that hang pile up' }]
    : NONE;
}
