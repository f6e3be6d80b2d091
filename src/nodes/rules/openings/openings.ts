import { collect, NONE } from '../../../kubernetes/objects/collect';
import type { Inventory } from '../../../kubernetes/objects/inventory';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asArray, asObject, isObject, type JsonObject } from '../../../text/json';
import type { Opening } from '../../peers';
import { sshServicePorts } from '../ssh/service-ports';
import { cloudOpenings } from './cloud-firewalls';
import { holds, isTcpOrAll, SSH, textHolds, type PortTarget } from './port-target';

const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';

/**
 * Everything in an object that lets others reach a target. Policies of a network count as far as they speak of its ports at all: a rule for
 * every port is not about it. A firewall of a cloud is closed but for its rules, so there a rule for every port is.
 */
export function openings(object: KubeObject, target: PortTarget, inventory: Inventory): readonly Opening[] {
  switch (object.group) {
    case '':
      return target === SSH ? serviceOpenings(object, inventory) : NONE;
    case 'networking.k8s.io':
      return networkPolicyOpenings(object, target);
    case 'cilium.io':
      return ciliumOpenings(object, target);
    default:
      return (
        cloudOpenings(object, target)
        ?? (object.kind === 'FelixConfiguration' ? failsafeOpenings(object, target) : calicoOpenings(object, target))
      );
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
function networkPolicyOpenings(policy: KubeObject, target: PortTarget): readonly Opening[] {
  return collect(asArray(asObject(policy.json.spec).ingress), (rule, index): readonly Opening[] => {
    const { ports, from } = asObject(rule);
    if (!asArray(ports).some((port) => covers(port, target))) return NONE;
    const path = `spec.ingress[${index}]`;
    const blocks = asArray(from)
      .map((peer) => asObject(peer).ipBlock)
      .filter(isObject)
      .map(({ cidr }) => cidr);
    return [{ path, label: `ingress rule ${index}`, from: asArray(from).length === 0 ? { everybody: 'it names no peer' } : blocks }];
  });
}

function covers(port: unknown, target: PortTarget): boolean {
  const { port: first, endPort, protocol } = asObject(port);
  return isTcpOrAll(protocol) && holds(target, first, endPort);
}

/** Source: https://docs.tigera.io/calico/latest/reference/resources/globalnetworkpolicy */
function calicoOpenings(policy: KubeObject, target: PortTarget): Opening[] {
  return asArray(asObject(policy.json.spec).ingress).flatMap((rule, index) => {
    const { action, protocol, source, destination } = asObject(rule);
    if (action !== 'Allow' || !isTcpOrAll(protocol) || !asArray(asObject(destination).ports).some((port) => textHolds(target, port))) {
      return [];
    }
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
function failsafeOpenings(felix: KubeObject, target: PortTarget): Opening[] {
  return asArray(asObject(felix.json.spec).failsafeInboundHostPorts).flatMap((entry, index) => {
    const { protocol, port, net } = asObject(entry);
    if (!isTcpOrAll(protocol) || !holds(target, port)) return [];
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
function ciliumOpenings(policy: KubeObject, target: PortTarget): Opening[] {
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
      if (!ports.some(({ port, endPort, protocol }) => (protocol === 'ANY' || isTcpOrAll(protocol)) && holds(target, port, endPort))) {
        return [];
      }
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
