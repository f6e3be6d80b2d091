import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { asObject, typeName } from '../../../text/json';
import { isUnset } from '../../../kubernetes/pods/security/read';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { pods } from '../pod-security-rule';

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

const ANY_POLICY: ReadonlySet<string> = new Set(['Pod', 'PodTemplate', 'BroadcastJob', 'Sandbox', 'SandboxTemplate', 'ScaledJob']);

function requireAcceptedPolicy({ object, spec, path: base }: PodView): readonly Outcome[] {
  const { kind } = object;
  const path = `${base}.restartPolicy`;
  const written = spec.restartPolicy;
  if (!isUnset(written) && typeof written !== 'string') return [undecided(path, `restartPolicy is ${typeName(written)}, not a string`)];
  const policy = written || 'Always';
  const refused = (fact: string) => [{ path, message: `${fact}, so the API server refuses the ${kind}` }];
  const said = written ? `restartPolicy is ${policy}` : 'restartPolicy is unset, which means Always';
  if (ANY_POLICY.has(kind)) {
    return ['Always', 'OnFailure', 'Never'].includes(policy) ? NONE : refused(`${said}, which is none of Always, OnFailure, Never`);
  }
  if (kind !== 'Job' && kind !== 'CronJob') return policy === 'Always' ? NONE : refused(`${said}; a ${kind} takes Always alone`);
  if (policy !== 'OnFailure' && policy !== 'Never') return refused(`${said}; a ${kind} takes OnFailure or Never`);
  const outer = asObject(object.json.spec);
  const job = kind === 'Job' ? outer : asObject(asObject(outer.jobTemplate).spec);
  return policy === 'Never' || isUnset(job.podFailurePolicy) ? NONE : refused(`${said}; beside a podFailurePolicy it must be Never`);
}
