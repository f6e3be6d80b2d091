import { asArray, asObject } from '../../text/json';
import { ContainerMemo } from '../../kubernetes/objects/memo';
import type { ContainerView } from '../../kubernetes/pods/pod-view';

/** True for a container that runs as long as the pod: a main one, or an init container that is a sidecar (`restartPolicy: Always`). */
export function isLasting({ list, spec }: ContainerView): boolean {
  return list === 'containers' || (list === 'initContainers' && spec.restartPolicy === 'Always');
}

/** One entry of a container's `ports`. */
export interface ContainerPort {
  /** '' when unset. */
  readonly name: string;
  readonly port: unknown;
  readonly protocol: string;
}

/** Several rules ask for them: they are read once for a container. */
const PORTS = new ContainerMemo<readonly ContainerPort[]>(({ spec }) => asArray(spec.ports).map(readPort));

/** The ports that a container declares. */
export function containerPorts(container: ContainerView): readonly ContainerPort[] {
  return PORTS.of(container);
}

function readPort(item: unknown): ContainerPort {
  const { name, containerPort, protocol } = asObject(item);
  return {
    name: typeof name === 'string' ? name : '',
    port: containerPort,
    protocol: typeof protocol === 'string' && protocol !== '' ? protocol : 'TCP',
  };
}
