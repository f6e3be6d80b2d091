import { isUnset } from '../../../text/json';
import type { PodView } from '../pod-view';
import { fill, isOpen, type Fill, type PodFiller } from './filler';

/** Containers keep their own profile. */
export const fillSeccomp = {
  name: 'seccomp',
  sets: '`seccompProfile: { type: RuntimeDefault }` on the pod',
  unless: 'every container has a profile of its own, or a legacy annotation requests another profile',
  isLinuxOnly: true,
  fills: seccompFills,
} as const satisfies PodFiller;

const ANNOTATION = /^(?:container\.seccomp\.security\.alpha\.kubernetes\.io\/|seccomp\.security\.alpha\.kubernetes\.io\/pod$)/;
const DEFAULTS = ['runtime/default', 'docker/default'];

/** Annotations have had no effect since 1.27; they tell what was intended. */
function seccompFills({ path, spec, annotations, containers }: PodView): Fill[] {
  if (!isOpen(spec.securityContext) || !isUnset(spec.securityContext?.seccompProfile)) return [];
  const inherits = containers.some(({ spec: { securityContext: own } }) => isOpen(own) && isUnset(own?.seccompProfile));
  const other = Object.keys(annotations).some((key) => ANNOTATION.test(key) && !DEFAULTS.includes(annotations[key]!));
  return inherits && !other ? [fill(path, ['securityContext', 'seccompProfile'], { type: 'RuntimeDefault' })] : [];
}
