import type { Cidr } from '../../../kubernetes/network/cidr';
import type { HostPolicy } from '../host-policy';
import type { NodePool } from './node-pool';

/** Properties of {@link NodeFirewall}. */
export interface NodeFirewallProps {
  /** All nodes of the cluster, and its bastions, by pool. */
  readonly pools: NodePool[];
  /**
   * Ranges of the pods. No pool and no source may share addresses with them, and they may reach the API server.
   *
   * @default - not known: nothing is compared, and pods reach the API server only where their nodes translate their addresses
   */
  readonly podRanges?: Cidr[];
  /**
   * True to drop all other traffic to the nodes as well, but for answers, loopback, ICMP and DHCP. Open what else your nodes offer with
   * {@link NodeFirewall.allow}: the overlay of the network plugin, node ports, its health checks. Protocols without ports, such as IP in IP
   * and VRRP, are dropped.
   *
   * @default - false: ports that nothing names are left to others
   */
  readonly closeOtherPorts?: boolean;
  /**
   * The network plugin that is told as well, for the nodes of the cluster. Openings that end (`BreakGlass`) are not in its policies, which
   * know no time: where it is enforced, it keeps them closed.
   *
   * @default HostPolicy.NONE
   */
  readonly hostPolicy?: HostPolicy;
}
