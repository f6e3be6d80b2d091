import { asArray, asObject, isUnset, type JsonObject } from '../../../text/json';
import type { PodView } from '../pod-view';
import { fill, isOpen, type Fill, type FillValue, type PodFiller } from './filler';

/**
 * The API server rejects the value in a container that is privileged or adds CAP_SYS_ADMIN (ValidateSecurityContext); `SYS_ADMIN` means the
 * same.
 */
export const fillPrivilegeEscalation = {
  name: 'privilegeEscalation',
  sets: '`allowPrivilegeEscalation: false` on every container',
  unless: 'the container is privileged, or adds the capability `SYS_ADMIN` or `ALL`',
  isLinuxOnly: true,
  fills: eachContext(
    ['allowPrivilegeEscalation'],
    false,
    (own) => !isPrivileged(own) && isUnset(own.allowPrivilegeEscalation) && !adds(own, 'SYS_ADMIN'),
  ),
} as const satisfies PodFiller;

/** Runtimes apply what a container adds after what it drops. */
export const fillCapabilities = {
  name: 'capabilities',
  sets: '`capabilities.drop: [ALL]` on every container',
  unless: 'the container is privileged, or adds `ALL`',
  isLinuxOnly: true,
  fills: eachContext(
    ['capabilities', 'drop'],
    ['ALL'],
    (own) => !isPrivileged(own) && isOpen(own.capabilities) && isUnset(own.capabilities?.drop) && !adds(own, 'ALL'),
  ),
} as const satisfies PodFiller;

export const fillReadOnlyRootFilesystem = {
  name: 'readOnlyRootFilesystem',
  sets: '`readOnlyRootFilesystem: true` on every container',
  isLinuxOnly: true,
  fills: eachContext(['readOnlyRootFilesystem'], true, (own) => isUnset(own.readOnlyRootFilesystem)),
} as const satisfies PodFiller;

/** Fills a field of the security contexts of containers. */
function eachContext(keys: readonly string[], value: FillValue, applies: (own: JsonObject) => boolean): (pod: PodView) => Fill[] {
  return ({ containers }) =>
    containers
      .filter(({ spec: { securityContext } }) => isOpen(securityContext) && applies(asObject(securityContext)))
      .map(({ path }) => fill(path, ['securityContext', ...keys], value));
}

function isPrivileged({ privileged }: JsonObject): boolean {
  return !isUnset(privileged) && privileged !== false;
}

/** True when the capability, or all of them, is added: runtimes take a name with or without `CAP_`, in any case. */
function adds({ capabilities }: JsonObject, name: string): boolean {
  return asArray(asObject(capabilities).add).some((item) => {
    const added = typeof item === 'string' ? item.toUpperCase().replace(/^CAP_/, '') : '';
    return added === name || added === 'ALL';
  });
}
