import { integerOption } from '../../../engine/options';
import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asObject, isUnset } from '../../../text/json';

export const cronJobDeadline = defineRule({
  id: 'workloads/cronjob-deadline',
  title: 'CronJobs must not set startingDeadlineSeconds below 10',
  description:
    'The controller needs time to start a run: below 10 seconds it can miss runs, and with 0 it misses every run. Unset passes: '
    + 'a late run then starts anyway.',
  severity: Severity.LOW,
  fix: 'Set `startingDeadlineSeconds` to 10 or more, or leave it out.',
  sources: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#starting-deadline'],
  bad:
    '{ apiVersion: batch/v1, kind: CronJob, metadata: { name: report }, '
    + 'spec: { schedule: "0 * * * *", startingDeadlineSeconds: 5, jobTemplate: { spec: { template: { spec: { restartPolicy: Never, '
    + 'containers: [{ name: report, image: registry.example.com/report:1.4 }] } } } } } }',
  good:
    '{ apiVersion: batch/v1, kind: CronJob, metadata: { name: report }, '
    + 'spec: { schedule: "0 * * * *", startingDeadlineSeconds: 300, jobTemplate: { spec: { template: { spec: { restartPolicy: Never, '
    + 'containers: [{ name: report, image: registry.example.com/report:1.4 }] } } } } } }',
  operations: true,
  subject: objectsOfKind('batch/CronJob'),
  options: { least: integerOption('The least startingDeadlineSeconds.', 10) },
  check: forbidShortDeadline,
});

function forbidShortDeadline({ json }: KubeObject, _: CheckContext, { least }: { readonly least: number }): readonly Outcome[] {
  const path = 'spec.startingDeadlineSeconds';
  const value = asObject(json.spec).startingDeadlineSeconds;
  if (isUnset(value)) return NONE;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    return [undecided(path, 'startingDeadlineSeconds is not a non-negative integer')];
  }
  if (value >= least) return NONE;
  return [
    {
      path,
      message:
        value === 0
          ? 'startingDeadlineSeconds is 0, so every run is too late'
          : `startingDeadlineSeconds is ${value}, so runs may be missed`,
    },
  ];
}
