import { integerOption } from '../../../engine/options';
import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import type { Workload } from '../../../kubernetes/scale/workloads';
import { asObject } from '../../../text/json';
import { scales, type StrayAutoscaler } from '../scale';

export const minimumReplicas = defineRule({
  id: 'workloads/minimum-replicas',
  title: 'Deployments must run at least two replicas',
  description:
    'With one pod, the loss or drain of a node is an outage. The number is `minReplicas` of the HorizontalPodAutoscaler, '
    + '`minReplicaCount` of the KEDA ScaledObject, or `replicas`. Zero passes, since the workload is then disabled on purpose. '
    + 'ReplicaSets, Argo Rollouts, OpenShift DeploymentConfigs and OpenKruise workloads count as Deployments do.\n\n'
    + 'Exempt: Deployments with the strategy Recreate, whose pods must not run at the same time, and StatefulSets, whose members '
    + 'are not copies of each other. Unknown: what a ScaledObject scales down to zero or is paused, and an autoscaler that allows '
    + 'a single pod for a workload whose pods are not in the input.',
  severity: Severity.LOW,
  fix: 'Set `replicas`, or `minReplicas` of the autoscaler, to 2 or more; or the strategy to Recreate where only one pod may run.',
  sources: [
    'https://kubernetes.io/docs/concepts/workloads/pods/disruptions/',
    'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#replicas',
  ],
  bad:
    '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api }, spec: { selector: { matchLabels: { app: api } }, '
    + 'template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } } } }',
  good:
    '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api }, spec: { replicas: 2, selector: { matchLabels: { app: api } }, '
    + 'template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } } } }',
  operations: true,
  subject: scales,
  options: { least: integerOption('The least number of pods of a workload that is not disabled.', 2) },
  check: requireReplicas,
});

function requireReplicas(scaled: Workload | StrayAutoscaler, _: CheckContext, { least }: { readonly least: number }): readonly Outcome[] {
  if ('target' in scaled) return ofStray(scaled, least);
  const { object, spec, scale } = scaled;
  if (object.kind === 'StatefulSet' || asObject(spec.strategy).type === 'Recreate') return NONE;
  const place = { object: scale.object, path: scale.path };
  if (scale.floor === undefined) {
    return [
      { ...undecided(scale.path, `${scale.fact}, so the least number of pods of ${object.kind} ${object.name} is not known`), ...place },
    ];
  }
  if (scale.floor === 0 || scale.floor >= least) return NONE;
  const pods = scale.floor === 1 ? 'a single pod' : `${scale.floor} pods, fewer than ${least}`;
  return [{ ...place, message: `${scale.fact}: ${object.kind} ${object.name} has ${pods}` }];
}

function ofStray({ target: { kind, name }, scale: { floor, fact, path }, isPresent }: StrayAutoscaler, least: number): readonly Outcome[] {
  if (kind === 'StatefulSet' || (floor !== undefined && (floor === 0 || floor >= least))) return NONE;
  const rest = isPresent
    ? `what pods ${kind} ${name} makes is not in the input`
    : `${kind} ${name}, which may allow for that, is not in the input`;
  return [undecided(path, `${fact}, and ${rest}`)];
}
