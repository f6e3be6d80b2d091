import { asObject } from '../json';
import type { ContainerView } from '../pod-view';
import type { Place, PodSecurityCheck } from './check';

const HANDLERS = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle.postStart', 'lifecycle.preStop'] as const;
const ACTIONS = ['httpGet', 'tcpSocket'] as const;

/** Probes and lifecycle handlers may not name a host: the kubelet would connect to it from the node. */
export const hostProbesAndHostLifecycle: PodSecurityCheck = {
  id: 'hostProbesAndHostLifecycle',
  level: 'baseline',
  fields: HANDLERS.flatMap((handler) => ACTIONS.map((action) => `spec.containers[*].${handler}.${action}.host`)),
  revisions: [{ since: '1.34', check: (pod) => pod.containers.flatMap(hostsOf) }],
};

function hostsOf({ spec, label, path }: ContainerView): Place[] {
  return HANDLERS.flatMap((handler) => {
    const found = handler.split('.').reduce((holder, field) => asObject(holder[field]), spec);
    return ACTIONS.flatMap((action) => {
      const { host } = asObject(found[action]);
      if (typeof host !== 'string' || host === '') return [];
      return [{ path: `${path}.${handler}.${action}.host`, message: `${handler} of ${label} connects to the host ${JSON.stringify(host)}` }];
    });
  });
}
