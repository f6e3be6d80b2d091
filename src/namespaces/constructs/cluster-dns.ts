import { checkNamespaceName, checkPodLabels } from './pod-labels';
import type { Cidr } from '../../kubernetes/network/cidr';
import { Port } from '../../cdk8s/port';
import { refusal } from '../../cdk8s/refusal';

const LAST_PORT = 65_535;

/** Where the pods of a namespace find DNS: what its policy for DNS lets them reach, over UDP and TCP. */
export class ClusterDns {
  /**
   * The DNS pods of most clusters: pods labelled `k8s-app: kube-dns` (CoreDNS carries that label too) of namespace kube-system, port 53.
   */
  public static kubeDns(): ClusterDns {
    return ClusterDns.pods('kube-system', { 'k8s-app': 'kube-dns' });
  }

  /**
   * Other DNS pods, such as `ClusterDns.pods('openshift-dns', { 'dns.operator.openshift.io/daemonset-dns': 'default' }, 5353)`.
   *
   * @param namespace their namespace
   * @param labels labels that they carry; at least one
   * @param port the port on which the pods listen, which is what policies are evaluated with; 53 when unset
   *
   * @throws Error when the namespace or the labels are not valid, or there are none
   */
  public static pods(namespace: string, labels: { [key: string]: string }, port?: number): ClusterDns {
    checkNamespaceName('ClusterDns.pods', namespace);
    checkPodLabels('ClusterDns.pods', namespace, labels);
    return new ClusterDns(
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
        podSelector: { matchLabels: { ...labels } },
      },
      port ?? 53,
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
    return new ClusterDns({ ipBlock: { cidr: address.text } }, 53);
  }

  private constructor(
    private readonly peer: object,
    private readonly port: number,
  ) {
    if (!Number.isInteger(port) || port < 1 || port > LAST_PORT) {
      throw refusal('ClusterDns', {
        fact: `${String(port)} is not a port`,
        consequence: 'so no policy could open it',
        remedy: 'Write a whole number from 1 to 65535.',
      });
    }
  }

  /**
   * An egress rule of a NetworkPolicy.
   *
   * @internal
   */
  public _toEgressRule(): object {
    return { to: [this.peer], ports: [Port.udp(this.port), Port.tcp(this.port)].map((port) => port._toPolicyPort()) };
  }
}
