/**
 * What all pods and objects of a namespace may use together. Values are Kubernetes quantities: `500m` (cpu), `8Gi` (bytes).
 *
 * Quantities of CPU, memory, storage, pods and claims that are left out grow with what is created in the namespace's construct: if that
 * takes more than two thirds of the default, half as much again as it takes is allowed. This is headroom for rolling updates (by default a
 * quarter more pods) and growth. Autoscalers count with their largest number of pods, DaemonSets with one pod, Jobs with the largest of
 * them.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/
 */
export interface NamespaceQuota {
  /**
   * Sum of the cpu that containers request, in cores.
   *
   * @default - '4', or half as much again as the namespace holds
   * @shape cpu
   */
  readonly requestsCpu?: string;
  /**
   * Sum of the memory that containers request, in bytes.
   *
   * @default - '8Gi', or half as much again as the namespace holds
   * @shape memory
   */
  readonly requestsMemory?: string;
  /**
   * Sum of the cpu that containers may use at most, in cores.
   *
   * @default - '8', or half as much again as the namespace holds
   * @shape cpu-maximum
   */
  readonly limitsCpu?: string;
  /**
   * Sum of the memory that containers may use at most, in bytes.
   *
   * @default - '16Gi', or half as much again as the namespace holds
   * @shape memory-maximum
   */
  readonly limitsMemory?: string;
  /**
   * Number of pods that have not ended.
   *
   * @default - 50, or half as much again as the namespace holds
   */
  readonly pods?: number;
  /**
   * Number of persistent volume claims.
   *
   * @default - 10, or half as much again as the namespace holds
   */
  readonly persistentVolumeClaims?: number;
  /**
   * Sum of the storage that persistent volume claims request, in bytes.
   *
   * @default - '100Gi', or half as much again as the namespace holds
   * @shape memory
   */
  readonly requestsStorage?: string;
  /**
   * Number of Services of type LoadBalancer. Each of their ports also counts as a node port, unless the Service sets
   * `allocateLoadBalancerNodePorts: false`.
   *
   * @default 0
   */
  readonly loadBalancers?: number;
  /**
   * Number of ports that Services open on every node.
   *
   * @default 0
   */
  readonly nodePorts?: number;
}

/**
 * What one container may use. Values are Kubernetes quantities: `500m` (cpu), `512Mi` (bytes).
 *
 * @see https://kubernetes.io/docs/concepts/policy/limit-range/
 */
export interface ContainerLimits {
  /**
   * The cpu limit of containers that state none.
   *
   * @default '500m'
   * @shape cpu
   */
  readonly defaultCpu?: string;
  /**
   * The memory limit of containers that state none.
   *
   * @default '512Mi'
   * @shape memory
   */
  readonly defaultMemory?: string;
  /**
   * The cpu request of containers that state none.
   *
   * @default '100m'
   * @shape cpu-request
   */
  readonly defaultRequestCpu?: string;
  /**
   * The memory request of containers that state none.
   *
   * @default '128Mi'
   * @shape memory-request
   */
  readonly defaultRequestMemory?: string;
  /**
   * The highest cpu limit that a container may state.
   *
   * @default '2'
   * @shape cpu-maximum
   */
  readonly maxCpu?: string;
  /**
   * The highest memory limit that a container may state.
   *
   * @default '4Gi'
   * @shape memory-maximum
   */
  readonly maxMemory?: string;
}
