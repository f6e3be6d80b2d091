import { undecided, type Outcome } from '../../../engine/rule';
import { fact, factFor } from '../../../kubernetes/objects/fact';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import { namespaceOf, type KubeObject } from '../../../kubernetes/objects/object';
import { namedPort } from '../../../kubernetes/pods/container-ports';
import { holdsAllPods } from '../../../kubernetes/pods/pod-index';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { serviceView, type ServiceView } from '../../../kubernetes/services/service';
import { podsOfService } from '../../../kubernetes/services/service-pods';
import { asArray, asObject, asString, isObject, typeName } from '../../../text/json';
import { MultiMap } from '../../../text/multi-map';
import { isSsh, isSshName, isTcp, SSH_PORT, tcpPorts } from './container-ports';
import { sshServer } from './ssh-server';

/** Why a port of a Service is SSH. */
export interface SshServicePort {
  readonly path: string;
  /** Name or number, for messages. */
  readonly label: string;
  readonly because: string;
}

/** The SSH ports of a Service, and what could not be decided. */
export interface SshServicePorts {
  readonly ports: readonly SshServicePort[];
  readonly unknown: readonly Outcome[];
}

/**
 * The ports of a Service that lead to SSH: by number at any of its ends, by name, through the pods that it selects, or through its
 * endpoints.
 */
export function sshServicePorts(service: KubeObject, inventory: Inventory): SshServicePorts {
  const view = serviceView(service);
  const spec = asObject(service.json.spec);
  const ports: SshServicePort[] = [];
  const unknown: Outcome[] = [];
  // An ExternalName is an alias in the DNS: nothing is forwarded.
  if (spec.type === 'ExternalName') return { ports, unknown };
  if (!isObject(service.json.spec)) return { ports, unknown: [undecided('spec', 'the Service has no spec')] };
  if (spec.ports !== undefined && spec.ports !== null && !Array.isArray(spec.ports)) {
    unknown.push(undecided('spec.ports', `the ports are ${typeName(spec.ports)}, not a list`));
  }
  asArray(spec.ports).forEach((port, index) => {
    if (!isObject(port)) return void unknown.push(undecided(`spec.ports[${index}]`, `the port is ${typeName(port)}, not a mapping`));
    const tcp = isTcp(port.protocol);
    if (tcp === undefined) {
      return void unknown.push(undecided(`spec.ports[${index}].protocol`, `the protocol ${JSON.stringify(port.protocol)} is none`));
    }
    if (!tcp) return;
    const because = byItself(port) ?? byPods(view, port.targetPort, inventory) ?? byServer(view, port, inventory);
    if (because === undefined) return;
    const path = `spec.ports[${index}]`;
    const label = asString(port.name) ?? String(port.port);
    if ('unknown' in because) unknown.push(undecided(`${path}.${because.field}`, because.unknown));
    else ports.push({ path: `${path}.${because.field}`, label, because: because.fact });
  });
  ports.push(...byEndpoints(view, inventory));
  return { ports, unknown };
}

type Reason = { readonly field: string } & ({ readonly fact: string } | { readonly unknown: string });

const NUMBERS = ['port', 'targetPort', 'nodePort'] as const;

function byItself(port: Readonly<Record<string, unknown>>): Reason | undefined {
  for (const field of NUMBERS) {
    const value = port[field];
    if (value === undefined || value === null) continue;
    if (value === SSH_PORT) return { field, fact: `its ${field} is 22` };
    const text = field === 'targetPort' && typeof value === 'string' && !/^\d*$/.test(value);
    if (!Number.isInteger(value) && !text) return { field, unknown: `the ${field} ${JSON.stringify(value)} is not a port` };
  }
  if (isSshName(asString(port.targetPort))) return { field: 'targetPort', fact: `its targetPort is named ${port.targetPort as string}` };
  if (isSshName(asString(port.name))) return { field: 'name', fact: `it is named ${port.name as string}` };
  return isSshName(asString(port.appProtocol))
    ? { field: 'appProtocol', fact: `its appProtocol is ${port.appProtocol as string}` }
    : undefined;
}

