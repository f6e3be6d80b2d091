import { listOption } from '../../../engine/options';
import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { isControlled } from '../../../kubernetes/objects/ownership';
import { asObject, isUnset } from '../../../text/json';

export const jobCleanup = defineRule({
  id: 'workloads/job-cleanup',
  title: 'Jobs must set ttlSecondsAfterFinished',
  description:
    'Otherwise the finished Job and its pods stay until someone deletes them. Zero passes: the Job is deleted at once. Exempt: '
    + 'Jobs with a controlling owner, such as those of a CronJob, which keeps its own history, and hooks of Helm and Argo CD, '
    + 'which delete them.',
  severity: Severity.LOW,
  fix: 'Set `ttlSecondsAfterFinished`, long enough to read the logs.',
  sources: ['https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/'],
  bad:
    '{ apiVersion: batch/v1, kind: Job, metadata: { name: migrate }, '
    + 'spec: { template: { spec: { restartPolicy: Never, containers: [{ name: migrate, image: registry.example.com/api:1.4 }] } } } }',
  good:
    '{ apiVersion: batch/v1, kind: Job, metadata: { name: migrate }, spec: { ttlSecondsAfterFinished: 86400, '
    + 'template: { spec: { restartPolicy: Never, containers: [{ name: migrate, image: registry.example.com/api:1.4 }] } } } }',
  operations: true,
  subject: objectsOfKind('batch/Job'),
  options: {
    exemptAnnotations: listOption('Annotations of Jobs that something else deletes.', ['helm.sh/hook', 'argocd.argoproj.io/hook']),
  },
  revisions: [{ since: '1.23', check: requireCleanup }],
});

function requireCleanup(
  object: KubeObject,
  _: CheckContext,
  { exemptAnnotations }: { readonly exemptAnnotations: readonly string[] },
): Outcome[] {
  if (isControlled(object) || exemptAnnotations.some((key) => Object.hasOwn(object.annotations, key))) return [];
  const path = 'spec.ttlSecondsAfterFinished';
  const value = asObject(object.json.spec).ttlSecondsAfterFinished;
  if (isUnset(value)) return [{ path, message: 'ttlSecondsAfterFinished is unset, so the finished Job stays' }];
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
    ? []
    : [undecided(path, 'ttlSecondsAfterFinished is not a non-negative integer')];
}
