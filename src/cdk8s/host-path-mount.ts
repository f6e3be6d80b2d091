/** A file or folder of the node that a control-plane program needs in its container: the shape of kubeadm's `extraVolumes`. */
export interface HostPathMount {
  /**
   * Name of the volume.
   *
   * @shape name
   */
  readonly name: string;
  /**
   * Absolute path on the node.
   *
   * @shape path
   */
  readonly hostPath: string;
  /**
   * Absolute path in the container.
   *
   * @shape path
   */
  readonly mountPath: string;
  /** Whether the container may only read. */
  readonly readOnly: boolean;
  /**
   * What has to be there on the node: `File`, `Directory`, `FileOrCreate` or `DirectoryOrCreate`.
   *
   * @shape text
   */
  readonly pathType: string;
}
