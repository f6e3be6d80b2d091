import type { Cidr } from '../../kubernetes/network/cidr';

/** A bastion or VPN: where SSH to the nodes may come from. */
export interface SshSource {
  /**
   * What it is, such as `vpn-frankfurt`: shown in the firewall, in its listing on the node and in messages. Letters, digits, dots, dashes
   * and underscores; unique.
   *
   * @shape name
   */
  readonly name: string;
  /**
   * Its addresses as the nodes see them, such as `Cidr.of('198.51.100.16/28')`: not wider than /24 for IPv4 (256 addresses: the usual
   * pool of a VPN gateway or subnet of bastions) and /64 for IPv6 (one subnet, which is the smallest that IPv6 has).
   */
  readonly cidr: Cidr;
  /**
   * Why the range has to be wider than that; never wider than /8 or /32. Kept in the firewall file. A proxy service with a published range
   * is such a case.
   *
   * @default - none: a wide range is refused
   * @shape reason
   */
  readonly unsafeWideRangeReason?: string;
}
