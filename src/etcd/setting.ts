/** What one setting of etcd is, wherever it is written. */
export interface Setting {
  /** For messages: `--cert-file`, `client-transport-security.cert-file`. */
  readonly label: string;
  readonly path: string;
  /** Its text, lists joined with commas; undefined when it is not set. */
  readonly value?: string;
  /** Why nothing can be said of it. */
  readonly unclear?: string;
  /** True when kubeadm's own value stands. */
  readonly byKubeadm?: boolean;
}
