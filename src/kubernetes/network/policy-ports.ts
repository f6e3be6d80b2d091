import { isObject, typeName } from '../../text/json';
import { placeIn } from '../../text/path';
import type { PolicyFault } from './policy-peers';

/** One entry of `ports` in a NetworkPolicy's rule. */
export interface PolicyPortView {
  readonly path: string;
  /** `TCP`, `UDP` or `SCTP`; TCP when unset. */
  readonly protocol: string;
  /** First port; 1 when no port is named. */
  readonly first: number;
  /** Last port; 65535 when no port is named. */
  readonly last: number;
  /** Name of the port, when it is named by name: then the numbers say nothing. */
  readonly name: string | undefined;
}

const PROTOCOLS = new Set(['TCP', 'UDP', 'SCTP']);
const PORT_NAME = /^(?=.{1,15}$)(?=.*[a-z])(?!.*--)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;

/** Reads a list of ports; an entry that the server rejects is left out and named in `faults`. */
export function readPorts(ports: readonly unknown[], listPath: string, faults: PolicyFault[]): PolicyPortView[] {
  return ports.flatMap((value, index) => {
    const path = placeIn(listPath, index);
    const read = readPort(value, path);
    if ('message' in read) {
      faults.push(read);
      return [];
    }
    return [read];
  });
}

function readPort(value: unknown, path: string): PolicyPortView | PolicyFault {
  // Go reads a null entry as an empty one: every TCP port.
  const entry = value ?? {};
  if (!isObject(entry)) return { path, message: `the port is ${typeName(value)}, not a mapping` };
  const protocol = entry.protocol ?? 'TCP';
  const port = entry.port ?? undefined;
  const endPort = entry.endPort ?? undefined;
  if (typeof protocol !== 'string' || !PROTOCOLS.has(protocol)) {
    return { path: `${path}.protocol`, message: `${JSON.stringify(protocol)} is not one of TCP, UDP, SCTP` };
  }
  if (typeof port === 'string') {
    if (!PORT_NAME.test(port)) {
      return { path: `${path}.port`, message: `${JSON.stringify(port)} is neither a number nor the name of a port` };
    }
    if (endPort !== undefined) return { path: `${path}.endPort`, message: 'endPort cannot be combined with a port name' };
    return { path, protocol, first: 0, last: -1, name: port };
  }
  if (port === undefined) {
    return endPort === undefined
      ? { path, protocol, first: 1, last: 65_535, name: undefined }
      : { path: `${path}.endPort`, message: 'endPort requires port' };
  }
  if (!isPort(port)) return { path: `${path}.port`, message: `${JSON.stringify(port)} is not a port` };
  if (endPort === undefined) return { path, protocol, first: port, last: port, name: undefined };
  if (!isPort(endPort) || endPort < port) {
    return { path: `${path}.endPort`, message: `${JSON.stringify(endPort)} is not a port from ${port} on` };
  }
  return { path, protocol, first: port, last: endPort, name: undefined };
}

function isPort(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535;
}
