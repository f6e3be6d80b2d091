import { isUnset } from '../../../text/json';
import { collect, NONE } from '../../objects/collect';
import type { PodView } from '../pod-view';
import { WINDOWS, type Place, type PodSecurityCheck } from './check';
import { containerContexts } from './read';

/** Every container must rule out privilege escalation itself: there is no field of the pod for it, and the default allows it. */
export const allowPrivilegeEscalation: PodSecurityCheck = {
  id: 'allowPrivilegeEscalation',
  level: 'restricted',
  fields: ['spec.containers[*].securityContext.allowPrivilegeEscalation'],
  revisions: [
    { since: '1.8', check: escalating },
    { since: '1.25', exempt: WINDOWS, check: escalating },
  ],
};

function escalating(pod: PodView): readonly Place[] {
  return collect(containerContexts(pod), ({ label, path, fields: { allowPrivilegeEscalation: allowed } }) => {
    if (!isUnset(allowed) && allowed !== true) return NONE;
    return [
      {
        path: `${path}.allowPrivilegeEscalation`,
        message: allowed === true ? `${label} allows privilege escalation` : `${label} does not rule out privilege escalation`,
      },
    ];
  });
}
