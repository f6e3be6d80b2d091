import type { AuditPolicy } from '../audit';
import type { ApiServers } from '../cdk8s/api-servers';
import type { EncryptionAtRest, EtcdTlsConfig } from '../etcd';
import type { HardenedKubelet } from '../kubelet';
import type { KubeadmNode } from './kubeadm-node';

/** Who runs etcd. */
export enum EtcdTopology {
  /** kubeadm, in a static pod on every control-plane node. */
  STACKED = 'stacked',
  /** Another program, with the configuration files of the `EtcdTlsConfig`s. */
  EXTERNAL = 'external',
}

/** Properties of {@link HardenedControlPlane}. */
export interface HardenedControlPlaneProps {
  /**
   * The exact release of Kubernetes that kubeadm installs, such as `1.36.3`: of the minor that the app is made for.
   *
   * @shape release
   */
  readonly version: string;
  /** What the API server records. */
  readonly audit: AuditPolicy;
  /** The members of etcd, at least one; all belong to one cluster. */
  readonly etcd: EtcdTlsConfig[];
  /**
   * Who runs etcd.
   *
   * @default EtcdTopology.STACKED
   */
  readonly etcdTopology?: EtcdTopology;
  /**
   * Where nodes reach the API servers: an IP address or DNS name, with a port or without, such as `api.example.com:6443` or
   * `[2001:db8::1]:6443`.
   *
   * @default - kubeadm takes the address of the first control-plane node
   * @shape endpoint
   */
  readonly endpoint?: string;
  /**
   * Where its API servers are: for `allowToApiServer` and `allowFromApiServer` of the namespaces of the app. The endpoint is not it, since
   * the Service `kubernetes` leads to the API servers themselves.
   *
   * @default - if etcd is stacked, the addresses of its members, which are those of the control-plane nodes, and the port of the flag
   * `secure-port`, else 6443; not known if one of these addresses is a DNS name, or etcd is external
   */
  readonly apiServers?: ApiServers;
  /**
   * How the API server encrypts Secrets, and what else is named, in etcd.
   *
   * @default - what `encryptionConfigPath` names
   */
  readonly encryption?: EncryptionAtRest;
  /**
   * Path on the nodes of an `EncryptionConfiguration` that is made elsewhere and brought to the nodes by other means than this program, in
   * place of `encryption`. Below `/etc/kubernetes/pki`, which kubeadm mounts, it needs no mount of its own.
   *
   * @default - Secrets are not encrypted, which `control-plane/encryption-provider-config` finds
   * @shape path
   */
  readonly encryptionConfigPath?: string;
  /**
   * Further flags of kube-apiserver, by name without dashes. Refused are flags that the release does not have, flags that another construct
   * sets, and unsafe values without a reason. They take the place of what this construct sets by default.
   *
   * @default - none
   * @shape text
   */
  readonly apiServerFlags?: { [flag: string]: string };
  /**
   * Why a flag of `apiServerFlags` has to have an unsafe value, by the name of the flag. It is kept as a comment in the file,
   * and the rules that the value breaks take it as their waiver.
   *
   * @default - unsafe values are refused
   * @shape reason
   */
  readonly unsafeApiServerFlagReason?: { [flag: string]: string };
  /**
   * The kubelets of the cluster, with `KubeletDelivery.KUBEADM`: kubeadm hands their configuration to every node. The API server then
   * verifies the certificates of kubelets, so the requests for them have to be approved.
   *
   * @default - kubeadm's own configuration of kubelets
   */
  readonly kubelet?: HardenedKubelet;
  /**
   * The node on which `kubeadm init` runs: its `InitConfiguration` is a part of the file.
   *
   * @default - none: kubeadm takes the address of the default route
   */
  readonly firstNode?: KubeadmNode;
  /**
   * Path of kubeadm's configuration on the nodes.
   *
   * @default '/etc/kubernetes/kubeadm-config.yaml'
   * @shape path
   */
  readonly path?: string;
  /**
   * Node groups that get the file.
   *
   * @default ['control-plane']
   * @shape name
   */
  readonly nodes?: string[];
}
