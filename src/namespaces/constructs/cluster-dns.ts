import { Port } from '../../cdk8s/port';
import { refusal } from '../../cdk8s/refusal';
import type { Cidr } from '../../kubernetes/network/cidr';
import { checkNamespaceName, checkPodLabels } from './pod-labels';

const DNS_PORTS: readonly Port[] = [Port.udp(53), Port.tcp(53)];

/** Where the pods of a namespace find DNS: what its policy for DNS lets them reach, over UDP and TCP. */
export class ClusterDns {
  /**
   * The DNS pods of most clusters: pods labelled `k8s-app: kube-dns` (CoreDNS carries that label too) of namespace kube-system, port 53.
   */
  public static kubeDns(): ClusterDns {
    return ClusterDns.pods('kube-system', { 'k8s-app': 'kube-dns' });
  }

  /**
   * Other DNS pods, such as those of OpenShift:
   * `ClusterDns.pods('openshift-dns', { 'dns.operator.openshift.io/daemonset-dns': 'default' }, Port.udp(5353), Port.tcp(5353))`.
   *
   * @param namespaceName their namespace
   * @param labels labels that they carry; at least one
   * @param ports the ports on which the pods listen, which is what policies are evaluated with; UDP 53 and TCP 53 when there are none
   *
   * @throws Error when the namespace or the labels are not valid, or there are none
   */
  public static pods(namespaceName: string, labels: { [key: string]: string }, ...ports: Port[]): ClusterDns;
  public static pods(namespaceName: string, labels: { [key: string]: string }, port: number): ClusterDns;
  public static pods(namespaceName: string, labels: { [key: string]: string }, ...ports: (Port | number)[]): ClusterDns {
    const place = 'ClusterDns.pods';
    checkNamespaceName(place, namespaceName);
    checkPodLabels(place, namespaceName, labels);
    return new ClusterDns(
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespaceName } },
        podSelector: { matchLabels: { ...labels } },
      },
      ports.length === 0 ? DNS_PORTS : ports.flatMap((port) => (port instanceof Port ? port : [Port.udp(port), Port.tcp(port)])),
    );
  }

  /**
   * A cache on every node, which pods ask under an address of the node (NodeLocal DNSCache: 169.254.20.10).
   *
   * @param address one address with its mask, `Cidr.of('169.254.20.10/32')`
   *
   * @throws Error when it is a range of more than one address
   */
  public static nodeLocal(address: Cidr): ClusterDns {
    if (address.prefixLength !== (address.family === 4 ? 32 : 128)) {
      throw refusal('ClusterDns.nodeLocal', {
        fact: `${address.text} is more than one address`,
        consequence: 'so pods would reach more than DNS',
        remedy: 'Name the one address of the cache.',
      });
    }
    return new ClusterDns({ ipBlock: { cidr: address.text } }, DNS_PORTS);
  }

  private constructor(
    private readonly peer: object,
    private readonly ports: readonly Port[],
  ) {}

  /**
   * An egress rule of a NetworkPolicy.
   *
   * @internal
   */
  public _toEgressRule(): object {
    return { to: [this.peer], ports: this.ports.map((port) => port._toPolicyPort()) };
  }
}
