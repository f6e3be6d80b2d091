import { asObject, isUnset, type JsonObject } from '../../../text/json';
import type { ContainerView, PodView } from '../pod-view';
import { fill, isOpen, type Fill, type PodFiller } from './filler';

/** A pod that sets false means all of its containers. */
export const fillRunAsNonRoot = {
  name: 'runAsNonRoot',
  sets: '`runAsNonRoot: true` on the pod or, if one of its containers requests root, on the others',
  unless: 'the pod or the container requests root: uid 0, the Windows user ContainerAdministrator, or `runAsNonRoot: false`',
  fills: nonRootFills,
} as const satisfies PodFiller;

/** Containers that request root stay as they are, since the kubelet would not start them. */
function nonRootFills(pod: PodView): Fill[] {
  const { path, spec, containers } = pod;
  if (!isOpen(spec.securityContext) || !isUnset(spec.securityContext?.runAsNonRoot)) return [];
  const own = asObject(spec.securityContext);
  const silent = containers.filter(
    (container) => isOpen(container.spec.securityContext) && isUnset(container.securityContext.runAsNonRoot),
  );
  if (silent.length === 0) return [];
  const contradicted =
    isRoot(own) || containers.some((container) => !isOpen(container.spec.securityContext) || contradicts(container, own));
  if (!contradicted) return [fill(path, ['securityContext', 'runAsNonRoot'], true)];
  return silent
    .filter((container) => !contradicts(container, own))
    .map((container) => fill(container.path, ['securityContext', 'runAsNonRoot'], true));
}

function contradicts({ securityContext: own }: ContainerView, inherited: JsonObject): boolean {
  if (!isUnset(own.runAsNonRoot)) return own.runAsNonRoot !== true;
  return isRoot({
    runAsUser: own.runAsUser ?? inherited.runAsUser,
    windowsOptions: { runAsUserName: asObject(own.windowsOptions).runAsUserName ?? asObject(inherited.windowsOptions).runAsUserName },
  });
}

/** A uid that is not a number is no better. */
function isRoot({ runAsUser, windowsOptions }: JsonObject): boolean {
  const { runAsUserName: name } = asObject(windowsOptions);
  if (typeof name === 'string' && name.toLowerCase() === 'containeradministrator') return true;
  return !isUnset(runAsUser) && (typeof runAsUser !== 'number' || runAsUser === 0);
}
