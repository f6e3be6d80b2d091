import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { Scope, scopeOf } from '../../../kubernetes/objects/kinds';
import { namespaceOf, type KubeObject } from '../../../kubernetes/objects/object';
import { POD_KINDS, type PodKind } from '../../../kubernetes/pods/pod-kinds';
import { scaleTarget } from '../../../kubernetes/scale/autoscalers';
import { asObject } from '../../../text/json';

export const autoscalerTarget = defineRule({
  id: 'workloads/autoscaler-target',
  title: 'Autoscalers must target a workload that can be scaled',
  description:
    'Of the built-in kinds, only Deployment, StatefulSet, ReplicaSet and ReplicationController have a scale; a '
    + 'VerticalPodAutoscaler also accepts other kinds that create pods. The API group in `apiVersion` is part of the reference: '
    + 'without it the controller looks in the core group and finds nothing.\n\n'
    + 'A target that is not in the input is unknown, and so is a custom kind.',
  severity: Severity.LOW,
  fix: 'Name the workload with its `apiVersion`, `kind` and `name`, such as apps/v1, Deployment, api.',
  sources: [
    'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/',
    'https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/api.md',
  ],
  bad:
    '{ apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: { name: agent }, '
    + 'spec: { scaleTargetRef: { apiVersion: apps/v1, kind: DaemonSet, name: agent }, maxReplicas: 5 } }',
  good:
    '\n{ apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: { name: api }, '
    + 'spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }, maxReplicas: 5 } }\n'
    + '---\n'
    + '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api }, spec: { selector: { matchLabels: { app: api } }, '
    + 'template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } } } }\n',
  operations: true,
  subject: objectsOfKind('autoscaling/HorizontalPodAutoscaler', 'autoscaling.k8s.io/VerticalPodAutoscaler'),
  check: requireScalableTarget,
});

const MAKERS = POD_KINDS.filter(({ isCustom, count }) => !isCustom && count !== 'one' && count !== 'none');
const nameOf = ({ groups, kind }: PodKind) => `${groups[0]}/${kind}`;
const SCALED: ReadonlySet<string> = new Set(MAKERS.filter(({ hasScale }) => hasScale).map(nameOf));
const RESIZED: ReadonlySet<string> = new Set(MAKERS.map(nameOf));

function requireScalableTarget(object: KubeObject, { inventory }: CheckContext): readonly Outcome[] {
  const horizontal = object.group === 'autoscaling';
  const path = horizontal ? 'spec.scaleTargetRef' : 'spec.targetRef';
  const target = scaleTarget(asObject(object.json.spec)[horizontal ? 'scaleTargetRef' : 'targetRef']);
  if (!target) return [undecided(path, 'it names no kind or no name, so the API server rejects it')];
  const { group, kind, name } = target;
  const known = horizontal ? SCALED : RESIZED;
  if (!known.has(`${group}/${kind}`)) {
    if (group === '' || group === 'extensions') {
      return [
        {
          path: `${path}.apiVersion`,
          message:
            `it names ${kind} of ${group === '' ? 'the core group' : group}, which `
            + `${scopeOf(group, kind) === Scope.UNKNOWN || group !== '' ? 'has no such kind' : 'cannot be scaled'}`,
        },
      ];
    }
    if (scopeOf(group, kind) !== Scope.UNKNOWN) return [{ path: `${path}.kind`, message: `a ${kind} cannot be scaled` }];
  }
  return inventory.find(group, kind, namespaceOf(object), name) ? NONE : [undecided(path, `${kind} ${name} is not in the input`)];
}
