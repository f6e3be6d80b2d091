import { undecided, type Outcome } from '../../../engine/rule';
import { asArray, asString, isObject, typeName } from '../../../text/json';
import { PodMemo } from '../../../kubernetes/objects/memo';
import { placeIn } from '../../../text/path';
import type { ContainerView, PodView } from '../../../kubernetes/pods/pod-view';

/** The port on which SSH is offered unless somebody moved it. */
export const SSH_PORT = 22;

/** A TCP port of a container. */
export interface TcpPort {
  readonly container: ContainerView;
  readonly path: string;
  readonly name: string;
  readonly containerPort: number;
  /** Undefined when unset. */
  readonly hostPort: number | undefined;
}

/** TCP ports of a pod, and what could not be read. */
export interface PodPorts {
  readonly ports: readonly TcpPort[];
  readonly unknown: readonly Outcome[];
}

/** True for a port that says that it is SSH, by number or by name. */
export function isSsh({ containerPort, name }: TcpPort): boolean {
  return containerPort === SSH_PORT || isSshName(name);
}

/** True for the names under which SSH is known. Source: https://www.iana.org/assignments/service-names-port-numbers */
export function isSshName(name: string | undefined): boolean {
  return name === 'ssh' || name === 'sshd';
}

/** Several rules ask for them: they are read once for a pod. */
const PORTS = new PodMemo<PodPorts>(readPorts);

/** Ports of all containers of a pod. A port without protocol is TCP. */
export function tcpPorts(pod: PodView): PodPorts {
  return PORTS.of(pod);
}

function readPorts(pod: PodView): PodPorts {
  const ports: TcpPort[] = [];
  const unknown = pod.faults.map(({ path, message }) => undecided(path, message));
  for (const container of pod.containers) {
    const list = container.spec.ports;
    if (list !== undefined && list !== null && !Array.isArray(list)) {
      unknown.push(undecided(`${container.path}.ports`, `the ports of ${container.label} are ${typeName(list)}, not a list`));
    }
    asArray(list).forEach((port, index) => {
      const path = placeIn(placeIn(container.path, 'ports'), index);
      const read = readPort(container, port, path);
      if (typeof read === 'string') unknown.push(undecided(path, read));
      else if (read) ports.push(read);
    });
  }
  return { ports, unknown };
}

function readPort(container: ContainerView, port: unknown, path: string): TcpPort | string | undefined {
  if (!isObject(port)) return `a port of ${container.label} is ${typeName(port)}, not a mapping`;
  const { containerPort, hostPort, protocol } = port;
  switch (isTcp(protocol)) {
    case undefined:
      return `a port of ${container.label} has the protocol ${JSON.stringify(protocol)}, which is none`;
    case false:
      return undefined;
  }
  if (containerPort === undefined || containerPort === null) return `a port of ${container.label} has no containerPort`;
  if (!Number.isInteger(containerPort)) {
    return `a port of ${container.label} has the containerPort ${JSON.stringify(containerPort)}, which is no port`;
  }
  if (hostPort !== undefined && hostPort !== null && !Number.isInteger(hostPort)) {
    return `a port of ${container.label} has the hostPort ${JSON.stringify(hostPort)}, which is no port`;
  }
  // 0 is what the API server takes for unset.
  return {
    container,
    path,
    name: asString(port.name) ?? '',
    containerPort: containerPort as number,
    hostPort: typeof hostPort === 'number' && hostPort !== 0 ? hostPort : undefined,
  };
}

/** Whether a protocol is TCP; undefined for what the API server refuses. */
export function isTcp(protocol: unknown): boolean | undefined {
  if (protocol === undefined || protocol === null || protocol === '' || protocol === 'TCP') return true;
  return protocol === 'UDP' || protocol === 'SCTP' ? false : undefined;
}
