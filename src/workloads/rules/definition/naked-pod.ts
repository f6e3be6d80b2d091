import { listOption } from '../../../engine/options';
import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { isControlled } from '../../../kubernetes/objects/ownership';
import { examplePod } from '../../../kubernetes/pods/example-pod';

export const nakedPod = defineRule({
  id: 'workloads/naked-pod',
  title: 'Pods must have a controller',
  description:
    'A Pod without a controller is not created again if its node is lost or it is evicted. Exempt: Pods with a controlling '
    + 'owner, static Pods and their mirrors, and hooks of Helm and Argo CD, which run once.',
  severity: Severity.LOW,
  fix: 'Write a Deployment, StatefulSet, DaemonSet or Job in place of the Pod.',
  sources: ['https://kubernetes.io/docs/concepts/workloads/pods/#pods-and-controllers'],
  bad: examplePod(),
  good:
    '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: api }, spec: { selector: { matchLabels: { app: api } }, '
    + 'template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } } } }',
  operations: true,
  subject: objectsOfKind('/Pod'),
  options: {
    exemptAnnotations: listOption('Annotations of Pods that need no controller.', [
      'kubernetes.io/config.mirror',
      'kubernetes.io/config.source',
      'helm.sh/hook',
      'argocd.argoproj.io/hook',
    ]),
  },
  check: requireController,
});

function requireController(
  object: KubeObject,
  _: CheckContext,
  { exemptAnnotations }: { readonly exemptAnnotations: readonly string[] },
): readonly Outcome[] {
  if (object.origin.hostPath !== undefined || isControlled(object)) return NONE;
  if (exemptAnnotations.some((key) => Object.hasOwn(object.annotations, key))) return NONE;
  return [{ path: '', message: 'the Pod has no controller, so nothing makes it again' }];
}
