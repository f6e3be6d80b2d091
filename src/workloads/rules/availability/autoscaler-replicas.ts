import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NONE } from '../../../kubernetes/objects/collect';
import { autoscalersOf } from '../../../kubernetes/scale/autoscalers';
import type { Workload } from '../../../kubernetes/scale/workloads';
import { isUnset } from '../../../text/json';
import { scaledWorkloads } from '../scale';

export const autoscalerReplicas = defineRule({
  id: 'workloads/autoscaler-replicas',
  title: 'Workloads with an autoscaler must not set replicas',
  description:
    'Otherwise every apply resets the number that the autoscaler has set. Zero disables a HorizontalPodAutoscaler, but not a KEDA '
    + 'ScaledObject, which scales from zero. Null counts as unset.',
  severity: Severity.LOW,
  fix: 'Remove `spec.replicas`; `minReplicas` of the autoscaler is the least number.',
  sources: [
    'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
  ],
  bad:
    '\n{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api }, spec: { replicas: 2, selector: { matchLabels: { app: api } }, '
    + 'template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } } } }\n'
    + '---\n'
    + '{ apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: { name: api }, '
    + 'spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }, maxReplicas: 5 } }\n',
  good:
    '\n{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api }, spec: { selector: { matchLabels: { app: api } }, '
    + 'template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } } } }\n'
    + '---\n'
    + '{ apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: { name: api }, '
    + 'spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }, minReplicas: 2, maxReplicas: 5 } }\n',
  operations: true,
  subject: scaledWorkloads,
  check: forbidReplicas,
});

function forbidReplicas({ object, spec }: Workload, { inventory }: CheckContext): readonly Outcome[] {
  if (isUnset(spec.replicas)) return NONE;
  return autoscalersOf(inventory, object)
    .slice(0, 1)
    .map(({ object: { kind, name }, builtIn }) => ({
      path: 'spec.replicas',
      message:
        spec.replicas === 0 && builtIn
          ? `replicas is 0, which switches ${kind} ${name} off`
          : `replicas is set, although ${kind} ${name} scales the workload`,
    }));
}
