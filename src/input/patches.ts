import type { PodView } from '../kubernetes/pods/pod-view';

/** A container of a pod that names no image, which the server requires: so it is laid over another that does. */
export function containerWithoutImage({ containers }: PodView): string | undefined {
  return containers.find(({ spec }) => (spec.image ?? '') === '')?.label;
}
