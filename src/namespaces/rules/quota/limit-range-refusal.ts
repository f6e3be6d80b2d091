import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { everyPod } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { describe } from '../../../kubernetes/objects/object';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { limitRanges, limitRangesIn, refusalsOfClaim, refusalsOfPod, type LimitRangeView } from '../../../kubernetes/quota/limit-ranges';
import type { PodResources } from '../../../kubernetes/resources/pod-resources';
import { compareQuantities } from '../../../kubernetes/resources/quantity';
import { claims, type ClaimView } from '../../../kubernetes/storage/claims';
import { joinPath } from '../../../text/path';
import { admittedResources, isAdmitted } from '../../quota/pod-admission';

type Holder = PodView | ClaimView;

export const limitRangeRefusal = defineRule({
  id: 'namespaces/limit-range-refusal',
  title: 'Containers, pods and PersistentVolumeClaims must stay within the LimitRanges of their namespace',
  description:
    'The API server rejects a pod or claim that exceeds a minimum, a maximum or a ratio of limit to request. Values are '
    + 'compared as the API server does, with the defaults that it sets. It also rejects a pod if the limit that a LimitRange '
    + 'gives is below the request of the container.\n\n'
    + 'A LimitRange that the API server rejects is unknown. Ephemeral containers have no resources and are exempt.',
  severity: Severity.LOW,
  fix: 'Set requests and limits within the bounds of the LimitRange, or change the LimitRange on purpose.',
  sources: ['https://kubernetes.io/docs/concepts/policy/limit-range/'],
  bad:
    '\n{ apiVersion: v1, kind: LimitRange, metadata: { name: limits, namespace: payments }, '
    + 'spec: { limits: [{ type: Container, max: { memory: 1Gi } }] } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Pod, metadata: { name: api, namespace: payments }, '
    + 'spec: { containers: [{ name: api, image: api, resources: { limits: { memory: 2Gi } } }] } }\n',
  good:
    '\n{ apiVersion: v1, kind: LimitRange, metadata: { name: limits, namespace: payments }, '
    + 'spec: { limits: [{ type: Container, max: { memory: 1Gi } }] } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Pod, metadata: { name: api, namespace: payments }, '
    + 'spec: { containers: [{ name: api, image: api, resources: { limits: { memory: 512Mi } } }] } }\n',
  subject: {
    name: 'pods and claims in namespaces with limit ranges',
    select: (context) => {
      const { inventory } = context;
      if (limitRanges(inventory).size === 0) return NONE;
      const isLimited = (namespace: string) => limitRangesIn(inventory, namespace).length > 0;
      const pods = everyPod.select(context).filter(({ value }) => isLimited(value.namespace) && isAdmitted(value));
      return [
        ...pods,
        ...claims(inventory)
          .filter(({ namespace }) => isLimited(namespace))
          .map((value) => ({ value, object: value.object })),
      ];
    },
  },
  check: (holder: Holder, context) => keeps(holder, context),
});

function keeps(holder: Holder, context: CheckContext): readonly Outcome[] {
  const ranges = limitRangesIn(context.inventory, holder.namespace);
  const outcomes: Outcome[] = [];
  for (const { fault, object } of ranges) {
    if (fault) {
      outcomes.push(
        undecided('', `${describe(object)} is rejected by the API server (${fault.path}: ${fault.message}), so what it limits is unknown`),
      );
    }
  }
  if (!('containers' in holder)) {
    for (const range of ranges) {
      for (const { field, fact } of refusalsOfClaim(range, holder.spec)) {
        outcomes.push({ path: `${holder.path}.${field}`, message: `the claim ${fact} (${describe(range.object)})` });
      }
    }
    return outcomes;
  }
  const resources = admittedResources(holder, context);
  if (!resources) {
    return [undecided(holder.path, 'the resources of the pod are malformed, so whether they are within the limit ranges is unknown')];
  }
  for (const range of ranges) {
    for (const { index, field, fact } of refusalsOfPod(range, resources)) {
      const { path, label } = index === undefined ? { path: holder.path, label: 'the pod' } : holder.containers[index]!;
      outcomes.push({ path: `${path}.${field}`, message: `${label} ${fact} (${describe(range.object)})` });
    }
  }
  addBelowRequests(outcomes, holder, resources, ranges);
  return outcomes;
}

/** Limits that a LimitRange gives and that are less than what the container requests: no pod may say so. */
function addBelowRequests(outcomes: Outcome[], pod: PodView, { containers }: PodResources, ranges: readonly LimitRangeView[]): void {
  for (const { index, requests, limits } of containers) {
    for (const [name, limit] of limits) {
      const request = requests.get(name);
      if (!request || compareQuantities(request, limit) <= 0) continue;
      const giver = ranges.find((range) => range.defaults.limits.get(name) === limit);
      const container = pod.containers[index]!;
      if (giver) {
        outcomes.push({
          path: joinPath(`${container.path}.resources.limits`, name),
          message:
            `${container.label} requests ${request.text} of ${name}, more than the limit of ${limit.text} that `
            + `${describe(giver.object)} gives it`,
        });
      }
    }
  }
}
