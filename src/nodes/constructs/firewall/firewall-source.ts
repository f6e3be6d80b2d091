import type { Cidr } from '../../../kubernetes/network/cidr';
import type { NodeRole } from './node-role';

/** Where traffic to a port of a node may come from. */
export class FirewallSource {
  /**
   * The nodes that have a role.
   *
   * @param role the role
   */
  public static role(role: NodeRole): FirewallSource {
    return new FirewallSource({ role });
  }

  /** All pods: the pod ranges of the firewall. Anyone who can run a pod is let in then, so most openings require a reason for it. */
  public static pods(): FirewallSource {
    return new FirewallSource({ pods: true });
  }

  /**
   * Addresses outside of the cluster.
   *
   * @param name what they are, such as `prometheus`: letters, digits, dots, dashes and underscores
   * @param cidr the addresses as the nodes see them, not wider than /8 for IPv4 and /32 for IPv6
   */
  public static cidr(name: string, cidr: Cidr): FirewallSource {
    return new FirewallSource({ name, cidr });
  }

  private constructor(
    /** @internal */
    public readonly _of: { readonly role: NodeRole } | { readonly pods: true } | { readonly name: string; readonly cidr: Cidr },
  ) {}

  /** `nodes with the role etcd`, `the pods`, `prometheus (198.51.100.7/32)`. */
  public toString(): string {
    const of = this._of;
    if ('role' in of) return `nodes with the role ${of.role}`;
    return 'pods' in of ? 'the pods' : `${of.name} (${of.cidr.text})`;
  }
}
