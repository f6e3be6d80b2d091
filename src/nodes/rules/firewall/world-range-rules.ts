import { defineRule, type AnyRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asArray, asObject, asString, isObject } from '../../../text/json';
import { CONTROL_PLANE_RULE } from '../../component-ports';
import { CLOUD_FIREWALLS } from '../openings/cloud-firewalls';
import { CONTROL_PLANE, ETCD, KUBELET, type PortTarget } from '../openings/port-target';
import { firewallsOf, forbidWorld } from '../openings/world-openings';
import { widestOptions } from '../widest-options';

const CALICO = ['projectcalico.org/GlobalNetworkPolicy', 'crd.projectcalico.org/GlobalNetworkPolicy'];

const nodeFirewalls = firewallsOf(
  'firewalls of nodes',
  isForNodes,
  ...CALICO,
  'cilium.io/CiliumClusterwideNetworkPolicy',
  ...CLOUD_FIREWALLS,
);

/** A policy for pods opens ports of pods, whatever their numbers. Host endpoints of Calico have no namespace, and pods always have one. */
function isForNodes({ group, json }: KubeObject): boolean {
  const spec = asObject(json.spec);
  if (group === 'cilium.io') return [spec, ...asArray(json.specs)].some((each) => isObject(asObject(each).nodeSelector));
  if (!group.endsWith('projectcalico.org')) return true;
  return spec.namespaceSelector === undefined && !/(?:^|[^!])\bhas\(projectcalico\.org\/namespace\)/.test(asString(spec.selector) ?? '');
}

interface WorldRangeRule {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly severity: Severity;
  readonly fix: string;
  readonly target: PortTarget;
  readonly port: number;
  readonly source: string;
  readonly takesReason?: boolean;
}

/** Components of Kubernetes that strangers must not reach, one rule each. */
const RULES: readonly WorldRangeRule[] = [
  {
    id: 'nodes/etcd-world-range',
    title: 'Firewalls must not open etcd (2379, 2380) to the internet',
    why: 'Who writes to etcd is the administrator of the cluster; its clients are the API servers, its peers the members.',
    severity: Severity.CRITICAL,
    fix: 'Open 2379 to the API servers alone, and 2380 to the members alone.',
    target: ETCD,
    port: 2379,
    source: 'https://kubernetes.io/docs/tasks/administer-cluster/configure-upgrade-etcd/#limiting-access-of-etcd-clusters',
  },
  {
    id: 'nodes/kubelet-world-range',
    title: 'Firewalls must not open the kubelet (10250, 10255) or kube-proxy (10249, 10256) to the internet',
    why: 'The API of the kubelet runs commands in pods, and the other ports authenticate no client.',
    severity: Severity.CRITICAL,
    fix: 'Open 10250 to the API servers and named scrapers, 10256 to the health checks of the load balancer, and close the others.',
    target: KUBELET,
    port: 10250,
    source: 'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/',
  },
  {
    id: CONTROL_PLANE_RULE,
    title: 'Firewalls must not open the API server (6443), the controller manager or the scheduler to the internet',
    why: 'A fault of authentication in a public API server is one that everyone can use. One that has to be public has a reason.',
    severity: Severity.HIGH,
    fix: 'Open 6443 to the nodes, the pods and the networks of administrators, and close 10257 and 10259.',
    target: CONTROL_PLANE,
    port: 6443,
    source: 'https://kubernetes.io/docs/concepts/security/controlling-access/',
    takesReason: true,
  },
];

export const worldRangeRules: readonly AnyRule[] = RULES.map(({ id, title, why, severity, fix, target, port, source, takesReason }) =>
  defineRule({
    id,
    title,
    description:
      `${why}\n\nChecked are rulesets of nftables, policies of Calico and Cilium for nodes that name the port, and firewalls of clouds: `
      + '`SecurityGroup` of AWS Controllers for Kubernetes, `ComputeFirewall` of Config Connector, `NetworkSecurityGroupsSecurityRule` of '
      + 'Azure Service Operator, and the ingress rules of `AWSCluster`. There, rules for every port and protocol count as well.\n\n'
      + 'Open to the internet means: no limit, a range wider than /8 (for IPv6 a public one wider than /32), or several ranges that '
      + 'together cover half of the public addresses of a family. In a ruleset the rule counts that lets a new connection of a stranger '
      + 'in, unless a chain of the input hook drops it; what depends on an interface, a mark or a set that is filled elsewhere is unknown.',
    severity,
    fix,
    sources: [source, 'https://netfilter.org/projects/nftables/manpage.html'],
    bad: exampleWith(port, '0.0.0.0/0'),
    good: exampleWith(port, '10.0.1.0/28'),
    ...(takesReason === true ? { takesReason } : {}),
    subject: nodeFirewalls,
    options: widestOptions,
    check: forbidWorld(target),
  }),
);

function exampleWith(port: number, range: string): string {
  return (
    '{ apiVersion: ec2.services.k8s.aws/v1alpha1, kind: SecurityGroup, metadata: { name: nodes }, '
    + `spec: { ingressRules: [{ ipProtocol: tcp, fromPort: ${port}, toPort: ${port}, ipRanges: [{ cidrIP: ${range} }] }] } }`
  );
}
