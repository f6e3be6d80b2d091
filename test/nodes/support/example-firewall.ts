import { App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { Cidr } from '../../../src/kubernetes/network/cidr';
import {
  BastionFirewall,
  BastionOnlyNodeAccess,
  ControlPlaneFirewall,
  EtcdFirewall,
  FirewallSource,
  KubeletFirewall,
  NodeFirewall,
  NodeRole,
  type NodeFirewallProps,
} from '../../../src/nodes';

export const POOLS = [
  { name: 'control-plane', roles: [NodeRole.CONTROL_PLANE], ranges: [Cidr.of('10.9.1.0/28'), Cidr.of('fd09:1::/64')] },
  { name: 'etcd', roles: [NodeRole.ETCD], ranges: [Cidr.of('10.9.2.0/28'), Cidr.of('fd09:2::/64')] },
  { name: 'workers', roles: [NodeRole.WORKER], ranges: [Cidr.of('10.9.3.0/24'), Cidr.of('fd09:3::/64')] },
  { name: 'bastion', roles: [NodeRole.BASTION], ranges: [Cidr.of('10.9.4.0/28'), Cidr.of('fd09:4::/64')] },
];
export const SCRAPER = [
  FirewallSource.cidr('prometheus', Cidr.of('10.9.5.2/32')),
  FirewallSource.cidr('prometheus6', Cidr.of('fd09:5::2/128')),
];
export const OFFICE = [
  { name: 'office', cidr: Cidr.of('198.51.100.0/28') },
  { name: 'office6', cidr: Cidr.of('2001:db8:7::/64') },
];
export const PODS = [Cidr.of('10.244.0.0/16'), Cidr.of('fd00:244::/56')];

/** A firewall of four pools with all its parts. */
export function exampleFirewall(props: Partial<NodeFirewallProps> = {}, scope: Construct = new Chart(new App(), 'nodes')): NodeFirewall {
  const firewall = new NodeFirewall(scope, 'firewall', { pools: POOLS, podRanges: PODS, ...props });
  new ControlPlaneFirewall(scope, 'control-plane', {
    firewall,
    sources: OFFICE.map(({ name, cidr }) => FirewallSource.cidr(name, cidr)),
    scrapers: SCRAPER,
  });
  new EtcdFirewall(scope, 'etcd', { firewall, scrapers: SCRAPER });
  new KubeletFirewall(scope, 'kubelet', { firewall, scrapers: SCRAPER, healthCheckers: SCRAPER });
  new BastionFirewall(scope, 'bastion', { firewall, sources: OFFICE });
  new BastionOnlyNodeAccess(scope, 'ssh', { firewall, sources: [] });
  return firewall;
}

/** The ruleset of a pool. */
export function rulesetOf(firewall: NodeFirewall, pool: string): string {
  return firewall.files.find(({ nodes, path }) => path.endsWith('.nft') && nodes.includes(pool))!.content;
}
