import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { volumeLabel } from '../../../kubernetes/pods/security/read';
import { amountOf, resourceDefaults } from '../../../kubernetes/resources/resources';
import { asArray, asObject, isObject, isUnset, type JsonObject } from '../../../text/json';

export const scratchVolumeLimit = defineRule({
  id: 'workloads/scratch-volume-limit',
  title: 'emptyDir volumes must be bounded by sizeLimit or ephemeral-storage limits',
  description:
    'Otherwise one pod can fill the disk of its node, and the kubelet evicts others. The limit is the `sizeLimit` of the '
    + 'volume, or an `ephemeral-storage` limit of some container, which the kubelet applies to the whole pod, including volumes; '
    + 'it can come from a LimitRange of the namespace in the input.\n\n'
    + 'A volume without a source is an `emptyDir`. Volumes in memory are covered by `workloads/memory-volume-limit`.',
  severity: Severity.LOW,
  fix: 'Set `sizeLimit` on the volume, or a limit of `ephemeral-storage` on its containers.',
  sources: [
    'https://kubernetes.io/docs/concepts/storage/ephemeral-storage/#resource-emphemeralstorage-consumption',
    'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
  ],
  bad: examplePod({ spec: 'volumes: [{ name: tmp, emptyDir: {} }]' }),
  good: examplePod({ spec: 'volumes: [{ name: tmp, emptyDir: { sizeLimit: 1Gi } }]' }),
  operations: true,
  subject: pods,
  check: requireLimit,
});

function requireLimit(pod: PodView, { inventory }: CheckContext): readonly Outcome[] {
  const outcomes = collect(asArray(pod.spec.volumes), (volume, index): readonly Outcome[] => {
    const source = isObject(volume) ? scratchOf(volume) : undefined;
    const amount = source && amountOf(source, 'sizeLimit');
    if (amount === undefined || amount === 'set') return NONE;
    const path = `${pod.path}.volumes[${index}].emptyDir.sizeLimit`;
    const label = volumeLabel(asObject(volume), index);
    if (amount === 'malformed') return [undecided(path, `sizeLimit of ${label} is not a quantity`)];
    return [{ path, message: `${label} has no sizeLimit, and no container a limit of ephemeral-storage` }];
  });
  return outcomes.length > 0 && isBounded(pod, inventory) ? outcomes.filter(({ unknown }) => unknown) : outcomes;
}

function isBounded({ containers, namespace }: PodView, inventory: Inventory): boolean {
  return (
    resourceDefaults(inventory, namespace).limits.has('ephemeral-storage')
    || containers.some(({ spec }) => amountOf(asObject(asObject(spec.resources).limits), 'ephemeral-storage') === 'set')
  );
}

/** The `emptyDir` on disk that a volume is, if it is one. */
function scratchOf(volume: JsonObject): JsonObject | undefined {
  const { emptyDir } = volume;
  if (isObject(emptyDir)) return isUnset(emptyDir.medium) || emptyDir.medium === '' ? emptyDir : undefined;
  return Object.keys(volume).every((key) => key === 'name' || isUnset(volume[key])) ? {} : undefined;
}
