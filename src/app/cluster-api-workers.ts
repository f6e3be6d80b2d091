import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import type { HardenedKubelet } from '../kubelet';
import { clusterApiFile } from './cluster-api-files';
import { kubeletPatch, PATCHES } from './cluster-api-kubelet';

/** Properties of {@link ClusterApiWorkers}. */
export interface ClusterApiWorkersProps {
  /** Their kubelets, with `KubeletDelivery.KUBEADM`. */
  readonly kubelet: HardenedKubelet;
  /**
   * Name of the object.
   *
   * @default - cdk8s makes one
   * @shape name
   */
  readonly name?: string;
  /**
   * Node groups that the kubelet's configuration is reported for.
   *
   * @default ['worker']
   * @shape name
   */
  readonly nodes?: string[];
}

/**
 * `KubeadmConfigTemplate` of Cluster API (`v1beta2`) for workers with a `HardenedKubelet`, whose configuration is a patch of kubeadm. A
 * MachineDeployment or MachinePool names it.
 */
export class ClusterApiWorkers extends Construct {
  /** The object. */
  public readonly kubeadmConfigTemplate: ApiObject;

  /**
   * Renders the configuration of workers for Cluster API.
   *
   * @throws Error for kubelets with a file of their own
   */
  constructor(scope: Construct, id: string, props: ClusterApiWorkersProps) {
    super(scope, id);
    const patch = kubeletPatch(this, props.kubelet, props.nodes ?? ['worker']);
    this.kubeadmConfigTemplate = new ApiObject(this, 'template', {
      apiVersion: 'bootstrap.cluster.x-k8s.io/v1beta2',
      kind: 'KubeadmConfigTemplate',
      metadata: { name: props.name },
      spec: {
        template: {
          spec: {
            files: Lazy.any({ produce: () => [clusterApiFile(patch)] }),
            joinConfiguration: { patches: { directory: PATCHES } },
          },
        },
      },
    });
  }
}
