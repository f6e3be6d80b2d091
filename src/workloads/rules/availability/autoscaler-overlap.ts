import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { contestedTargets, metricsOf, resourcesOf, type ContestedTarget } from './resizing';

export const autoscalerOverlap = defineRule({
  id: 'workloads/autoscaler-overlap',
  title: 'A workload must not have conflicting autoscalers',
  description:
    'If two HorizontalPodAutoscalers select one workload, the controller scales neither (condition AmbiguousSelector). A '
    + 'ScaledObject of KEDA creates one too. A VerticalPodAutoscaler that sets CPU or memory requests changes the value that a '
    + 'HorizontalPodAutoscaler measures, unless its mode is Off.\n\n'
    + 'The findings are on all but the first autoscaler. The workload need not be in the input. An autoscaler that is in the '
    + 'input twice, as in the variants of an overlay, counts once.',
  severity: Severity.LOW,
  fix:
    'Keep one HorizontalPodAutoscaler for a workload, and let an additional VerticalPodAutoscaler control other resources or have the '
    + 'mode Off.',
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
  check: forbidConflicts,
});

function forbidConflicts({ scalers: [first, ...others], resizers: [resizer, ...more] }: ContestedTarget): readonly Outcome[] {
  const { kind, name } = (first ?? resizer)!.target;
  const outcomes: Outcome[] = others.map(({ object }) => ({
    object,
    path: 'spec.scaleTargetRef',
    message: `${first!.object.kind} ${first!.object.name} scales ${kind} ${name} already`,
    related: [{ object: first!.object, path: 'spec.scaleTargetRef', what: 'the other autoscaler' }],
  }));
  for (const { object } of more) {
    outcomes.push({
      object,
      path: 'spec.targetRef',
      message: `VerticalPodAutoscaler ${resizer!.object.name} sets the requests of ${kind} ${name} already`,
      related: [{ object: resizer!.object, path: 'spec.targetRef', what: 'the other autoscaler' }],
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
        related: [{ object: first.object, path: 'spec.metrics', what: 'the autoscaler that scales by it' }],
      });
    }
  }
  return outcomes;
}
