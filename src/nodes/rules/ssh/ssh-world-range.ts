import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { collect } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { openings } from './openings';
import { judgeOpening } from '../../peers';

const POLICIES = ['projectcalico.org', 'crd.projectcalico.org'].flatMap((group) => [
  `${group}/GlobalNetworkPolicy`,
  `${group}/NetworkPolicy`,
  `${group}/FelixConfiguration`,
]);

/**
 * Nothing lets the world reach SSH: neither a load balancer with an SSH port and without source ranges, nor a network policy of Kubernetes,
 * Calico or Cilium that names port 22, nor Calico's failsafe ports.
 *
 * The world is no limit at all, a range wider than /8 (IPv6: a public one wider than /32), or several that together cover half of a
 * family's public addresses. Rules for all ports are not about SSH and not judged here.
 */
export const sshWorldRange = defineRule({
  id: 'nodes/ssh-world-range',
  title: 'SSH must not be open to the world',
  severity: Severity.CRITICAL,
  fix: 'Name the ranges of your bastion or VPN, and nothing else.',
  controls: [],
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
  subject: objectsOfKind(
    '/Service',
    'networking.k8s.io/NetworkPolicy',
    ...POLICIES,
    'cilium.io/CiliumNetworkPolicy',
    'cilium.io/CiliumClusterwideNetworkPolicy',
  ),
  revisions: [{ since: '1.0', check }],
});

function check(object: KubeObject, { inventory }: CheckContext): readonly Outcome[] {
  return collect(openings(object, inventory), judgeOpening);
}
