/** What is filled on pods that leave it unset. Nothing that is written is ever overridden. */
export interface PodHardeningProps {
  /**
   * The pod's seccomp profile becomes `RuntimeDefault`.
   *
   * @default true
   */
  readonly seccomp?: boolean;
  /**
   * Containers drop all capabilities; those they add stay.
   *
   * @default true
   */
  readonly capabilities?: boolean;
  /**
   * Containers rule out privilege escalation.
   *
   * @default true
   */
  readonly privilegeEscalation?: boolean;
  /**
   * Pods must not run as root. The kubelet does not start a container whose image would.
   *
   * @default true
   */
  readonly runAsNonRoot?: boolean;
  /**
   * The root filesystem of containers becomes read-only.
   *
   * @default true
   */
  readonly readOnlyRootFilesystem?: boolean;
  /**
   * Containers that cannot write to their root filesystem get an `emptyDir` at `/tmp`, one for the pod.
   *
   * @default false
   */
  readonly temporaryDirectory?: boolean;
  /**
   * How much that `emptyDir` may hold before the pod is evicted: a quantity.
   *
   * @default '128Mi'
   * @shape memory
   */
  readonly temporaryDirectorySize?: string;
  /**
   * No service account token is mounted by itself, unless a binding of the app grants something to the ServiceAccount. Tokens that a pod
   * projects itself stay.
   *
   * @default true
   */
  readonly serviceAccountToken?: boolean;
  /**
   * Containers that have neither request nor limit, nor get one from a LimitRange of the app, request `cpuRequest` and `memoryRequest`.
   *
   * @default true
   */
  readonly resourceRequests?: boolean;
  /**
   * CPU that such a container requests: a quantity.
   *
   * @default '100m'
   * @shape cpu-request
   */
  readonly cpuRequest?: string;
  /**
   * Memory that such a container requests: a quantity.
   *
   * @default '128Mi'
   * @shape memory-request
   */
  readonly memoryRequest?: string;
}
