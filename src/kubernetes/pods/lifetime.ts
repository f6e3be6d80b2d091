import { podKindOf } from './pod-kinds';
import type { ContainerView, PodView } from './pod-view';

/** True for a pod that is meant to run on: not that of a Job, nor one that is not started again. */
export function runsOn({ object, spec: { restartPolicy } }: PodView): boolean {
  const lifetime = podKindOf(object)?.lifetime;
  if (lifetime !== 'own') return lifetime === 'lasting';
  return restartPolicy === undefined || restartPolicy === null || restartPolicy === '' || restartPolicy === 'Always';
}

/** True for a container that runs as long as the pod: a main one, or an init container that is a sidecar (`restartPolicy: Always`). */
export function isLasting({ list, spec }: ContainerView): boolean {
  return list === 'containers' || (list === 'initContainers' && spec.restartPolicy === 'Always');
}
