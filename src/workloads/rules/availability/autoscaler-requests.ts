import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import { isLasting } from '../../../kubernetes/pods/lifetime';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { amountOf, resourceDefaults } from '../../../kubernetes/resources/resources';
import { autoscalersOf } from '../../../kubernetes/scale/autoscalers';
import type { Workload } from '../../../kubernetes/scale/workloads';
import { asObject } from '../../../text/json';
import { scaledWorkloads } from '../scale';
import { utilizationOf } from './resizing';

export const autoscalerRequests = defineRule({
  id: 'workloads/autoscaler-requests',
  title: 'Containers must set the requests that their HorizontalPodAutoscaler measures',
  description:
    'A HorizontalPodAutoscaler that measures in percent of the request does not scale if a request is missing. The request can '
    + 'come from the limit or from a LimitRange of the namespace in the input. All main containers and sidecars need it; a metric '
    + 'of type ContainerResource needs the container that it names.\n\n'
    + 'From Kubernetes 1.34 on, pod-level requests come first. An autoscaler without metrics measures CPU. A target in absolute '
    + 'numbers needs no request.',
  severity: Severity.LOW,
  fix: 'Set the request in every container of the pod, or use a metric of type ContainerResource for the one that counts.',
  sources: ['https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#how-does-a-horizontalpodautoscaler-work'],
  bad:
    '\n{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api }, spec: { selector: { matchLabels: { app: api } }, '
    + 'template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } } } }\n'
    + '---\n'
    + '{ apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: { name: api }, '
    + 'spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }, maxReplicas: 5 } }\n',
  good:
    '\n{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api }, '
    + 'spec: { selector: { matchLabels: { app: api } }, template: { metadata: { labels: { app: api } }, '
    + 'spec: { containers: [{ name: api, image: registry.example.com/api:1.4, resources: { requests: { cpu: 50m } } }] } } } }\n'
    + '---\n'
    + '{ apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: { name: api }, '
    + 'spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }, maxReplicas: 5 } }\n',
  operations: true,
  subject: scaledWorkloads,
  revisions: [
    { since: '1.0', check: (workload, context) => requireRequests(workload, context, false) },
    { since: '1.34', check: (workload, context) => requireRequests(workload, context, true) },
  ],
});

function requireRequests({ object, pod }: Workload, { inventory }: CheckContext, podLevel: boolean): readonly Outcome[] {
  const autoscaler = autoscalersOf(inventory, object)[0];
  if (!autoscaler?.builtIn) return NONE;
  const { requests } = resourceDefaults(inventory, pod.namespace);
  const { name } = autoscaler.object;
  return collect(utilizationOf(autoscaler.object), ({ resource, container: only }) => {
    const measured = pod.containers.filter((container) => isLasting(container) && (only === undefined || container.name === only));
    if (measured.length === 0 && only !== undefined) {
      return [
        {
          object: autoscaler.object,
          path: 'spec.metrics',
          message: `it measures container ${JSON.stringify(only)}, which ${object.kind} ${object.name} does not have`,
        },
      ];
    }
    if (requests.has(resource) || (podLevel && only === undefined && podRequestsIt(pod, resource))) return NONE;
    return collect(measured, (container) =>
      asksFor(container.spec.resources, resource)
        ? NONE
        : [
            {
              path: `${container.path}.resources.requests.${resource}`,
              message: `${container.label} requests no ${resource}, by which HorizontalPodAutoscaler ${name} measures`,
            },
          ],
    );
  });
}

/** A pod with requests of its own is measured by them as a whole, and by those of its containers where it states none for the resource. */
function podRequestsIt({ spec, containers }: PodView, resource: string): boolean {
  const { requests, limits } = asObject(spec.resources);
  if (Object.keys(asObject(requests)).length + Object.keys(asObject(limits)).length === 0) return false;
  return (
    asksFor(spec.resources, resource) || containers.some((container) => isLasting(container) && asksFor(container.spec.resources, resource))
  );
}

/** Zero is a request to the autoscaler; a request that is not written is the limit. */
function asksFor(resources: unknown, resource: string): boolean {
  const { requests, limits } = asObject(resources);
  return amountOf(asObject(requests), resource) !== 'unset' || amountOf(asObject(limits), resource) !== 'unset';
}
