import { asArray, isObject, isUnset } from '../../../text/json';
import { collect, NONE } from '../../objects/collect';
import type { PodView } from '../pod-view';
import { WINDOWS, type Place, type PodSecurityCheck } from './check';
import { containerContexts, textOf, type SecurityContext } from './read';

const DEFAULT_SET = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);
const ADDED = 'spec.containers[*].securityContext.capabilities.add';

/**
 * Containers may add only capabilities of the default set, without NET_RAW. Names are compared exactly: `CAP_CHOWN` and `chown` are
 * not in it.
 */
export const capabilitiesBaseline: PodSecurityCheck = {
  id: 'capabilities_baseline',
  level: 'baseline',
  fields: [ADDED],
  revisions: [{ since: '1.0', check: (pod) => collect(containerContexts(pod), (context) => added(context, DEFAULT_SET)) }],
};

/** Containers must drop ALL capabilities and may add back only NET_BIND_SERVICE. */
export const capabilitiesRestricted: PodSecurityCheck = {
  id: 'capabilities_restricted',
  level: 'restricted',
  fields: [ADDED, 'spec.containers[*].securityContext.capabilities.drop'],
  replaces: capabilitiesBaseline.id,
  revisions: [
    { since: '1.22', check: unrestricted },
    { since: '1.25', exempt: WINDOWS, check: unrestricted },
  ],
};

const BIND_ONLY = new Set(['NET_BIND_SERVICE']);

function unrestricted(pod: PodView): readonly Place[] {
  return collect(containerContexts(pod), restricted);
}

function restricted(context: SecurityContext): readonly Place[] {
  const kept = notDropped(context);
  const more = added(context, BIND_ONLY);
  return kept.length === 0 ? more : [...kept, ...more];
}

function notDropped({ label, path, fields: { capabilities } }: SecurityContext): readonly Place[] {
  if (!isUnset(capabilities) && !isObject(capabilities)) return NONE;
  const drop = capabilities?.drop;
  const names = asArray(drop);
  if (names.includes('ALL') || (!isUnset(drop) && !Array.isArray(drop)) || names.some((name) => textOf(name) === undefined)) return NONE;
  return [{ path: `${path}.capabilities.drop`, message: `${label} does not drop ALL capabilities` }];
}

function added({ label, path, fields: { capabilities } }: SecurityContext, allowed: ReadonlySet<string>): readonly Place[] {
  const add = asArray(isObject(capabilities) ? capabilities.add : undefined);
  return add.length === 0
    ? NONE
    : add.flatMap((item, index): readonly Place[] => {
        const name = textOf(item);
        if (name === undefined || allowed.has(name)) return NONE;
        return [{ path: `${path}.capabilities.add[${index}]`, message: `${label} adds the capability ${JSON.stringify(name)}` }];
      });
}
