import { isUnset } from '../../../text/json';
import type { PodView } from '../pod-view';
import { USER_NAMESPACE, type Place, type PodSecurityCheck } from './check';
import { containerContexts, podContext } from './read';

/**
 * `runAsNonRoot: true` must hold for every container, by its own field or the pod's. The pod may not say false, even if every container
 * says true.
 */
export const runAsNonRoot: PodSecurityCheck = {
  id: 'runAsNonRoot',
  level: 'restricted',
  fields: ['spec.securityContext.runAsNonRoot', 'spec.containers[*].securityContext.runAsNonRoot'],
  revisions: [
    { since: '1.0', check: maybeRoot },
    { since: '1.35', exempt: USER_NAMESPACE, check: maybeRoot },
  ],
};

function maybeRoot(pod: PodView): Place[] {
  const own = podContext(pod);
  const inherited = own?.fields.runAsNonRoot;
  const places: Place[] =
    inherited === false ? [{ path: `${own!.path}.runAsNonRoot`, message: 'the pod allows its containers to run as root' }] : [];
  // Where the pod's value is of a wrong type, so is what containers inherit: not decided.
  const inheritsNothing = own !== undefined && (isUnset(inherited) || inherited === false);
  for (const {
    label,
    path,
    fields: { runAsNonRoot: value },
  } of containerContexts(pod)) {
    if (value === false) places.push({ path: `${path}.runAsNonRoot`, message: `${label} may run as root` });
    else if (isUnset(value) && inheritsNothing) {
      places.push({ path: `${path}.runAsNonRoot`, message: `neither ${label} nor the pod requires a user other than root` });
    }
  }
  return places;
}
