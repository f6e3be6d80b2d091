import { collect, NONE } from '../../../kubernetes/objects/collect';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asArray, asObject, asString, isObject, type JsonObject } from '../../../text/json';
import type { Opening } from '../../peers';
import { SSH_PORT } from './container-ports';
import { sshServicePorts } from './service-ports';

const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';

/** Everything in an object that lets SSH in, as far as the object speaks of SSH at all: a rule for every port is not about SSH. */
export function openings(object: KubeObject, inventory: Inventory): readonly Opening[] {
  switch (object.group) {
    case '':
      return serviceOpenings(object, inventory);
    case 'networking.k8s.io':
      return networkPolicyOpenings(object);
    case 'cilium.io':
      return ciliumOpenings(object);
    default:
      return object.kind === 'FelixConfiguration' ? failsafeOpenings(object) : calicoOpenings(object);
  }
}

/** Source: https://kubernetes.io/docs/tasks/access-application-cluster/configure-cloud-provider-firewall/ */
function serviceOpenings(service: KubeObject, inventory: Inventory): readonly Opening[] {
  const spec = asObject(service.json.spec);
  if (spec.type !== 'LoadBalancer') return NONE;
  const written = asArray(spec.loadBalancerSourceRanges);
  const annotation = Object.hasOwn(service.annotations, SOURCE_RANGES) ? service.annotations[SOURCE_RANGES]! : '';
  const ranges =
    written.length > 0
      ? written
      : annotation
          .split(',')
          .map((text) => text.trim())
          .filter((text) => text !== '');
  return sshServicePorts(service, inventory).ports.map(({ label }) => ({
    path: 'spec.loadBalancerSourceRanges',
    label: `port ${label} of the load balancer`,
    from: ranges.length > 0 ? ranges : { everybody: 'loadBalancerSourceRanges is not set' },
  }));
}

/** Source: https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/ */
function networkPolicyOpenings(policy: KubeObject): readonly Opening[] {
  return collect(asArray(asObject(policy.json.spec).ingress), (rule, index): readonly Opening[] => {
    const { ports, from } = asObject(rule);
    if (!asArray(ports).some(coversSsh)) return NONE;
    const path = `spec.ingress[${index}]`;
    const blocks = asArray(from)
      .map((peer) => asObject(peer).ipBlock)
      .filter(isObject)
      .map(({ cidr }) => cidr);
    return [{ path, label: `ingress rule ${index}`, from: asArray(from).length === 0 ? { everybody: 'it names no peer' } : blocks }];
  });
}

function coversSsh(port: unknown): boolean {
  const { port: first, endPort, protocol } = asObject(port);
  return isTcpOrAll(protocol) && holds(first, endPort);
}

/** Source: https://docs.tigera.io/calico/latest/reference/resources/globalnetworkpolicy */
function calicoOpenings(policy: KubeObject): Opening[] {
  return asArray(asObject(policy.json.spec).ingress).flatMap((rule, index) => {
    const { action, protocol, source, destination } = asObject(rule);
    if (action !== 'Allow' || !isTcpOrAll(protocol) || !asArray(asObject(destination).ports).some(isSshPort)) return [];
    const limits = asObject(source);
    const nets = asArray(limits.nets);
    const limited =
      nets.length > 0
      || ['selector', 'namespaceSelector', 'serviceAccounts', 'services'].some(
        (key) => limits[key] !== undefined && limits[key] !== null && limits[key] !== '',
      );
    return [
      {
        path: `spec.ingress[${index}]`,
        label: `ingress rule ${index}`,
        from: limited
          ? nets
          : { everybody: asArray(limits.notNets).length > 0 ? 'its source only leaves out ranges' : 'it names no source' },
      },
    ];
  });
}

/** Failsafe ports are open whatever policies say. Source: https://docs.tigera.io/calico/latest/reference/host-endpoints/failsafe */
function failsafeOpenings(felix: KubeObject): Opening[] {
  return asArray(asObject(felix.json.spec).failsafeInboundHostPorts).flatMap((entry, index) => {
    const { protocol, port, net } = asObject(entry);
    if (port !== SSH_PORT || !isTcpOrAll(protocol)) return [];
    return [
      {
        path: `spec.failsafeInboundHostPorts[${index}]`,
        label: `failsafe port ${index}`,
        from: net === undefined || net === null || net === '' ? { everybody: 'no policy can close it' } : [net],
      },
    ];
  });
}

/** Source: https://docs.cilium.io/en/stable/security/policy/language/ */
function ciliumOpenings(policy: KubeObject): Opening[] {
  const specs: (readonly [string, JsonObject])[] = [
    ['spec', asObject(policy.json.spec)],
    ...asArray(policy.json.specs).map((spec, index) => [`specs[${index}]`, asObject(spec)] as const),
  ];
  return specs.flatMap(([path, spec]) =>
    asArray(spec.ingress).flatMap((rule, index): Opening[] => {
      const ingress = asObject(rule);
      const ports = asArray(ingress.toPorts)
        .flatMap((entry) => asArray(asObject(entry).ports))
        .map(asObject);
      if (!ports.some(({ port, endPort, protocol }) => (protocol === 'ANY' || isTcpOrAll(protocol)) && holds(port, endPort))) return [];
      const label = `ingress rule ${index}`;
      const place = `${path}.ingress[${index}]`;
      const peers = Object.keys(ingress).filter((key) => key.startsWith('from') && Array.isArray(ingress[key]));
      if (peers.length === 0) return [{ path: place, label, from: { everybody: 'it names no peer' } }];
      const entity = asArray(ingress.fromEntities).find((name) => typeof name === 'string' && (name === 'all' || name.startsWith('world')));
      if (entity !== undefined) return [{ path: place, label, from: { everybody: `it names the entity ${String(entity)}` } }];
      const sets = asArray(ingress.fromCIDRSet)
        .map(asObject)
        .filter(({ cidr }) => cidr !== undefined)
        .map(({ cidr }) => cidr);
      return [{ path: place, label, from: [...asArray(ingress.fromCIDR), ...sets] }];
    }),
  );
}

function isTcpOrAll(protocol: unknown): boolean {
  return (
    protocol === undefined || protocol === null || protocol === 6 || (typeof protocol === 'string' && protocol.toUpperCase() === 'TCP')
  );
}

/** A port or the first of a range; Cilium writes numbers as text. */
function holds(first: unknown, last: unknown): boolean {
  const from = Number(first);
  const to = Number.isInteger(last) && last !== 0 ? (last as number) : from;
  return (from > 0 && from <= SSH_PORT && SSH_PORT <= to) || first === 'ssh';
}

/** Calico: a number, a name, or `20:25`. */
function isSshPort(port: unknown): boolean {
  const range = /^(\d+):(\d+)$/.exec(asString(port) ?? '');
  return range ? holds(range[1], Number(range[2])) : holds(port, undefined);
}
