import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { contestedTargets, metricsOf, resourcesOf, type ContestedTarget } from './resizing';

/**
 * One workload has one autoscaler of a kind, and no two that act on the same measure.
 *
 * Two HorizontalPodAutoscalers on one workload stop each other: the controller scales neither (condition AmbiguousSelector). A ScaledObject
 * of KEDA makes one too. A VerticalPodAutoscaler that sets the requests of cpu or memory moves what a HorizontalPodAutoscaler measures by
 * them, unless its mode is Off. The first autoscaler stands; the finding is on the others. What they name need not be in the set. One that
 * is there twice, as in the variants of an overlay, counts once.
 */
export const autoscalerOverlap = defineRule({
  id: 'workloads/autoscaler-overlap',
  title: 'Autoscalers of one workload must not work against each other',
  severity: Severity.LOW,
  fix:
    'Keep one HorizontalPodAutoscaler for a workload, and let a VerticalPodAutoscaler beside it control other resources or have the '
    + 'mode Off.',
  controls: [],
  sources: [
    'https://github.com/kubernetes/kubernetes/blob/master/pkg/controller/podautoscaler/horizontal.go',
    'https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/known-limitations.md',
  ],
  bad:
    '\n{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api }, spec: { selector: { matchLabels: { app: api } }, '
    + 'template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } } } }\n'
    + '---\n'
    + '{ apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: { name: api }, '
    + 'spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }, maxReplicas: 5 } }\n'
    + '---\n'
    + '{ apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: { name: api-nights }, '
    + 'spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }, maxReplicas: 2 } }\n',
  good:
    '\n{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api }, spec: { selector: { matchLabels: { app: api } }, '
    + 'template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } } } }\n'
    + '---\n'
    + '{ apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: { name: api }, '
    + 'spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }, maxReplicas: 5 } }\n',
  operations: true,
  subject: contestedTargets,
  revisions: [{ since: '1.0', check: judge }],
});

function judge({ scalers: [first, ...others], resizers: [resizer, ...more] }: ContestedTarget): readonly Outcome[] {
  const { kind, name } = (first ?? resizer)!.target;
  const outcomes: Outcome[] = others.map(({ object }) => ({
    object,
    path: 'spec.scaleTargetRef',
    message: `${first!.object.kind} ${first!.object.name} scales ${kind} ${name} already`,
  }));
  for (const { object } of more) {
    outcomes.push({
      object,
      path: 'spec.targetRef',
      message: `VerticalPodAutoscaler ${resizer!.object.name} sets the requests of ${kind} ${name} already`,
    });
  }
  if (first && resizer) {
    const measured = metricsOf(first.object);
    const both = [...resourcesOf(resizer.object)].filter((resource) => measured.has(resource));
    if (both.length > 0) {
      outcomes.push({
        object: resizer.object,
        path: 'spec.targetRef',
        message:
          `it sets the requests of ${both.join(' and ')} of ${kind} ${name}, by which ${first.object.kind} ${first.object.name} `
          + 'scales',
      });
    }
  }
  return outcomes;
}
