import type { ApiServers } from '../../cdk8s/api-servers';
import type { ImagePolicy } from '../../cdk8s/image-policy';
import type { PodHardeningProps } from '../../cdk8s/pod-hardening-props';
import type { ClusterDns } from './cluster-dns';
import type { ContainerLimits, NamespaceQuota } from './namespace-resources';
import type { PodSecurityLevel } from './pod-security-level';

/** Properties of `IsolatedNamespace`. */
export interface IsolatedNamespaceProps {
  /**
   * The one information system whose parts the namespace holds; becomes the label `cdk8s-hardened/information-system`. A label value.
   *
   * @shape name
   */
  readonly informationSystem: string;
  /**
   * Name of the namespace: an RFC 1123 label. Not `default`, nor a name that begins with `kube-`.
   *
   * @default - the id of the construct
   * @shape name
   */
  readonly name?: string;
  /**
   * The Pod Security level below which no pod is admitted. Audit and warnings stay at restricted.
   *
   * @default PodSecurityLevel.RESTRICTED
   */
  readonly podSecurity?: PodSecurityLevel;
  /**
   * Why `podSecurity` is lower than restricted; required then. Kept as an annotation of the Namespace; the rule
   * `namespaces/pod-security-enforce` accepts it.
   *
   * @default - none
   * @shape reason
   */
  readonly unsafePodSecurityReason?: string;
  /**
   * Where the pods find DNS.
   *
   * @default [ClusterDns.kubeDns()]
   */
  readonly dns?: ClusterDns[];
  /**
   * Where the API servers are: for `allowToApiServer` and `allowFromApiServer`.
   *
   * @default - what the app says, if it does
   */
  readonly apiServers?: ApiServers;
  /**
   * What all pods may use together.
   *
   * @default - see {@link NamespaceQuota}: 4 cores and 8 GiB requested, 8 cores and 16 GiB at most, 50 pods, 10 volume claims of 100 GiB,
   * no load balancer, no node port
   */
  readonly quota?: NamespaceQuota;
  /**
   * What one container may use.
   *
   * @default - see {@link ContainerLimits}: 100m and 128 MiB requested, 500m and 512 MiB at most, at most 2 cores and 4 GiB when it states
   * its own
   */
  readonly limits?: ContainerLimits;
  /**
   * Why there shall be no ResourceQuota. Kept as an annotation; the rule `namespaces/resource-quota` accepts it.
   *
   * @default - there is one
   * @shape reason
   */
  readonly unsafeNoQuotaReason?: string;
  /**
   * Why there shall be no LimitRange. Kept as an annotation; the rule `namespaces/limit-range` accepts it.
   *
   * @default - there is one
   * @shape reason
   */
  readonly unsafeNoLimitsReason?: string;
  /**
   * Why containers need no CPU limit, such as that throttling costs more than it protects. The LimitRange then gives and demands none, and
   * the ResourceQuota counts none, since the API server would reject pods without a limit that it counts. Kept as an annotation of both;
   * the rules `namespaces/limit-range` and `namespaces/resource-quota` accept it. Requests of CPU stay limited.
   *
   * @default - containers get a CPU limit, and the quota counts them
   * @shape reason
   */
  readonly unsafeNoCpuLimitsReason?: string;
  /**
   * What is filled on pods that leave it unset: see {@link PodHardening}.
   *
   * @default - what `PodHardening` was asked to do further up, else all but the temporary directory
   */
  readonly podHardening?: PodHardeningProps;
  /**
   * Why pods shall stay as they are written; kept as an annotation. The rules check them all the same.
   *
   * @default - they are filled
   * @shape reason
   */
  readonly unsafeNoPodHardeningReason?: string;
  /**
   * Which images pods of the namespace may run or mount, in addition to what the app's policy says. Kept as the annotation
   * `cdk8s-hardened/image-policy`.
   *
   * @default - what the policy of the app says, if it has one
   */
  readonly imagePolicy?: ImagePolicy;
  /**
   * More labels for the Namespace; not those that this construct sets.
   *
   * @default - none
   * @shape label
   */
  readonly labels?: { [key: string]: string };
  /**
   * More annotations for the Namespace; not those that this construct sets.
   *
   * @default - none
   * @shape text
   */
  readonly annotations?: { [key: string]: string };
}
