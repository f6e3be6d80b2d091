import { defineRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { CLOUD_FIREWALLS } from '../openings/cloud-firewalls';
import { SSH } from '../openings/port-target';
import { firewallsOf, forbidWorld } from '../openings/world-openings';
import { widestOptions } from '../widest-options';

const POLICIES = ['projectcalico.org', 'crd.projectcalico.org'].flatMap((group) => [
  `${group}/GlobalNetworkPolicy`,
  `${group}/NetworkPolicy`,
  `${group}/FelixConfiguration`,
]);

export const sshWorldRange = defineRule({
  id: 'nodes/ssh-world-range',
  title: 'SSH must not be open to the internet',
  description:
    'Checked are load balancers with an SSH port and without source ranges; network policies of Kubernetes, Calico and Cilium '
    + "that name port 22; Calico's failsafe ports; rulesets of nftables; and firewalls of clouds: `SecurityGroup` of AWS Controllers for "
    + 'Kubernetes, `ComputeFirewall` of Config Connector, `NetworkSecurityGroupsSecurityRule` of Azure Service Operator, and the ingress '
    + 'rules and the bastion of `AWSCluster`.\n\n'
    + 'Open to the internet means: no limit, a range wider than /8 (for IPv6 a public one wider than /32), or several ranges that '
    + 'together cover half of the public addresses of a family. Rules for all ports are checked in '
    + 'firewalls of clouds alone.',
  severity: Severity.CRITICAL,
  fix: 'Name the ranges of your bastion or VPN, and nothing else.',
  sources: [
    'https://kubernetes.io/docs/tasks/access-application-cluster/configure-cloud-provider-firewall/',
    'https://docs.tigera.io/calico/latest/reference/host-endpoints/failsafe',
  ],
  bad:
    '{ apiVersion: v1, kind: Service, metadata: { name: jump }, '
    + 'spec: { type: LoadBalancer, selector: { app: jump }, ports: [{ port: 22 }] } }',
  good:
    '{ apiVersion: v1, kind: Service, metadata: { name: jump }, '
    + 'spec: { type: LoadBalancer, selector: { app: jump }, ports: [{ port: 22 }], loadBalancerSourceRanges: [198.51.100.0/28] } }',
  subject: firewallsOf(
    'Services, network policies and firewalls',
    () => true,
    '/Service',
    'networking.k8s.io/NetworkPolicy',
    ...POLICIES,
    'cilium.io/CiliumNetworkPolicy',
    'cilium.io/CiliumClusterwideNetworkPolicy',
    ...CLOUD_FIREWALLS,
  ),
  options: widestOptions,
  check: forbidWorld(SSH),
});
