import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { asObject } from '../../../text/json';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { isUnset } from '../../../kubernetes/pods/security/read';

const LEAST = 10;

/**
 * The deadline of a CronJob leaves its controller time to start a run: below ten seconds runs may be missed, and with 0 every one is.
 *
 * Unset passes: a run that is late starts all the same.
 */
export const cronJobDeadline = defineRule({
  id: 'workloads/cronjob-deadline',
  title: 'CronJobs must leave time to start a run',
  severity: Severity.LOW,
  fix: `Set \`startingDeadlineSeconds\` to ${LEAST} or more, or leave it out.`,
  controls: [],
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
  revisions: [{ since: '1.0', check: judge }],
});

function judge({ json }: KubeObject): readonly Outcome[] {
  const path = 'spec.startingDeadlineSeconds';
  const value = asObject(json.spec).startingDeadlineSeconds;
  if (isUnset(value)) return NONE;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    return [undecided(path, 'startingDeadlineSeconds is no whole number from 0')];
  }
  if (value >= LEAST) return NONE;
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
