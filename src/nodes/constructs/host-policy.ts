/** Which network plugin is told as well to close SSH on the nodes. */
export enum HostPolicy {
  /** None: the nodes' own firewall closes SSH. */
  NONE = 'none',
  /**
   * Calico 3.30 or later: a `Tier`, a `GlobalNetworkPolicy` on host endpoints, and a `FelixConfiguration` that takes port 22 out of the
   * failsafe ports, which no policy can close. It takes effect where host endpoints exist: turn on `hostEndpoint.autoCreate` in the
   * `KubeControllersConfiguration`.
   *
   * Source: https://docs.tigera.io/calico/latest/reference/host-endpoints/failsafe
   */
  CALICO = 'calico',
  /**
   * Cilium 1.16 or later: a `CiliumClusterwideNetworkPolicy` for the host firewall. It takes effect where `hostFirewall.enabled` is true.
   *
   * Source: https://docs.cilium.io/en/stable/security/host-firewall/
   */
  CILIUM = 'cilium',
}
