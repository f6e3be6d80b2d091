import { type ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { presentNames } from '../../cdk8s/former-names';
import type {
  AllowFromApiServerOptions,
  AllowFromNodesOptions,
  AllowToAcmeSolversOptions,
  AllowToNodesOptions,
} from './cluster-traffic-options';
import {
  FORMER_NAMES,
  type FormerAllowFromCidrOptions,
  type FormerAllowFromNamespaceOptions,
  type FormerAllowToApiServerOptions,
  type FormerAllowToCidrOptions,
  type FormerAllowTrafficOptions,
} from './former-options';
import type { ClosedParts } from './namespace-parts';
import type {
  AllowFromCidrOptions,
  AllowFromNamespaceOptions,
  AllowToApiServerOptions,
  AllowToCidrOptions,
  AllowTrafficOptions,
} from './traffic-options';

/**
 * A namespace without traffic except what its methods allow: {@link IsolatedNamespace}, or {@link ExistingNamespace} for one that something
 * else creates. What is created in it lands in the namespace.
 *
 * Policies have no effect on pods on the network of a node (`hostNetwork: true`): for those use the firewall of the nodes, and
 * `allowFromNodes` and `allowToNodes` for the other side.
 */
export abstract class ClosedNamespace extends Chart {
  /** Name of the namespace. */
  public readonly namespaceName: string;
  private closed!: ClosedParts;

  /**
   * Makes the chart.
   *
   * @param scope where it is in the tree of constructs
   * @param id its name there
   * @param namespaceName name of the namespace
   */
  constructor(scope: Construct, id: string, namespaceName: string) {
    super(scope, id, { namespace: namespaceName, disableResourceNameHashes: true });
    this.namespaceName = namespaceName;
  }

  /** The NetworkPolicy `default-deny`: no traffic in or out, for every pod. */
  public get defaultDenyPolicy(): ApiObject {
    return this.closed.defaultDeny;
  }

  /** The NetworkPolicy `allow-dns`. */
  public get dnsPolicy(): ApiObject {
    return this.closed.dns;
  }

  /** The NetworkPolicies that the verbs made so far in this namespace. */
  public get allowPolicies(): ApiObject[] {
    return this.closed.book.objects;
  }

  /**
   * Opens ports from pods to pods; one of both must be in this namespace. Writes an ingress policy in the namespace of `to` and an egress
   * policy in that of `fromPods`, each if it is an isolated namespace of this app, whichever is created first.
   *
   * @throws Error when no port is given, it is unclear which pods are meant, or every pod is meant without a reason
   */
  public allowTraffic(options: AllowTrafficOptions): void;
  public allowTraffic(options: FormerAllowTrafficOptions): void;
  public allowTraffic(given: AllowTrafficOptions | FormerAllowTrafficOptions): void {
    this.closed.openings.traffic(presentNames<AllowTrafficOptions>(this, given, FORMER_NAMES));
  }

  /**
   * Opens ports of pods of this namespace to the pods of an ingress controller.
   *
   * @throws Error when no port or no label is given, or it is unclear which pods are meant
   */
  public allowFromIngressController(options: AllowFromNamespaceOptions): void;
  public allowFromIngressController(options: FormerAllowFromNamespaceOptions): void;
  public allowFromIngressController(given: AllowFromNamespaceOptions | FormerAllowFromNamespaceOptions): void {
    this.closed.openings.fromNamespace(
      'allowFromIngressController',
      'ingress-controller',
      presentNames<AllowFromNamespaceOptions>(this, given, FORMER_NAMES),
    );
  }

  /**
   * Opens ports of pods of this namespace to the pods that collect their metrics.
   *
   * @throws Error when no port or no label is given, or it is unclear which pods are meant
   */
  public allowFromMetricsScraper(options: AllowFromNamespaceOptions): void;
  public allowFromMetricsScraper(options: FormerAllowFromNamespaceOptions): void;
  public allowFromMetricsScraper(given: AllowFromNamespaceOptions | FormerAllowFromNamespaceOptions): void {
    this.closed.openings.fromNamespace(
      'allowFromMetricsScraper',
      'metrics-scraper',
      presentNames<AllowFromNamespaceOptions>(this, given, FORMER_NAMES),
    );
  }

  /**
   * Lets pods of this namespace reach addresses outside the cluster. The metadata addresses of clouds stay closed.
   *
   * @throws Error when no port is given, or the range is the internet, half of it, or a metadata address, without a reason
   */
  public allowToCidr(options: AllowToCidrOptions): void;
  public allowToCidr(options: FormerAllowToCidrOptions): void;
  public allowToCidr(given: AllowToCidrOptions | FormerAllowToCidrOptions): void {
    this.closed.openings.toCidr(presentNames<AllowToCidrOptions>(this, given, FORMER_NAMES));
  }

  /**
   * Lets addresses outside the cluster connect to pods of this namespace. Mind that load balancers and nodes may replace the source
   * address.
   *
   * @throws Error when no port is given, or the range is the internet or half of it without a reason
   */
  public allowFromCidr(options: AllowFromCidrOptions): void;
  public allowFromCidr(options: FormerAllowFromCidrOptions): void;
  public allowFromCidr(given: AllowFromCidrOptions | FormerAllowFromCidrOptions): void {
    this.closed.openings.fromCidr(presentNames<AllowFromCidrOptions>(this, given, FORMER_NAMES));
  }

  /**
   * Lets pods of this namespace reach the API servers. Where `apiServers` of the app, its `HardenedControlPlane` or the EndpointSlice
   * `kubernetes` in it tells where they are, they need not be named.
   *
   * @throws Error when the list of addresses is empty, or a range is the internet, half of it, or a metadata address; when the app is
   * synthesised, if no address is given and none is known
   */
  public allowToApiServer(options: AllowToApiServerOptions): void;
  public allowToApiServer(options: FormerAllowToApiServerOptions): void;
  public allowToApiServer(given: AllowToApiServerOptions | FormerAllowToApiServerOptions): void {
    this.closed.openings.toApiServer(presentNames<AllowToApiServerOptions>(this, given, FORMER_NAMES));
  }

  /**
   * Lets the API servers connect to pods of this namespace: to those of an admission or conversion webhook, or of an aggregated API.
   *
   * @throws Error when no port is given, or it is unclear which pods are meant; when the app is synthesised, if neither addresses nor
   * Konnectivity is given, and from where the API servers connect is not known
   */
  public allowFromApiServer(options: AllowFromApiServerOptions): void {
    this.closed.openings.fromApiServer(options);
  }

  /**
   * Lets nodes, and pods on the network of a node, connect to pods of this namespace: kubelets that probe, where the network plugin does
   * not admit them anyway, and load balancers or proxies that run on the nodes.
   *
   * @throws Error when no port or no address is given, or it is unclear which pods are meant
   */
  public allowFromNodes(options: AllowFromNodesOptions): void {
    this.closed.openings.fromNodes(options);
  }

  /**
   * Lets pods of this namespace reach nodes, and pods on the network of a node, such as kubelets and node-exporter, whose metrics they
   * collect. Policies cannot select such pods by labels.
   *
   * @throws Error when no port or no address is given, or it is unclear which pods are meant
   */
  public allowToNodes(options: AllowToNodesOptions): void {
    this.closed.openings.toNodes(options);
  }

  /**
   * Lets the pods of an ingress controller reach the pods that cert-manager creates in this namespace to solve HTTP-01 challenges, without
   * which no certificate is issued.
   *
   * @throws Error when no label is given, or the name of the namespace is not valid
   */
  public allowToAcmeSolvers(options: AllowToAcmeSolversOptions): void {
    this.closed.openings.toAcmeSolvers(options);
  }

  /**
   * Takes what closes the namespace.
   *
   * @internal
   */
  protected _closeWith(parts: ClosedParts): void {
    this.closed = parts;
  }
}
