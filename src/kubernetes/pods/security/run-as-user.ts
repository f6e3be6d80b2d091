import { collect, NONE } from '../../objects/collect';
import type { PodView } from '../pod-view';
import { USER_NAMESPACE, type Place, type PodSecurityCheck } from './check';
import { securityContexts } from './read';

/** Neither the pod nor a container may request uid 0. The pod may not, even if every container requests another. */
export const runAsUser: PodSecurityCheck = {
  id: 'runAsUser',
  level: 'restricted',
  fields: ['spec.securityContext.runAsUser', 'spec.containers[*].securityContext.runAsUser'],
  revisions: [
    { since: '1.23', check: uidZero },
    { since: '1.35', exempt: USER_NAMESPACE, check: uidZero },
  ],
};

function uidZero(pod: PodView): readonly Place[] {
  return collect(securityContexts(pod), ({ label, path, fields }) =>
    fields.runAsUser === 0 ? [{ path: `${path}.runAsUser`, message: `${label} sets uid 0` }] : NONE,
  );
}
