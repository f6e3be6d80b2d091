import { isObject, isUnset } from '../../../text/json';
import { NONE } from '../../objects/collect';
import type { ContainerView, PodView } from '../pod-view';
import type { Place, PodSecurityCheck } from './check';
import { entriesOf, integerOf } from './read';

/**
 * No container may take a port of the host.
 *
 * In the host's network the API server sets an unset `hostPort` to the `containerPort`, except ephemeral containers, before the pod is
 * checked.
 */
export const hostPorts: PodSecurityCheck = {
  id: 'hostPorts',
  level: 'baseline',
  fields: ['spec.containers[*].ports[*].hostPort', 'spec.containers[*].ports[*].containerPort', 'spec.hostNetwork'],
  revisions: [{ since: '1.0', check: (pod) => (anyHostPort(pod) ? pod.containers.flatMap((container) => portsOf(container, pod)) : NONE) }],
};

/** Few pods have one: the others are told at once. */
function anyHostPort({ spec: { hostNetwork }, containers }: PodView): boolean {
  if (hostNetwork === true) return true;
  for (const {
    spec: { ports },
  } of containers) {
    if (!Array.isArray(ports)) continue;
    for (const port of ports as readonly unknown[]) if (isObject(port) && !isUnset(port.hostPort)) return true;
  }
  return false;
}

function portsOf({ spec, label, path, list }: ContainerView, pod: PodView): Place[] {
  const defaulted = pod.spec.hostNetwork === true && list !== 'ephemeralContainers';
  const places: Place[] = [];
  for (const [index, port] of entriesOf(spec.ports)) {
    const hostPort = integerOf(port.hostPort);
    if (hostPort === undefined || (hostPort === 0 && !defaulted)) continue;
    const place = `${path}.ports[${index}].hostPort`;
    const containerPort = integerOf(port.containerPort);
    if (hostPort !== 0) places.push({ path: place, message: `${label} takes port ${hostPort} of the host` });
    else if (containerPort !== undefined && containerPort !== 0) {
      places.push({
        path: place,
        message: `${label} takes port ${containerPort} of the host, since the pod shares the host's network namespace`,
      });
    }
  }
  return places;
}
