import type { Port } from '../../cdk8s/port';

/** The least version of TLS that etcd speaks. */
export enum EtcdTlsVersion {
  /** TLS 1.2 and 1.3. */
  TLS_1_2 = 'TLS1.2',
  /** TLS 1.3 only: cipher suites are then no longer a choice. */
  TLS_1_3 = 'TLS1.3',
}

/**
 * Cipher suites for TLS 1.2: with forward secrecy (ECDHE) and authenticated encryption, no others.
 *
 * Source: RFC 9325 section 4.2, https://www.rfc-editor.org/rfc/rfc9325#section-4.2
 */
export enum EtcdCipherSuite {
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

/** Whether a member founds its cluster or joins one. */
export enum EtcdClusterState {
  /** All initial members start together. */
  NEW = 'new',
  /** The cluster runs already, and knows of this member. */
  EXISTING = 'existing',
}

/** A member of the etcd cluster. */
export interface EtcdMember {
  /**
   * Its name: letters, digits, `.`, `_`, `-`; unique in the cluster.
   *
   * @shape name
   */
  readonly name: string;
  /**
   * The IP address or DNS name at which the API servers and the other members reach it: a host alone, such as `10.0.0.1`.
   *
   * @shape address
   */
  readonly address: string;
}

/** Files of one side of etcd: absolute paths on the node. */
export interface EtcdCertificateFiles {
  /**
   * The certificate that etcd shows.
   *
   * @shape path
   */
  readonly certFile: string;
  /**
   * What is in `certFile`, as PEM: then it is checked that the authority of `trustedCaCertificate` has issued it.
   *
   * @default - not checked: a path does not say who issued what is there
   * @shape pem
   */
  readonly certificate?: string;
  /**
   * Its key.
   *
   * @shape path
   */
  readonly keyFile: string;
  /**
   * The authority whose certificates etcd accepts: never the cluster's.
   *
   * @shape path
   */
  readonly trustedCaFile: string;
  /**
   * What is in `trustedCaFile`, as PEM: then the authority is compared by its key and not by its path alone.
   *
   * @default - compared by path
   * @shape pem
   */
  readonly trustedCaCertificate?: string;
}

/** Files with which the API server reaches etcd: absolute paths on its node. */
export interface EtcdClientFiles {
  /**
   * The client certificate, issued by etcd's authority: not one that etcd itself shows.
   *
   * @shape path
   */
  readonly certFile: string;
  /**
   * What is in `certFile`, as PEM: then it is checked that the authority of etcd's client side, its `trustedCaCertificate`, has issued
   * it.
   *
   * @default - not checked: a path does not say who issued what is there
   * @shape pem
   */
  readonly certificate?: string;
  /**
   * Its key.
   *
   * @shape path
   */
  readonly keyFile: string;
  /**
   * etcd's authority.
   *
   * @default - `trustedCaFile` of etcd's client side
   * @shape path
   */
  readonly trustedCaFile?: string;
  /**
   * What is in `trustedCaFile`, as PEM. Needed where the API server keeps etcd's authority under another path than etcd does.
   *
   * @default - compared by path
   * @shape pem
   */
  readonly trustedCaCertificate?: string;
}

/** A flag as kubeadm v1beta4 and later have it. */
export interface EtcdArgument {
  /**
   * Name, without dashes.
   *
   * @shape name
   */
  readonly name: string;
  /**
   * Value.
   *
   * @shape text
   */
  readonly value: string;
}

/** Properties of {@link EtcdTlsConfig}. */
export interface EtcdTlsConfigProps {
  /** The member that the configuration is for. */
  readonly member: EtcdMember;
  /**
   * All members that found the cluster, this one included.
   *
   * @default - this member alone
   */
  readonly cluster?: EtcdMember[];
  /**
   * Release of etcd, `3.6` or better `3.6.8`: older ones lack some flags, and without a patch number only what every patch has is used.
   *
   * @default - what kubeadm runs for the app's Kubernetes: 3.6.6 for 1.35, 3.6.8 for 1.36, 3.7.0 for 1.37
   * @shape etcd-release
   */
  readonly release?: string;
  /**
   * IP addresses of this member on which it listens for clients, and except loopback for peers.
   *
   * @default - the member's address and loopback of the same family
   * @shape address
   */
  readonly listenAddresses?: string[];
  /**
   * Why `listenAddresses` holds `0.0.0.0` or `::`, which opens etcd on every network that the node has or will have.
   * It is kept as a comment in the file.
   *
   * @default - such an address is refused
   * @shape reason
   */
  readonly unsafeListenOnAllAddressesReason?: string;
  /**
   * TCP port for clients, on every member: one, not a range.
   *
   * @default Port.tcp(2379)
   */
  readonly clientPort?: Port;
  /**
   * TCP port for peers, on every member: one, not a range, and another than that for clients.
   *
   * @default Port.tcp(2380)
   */
  readonly peerPort?: Port;
  /**
   * URLs for metrics and health: `http` on loopback only; `https` requires a client certificate.
   *
   * @default ['http://127.0.0.1:2381'], or with ::1 where the member's address is IPv6
   * @shape loopback-url
   */
  readonly metricsUrls?: string[];
  /**
   * Whether the member founds the cluster or joins it.
   *
   * @default EtcdClusterState.NEW
   */
  readonly clusterState?: EtcdClusterState;
  /**
   * Token that keeps members of different clusters apart.
   *
   * @default - etcd's own, etcd-cluster
   * @shape name
   */
  readonly clusterToken?: string;
  /**
   * Directory of the data. etcd creates it with mode 0700; one that exists must have it already.
   *
   * @default '/var/lib/etcd'
   * @shape path
   */
  readonly dataDir?: string;
  /**
   * Files of the side that clients see.
   *
   * @default - kubeadm's: server.crt, server.key and ca.crt below /etc/kubernetes/pki/etcd
   */
  readonly clientCertificates?: EtcdCertificateFiles;
  /**
   * Files of the side that peers see. An authority for peers alone keeps clients of etcd from posing as members.
   *
   * @default - kubeadm's: peer.crt, peer.key and ca.crt below /etc/kubernetes/pki/etcd
   */
  readonly peerCertificates?: EtcdCertificateFiles;
  /**
   * Files with which the API server reaches etcd.
   *
   * @default - kubeadm's: apiserver-etcd-client.crt and .key below /etc/kubernetes/pki
   */
  readonly apiServerCertificates?: EtcdClientFiles;
  /**
   * URLs at which the API server reaches etcd: client URLs of members, or loopback for an API server next to this one.
   *
   * @default - the client URLs of all members
   * @shape url
   */
  readonly apiServerEndpoints?: string[];
  /**
   * The authority of the cluster's clients (`--client-ca-file` of the API server), which etcd must not share.
   *
   * @default '/etc/kubernetes/pki/ca.crt'
   * @shape path
   */
  readonly clusterCaFile?: string;
  /**
   * What is in `clusterCaFile`, as PEM: then the authorities are compared by their keys too.
   *
   * @default - compared by path
   * @shape pem
   */
  readonly clusterCaCertificate?: string;
  /**
   * Cipher suites for TLS 1.2, for clients and peers.
   *
   * @default - all of {@link EtcdCipherSuite}
   */
  readonly cipherSuites?: EtcdCipherSuite[];
  /**
   * The least version of TLS.
   *
   * @default EtcdTlsVersion.TLS_1_2
   */
  readonly minimumTlsVersion?: EtcdTlsVersion;
  /**
   * Path of the configuration file on the node.
   *
   * @default '/etc/etcd/etcd.conf.yml'
   * @shape path
   */
  readonly configPath?: string;
  /**
   * Owner and group of the file: the user that runs etcd.
   *
   * @default 'root:root'
   * @shape owner
   */
  readonly owner?: string;
  /**
   * Names of the node groups that the file is for. It names one member, so a group of one node.
   *
   * @default - the member's name
   * @shape name
   */
  readonly nodes?: string[];
}
