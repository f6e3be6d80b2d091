import type { Duration } from 'cdk8s';
import type { KubeletServingCertificate } from './serving-certificate';

/** The least version of TLS that the kubelet speaks. */
export enum KubeletTlsVersion {
  /** TLS 1.2 and 1.3. */
  TLS_1_2 = 'VersionTLS12',
  /** TLS 1.3 only: cipher suites are then no longer a choice. */
  TLS_1_3 = 'VersionTLS13',
}

/**
 * Cipher suites for TLS 1.2: with forward secrecy (ECDHE) and authenticated encryption, no others.
 *
 * Source: RFC 9325 section 4.2, https://www.rfc-editor.org/rfc/rfc9325#section-4.2
 */
export enum KubeletCipherSuite {
  /** For ECDSA certificates: AES-128-GCM. */
  ECDHE_ECDSA_AES_128_GCM_SHA256 = 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  /** For RSA certificates: AES-128-GCM. */
  ECDHE_RSA_AES_128_GCM_SHA256 = 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  /** For ECDSA certificates: AES-256-GCM. */
  ECDHE_ECDSA_AES_256_GCM_SHA384 = 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  /** For RSA certificates: AES-256-GCM. */
  ECDHE_RSA_AES_256_GCM_SHA384 = 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  /** For ECDSA certificates: ChaCha20-Poly1305. */
  ECDHE_ECDSA_CHACHA20_POLY1305_SHA256 = 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
  /** For RSA certificates: ChaCha20-Poly1305. */
  ECDHE_RSA_CHACHA20_POLY1305_SHA256 = 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
}

/** What manages the control groups of a node: the kubelet and the container runtime have to agree. */
export enum KubeletCgroupDriver {
  /** systemd. */
  SYSTEMD = 'systemd',
  /** The kubelet itself, on nodes without systemd. */
  CGROUPFS = 'cgroupfs',
}

/** How the configuration gets to the nodes. */
export enum KubeletDelivery {
  /** As a file of the nodes, which the kubelet is started with: `kubelet --config`. */
  FILE = 'file',
  /** By kubeadm, in the configuration of a `HardenedControlPlane` that takes it. */
  KUBEADM = 'kubeadm',
}

/** Properties of {@link HardenedKubelet}. */
export interface HardenedKubeletProps {
  /**
   * How the configuration gets to the nodes.
   *
   * @default KubeletDelivery.FILE
   */
  readonly delivery?: KubeletDelivery;
  /**
   * Path of the file on the nodes, for KubeletDelivery.FILE.
   *
   * @default '/var/lib/kubelet/config.yaml'
   * @shape path
   */
  readonly path?: string;
  /**
   * Node groups that get the file.
   *
   * @default - every node
   * @shape name
   */
  readonly nodes?: string[];
  /**
   * The CA of the cluster, on the node: a client whose certificate it has signed is authenticated, such as the API server.
   *
   * @default '/etc/kubernetes/pki/ca.crt'
   * @shape path
   */
  readonly clientCaFile?: string;
  /**
   * Where the certificate comes from that the kubelet shows to the API server.
   *
   * @default KubeletServingCertificate.bootstrap()
   */
  readonly servingCertificate?: KubeletServingCertificate;
  /**
   * The least version of TLS.
   *
   * @default KubeletTlsVersion.TLS_1_2
   */
  readonly minimumTlsVersion?: KubeletTlsVersion;
  /**
   * Cipher suites for TLS 1.2.
   *
   * @default - all of KubeletCipherSuite, and none for KubeletTlsVersion.TLS_1_3
   */
  readonly cipherSuites?: KubeletCipherSuite[];
  /**
   * The most processes of a pod.
   *
   * @default 4096
   */
  readonly podPidsLimit?: number;
  /**
   * The most events a second: 1 or more.
   *
   * @default 50
   */
  readonly eventRecordQps?: number;
  /**
   * How long a session of exec, attach or port-forward may be idle: a second or longer.
   *
   * @default Duration.minutes(30)
   */
  readonly streamingIdleTimeout?: Duration;
  /**
   * What manages the control groups of the node.
   *
   * @default KubeletCgroupDriver.SYSTEMD
   */
  readonly cgroupDriver?: KubeletCgroupDriver;
  /**
   * Why the kubelet may change kernel parameters of the node: the nodes do not have those that it needs. It is kept as a comment in the
   * file.
   *
   * @default - the kubelet does not start where they differ
   * @shape reason
   */
  readonly unsafeKernelDefaultsReason?: string;
  /**
   * Unsafe sysctls that pods of the nodes may set, such as `net.core.somaxconn` or `kernel.msg*`: needs `unsafeSysctlsReason`.
   *
   * @default - none
   * @shape name
   */
  readonly allowedUnsafeSysctls?: string[];
  /**
   * Why `allowedUnsafeSysctls` has to be. It is kept as a comment in the file.
   *
   * @default - unsafe sysctls are refused
   * @shape reason
   */
  readonly unsafeSysctlsReason?: string;
  /**
   * Further fields of KubeletConfiguration, by name, such as `clusterDNS` and `maxPods`. Refused are fields that the release does not have,
   * values of a wrong type, and fields that this construct sets. Rules check all of them.
   *
   * @default - none
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- fields have values of many types
  readonly settings?: { [field: string]: any };
}
