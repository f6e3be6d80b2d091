import { asObject } from '../../../text/json';
import { amountOf, resourcesFault } from '../../resources/resources';
import type { PodView } from '../pod-view';
import { fill, type Fill, type FillContext, type PodFiller } from './filler';

/** Ephemeral containers may have none. */
export const fillResourceRequests = {
  name: 'resourceRequests',
  isAsked: true,
  sets: '`resources.requests` for CPU and memory on every container',
  unless: 'the container or the pod sets a request or a limit for the resource, or a LimitRange sets one',
  fills: requestFills,
} as const satisfies PodFiller;

function requestFills(pod: PodView, { requests, facts }: Pick<FillContext, 'facts' | 'requests'>): Fill[] {
  const shared = pod.spec.resources;
  if (resourcesFault(shared)) return [];
  return pod.containers.flatMap(({ list, path, spec: { resources: own } }) => {
    if (list === 'ephemeralContainers' || resourcesFault(own)) return [];
    return (['cpu', 'memory'] as const)
      .filter((resource) => !facts.requestsGiven.has(resource) && !writes(own, resource) && !writes(shared, resource))
      .map((resource) => fill(path, ['resources', 'requests', resource], requests[resource]));
  });
}

function writes(resources: unknown, resource: string): boolean {
  const { requests, limits } = asObject(resources);
  return amountOf(asObject(requests), resource) !== 'unset' || amountOf(asObject(limits), resource) !== 'unset';
}
