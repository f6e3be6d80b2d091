import { undecided, type Outcome } from '../../../engine/rule';
import { memo } from '../../../kubernetes/objects/memo';
import { containerPorts, portListFault, type ContainerPort } from '../../../kubernetes/pods/container-ports';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { sshServer } from './ssh-server';

/** The port on which SSH is offered unless it was moved. */
export const SSH_PORT = 22;

/** TCP ports of a pod, and what could not be read. */
export interface PodPorts {
  readonly ports: readonly ContainerPort[];
  readonly unknown: readonly Outcome[];
}

/** True for a port that says that it is SSH, by number or by name, or that belongs to an SSH server. */
export function isSsh({ port, name, container }: ContainerPort): boolean {
  if (port === SSH_PORT || isSshName(name)) return true;
  const server = sshServer(container);
  return server !== undefined && port !== undefined && (server.isImage || server.ports.has(port));
}

const SSH_NAME = /(?:^|-)(?:ssh|sshd|openssh|sftp)(?:-|$)/;

/** True for the names under which SSH is known. Source: https://www.iana.org/assignments/service-names-port-numbers */
export function isSshName(name: string | undefined): boolean {
  return name !== undefined && SSH_NAME.test(name);
}

/** TCP ports of all containers of a pod. A port without protocol is TCP. */
export const tcpPorts: (pod: PodView) => PodPorts = memo((pod: PodView) => {
  const ports: ContainerPort[] = [];
  const unknown = pod.faults.map(({ path, message }) => undecided(path, message));
  for (const container of pod.containers) {
    const fault = portListFault(container);
    if (fault) unknown.push(undecided(fault.path, fault.message));
    for (const port of containerPorts(container)) {
      if (isTcp(port.protocol) === false) continue;
      if (port.fault === undefined) ports.push(port);
      else unknown.push(undecided(port.path, port.fault));
    }
  }
  return { ports, unknown };
});

/** Whether a protocol is TCP; undefined for what the API server rejects. */
export function isTcp(protocol: unknown): boolean | undefined {
  if (protocol === undefined || protocol === null || protocol === '' || protocol === 'TCP') return true;
  return protocol === 'UDP' || protocol === 'SCTP' ? false : undefined;
}
