import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { everyPod } from '../../../engine/subjects';
import { namespaceView } from '../../../kubernetes/namespaces/namespace-view';
import { NONE } from '../../../kubernetes/objects/collect';
import { fact } from '../../../kubernetes/objects/fact';
import { describe } from '../../../kubernetes/objects/object';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { limitRangesIn } from '../../../kubernetes/quota/limit-ranges';
import { MultiMap } from '../../../text/multi-map';
import { joinPath } from '../../../text/path';
import { admittedResources, defaultPriorityClass, isAdmitted } from '../../quota/pod-admission';
import { allQuotas, countsPod, unstated, type QuotaView } from '../../quota/quotas';

export const quotaDemands = defineRule({
  id: 'namespaces/quota-demands',
  title: 'Containers must set the requests and limits that a ResourceQuota requires',
  description:
    'If a ResourceQuota limits requests or limits of CPU or memory, the API server rejects a pod with a container that sets '
    + 'none and gets none from a LimitRange. Exempt: pods outside the scopes of the quota, and pods with pod-level resources '
    + '(Kubernetes 1.34). Unknown if neither the Namespace nor a LimitRange of it is in the input.',
  severity: Severity.LOW,
  fix: 'Set the request or limit that the quota counts, or give the namespace a LimitRange with defaults.',
  sources: ['https://kubernetes.io/docs/concepts/policy/resource-quotas/#compute-resource-quota'],
  bad:
    '\n{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: ResourceQuota, metadata: { name: quota, namespace: payments }, spec: { hard: { limits.memory: 4Gi } } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Pod, metadata: { name: api, namespace: payments }, '
    + 'spec: { containers: [{ name: api, image: api, resources: { requests: { memory: 64Mi } } }] } }\n',
  good:
    '\n{ apiVersion: v1, kind: Namespace, metadata: { name: payments } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: ResourceQuota, metadata: { name: quota, namespace: payments }, spec: { hard: { limits.memory: 4Gi } } }\n'
    + '---\n'
    + '{ apiVersion: v1, kind: Pod, metadata: { name: api, namespace: payments }, '
    + 'spec: { containers: [{ name: api, image: api, resources: { limits: { memory: 64Mi } } }] } }\n',
  subject: {
    name: 'pods in namespaces with quotas',
    select: (context) => {
      const quotas = allQuotas(context.inventory);
      return quotas.size === 0 ? [] : everyPod.select(context).filter(({ value }) => quotas.has(value.namespace) && isAdmitted(value));
    },
  },
  check: demand,
});

/** Quotas that demand something else than those before them, by namespace. */
const distinctQuotas = fact('ResourceQuotas that demand different things', (inventory) => {
  const distinct = new Map<string, QuotaView>();
  for (const quota of [...allQuotas(inventory).values()].flat()) {
    const demands = JSON.stringify([quota.namespace, quota.scopes, [...quota.hard.keys()].sort()]);
    if (!quota.fault && !distinct.has(demands)) distinct.set(demands, quota);
  }
  return MultiMap.by([...distinct.values()], ({ namespace }) => namespace);
});

function demand(pod: PodView, context: CheckContext): readonly Outcome[] {
  const { inventory } = context;
  const resources = admittedResources(pod, context);
  if (!resources) return [undecided(pod.path, 'the resources of the pod are malformed, so what a quota counts is unknown')];
  let outcomes: Map<string, Outcome> | undefined;
  for (const quota of distinctQuotas(inventory).get(pod.namespace)) {
    const missing = unstated(quota, resources);
    if (missing.length === 0 || !countsPod(quota, pod, resources, defaultPriorityClass(inventory))) continue;
    for (const { index, kind, resource } of missing) {
      const container = pod.containers[index]!;
      const path = joinPath(`${container.path}.resources.${kind}`, resource);
      if (outcomes?.has(path)) continue;
      const message =
        `${container.label} has no ${kind === 'limits' ? 'limit' : 'request'} for ${resource}, which ${describe(quota.object)} `
        + 'demands';
      const isKnown =
        limitRangesIn(inventory, pod.namespace).length > 0 || (namespaceView(inventory, pod.namespace)?.objects.length ?? 0) > 0;
      (outcomes ??= new Map<string, Outcome>()).set(
        path,
        isKnown ? { path, message } : undecided(path, `${message}; a LimitRange that gives one may be elsewhere`),
      );
    }
  }
  return outcomes ? [...outcomes.values()] : NONE;
}
