import { asString, isObject, typeName } from '../../text/json';
import { NONE } from '../objects/collect';
import { memo } from '../objects/memo';
import { isLasting } from './lifetime';
import type { ContainerView, PodView } from './pod-view';

/** One entry of a container's `ports`. */
export interface ContainerPort {
  readonly container: ContainerView;
  /** `spec.containers[0].ports[0]` */
  readonly path: string;
  /** '' when unset. */
  readonly name: string;
  /** Undefined when it is unset or no integer. */
  readonly port: number | undefined;
  /** Undefined when unset; 0 is what the API server takes for unset. */
  readonly hostPort: number | undefined;
  /** TCP where unset. */
  readonly protocol: string;
  /** Why the API server rejects it. */
  readonly fault: string | undefined;
}

/** The ports that a container declares. What is not a list declares none: {@link portListFault}. */
export const containerPorts: (container: ContainerView) => readonly ContainerPort[] = memo((container: ContainerView) => {
  const { ports } = container.spec;
  return Array.isArray(ports) ? ports.map((port: unknown, index) => readPort(container, port, index)) : NONE;
});

/** Why nothing can be said of a container's ports. */
export function portListFault({
  spec: { ports },
  path,
  label,
}: ContainerView): { readonly path: string; readonly message: string } | undefined {
  if (ports === undefined || ports === null || Array.isArray(ports)) return undefined;
  return { path: `${path}.ports`, message: `the ports of ${label} are ${typeName(ports)}, not a list` };
}

/**
 * The port of a pod to which a name in a Service leads: the first of that name and protocol in its main containers and sidecars.
 *
 * Source: `FindPort` in https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/api/v1/pod/util.go
 */
export function namedPort({ containers }: PodView, name: string, protocol: string): ContainerPort | undefined {
  for (const container of containers) {
    if (!isLasting(container)) continue;
    for (const port of containerPorts(container)) if (port.name === name && port.protocol === protocol) return port;
  }
  return undefined;
}

function readPort(container: ContainerView, value: unknown, index: number): ContainerPort {
  const path = `${container.path}.ports[${index}]`;
  const { name, containerPort, hostPort, protocol } = isObject(value) ? value : {};
  return {
    container,
    path,
    name: asString(name) ?? '',
    port: Number.isInteger(containerPort) ? (containerPort as number) : undefined,
    hostPort: Number.isInteger(hostPort) && hostPort !== 0 ? (hostPort as number) : undefined,
    protocol: asString(protocol) || 'TCP',
    fault: faultOf(value, container.label),
  };
}

const PROTOCOLS: readonly unknown[] = [undefined, null, '', 'TCP', 'UDP', 'SCTP'];

function faultOf(value: unknown, label: string): string | undefined {
  if (!isObject(value)) return `a port of ${label} is ${typeName(value)}, not a mapping`;
  const { containerPort, hostPort, protocol } = value;
  if (!PROTOCOLS.includes(protocol)) return `a port of ${label} has the protocol ${JSON.stringify(protocol)}, which is none`;
  if (containerPort === undefined || containerPort === null) return `a port of ${label} has no containerPort`;
  if (!Number.isInteger(containerPort)) {
    return `a port of ${label} has the containerPort ${JSON.stringify(containerPort)}, which is not a port`;
  }
  if (hostPort === undefined || hostPort === null || Number.isInteger(hostPort)) return undefined;
  return `a port of ${label} has the hostPort ${JSON.stringify(hostPort)}, which is not a port`;
}
