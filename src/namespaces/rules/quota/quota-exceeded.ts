import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { describe } from '../../../kubernetes/objects/object';
import { compareQuantities } from '../../../kubernetes/resources/quantity';
import { joinPath } from '../../../text/path';
import { sumsOf, type Part, type QuotaSum } from '../../quota/quota-sums';
import { allQuotas, type QuotaView } from '../../quota/quotas';
import { chargesOf } from '../../quota/set-usage';

export const quotaExceeded = defineRule({
  id: 'namespaces/quota-exceeded',
  title: 'Objects must fit within the ResourceQuotas of their namespace',
  description:
    'Otherwise the API server rejects the last pods, and the quota is then often raised in a hurry or removed.\n\nObjects are counted '
    + 'as the quota counts them: requests and limits with the defaults of LimitRanges and of the API, init containers and sidecars, '
    + 'overhead and scopes; replicas (the minimum of a HorizontalPodAutoscaler or of a KEDA ScaledObject); for Jobs the largest number of '
    + 'pods that one runs at a time; objects by number; claims with their storage. An object that is in the input twice counts once. A '
    + 'DaemonSet counts for one node, and the number of nodes that fit is reported as unknown. What the API server rejects does not count.',
  severity: Severity.LOW,
  fix: 'Lower the replicas or the requests and limits, or raise the quota on purpose.',
  sources: [
    'https://kubernetes.io/docs/concepts/policy/resource-quotas/',
    'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers',
  ],
  bad:
    '\n{ apiVersion: v1, kind: ResourceQuota, metadata: { name: quota, namespace: payments }, spec: { hard: { requests.cpu: "1" } } }\n'
    + '---\n'
    + '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api, namespace: payments }, '
    + 'spec: { replicas: 3, selector: { matchLabels: { app: api } }, template: { metadata: { labels: { app: api } }, '
    + 'spec: { containers: [{ name: api, image: api, resources: { requests: { cpu: 500m } } }] } } } }\n',
  good:
    '\n{ apiVersion: v1, kind: ResourceQuota, metadata: { name: quota, namespace: payments }, spec: { hard: { requests.cpu: "2" } } }\n'
    + '---\n'
    + '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api, namespace: payments }, '
    + 'spec: { replicas: 3, selector: { matchLabels: { app: api } }, template: { metadata: { labels: { app: api } }, '
    + 'spec: { containers: [{ name: api, image: api, resources: { requests: { cpu: 500m } } }] } } } }\n',
  subject: {
    name: 'ResourceQuotas',
    select: ({ inventory }) => [...allQuotas(inventory).values()].flat().map((value) => ({ value, object: value.object })),
  },
  check: fits,
});

function fits(quota: QuotaView, context: CheckContext): readonly Outcome[] {
  if (quota.fault) return [undecided(quota.fault.path, `${quota.fault.message}, so the API server rejects the quota`)];
  const sums = sumsOf(quota, chargesOf(context, quota), context.inventory);
  const exceeded = sums.filter(({ sum, allowed }) => compareQuantities(sum.used, allowed) > 0);
  if (exceeded.length > 0) {
    return exceeded.map((each) => ({
      path: pathOf(each),
      message:
        `the input requests ${each.sum.used.text} of ${each.name}, but the quota allows ${each.allowed.text}: ` + listed(each.sum.together),
    }));
  }
  let tightest: { readonly sum: QuotaSum; readonly daemons: Part; readonly nodes: bigint } | undefined;
  for (const sum of sums) {
    const daemons = sum.sum.largestPerNode;
    if (!daemons) continue;
    const nodes = 1n + (sum.allowed.nanos - sum.sum.used.nanos) / daemons.amount.nanos;
    if (!tightest || nodes < tightest.nodes) tightest = { sum, daemons, nodes };
  }
  if (!tightest) return NONE;
  const { sum, daemons, nodes } = tightest;
  return [
    undecided(
      pathOf(sum),
      `${describe(daemons.charge.object)} requests ${daemons.amount.text} of ${sum.name} on each node, which fits for ${nodes} of them`,
    ),
  ];
}

function pathOf({ name }: QuotaSum): string {
  return joinPath('spec.hard', name);
}

function listed(parts: readonly string[]): string {
  return parts.length <= 3 ? parts.join(', ') : `${parts.slice(0, 3).join(', ')} and ${parts.length - 3} more`;
}
