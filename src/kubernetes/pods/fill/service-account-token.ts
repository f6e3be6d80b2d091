import { isUnset } from '../../../text/json';
import type { PodView } from '../pod-view';
import { fill, type Fill, type FillContext, type PodFiller } from './filler';

/** A token that a pod projects itself stays. */
export const fillServiceAccountToken = {
  name: 'serviceAccountToken',
  sets: '`automountServiceAccountToken: false` on the pod',
  unless: 'its ServiceAccount sets the field, or a binding in the input grants rights to the ServiceAccount or to a group that it is in',
  fills: tokenFills,
} as const satisfies PodFiller;

function tokenFills({ path, spec }: PodView, { facts }: Pick<FillContext, 'facts'>): Fill[] {
  return isUnset(spec.automountServiceAccountToken) && !facts.tokenDecided ? [fill(path, ['automountServiceAccountToken'], false)] : [];
}
