import type { Port } from '../../cdk8s/port';
import type { Cidr } from '../../kubernetes/network/cidr';
import type { NodeFirewall } from './firewall/node-firewall';
import type { HostPolicy } from './host-policy';
import type { SshSource } from './ssh-source';
import type { SshdProps } from './sshd-props';

/** Properties of {@link BastionOnlyNodeAccess}. */
export interface BastionOnlyNodeAccessProps {
  /**
   * The bastions and VPNs that may reach sshd, at least one; they share no addresses. The pools of bastions of the {@link firewall} come in
   * addition.
   */
  readonly sources: SshSource[];
  /**
   * TCP ports on which sshd listens, each once and none of them a range. The firewall closes these and no other; it does not move sshd.
   *
   * @default [Port.tcp(22)]
   */
  readonly ports?: Port[];
  /**
   * Ranges of the pods: no source may share addresses with them.
   *
   * @default - not compared
   */
  readonly podRanges?: Cidr[];
  /**
   * Ranges of the Services: no source may share addresses with them.
   *
   * @default - not compared
   */
  readonly serviceRanges?: Cidr[];
  /**
   * Ranges of the nodes: no source may share addresses with them, since traffic of pods often leaves with their node's address.
   *
   * @default - not compared
   */
  readonly nodeRanges?: Cidr[];
  /**
   * Why sshd must be reachable from the node itself over loopback, such as for an agent that tunnels sessions to it. Any process on the
   * node's network, host-network pods among them, reaches sshd then.
   *
   * @default - none: loopback is closed like the rest
   * @shape reason
   */
  readonly unsafeLoopbackReason?: string;
  /**
   * What sshd allows.
   *
   * @default - keys only, not for root, no forwarding
   */
  readonly sshd?: SshdProps;
  /**
   * The network plugin that is told as well. With a {@link firewall}, that of the firewall is.
   *
   * @default HostPolicy.NONE
   */
  readonly hostPolicy?: HostPolicy;
  /**
   * The firewall of all nodes, of which this becomes a part: no ruleset of its own is made then, the bastions of that firewall are sources
   * as well, and its pods and nodes are compared with the sources.
   *
   * @default - none: a table of its own, on every node
   */
  readonly firewall?: NodeFirewall;
}
