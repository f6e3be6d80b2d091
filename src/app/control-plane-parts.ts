import type { HostFile } from '../cdk8s/host-file';
import type { HardenedKubelet } from '../kubelet';

/** What a control plane is made of, for what renders it for another program than kubeadm itself. */
export interface ControlPlaneParts {
  /** The exact release, such as `v1.36.3`. */
  readonly version: string;
  /** kubeadm's `ClusterConfiguration`. */
  readonly clusterConfiguration: Readonly<Record<string, unknown>>;
  /** The files of the nodes that its flags name. */
  readonly files: readonly HostFile[];
  /** A file that is brought to the nodes by other means. */
  readonly encryptionConfigPath?: string;
  readonly kubelet?: HardenedKubelet;
  /** Reasons for what is unsafe, by the id of the rule that takes them. */
  readonly accepted: Readonly<Record<string, string>>;
}
