import { asObject, type JsonObject } from '../../../text/json';
import { fill, isOpen, type PodFill } from './pod-fill-entry';
import { isUnset } from '../security/read';
import type { ContainerView, PodView } from '../pod-view';

const WHY = 'workloads/run-as-non-root';

/**
 * `runAsNonRoot: true` for the pod; one by one for its containers where something written asks for root: uid 0, the Windows user
 * ContainerAdministrator, or a container's own `false`. Those stay, since the kubelet would not start them. A pod that says false means all
 * of its containers.
 */
export function nonRootFills(pod: PodView): PodFill[] {
  const { path, spec, containers } = pod;
  if (!isOpen(spec.securityContext) || !isUnset(spec.securityContext?.runAsNonRoot)) return [];
  const own = asObject(spec.securityContext);
  const silent = containers.filter(
    (container) => isOpen(container.spec.securityContext) && isUnset(container.securityContext.runAsNonRoot),
  );
  if (silent.length === 0) return [];
  const contradicted =
    isRoot(own) || containers.some((container) => !isOpen(container.spec.securityContext) || contradicts(container, own));
  if (!contradicted) return [fill(path, ['securityContext', 'runAsNonRoot'], true, WHY)];
  return silent
    .filter((container) => !contradicts(container, own))
    .map((container) => fill(container.path, ['securityContext', 'runAsNonRoot'], true, WHY));
}

function contradicts({ securityContext: own }: ContainerView, inherited: JsonObject): boolean {
  if (!isUnset(own.runAsNonRoot)) return own.runAsNonRoot !== true;
  return isRoot({
    runAsUser: own.runAsUser ?? inherited.runAsUser,
    windowsOptions: { runAsUserName: asObject(own.windowsOptions).runAsUserName ?? asObject(inherited.windowsOptions).runAsUserName },
  });
}

/** A uid that is no number is no better. */
function isRoot({ runAsUser, windowsOptions }: JsonObject): boolean {
  const { runAsUserName: name } = asObject(windowsOptions);
  if (typeof name === 'string' && name.toLowerCase() === 'containeradministrator') return true;
  return !isUnset(runAsUser) && (typeof runAsUser !== 'number' || runAsUser === 0);
}
