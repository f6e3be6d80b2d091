import { collect, NONE } from '../../objects/collect';
import type { PodView } from '../pod-view';
import { USER_NAMESPACE, type Place, type PodSecurityCheck } from './check';
import { containerContexts } from './read';

const fields = ['spec.containers[*].securityContext.procMount'];

/** `/proc` stays masked. From 1.35 on, pods in a user namespace may unmask it. */
export const procMount: PodSecurityCheck = {
  id: 'procMount',
  level: 'baseline',
  fields,
  revisions: [
    { since: '1.0', check: unmasked },
    { since: '1.35', exempt: USER_NAMESPACE, check: unmasked },
  ],
};

/** `/proc` stays masked, in a user namespace too. */
export const procMountRestricted: PodSecurityCheck = {
  id: 'procMount_restricted',
  level: 'restricted',
  fields,
  replaces: procMount.id,
  revisions: [{ since: '1.35', check: unmasked }],
};

/** Empty text is not the default: only an unset field is. */
function unmasked(pod: PodView): readonly Place[] {
  return collect(containerContexts(pod), ({ label, path, fields: { procMount: type } }) => {
    if (typeof type !== 'string' || type === 'Default') return NONE;
    return [{ path: `${path}.procMount`, message: `${label} sets the /proc mount ${JSON.stringify(type)}` }];
  });
}
