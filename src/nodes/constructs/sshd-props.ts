/** What sshd on the nodes allows. Everything left out is closed. */
export interface SshdProps {
  /**
   * Users who may log in, by name: no patterns, and not root.
   *
   * @default - every user but root
   * @shape name
   */
  readonly allowUsers?: string[];
  /**
   * Groups whose members alone may log in.
   *
   * @default - members of any group
   * @shape name
   */
  readonly allowGroups?: string[];
  /**
   * Attempts to authenticate in one connection, 1 to 6. An agent with many keys uses one for each.
   *
   * @default 3
   */
  readonly maxAuthTries?: number;
  /**
   * Seconds in which a login must be complete, 10 to 120.
   *
   * @default 30
   */
  readonly loginGraceSeconds?: number;
  /**
   * Why TCP forwarding through the nodes is needed. A jump through the bastion needs it on the bastion, not on nodes.
   *
   * @default - none: no forwarding
   * @shape reason
   */
  readonly unsafeTcpForwardingReason?: string;
  /**
   * Why agents of users must be reachable from the nodes: root on a node can use their keys meanwhile.
   *
   * @default - none: no forwarding
   * @shape reason
   */
  readonly unsafeAgentForwardingReason?: string;
}