/** Looks up a named target port in the pods that the Service selects. */
function byPods(service: ServiceView, targetPort: unknown, inventory: Inventory): Reason | undefined {
  const name = asString(targetPort);
  if (name === undefined || !service.selector) return undefined;
  const pods = podsOfService(inventory, service);
  if (pods.length === 0) {
    if (holdsAllPods(inventory, service.namespace)) return undefined;
    return {
      field: 'targetPort',
      unknown: `the targetPort "${name}" cannot be looked up: no pod of the input has the labels of the selector`,
    };
  }
  const ports = pods.flatMap((pod) => namedPort(pod, name, 'TCP') ?? []);
  const found = ports.find(isSsh);
  if (!found) return undefined;
  return {
    field: 'targetPort',
    fact:
      found.port === SSH_PORT
        ? `its targetPort "${name}" is port 22 of a pod that it selects`
        : `its targetPort "${name}" is port ${found.port} of ${found.container.label}, which runs an SSH server`,
  };
}

const NONE: readonly SshServicePort[] = [];

/** Where SSH servers in containers listen that are not root. */
const OTHER_PORT = 2222;

/** A number that leads to an SSH server in a pod, or to the port of most of them with nothing in the input that says what listens. */
function byServer(service: ServiceView, { port, targetPort }: Readonly<Record<string, unknown>>, inventory: Inventory): Reason | undefined {
  const target = targetPort ?? port;
  if (typeof target !== 'number') return undefined;
  const field = targetPort === undefined || targetPort === null ? 'port' : 'targetPort';
  const { servers, named } = sshOfPods(inventory, podsOfService(inventory, service));
  const server = servers.get(target);
  if (server !== undefined) return { field, fact: `its ${field} ${target} leads to ${server}, which runs an SSH server` };
  if (target !== OTHER_PORT || named.has(target)) return undefined;
  return {
    field,
    unknown: `its ${field} is 2222, where SSH servers in containers listen, and nothing in the input says what listens there`,
  };
}

interface SshOfPods {
  /** The container that runs an SSH server, by the numbers of its ports. */
  readonly servers: ReadonlyMap<number, string>;
  /** Ports that a container declares and names. */
  readonly named: ReadonlySet<number>;
}

const sshOfPods = factFor('SSH servers among pods', (_, pods: readonly PodView[]): SshOfPods => {
  const servers = new Map<number, string>();
  const named = new Set<number>();
  for (const pod of pods) {
    const { ports } = tcpPorts(pod);
    for (const { port, name } of ports) if (port !== undefined && name !== '') named.add(port);
    for (const container of pod.containers) {
      const server = sshServer(container);
      if (!server) continue;
      const declared = ports.filter((one) => one.container === container && isSsh(one)).map(({ port }) => port);
      for (const port of [...server.ports, ...declared]) if (port !== undefined && !servers.has(port)) servers.set(port, container.label);
    }
  }
  return { servers, named };
});

/** Endpoints written by hand: a Service without selector leads wherever they point, such as to the sshd of a node. */
function byEndpoints({ object: service, selector }: ServiceView, inventory: Inventory): readonly SshServicePort[] {
  if (selector) return NONE;
  const result: SshServicePort[] = [];
  const judge = (object: KubeObject, ports: unknown) =>
    asArray(ports).forEach((item) => {
      const { port, protocol, name } = asObject(item);
      if (port !== SSH_PORT || isTcp(protocol) !== true) return;
      result.push({ path: 'spec.ports', label: asString(name) ?? '22', because: `${object.kind} ${object.name} leads to port 22` });
    });
  for (const slice of slicesByService(inventory).get(`${namespaceOf(service)}/${service.name}`)) {
    judge(slice, slice.json.ports);
  }
  const endpoints = inventory.find('', 'Endpoints', namespaceOf(service), service.name);
  if (endpoints) for (const subset of asArray(endpoints.json.subsets)) judge(endpoints, asObject(subset).ports);
  return result;
}

const SERVICE_NAME = 'kubernetes.io/service-name';

const slicesByService = fact('EndpointSlices by Service', (inventory) =>
  MultiMap.by(
    inventory.byKind('discovery.k8s.io', 'EndpointSlice').filter(({ labels }) => labels[SERVICE_NAME] !== undefined),
    (slice) => `${namespaceOf(slice)}/${slice.labels[SERVICE_NAME]!}`,
  ),
);
