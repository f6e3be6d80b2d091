import type { Port } from '../../cdk8s/port';
import type { Cidr } from '../../kubernetes/network/cidr';
import type { IPods } from './pods';

/** Traffic from the API server: see `IsolatedNamespace.allowFromApiServer`. */
export interface AllowFromApiServerOptions {
  /** The pods of the webhook or aggregated API: they must be in this namespace. */
  readonly to: IPods;
  /** The ports on which the pods listen; at least one. The Service's own port, such as 443, is not it. */
  readonly ports: Port[];
  /**
   * From where the API servers connect: the addresses of the control plane nodes, or the subnets in which a managed control plane has its
   * interfaces.
   *
   * @default - if `throughKonnectivity` is not set, either, what `apiServers` of the namespace or the app says, else what the
   * `HardenedControlPlane` of the app says; without one of them an error is thrown when the app is synthesised
   */
  readonly addresses?: Cidr[];
  /**
   * Whether API servers connect through agents of Konnectivity in namespace kube-system, as they do on GKE and AKS.
   *
   * @default false
   */
  readonly throughKonnectivity?: boolean;
  /**
   * Why every pod of this namespace is meant, when `to` selects all of them. Kept as an annotation.
   *
   * @default - such a selection is refused
   * @shape reason
   */
  readonly unsafeEveryPodReason?: string;
}

/** Traffic from nodes, and from pods on the network of a node: see `IsolatedNamespace.allowFromNodes`. */
export interface AllowFromNodesOptions {
  /** The pods that are connected to: they must be in this namespace. */
  readonly to: IPods;
  /** The ports on which they listen; at least one. */
  readonly ports: Port[];
  /** Ranges of the addresses of the nodes; at least one. */
  readonly addresses: Cidr[];
  /**
   * Why every pod of this namespace is meant, when `to` selects all of them. Kept as an annotation.
   *
   * @default - such a selection is refused
   * @shape reason
   */
  readonly unsafeEveryPodReason?: string;
}

/** Traffic to nodes, and to pods on the network of a node: see `IsolatedNamespace.allowToNodes`. */
export interface AllowToNodesOptions {
  /** The pods that connect: they must be in this namespace. */
  readonly fromPods: IPods;
  /** The ports that they reach there, such as 10250 of kubelets and 9100 of node-exporter; at least one. */
  readonly ports: Port[];
  /** Ranges of the addresses of the nodes; at least one. */
  readonly addresses: Cidr[];
  /**
   * Why every pod of this namespace is meant, when `fromPods` selects all of them. Kept as an annotation.
   *
   * @default - such a selection is refused
   * @shape reason
   */
  readonly unsafeEveryPodReason?: string;
}

/** Traffic to the HTTP-01 solvers of cert-manager: see `IsolatedNamespace.allowToAcmeSolvers`. */
export interface AllowToAcmeSolversOptions {
  /**
   * The namespace of the ingress controller.
   *
   * @shape name
   */
  readonly namespaceName: string;
  /**
   * Labels of the pods of the ingress controller; at least one.
   *
   * @shape label
   */
  readonly podLabels: { [key: string]: string };
}
