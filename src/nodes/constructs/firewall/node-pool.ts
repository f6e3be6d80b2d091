import type { Cidr } from '../../../kubernetes/network/cidr';
import type { NodeRole } from './node-role';

/** Nodes with the same roles, and so with the same firewall. */
export interface NodePool {
  /**
   * What it is called, such as `control-plane`: the node group of its host files. Letters, digits, dots, dashes and underscores; unique.
   *
   * @shape name
   */
  readonly name: string;
  /** What its nodes are for, at least one. Control plane nodes that run etcd as well have both roles. */
  readonly roles: NodeRole[];
  /**
   * The addresses of its nodes, or the subnets that hold them and nothing else, at least one. Openings for a role are openings for these.
   * No pool shares addresses with another or with the pods.
   */
  readonly ranges: Cidr[];
}
