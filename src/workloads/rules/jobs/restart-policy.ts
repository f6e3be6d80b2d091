import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { podKindOf } from '../../../kubernetes/pods/pod-kinds';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { isUnset, objectAt, typeName } from '../../../text/json';

export const restartPolicy = defineRule({
  id: 'workloads/restart-policy',
  title: 'restartPolicy must be one that the workload kind accepts',
  description:
    'The API server rejects the object otherwise. Long-running workloads (Deployment, StatefulSet, DaemonSet, ReplicaSet, '
    + 'ReplicationController) accept Always only, which is the default. Jobs and CronJobs need OnFailure or Never, and only Never '
    + 'with a `podFailurePolicy`. A Pod without a controller accepts all three.',
  severity: Severity.LOW,
  fix: 'Leave `restartPolicy` out, or for a Job set it to OnFailure or Never.',
  sources: [
    'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy',
    'https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-template',
  ],
  bad:
    '{ apiVersion: batch/v1, kind: Job, metadata: { name: migrate }, '
    + 'spec: { template: { spec: { containers: [{ name: migrate, image: registry.example.com/api:1.4 }] } } } }',
  good:
    '{ apiVersion: batch/v1, kind: Job, metadata: { name: migrate }, '
    + 'spec: { template: { spec: { restartPolicy: Never, containers: [{ name: migrate, image: registry.example.com/api:1.4 }] } } } }',
  operations: true,
  subject: pods,
  check: requireAcceptedPolicy,
});

function requireAcceptedPolicy({ object, spec, path: base }: PodView): readonly Outcome[] {
  const { kind } = object;
  const { restartPolicies: taken, job } = podKindOf(object)!;
  const path = `${base}.restartPolicy`;
  const written = spec.restartPolicy;
  if (!isUnset(written) && typeof written !== 'string') return [undecided(path, `restartPolicy is ${typeName(written)}, not a string`)];
  const policy = written || 'Always';
  const refused = (fact: string) => [{ path, message: `${fact}, so the API server rejects the ${kind}` }];
  const said = written ? `restartPolicy is ${policy}` : 'restartPolicy is unset, which means Always';
  if (!taken.includes(policy)) {
    if (taken.length === 3) return refused(`${said}, which is not one of ${taken.join(', ')}`);
    return refused(`${said}; a ${kind} takes ${taken.length === 1 ? `${taken[0]} alone` : taken.join(' or ')}`);
  }
  const needsNever = job !== undefined && policy === 'OnFailure' && !isUnset(objectAt(object.json, job).podFailurePolicy);
  return needsNever ? refused(`${said}; with a podFailurePolicy it must be Never`) : NONE;
}
