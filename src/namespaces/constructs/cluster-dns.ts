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
      [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespaceName } },
          podSelector: { matchLabels: { ...labels } },
        },
      ],
      ports.length === 0 ? DNS_PORTS : ports.flatMap((port) => (port instanceof Port ? port : [Port.udp(port), Port.tcp(port)])),
    );
  }

  /**
   * A cache on every node, which pods ask under an address of the node (NodeLocal DNSCache: 169.254.20.10).
   *
   * Where kube-proxy runs in iptables mode, the cache answers on the ClusterIP of the Service kube-dns as well, and that is what pods
   * ask: name it in `clusterIp`. In IPVS mode pods ask the address of the cache alone.
   *
   * @param address one address with its mask, `Cidr.of('169.254.20.10/32')`
   * @param clusterIp the ClusterIP of the Service kube-dns with its mask, such as `Cidr.of('10.96.0.10/32')`
   *
   * @throws Error when one of them is a range of more than one address
   *
   * @see https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/
   */
  public static nodeLocal(address: Cidr, clusterIp?: Cidr): ClusterDns {
    oneAddress(address, 'Name the one address of the cache.');
    if (clusterIp !== undefined) oneAddress(clusterIp, 'Name the one ClusterIP of the Service kube-dns.');
    const addresses = clusterIp === undefined ? [address] : [address, clusterIp];
    return new ClusterDns(
      addresses.map(({ text }) => ({ ipBlock: { cidr: text } })),
      DNS_PORTS,
    );
  }

  private constructor(
    private readonly peers: readonly object[],
    private readonly ports: readonly Port[],
  ) {}

  /**
   * An egress rule of a NetworkPolicy.
   *
   * @internal
   */
  public _toEgressRule(): object {
    return { to: [...this.peers], ports: this.ports.map((port) => port._toPolicyPort()) };
  }
}

function oneAddress({ prefixLength, family, text }: Cidr, remedy: string): void {
  if (prefixLength === (family === 4 ? 32 : 128)) return;
  throw refusal('ClusterDns.nodeLocal', {
    fact: `${text} is more than one address`,
    consequence: 'so pods would reach more than DNS',
    remedy,
  });
}
