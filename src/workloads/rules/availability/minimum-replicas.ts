import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { asObject } from '../../../text/json';
import { scales, type StrayAutoscaler, type Workload } from '../scale';

/**
 * A Deployment has two pods or more, so that the loss of a node or a drain is no outage.
 *
 * What counts is the least number: `minReplicas` of the HorizontalPodAutoscaler that scales it, else `replicas`; both mean 1 where unset. 0
 * is switched off on purpose. Exempt: Deployments of strategy Recreate, which say that two pods must not run at once, and StatefulSets,
 * whose members are no copies of each other. Unknown: what a ScaledObject of KEDA scales, and an autoscaler that leaves a single pod to
 * something that is not in the set.
 */
export const minimumReplicas = defineRule({
  id: 'workloads/minimum-replicas',
  title: 'Deployments must have two pods or more',
  severity: Severity.LOW,
  fix: 'Set `replicas`, or `minReplicas` of the autoscaler, to 2 or more; or the strategy to Recreate where only one pod may run.',
  controls: [],
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
  revisions: [{ since: '1.0', check: judge }],
});

function judge(scaled: Workload | StrayAutoscaler): readonly Outcome[] {
  if ('target' in scaled) return judgeStray(scaled);
  const { object, spec, scale } = scaled;
  if (object.kind === 'StatefulSet' || asObject(spec.strategy).type === 'Recreate') return NONE;
  const place = { object: scale.object, path: scale.path };
  if (scale.floor === undefined) {
    return [
      { ...undecided(scale.path, `${scale.fact}, so the least number of pods of ${object.kind} ${object.name} is not known`), ...place },
    ];
  }
  return scale.floor === 1 ? [{ ...place, message: `${scale.fact}: ${object.kind} ${object.name} has a single pod` }] : NONE;
}

function judgeStray({ target: { kind, name }, scale: { floor, fact, path } }: StrayAutoscaler): readonly Outcome[] {
  return kind === 'StatefulSet' || (floor !== undefined && floor !== 1)
    ? NONE
    : [undecided(path, `${fact}, and ${kind} ${name}, which may allow for that, is not in the set`)];
}
