import { defineRule, type CheckContext, type Outcome } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import { collect, NONE } from '../../model/collect';
import { asObject } from '../../model/json';
import type { ContainerView } from '../../model/pod-view';
import { amountOf, resourceDefaults } from '../../model/resources';
import { isLasting } from '../containers';
import { utilizationOf } from '../resizing';
import { autoscalersOf, scaledWorkloads, type Workload } from '../scale';

/**
 * Containers request what a HorizontalPodAutoscaler measures in percent of the request: without it the autoscaler does not scale at all.
 *
 * A request may come from the limit or from a LimitRange of the namespace in the set. Main containers and sidecars count, all of them, but for a metric of
 * type ContainerResource, which names one. An autoscaler without metrics measures cpu. A target in absolute numbers needs no request.
 */
export const autoscalerRequests = defineRule({
  id: 'workloads/autoscaler-requests',
  title: 'Containers must request what their autoscaler measures by the request',
  severity: Severity.LOW,
  fix: 'Set the request in every container of the pod, or use a metric of type ContainerResource for the one that counts.',
  controls: [],
  sources: ['https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#how-does-a-horizontalpodautoscaler-work'],
  bad: `
{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api }, spec: { selector: { matchLabels: { app: api } }, template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } } } }
---
{ apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: { name: api }, spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }, maxReplicas: 5 } }
`,
  good: `
{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api }, spec: { selector: { matchLabels: { app: api } }, template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4, resources: { requests: { cpu: 50m } } }] } } } }
---
{ apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: { name: api }, spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }, maxReplicas: 5 } }
`,
  operations: true,
  subject: scaledWorkloads,
  revisions: [{ since: '1.0', check: judge }],
});

function judge({ object, pod }: Workload, { inventory }: CheckContext): readonly Outcome[] {
  const autoscaler = autoscalersOf(inventory, object)[0];
  if (!autoscaler?.builtIn) return NONE;
  const { requests } = resourceDefaults(inventory, pod.namespace);
  return collect(utilizationOf(autoscaler.object), ({ resource, container: only }) => (requests.has(resource) ? NONE : collect(pod.containers, (container) => {
    if (!isLasting(container) || (only !== undefined && container.name !== only) || requestsIt(container, resource)) return NONE;
    return [{
      path: `${container.path}.resources.requests.${resource}`,
      message: `${container.label} requests no ${resource}, by which HorizontalPodAutoscaler ${autoscaler.object.name} measures`,
    }];
  })));
}

/** Zero is a request to the autoscaler; a request that is not written is the limit. */
function requestsIt({ spec }: ContainerView, resource: string): boolean {
  const { requests, limits } = asObject(spec.resources);
  return amountOf(asObject(requests), resource) !== 'unset' || amountOf(asObject(limits), resource) !== 'unset';
}
