import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { writtenPods } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { asObject } from '../../../text/json';

export const nodeName = defineRule({
  id: 'workloads/node-name',
  title: 'Pods must not set nodeName',
  description:
    'Such pods bypass the scheduler, and with it the taints with effect NoSchedule that keep workloads off a node. Exempt: '
    + 'static pods, and pods exported from a cluster (with a uid), in which the scheduler has set the field.',
  severity: Severity.LOW,
  fix: 'Remove nodeName; use nodeSelector or nodeAffinity.',
  sources: ['https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename'],
  bad: examplePod({ spec: 'nodeName: node-1' }),
  good: examplePod({ spec: 'nodeSelector: { disk: ssd }' }),
  subject: writtenPods,
  check: forbidNodeName,
});

function forbidNodeName({ object, spec, path }: PodView): readonly Outcome[] {
  const name = spec.nodeName ?? '';
  if (name === '' || object.origin.hostPath !== undefined || asObject(object.json.metadata).uid !== undefined) return NONE;
  return [
    {
      path: `${path}.nodeName`,
      message: `the pod is bound to the node ${JSON.stringify(name)}, past the scheduler and taints of effect NoSchedule`,
    },
  ];
}
