import { Lazy, type ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Port } from '../../../cdk8s/port';
import type { Cidr } from '../../../kubernetes/network/cidr';
import { clusterObject, FAILSAFE } from '../host-policy-objects';
import { byProtocol, type Inbound } from './inbound';

const NAME = 'cdk8s-hardened-nodes';

/** What the policies are made of, computed when the app is synthesised. */
export interface PolicyParts {
  readonly nodeRanges: readonly Cidr[];
  readonly podRanges: readonly Cidr[];
  /** What the nodes of the cluster let in. */
  inbound(): readonly Inbound[];
  /** What is closed but for that. */
  closed(): readonly Port[];
}

type Range = readonly [first: number, last: number];

/**
 * Calico: a tier that decides the closed ports of all host endpoints and passes on everything else. Which role a node has is not told
 * apart: a port is open on any node to those who may reach it on some.
 *
 * The failsafe ports come without the closed ones, since no policy closes a failsafe port. Source:
 * https://docs.tigera.io/calico/latest/reference/host-endpoints/failsafe
 */
export function calicoPolicies(scope: Construct, { inbound, closed }: PolicyParts): ApiObject[] {
  const portsOf = (ranges: readonly Range[]) => ranges.map(([first, last]) => (first === last ? first : `${first}:${last}`));
  const ingress = () => [
    ...inbound().flatMap(({ protocol, ports, from }) => {
      const destination = { ports: portsOf(ports) };
      if (from === undefined) return [{ action: 'Allow', protocol, destination }];
      return ([4, 6] as const)
        .map((ipVersion) => ({ ipVersion, nets: rangesOf(from, ipVersion) }))
        .filter(({ nets }) => nets.length > 0)
        .map(({ ipVersion, nets }) => ({ action: 'Allow', protocol, ipVersion, source: { nets }, destination }));
    }),
    ...byProtocol(closed()).map(({ protocol, ports }) => ({ action: 'Deny', protocol, destination: { ports: portsOf(ports) } })),
    { action: 'Pass' },
  ];
  const failsafe = () =>
    FAILSAFE.filter(
      ([protocol, port]) => !closed().some((each) => each.protocol === protocol && each.first <= port && port <= each.last),
    ).map(([protocol, port]) => ({ protocol, port }));
  return [
    clusterObject(scope, 'calico-tier', {
      apiVersion: 'projectcalico.org/v3',
      kind: 'Tier',
      metadata: { name: NAME },
      spec: { order: 1, defaultAction: 'Pass' },
    }),
    clusterObject(scope, 'calico-policy', {
      apiVersion: 'projectcalico.org/v3',
      kind: 'GlobalNetworkPolicy',
      metadata: { name: `${NAME}.openings` },
      spec: {
        tier: NAME,
        order: 1,
        selector: '!has(projectcalico.org/namespace)',
        types: ['Ingress'],
        ingress: lazy(ingress),
      },
    }),
    clusterObject(scope, 'calico-felix', {
      apiVersion: 'projectcalico.org/v3',
      kind: 'FelixConfiguration',
      metadata: { name: 'default' },
      spec: { failsafeInboundHostPorts: lazy(failsafe) },
    }),
  ];
}

/**
 * Cilium: denials alone, without putting the nodes into default deny. It knows nodes by identity, not by address, so that the policy turns
 * nodes away where no opening names any, and does not tell one from another. A denial by CIDR never matches pods and nodes.
 *
 * Source: https://docs.cilium.io/en/stable/security/host-firewall/, https://docs.cilium.io/en/stable/security/policy/layer3/
 */
export function ciliumPolicies(scope: Construct, { inbound, closed, nodeRanges, podRanges }: PolicyParts): ApiObject[] {
  const ingressDeny = () =>
    parts(inbound(), closed()).flatMap(({ protocol, ports, from }) => {
      if (from === undefined) return [];
      const toPorts = [
        {
          ports: ports.map(([first, last]) => ({ port: String(first), ...(first === last ? {} : { endPort: last }), protocol })),
        },
      ];
      const names = (ranges: readonly Cidr[]) => from.some(({ range }) => ranges.some((each) => each.overlaps(range)));
      return [
        { fromCIDRSet: [outside('0.0.0.0/0', rangesOf(from, 4)), outside('::/0', rangesOf(from, 6))], toPorts },
        ...(names(nodeRanges) ? [] : [{ fromEntities: ['remote-node'], toPorts }]),
        ...(names(podRanges)
          ? []
          : [{ fromEndpoints: [{ matchExpressions: [{ key: 'k8s:io.cilium.k8s.policy.cluster', operator: 'Exists' }] }], toPorts }]),
      ];
    });
  return [
    clusterObject(scope, 'cilium-policy', {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumClusterwideNetworkPolicy',
      metadata: { name: NAME },
      spec: {
        description: 'Closed ports of nodes',
        nodeSelector: {},
        enableDefaultDeny: { ingress: false, egress: false },
        ingressDeny: lazy(ingressDeny),
      },
    }),
  ];
}

/** Each closed port once, with all who may reach it on any node: a denial of one opening would turn away those of another. */
function parts(inbound: readonly Inbound[], closed: readonly Port[]): readonly Omit<Inbound, 'name' | 'reasons'>[] {
  return byProtocol(closed).flatMap(({ protocol, ports }) => {
    const own = inbound.filter((each) => each.protocol === protocol);
    return cut(
      ports,
      own.flatMap((each) => each.ports),
    ).map((range) => {
      const openings = own.filter((each) => each.ports.some(([first, last]) => first <= range[1] && range[0] <= last));
      const isWorld = openings.some(({ from }) => from === undefined);
      return { protocol, ports: [range], from: isWorld ? undefined : openings.flatMap(({ from }) => from!) };
    });
  });
}

/** Ranges cut where others begin or end, so that each piece is in all of another or in none of it. */
function cut(ranges: readonly Range[], others: readonly Range[]): readonly Range[] {
  const starts = [...new Set(others.flatMap(([first, last]) => [first, last + 1]))].sort((a, b) => a - b);
  return ranges.flatMap(([first, last]) => {
    const bounds = [first, ...starts.filter((start) => start > first && start <= last), last + 1];
    return bounds.slice(1).map((next, index): Range => [bounds[index]!, next - 1]);
  });
}

function outside(cidr: string, except: readonly string[]) {
  return except.length === 0 ? { cidr } : { cidr, except: [...except] };
}

function rangesOf(from: readonly { readonly range: Cidr }[], family: number): string[] {
  return [...new Set(from.filter(({ range }) => range.family === family).map(({ range }) => range.text))];
}

function lazy(produce: () => unknown): unknown {
  return Lazy.any({ produce });
}
