import { defineRule, type CheckContext, type Outcome } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import { NONE } from '../../model/collect';
import { metricsOf, resizersOf, resourcesOf } from '../resizing';
import { autoscalersOf, scaledWorkloads, type Workload } from '../scale';

/**
 * One workload has one autoscaler of a kind, and no two that act on the same measure.
 *
 * Two HorizontalPodAutoscalers on one workload stop each other: the controller scales neither (condition AmbiguousSelector). A ScaledObject of KEDA makes
 * one too. A VerticalPodAutoscaler that sets the requests of cpu or memory moves what a HorizontalPodAutoscaler measures by them, unless its mode is Off.
 * The first autoscaler stands; the finding is on the others.
 */
export const autoscalerOverlap = defineRule({
  id: 'workloads/autoscaler-overlap',
  title: 'Autoscalers of one workload must not work against each other',
  severity: Severity.LOW,
  fix: 'Keep one HorizontalPodAutoscaler for a workload, and let a VerticalPodAutoscaler beside it control other resources or have the mode Off.',
  controls: [],
  sources: [
    'https://github.com/kubernetes/kubernetes/blob/master/pkg/controller/podautoscaler/horizontal.go',
    'https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/known-limitations.md',
  ],
  bad: `
{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api }, spec: { selector: { matchLabels: { app: api } }, template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } } } }
---
{ apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: { name: api }, spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }, maxReplicas: 5 } }
---
{ apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: { name: api-nights }, spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }, maxReplicas: 2 } }
`,
  good: `
{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api }, spec: { selector: { matchLabels: { app: api } }, template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } } } }
---
{ apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: { name: api }, spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }, maxReplicas: 5 } }
`,
  operations: true,
  subject: scaledWorkloads,
  revisions: [{ since: '1.0', check: judge }],
});

function judge({ object }: Workload, { inventory }: CheckContext): readonly Outcome[] {
  const [scalers, resizers] = [autoscalersOf(inventory, object), resizersOf(inventory, object)];
  // One of either kind gets into nobody's way.
  if (scalers.length + resizers.length < 2) return NONE;
  const [first, ...others] = scalers;
  const [resizer, ...more] = resizers;
  const target = `${object.kind} ${object.name}`;
  const outcomes: Outcome[] = others.map((other) => ({ object: other.object, path: 'spec.scaleTargetRef', message: `${first!.object.kind} ${first!.object.name} scales ${target} already` }));
  for (const other of more) outcomes.push({ object: other, path: 'spec.targetRef', message: `VerticalPodAutoscaler ${resizer!.name} sets the requests of ${target} already` });
  if (first && resizer) {
    const measured = metricsOf(first.object);
    const both = [...resourcesOf(resizer)].filter((resource) => measured.has(resource));
    if (both.length > 0) outcomes.push({ object: resizer, path: 'spec.targetRef', message: `it sets the requests of ${both.join(' and ')} of ${target}, by which ${first.object.kind} ${first.object.name} scales` });
  }
  return outcomes;
}
