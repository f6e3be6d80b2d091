import type { Cidr } from '../kubernetes/network/cidr';
import { Port } from './port';
import { refusal } from './refusal';

/**
 * Where the API servers of a cluster are: for `allowToApiServer` and `allowFromApiServer`, which then need no addresses.
 *
 * Policies are evaluated for these addresses, not for the cluster IP of the Service `kubernetes`. Cilium does not match addresses of nodes
 * with ranges unless it runs with `--policy-cidr-match-mode=nodes`: where API servers run on nodes of the cluster, it needs that, or a
 * CiliumNetworkPolicy with the entity `kube-apiserver`.
 */
export class ApiServers {
  /**
   * API servers of your own: the addresses in the EndpointSlice `kubernetes` of namespace default. They connect to webhooks from there,
   * too.
   *
   * @param addresses addresses, or ranges that contain them; at least one
   * @param port the port on which they listen; TCP 6443 by default
   *
   * @throws Error when there is no address
   */
  public static at(addresses: Cidr[], port?: Port): ApiServers {
    return ApiServers.make('at', 'address', addresses, [port ?? Port.tcp(6443)], true, false);
  }

  /**
   * Amazon EKS: its API servers have network interfaces in the subnets that were named when the cluster was created, and listen on TCP 443
   * there. They connect to webhooks from these interfaces.
   *
   * @param subnets ranges of these subnets; at least one
   *
   * @throws Error when there is no range
   *
   * @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
   */
  public static eks(...subnets: Cidr[]): ApiServers {
    return ApiServers.make('eks', 'subnet', subnets, [Port.tcp(443)], true, false);
  }

  /**
   * Google Kubernetes Engine: TCP 443 of the control plane's endpoint. They connect to webhooks through the agents of Konnectivity.
   *
   * @param endpoints the address of the endpoint that nodes use (`privateClusterConfig.privateEndpoint`, else `endpoint`), or the range
   * given as `--master-ipv4-cidr`; at least one
   *
   * @throws Error when there is no range
   *
   * @see https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation
   */
  public static gke(...endpoints: Cidr[]): ApiServers {
    return ApiServers.make('gke', 'endpoint', endpoints, [Port.tcp(443)], false, true);
  }

  /**
   * Azure Kubernetes Service without API Server VNet Integration: TCP 443 of the public address, or of the private endpoint of a private
   * cluster. They connect to webhooks through the agents of Konnectivity.
   *
   * @param endpoints these addresses; at least one
   *
   * @throws Error when there is no range
   *
   * @see https://learn.microsoft.com/azure/aks/private-clusters
   */
  public static aks(...endpoints: Cidr[]): ApiServers {
    return ApiServers.make('aks', 'endpoint', endpoints, [Port.tcp(443)], false, true);
  }

  /**
   * Azure Kubernetes Service with API Server VNet Integration, as AKS Automatic has it: TCP 443 and 4443 in the subnet that is delegated to
   * the API servers, from which they connect to webhooks, too.
   *
   * @param subnets the range of this subnet; at least one
   *
   * @throws Error when there is no range
   *
   * @see https://learn.microsoft.com/azure/aks/api-server-vnet-integration
   */
  public static aksInSubnet(...subnets: Cidr[]): ApiServers {
    return ApiServers.make('aksInSubnet', 'subnet', subnets, [Port.tcp(443), Port.tcp(4443)], true, false);
  }

  /**
   * API servers of which nothing else is known.
   *
   * @internal
   */
  public static _listeningAt(addresses: readonly Cidr[], ports: readonly Port[]): ApiServers {
    return new ApiServers(addresses, ports, false, false);
  }

  private static make(
    factory: string,
    what: string,
    addresses: readonly Cidr[],
    ports: readonly Port[],
    connectFromThere: boolean,
    throughKonnectivity: boolean,
  ): ApiServers {
    if (addresses.length > 0) return new ApiServers([...addresses], ports, connectFromThere, throughKonnectivity);
    throw refusal(`ApiServers.${factory}`, {
      fact: `no ${what} is given`,
      consequence: 'so no policy could let anything reach the API servers',
      remedy: `Name at least one ${what}, such as Cidr.of('10.0.0.0/28').`,
    });
  }

  private constructor(
    /** @internal */
    public readonly _addresses: readonly Cidr[],
    /** @internal */
    public readonly _ports: readonly Port[],
    /**
     * Whether they connect to pods from these addresses.
     *
     * @internal
     */
    public readonly _connectFromThere: boolean,
    /**
     * Whether they connect to pods through agents of Konnectivity.
     *
     * @internal
     */
    public readonly _throughKonnectivity: boolean,
  ) {}

  /** `10.0.0.0/28 on TCP 443`. */
  public toString(): string {
    return `${this._addresses.map(({ text }) => text).join(', ')} on ${this._ports.join(', ')}`;
  }
}
