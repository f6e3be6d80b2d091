import { ApiObject, JsonPatch, type ApiObjectProps } from 'cdk8s';
import type { Construct } from 'constructs';
import type { CheckedSource } from './source-list';

const NAME = 'cdk8s-hardened-ssh';

/** Felix's own list of inbound failsafe ports without 22. Source: felix/config/config_params.go of Calico 3.30, FailsafeInboundHostPorts */
export const FAILSAFE: readonly (readonly [string, number])[] = [
  ['UDP', 68],
  ['TCP', 179],
  ['TCP', 2379],
  ['TCP', 2380],
  ['TCP', 5473],
  ['TCP', 6443],
  ['TCP', 6666],
  ['TCP', 6667],
];

/** What the policies are made of. */
export interface PolicyParts {
  readonly sources: readonly CheckedSource[];
  readonly ports: readonly number[];
  /** Written onto every object. */
  readonly annotations: Record<string, string>;
}

/**
 * Calico: a tier of its own that decides SSH alone and passes on everything else, so that it neither allows nor closes anything that
 * other policies decide. Only host endpoints lack the namespace label. No `preDNAT` or `applyOnForward`: sshd is reached on the port
 * after DNAT, and traffic that the node forwards is not sshd's.
 *
 * The failsafe ports come without SSH rather than with it for the bastions: Felix releases exist that take an entry for an IPv4 range as
 * one for all addresses over IPv6 (failsafeInChain in felix/rules/static.go). The policy itself lets the bastions in.
 */
export function calicoObjects(scope: Construct, { sources, ports, annotations }: PolicyParts): ApiObject[] {
  const destination = { ports: [...ports] };
  const allow = ([4, 6] as const)
    .filter((family) => rangesOf(sources, family).length > 0)
    .map((family) => ({ action: 'Allow', protocol: 'TCP', ipVersion: family, source: { nets: rangesOf(sources, family) }, destination }));
  return [
    clusterObject(scope, 'calico-tier', {
      apiVersion: 'projectcalico.org/v3',
      kind: 'Tier',
      metadata: { name: NAME, annotations },
      spec: { order: 1, defaultAction: 'Pass' },
    }),
    clusterObject(scope, 'calico-policy', {
      apiVersion: 'projectcalico.org/v3',
      kind: 'GlobalNetworkPolicy',
      metadata: { name: `${NAME}.bastion-only`, annotations },
      spec: {
        tier: NAME,
        order: 1,
        selector: '!has(projectcalico.org/namespace)',
        types: ['Ingress'],
        ingress: [...allow, { action: 'Deny', protocol: 'TCP', destination }, { action: 'Pass' }],
      },
    }),
    clusterObject(scope, 'calico-felix', {
      apiVersion: 'projectcalico.org/v3',
      kind: 'FelixConfiguration',
      metadata: { name: 'default', annotations },
      spec: {
        failsafeInboundHostPorts: FAILSAFE.filter(([protocol, port]) => protocol !== 'TCP' || !ports.includes(port)).map(
          ([protocol, port]) => ({ protocol, port }),
        ),
      },
    }),
  ];
}

/**
 * Cilium: denials alone, without putting the nodes into default deny (which would cut off kubelet, etcd and the overlay). A denial by CIDR
 * never matches pods and nodes, so those are named. The empty selector is every node: a node's labels are not all labels of its host
 * endpoint.
 */
export function ciliumObjects(scope: Construct, { sources, ports, annotations }: PolicyParts): ApiObject[] {
  const toPorts = [{ ports: ports.map((port) => ({ port: String(port), protocol: 'TCP' })) }];
  const outside = (family: 4 | 6, cidr: string) => {
    const except = rangesOf(sources, family);
    return except.length === 0 ? { cidr } : { cidr, except };
  };
  return [
    clusterObject(scope, 'cilium-policy', {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumClusterwideNetworkPolicy',
      metadata: { name: NAME, annotations },
      spec: {
        description: 'SSH to nodes from bastions and VPNs only',
        nodeSelector: {},
        enableDefaultDeny: { ingress: false, egress: false },
        ingressDeny: [
          { fromCIDRSet: [outside(4, '0.0.0.0/0'), outside(6, '::/0')], toPorts },
          { fromEntities: ['cluster'], toPorts },
          { fromEndpoints: [{ matchExpressions: [{ key: 'k8s:io.cilium.k8s.policy.cluster', operator: 'Exists' }] }], toPorts },
        ],
      },
    }),
  ];
}

function rangesOf(sources: readonly CheckedSource[], family: 4 | 6): string[] {
  return sources.filter(({ range }) => range.family === family).map(({ range }) => range.text);
}

/** An object without namespace: cdk8s would write the chart's onto it. */
export function clusterObject(scope: Construct, id: string, props: ApiObjectProps & { readonly spec: unknown }): ApiObject {
  const object = new ApiObject(scope, id, { ...props, metadata: { ...props.metadata, namespace: '' } });
  object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  return object;
}
