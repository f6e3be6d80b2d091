import { asObject, isObject, type JsonObject } from '../../../text/json';
import { NONE } from '../../objects/collect';
import type { ContainerView, PodView } from '../pod-view';
import type { Place, PodSecurityCheck } from './check';

const HANDLERS = [['livenessProbe'], ['readinessProbe'], ['startupProbe'], ['lifecycle', 'postStart'], ['lifecycle', 'preStop']] as const;
const ACTIONS = ['httpGet', 'tcpSocket'] as const;

/** Probes and lifecycle handlers may not name a host: the kubelet would connect to it from the node. */
export const hostProbesAndHostLifecycle: PodSecurityCheck = {
  id: 'hostProbesAndHostLifecycle',
  level: 'baseline',
  fields: HANDLERS.flatMap((handler) => ACTIONS.map((action) => `spec.containers[*].${handler.join('.')}.${action}.host`)),
  revisions: [{ since: '1.34', check: (pod) => (anyHost(pod) ? pod.containers.flatMap(hostsOf) : NONE) }],
};

/** Few pods have one: the others are told at once. */
function anyHost({ containers }: PodView): boolean {
  for (const {
    spec: { livenessProbe, readinessProbe, startupProbe, lifecycle },
  } of containers) {
    if (hasHost(livenessProbe) || hasHost(readinessProbe) || hasHost(startupProbe)) return true;
    if (isObject(lifecycle) && (hasHost(lifecycle.postStart) || hasHost(lifecycle.preStop))) return true;
  }
  return false;
}

function hasHost(handler: unknown): boolean {
  return (
    isObject(handler)
    && ((isObject(handler.httpGet) && handler.httpGet.host !== undefined)
      || (isObject(handler.tcpSocket) && handler.tcpSocket.host !== undefined))
  );
}

function hostsOf({ spec, label, path }: ContainerView): Place[] {
  const places: Place[] = [];
  for (const route of HANDLERS) {
    let handler: JsonObject = spec;
    for (const field of route) handler = asObject(handler[field]);
    for (const action of ACTIONS) {
      const { host } = asObject(handler[action]);
      if (typeof host !== 'string' || host === '') continue;
      const name = route.join('.');
      places.push({ path: `${path}.${name}.${action}.host`, message: `${name} of ${label} connects to the host ${JSON.stringify(host)}` });
    }
  }
  return places;
}
