import { collect, NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asArray, asObject, asString, isUnset, type JsonObject } from '../../../text/json';
import type { Opening } from '../../peers';
import { CONTROL_PLANE, holds, SSH, textHolds, type PortTarget } from './port-target';

/** Reads what a firewall of a cloud lets in to a target. */
type Reader = (object: KubeObject, target: PortTarget) => readonly Opening[];

/** Firewalls of clouds that are written as Kubernetes objects, by group and kind. */
const READERS: Readonly<Record<string, Reader>> = {
  'ec2.services.k8s.aws/SecurityGroup': securityGroup,
  'compute.cnrm.cloud.google.com/ComputeFirewall': computeFirewall,
  'network.azure.com/NetworkSecurityGroupsSecurityRule': securityRule,
  'infrastructure.cluster.x-k8s.io/AWSCluster': awsCluster,
  'infrastructure.cluster.x-k8s.io/AWSClusterTemplate': awsCluster,
};

export const CLOUD_FIREWALLS: readonly string[] = Object.keys(READERS);

/** Undefined for an object that is no firewall of a cloud. */
export function cloudOpenings(object: KubeObject, target: PortTarget): readonly Opening[] | undefined {
  const key = `${object.group}/${object.kind}`;
  return Object.hasOwn(READERS, key) ? READERS[key]!(object, target) : undefined;
}

/** What is said of ports: any of a protocol, any at all, or some. */
function awsHolds(target: PortTarget, protocol: unknown, from: unknown, to: unknown): boolean {
  const text = String(protocol).toLowerCase();
  if (text === '-1' || text === 'all') return true;
  if (text !== 'tcp' && text !== '6') return false;
  if (isUnset(from) || from === -1) return true;
  return holds(target, Number(from) === 0 ? 1 : from, isUnset(to) ? from : Number(to));
}

/** AWS Controllers for Kubernetes. Source: https://aws-controllers-k8s.github.io/community/reference/ec2/v1alpha1/securitygroup/ */
function securityGroup(group: KubeObject, target: PortTarget): readonly Opening[] {
  return collect(asArray(asObject(group.json.spec).ingressRules), (entry, index): readonly Opening[] => {
    const rule = asObject(entry);
    if (!awsHolds(target, rule.ipProtocol, rule.fromPort, rule.toPort)) return NONE;
    const ranges = [
      ...asArray(rule.ipRanges).map((range) => asObject(range).cidrIP),
      ...asArray(rule.ipv6Ranges).map((range) => asObject(range).cidrIPv6),
      ...asArray(rule.prefixListIDs).map((list) => `prefix list ${asString(asObject(list).prefixListID) ?? ''}`),
    ];
    return [{ path: `spec.ingressRules[${index}]`, label: `ingress rule ${index}`, from: ranges }];
  });
}

/** Config Connector. Source: https://cloud.google.com/config-connector/docs/reference/resource-docs/compute/computefirewall */
function computeFirewall(firewall: KubeObject, target: PortTarget): readonly Opening[] {
  const spec = asObject(firewall.json.spec);
  if (spec.disabled === true || asString(spec.direction)?.toUpperCase() === 'EGRESS') return NONE;
  const ranges = asArray(spec.sourceRanges);
  const limited = [spec.sourceTags, spec.sourceServiceAccounts].some((list) => asArray(list).length > 0);
  return collect(asArray(spec.allow), (entry, index): readonly Opening[] => {
    const { protocol, ports } = asObject(entry);
    const text = String(protocol).toLowerCase();
    if (text !== 'all' && text !== 'tcp' && text !== '6') return NONE;
    const written = asArray(ports);
    if (written.length > 0 && text !== 'all' && !written.some((port) => textHolds(target, port))) return NONE;
    const from = ranges.length > 0 || limited ? ranges : { everybody: 'sourceRanges is not set, nor is another source' };
    return [{ path: `spec.allow[${index}]`, label: `allow ${index}`, from }];
  });
}

/** Tags of Azure that are no addresses of strangers. */
const OWN_TAGS: ReadonlySet<string> = new Set(['virtualnetwork', 'azureloadbalancer']);
const WORLD_TAGS: ReadonlySet<string> = new Set(['*', 'internet', 'any']);

/**
 * Azure Service Operator, whose groups hold no rules themselves.
 *
 * Source: https://azure.github.io/azure-service-operator/reference/network/v1api20240301/,
 * https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview
 */
