import { listOption } from '../../../engine/options';
import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { joinPath } from '../../../text/path';

export const recommendedLabels = defineRule({
  id: 'workloads/recommended-labels',
  title: 'Pods must set a name label such as app.kubernetes.io/name',
  description:
    'The label lets selectors, dashboards and policies identify the pods: `app.kubernetes.io/name`, or one of the older `app`, '
    + '`k8s-app` and `name`. The label of the pod template counts, not that of the workload. An empty value does not count.',
  severity: Severity.LOW,
  fix: 'Add the label `app.kubernetes.io/name` to the pod template.',
  sources: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/'],
  bad: examplePod(),
  good:
    '{ apiVersion: v1, kind: Pod, metadata: { name: api, labels: { app.kubernetes.io/name: api } }, '
    + 'spec: { containers: [{ name: api, image: registry.example.com/api:1.4 }] } }',
  operations: true,
  subject: pods,
  options: {
    keys: listOption(
      'Labels of which one is enough. The finding names the first one.',
      ['app.kubernetes.io/name', 'app', 'k8s-app', 'name'],
      {
        minItems: 1,
      },
    ),
  },
  check: requireLabel,
});

function requireLabel(
  { labels, metadataPath }: PodView,
  _: CheckContext,
  { keys }: { readonly keys: readonly string[] },
): readonly Outcome[] {
  for (const key of keys) if (Object.hasOwn(labels, key) && labels[key] !== '') return NONE;
  return [{ path: joinPath(metadataPath, 'labels', keys[0]!), message: 'no label says what the pods are' }];
}
