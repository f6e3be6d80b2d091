import type { OptionValues } from '../../../engine/options';
import { defineRule, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { collect } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { judgeOpening } from '../../peers';
import { widestOf, widestOptions } from '../widest-options';
import { openings } from './openings';

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
    + "that name port 22; and Calico's failsafe ports.\n\n"
    + 'Open to the internet means: no limit, a range wider than /8 (for IPv6 a public one wider than /32), or several ranges that '
    + 'together cover half of the public addresses of a family. Rules for all ports are not checked here.',
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
  subject: objectsOfKind(
    '/Service',
    'networking.k8s.io/NetworkPolicy',
    ...POLICIES,
    'cilium.io/CiliumNetworkPolicy',
    'cilium.io/CiliumClusterwideNetworkPolicy',
  ),
  options: widestOptions,
  check: forbidOpenings,
});

function forbidOpenings(object: KubeObject, { inventory }: CheckContext, options: OptionValues<typeof widestOptions>): readonly Outcome[] {
  return collect(openings(object, inventory), (opening) => judgeOpening(opening, widestOf(options)));
}