function securityRule(rule: KubeObject, target: PortTarget): readonly Opening[] {
  const spec = asObject(rule.json.spec);
  const is = (value: unknown, ...texts: readonly string[]) => texts.includes(String(value).toLowerCase());
  if (!is(spec.access, 'allow') || !is(spec.direction, 'inbound') || !is(spec.protocol, 'tcp', '*')) return NONE;
  const ports = [spec.destinationPortRange, ...asArray(spec.destinationPortRanges)];
  if (!ports.some((port) => textHolds(target, port))) return NONE;
  const sources = [spec.sourceAddressPrefix, ...asArray(spec.sourceAddressPrefixes)].filter((source) => !isUnset(source) && source !== '');
  const path = 'spec.sourceAddressPrefix';
  const world = sources.find((source) => WORLD_TAGS.has(String(source).toLowerCase()));
  const from =
    world === undefined
      ? sources.filter((source) => !OWN_TAGS.has(String(source).toLowerCase()))
      : { everybody: `its source is ${JSON.stringify(world)}` };
  return [{ path, label: 'the rule', from }];
}

/**
 * Cluster API for AWS: rules that are added to those of the provider, the load balancer in front of the API server, and the bastion.
 *
 * Source: api/v1beta2 (awscluster_types.go, network_types.go, defaults.go) of kubernetes-sigs/cluster-api-provider-aws v2.13
 */
function awsCluster(cluster: KubeObject, target: PortTarget): readonly Opening[] {
  const isTemplate = cluster.kind === 'AWSClusterTemplate';
  const root = isTemplate ? 'spec.template.spec' : 'spec';
  const spec = asObject(isTemplate ? asObject(asObject(cluster.json.spec).template).spec : cluster.json.spec);
  const network = asObject(spec.network);
  const lists: readonly (readonly [path: string, rules: unknown])[] = [
    ['network.additionalControlPlaneIngressRules', network.additionalControlPlaneIngressRules],
    ['network.additionalNodeIngressRules', network.additionalNodeIngressRules],
    ...(['controlPlaneLoadBalancer', 'secondaryControlPlaneLoadBalancer'] as const).map(
      (name) => [`${name}.ingressRules`, asObject(spec[name]).ingressRules] as const,
    ),
  ];
  const written = lists.flatMap(([path, rules]) =>
    collect(asArray(rules), (rule, index) => ingressRule(rule, `${root}.${path}[${index}]`)),
  );
  const openings = written.flatMap(({ holdsTarget, opening }) => (holdsTarget(target) ? [opening] : []));
  if (target === SSH) return [...openings, ...bastion(asObject(spec.bastion), root)];
  return target === CONTROL_PLANE ? [...openings, ...balancer(spec, root)] : openings;
}

/** Without rules of its own, the provider opens the load balancer of the API server to every address. */
function balancer(spec: JsonObject, root: string): readonly Opening[] {
  const [own, other] = [asObject(spec.controlPlaneLoadBalancer), asObject(spec.secondaryControlPlaneLoadBalancer)];
  if (own.scheme === 'internal' || own.loadBalancerType === 'disabled') return NONE;
  if ([own, other].some(({ ingressRules }) => asArray(ingressRules).length > 0)) return NONE;
  const everybody = 'its ingressRules are not set, which is 0.0.0.0/0';
  return [{ path: `${root}.controlPlaneLoadBalancer.ingressRules`, label: 'the load balancer of the API server', from: { everybody } }];
}

function ingressRule(value: unknown, path: string): readonly { holdsTarget: (target: PortTarget) => boolean; opening: Opening }[] {
  const rule = asObject(value);
  return [
    {
      holdsTarget: (target) => awsHolds(target, rule.protocol, rule.fromPort, rule.toPort),
      opening: { path, label: 'the ingress rule', from: [...asArray(rule.cidrBlocks), ...asArray(rule.ipv6CidrBlocks)] },
    },
  ];
}

function bastion({ enabled, disableIngressRules, allowedCIDRBlocks }: JsonObject, root: string): readonly Opening[] {
  if (enabled !== true || disableIngressRules === true) return NONE;
  const ranges = asArray(allowedCIDRBlocks);
  const from = ranges.length > 0 ? ranges : { everybody: 'allowedCIDRBlocks is not set, which is 0.0.0.0/0 and ::/0' };
  return [{ path: `${root}.bastion.allowedCIDRBlocks`, label: 'the bastion', from }];
}
