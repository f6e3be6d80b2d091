import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { volumeLabel } from '../../../kubernetes/pods/security/read';
import { amountOf, resourceDefaults } from '../../../kubernetes/resources/resources';
import { asArray, asObject, isObject } from '../../../text/json';

export const memoryVolumeLimit = defineRule({
  id: 'workloads/memory-volume-limit',
  title: 'emptyDir volumes in memory must be bounded by sizeLimit or memory limits',
  description:
    'Otherwise data in the volume (an `emptyDir` with medium Memory) can exhaust the memory of the node. The limit is its '
    + '`sizeLimit`, or a memory limit of every container, including init containers, or from Kubernetes 1.34 on of the pod: the '
    + 'kubelet then limits the volume to it.\n\n'
    + 'Limits can come from a LimitRange of the namespace in the input. Zero limits nothing.',
  severity: Severity.MEDIUM,
  fix: 'Set `sizeLimit` on the volume, or a memory limit on every container.',
  sources: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
    'https://github.com/kubernetes/kubernetes/blob/master/pkg/volume/emptydir/empty_dir.go',
  ],
  bad: examplePod({ spec: 'volumes: [{ name: cache, emptyDir: { medium: Memory } }]' }),
  good: examplePod({ spec: 'volumes: [{ name: cache, emptyDir: { medium: Memory, sizeLimit: 64Mi } }]' }),
  subject: pods,
  revisions: [
    { since: '1.0', check: (pod, context) => requireLimit(pod, context, false) },
    { since: '1.34', check: (pod, context) => requireLimit(pod, context, true) },
  ],
});

function requireLimit(pod: PodView, { inventory }: CheckContext, podLimits: boolean): readonly Outcome[] {
  if (!Array.isArray(pod.spec.volumes)) return NONE;
  let outcomes: Outcome[] | undefined;
  asArray(pod.spec.volumes).forEach((volume, index) => {
    if (!isObject(volume) || !isObject(volume.emptyDir) || volume.emptyDir.medium !== 'Memory') return;
    const amount = amountOf(volume.emptyDir, 'sizeLimit');
    if (amount === 'set') return;
    const path = `${pod.path}.volumes[${index}].emptyDir.sizeLimit`;
    const label = volumeLabel(volume, index);
    if (amount === 'malformed') return void (outcomes ??= []).push(undecided(path, `sizeLimit of ${label} is not a quantity`));
    if (podLimits && amountOf(asObject(asObject(pod.spec.resources).limits), 'memory') === 'set') return;
    if (resourceDefaults(inventory, pod.namespace).limits.has('memory')) return;
    const unbounded = pod.containers.find(
      ({ list, spec }) => list !== 'ephemeralContainers' && amountOf(asObject(asObject(spec.resources).limits), 'memory') !== 'set',
    );
    if (unbounded) {
      (outcomes ??= []).push({ path, message: `${label} is in memory without a limit: neither it nor ${unbounded.label} has a limit` });
    }
  });
  return outcomes ?? NONE;
}
