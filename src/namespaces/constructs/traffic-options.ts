import type { Port } from '../../cdk8s/port';
import type { Cidr } from '../../kubernetes/network/cidr';
import type { IPods } from './pods';

/** Traffic from pods to pods: see `IsolatedNamespace.allowTraffic`. */
export interface AllowTrafficOptions {
  /** The pods that connect: a workload, a pod, or `Pods.select(…)` of cdk8s-plus, of any namespace that it names. */
  readonly fromPods: IPods;
  /** The pods that are connected to. */
  readonly to: IPods;
  /** The ports on which the pods in `to` listen; at least one. A Service's own port is not it. */
  readonly ports: Port[];
  /**
   * Why every pod of a namespace is meant, when `fromPods` or `to` selects all of them. Kept as an annotation.
   *
   * @default - such a selection is refused
   * @shape reason
   */
  readonly unsafeEveryPodReason?: string;
}

/** Traffic from pods of a namespace that this program need not know: see `IsolatedNamespace.allowFromIngressController`. */
export interface AllowFromNamespaceOptions {
  /** The pods that are connected to: they must be in this namespace. */
  readonly to: IPods;
  /** The ports on which they listen; at least one. */
  readonly ports: Port[];
  /**
   * The namespace of the pods that connect.
   *
   * @shape name
   */
  readonly namespaceName: string;
  /**
   * Labels of the pods that connect; at least one.
   *
   * @shape label
   */
  readonly podLabels: { [key: string]: string };
  /**
   * Why every pod of this namespace is meant, when `to` selects all of them. Kept as an annotation.
   *
   * @default - such a selection is refused
   * @shape reason
   */
  readonly unsafeEveryPodReason?: string;
}

/** Traffic to addresses: see `IsolatedNamespace.allowToCidr`. */
export interface AllowToCidrOptions {
  /** The pods that connect: they must be in this namespace. */
  readonly fromPods: IPods;
  /** The addresses that they reach. */
  readonly cidr: Cidr;
  /** The ports that they reach there; at least one. */
  readonly ports: Port[];
  /**
   * Parts of the range that stay closed. Metadata addresses of clouds within the range are added.
   *
   * @default - none but metadata addresses
   */
  readonly exceptCidrs?: Cidr[];
  /**
   * Why the whole internet, or half of it or more, is opened. Kept as an annotation; the rule `namespaces/world-cidr` accepts it.
   *
   * @default - such a range is refused
   * @shape reason
   */
  readonly unsafeWorldReason?: string;
  /**
   * Why the metadata addresses of clouds, which hand out the credentials of the node, are opened as well. Kept as an annotation; the rule
   * `namespaces/metadata-cidr` accepts it.
   *
   * @default - they stay closed; a range that holds nothing else is refused
   * @shape reason
   */
  readonly unsafeMetadataReason?: string;
  /**
   * Why every pod of this namespace is meant, when `fromPods` selects all of them. Kept as an annotation.
   *
   * @default - such a selection is refused
   * @shape reason
   */
  readonly unsafeEveryPodReason?: string;
}

/** Traffic from addresses: see `IsolatedNamespace.allowFromCidr`. */
export interface AllowFromCidrOptions {
  /** The pods that are connected to: they must be in this namespace. */
  readonly to: IPods;
  /** The addresses that connect. */
  readonly cidr: Cidr;
  /** The ports on which the pods listen; at least one. */
  readonly ports: Port[];
  /**
   * Parts of the range that stay closed.
   *
   * @default - none
   */
  readonly exceptCidrs?: Cidr[];
  /**
   * Why the whole internet, or half of it or more, is let in. Kept as an annotation; the rule `namespaces/world-cidr` accepts it.
   *
   * @default - such a range is refused
   * @shape reason
   */
  readonly unsafeWorldReason?: string;
  /**
   * Why every pod of this namespace is meant, when `to` selects all of them. Kept as an annotation.
   *
   * @default - such a selection is refused
   * @shape reason
   */
  readonly unsafeEveryPodReason?: string;
}

/** Traffic to the API server: see `IsolatedNamespace.allowToApiServer`. */
export interface AllowToApiServerOptions {
  /** The pods that connect: they must be in this namespace. */
  readonly fromPods: IPods;
  /**
   * Where the API servers are: the addresses in the EndpointSlice `kubernetes` of namespace default. The cluster IP of the Service does not
   * do, since most network plugins evaluate policies after it has been replaced.
   *
   * @default - what `apiServers` of the namespace or the app says; else what the `HardenedControlPlane` of the app says; else the addresses
   * in the EndpointSlice `kubernetes`, if it is among the objects of the app; else an error is thrown when the app is synthesised
   */
  readonly addresses?: Cidr[];
  /**
   * The port on which the API servers listen.
   *
   * @default - Port.tcp(6443) with `addresses`; else what is known about the API servers
   */
  readonly port?: Port;
  /**
   * Why every pod of this namespace is meant, when `fromPods` selects all of them. Kept as an annotation.
   *
   * @default - such a selection is refused
   * @shape reason
   */
  readonly unsafeEveryPodReason?: string;
}
