import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { refusal } from '../cdk8s/refusal';
import { ACCEPTED_ANNOTATION, REASON_ANNOTATION } from '../kubernetes/objects/annotations';
import { clusterApiFile, type ClusterApiFile } from './cluster-api-files';
import { kubeletPatch, PATCHES } from './cluster-api-kubelet';
import type { HardenedControlPlane } from './hardened-control-plane';

/** The template that Cluster API makes machines from: an object of the infrastructure's provider. */
export interface ClusterApiMachineTemplate {
  /**
   * API group of the template, without version.
   *
   * @default 'infrastructure.cluster.x-k8s.io'
   * @shape name
   */
  readonly apiGroup?: string;
  /**
   * Kind of the template, such as `AWSMachineTemplate`.
   *
   * @shape text
   */
  readonly kind: string;
  /**
   * Name of the template.
   *
   * @shape name
   */
  readonly name: string;
}

/** A key of a Secret next to the object that names it. */
export interface ClusterApiSecretKey {
  /**
   * Name of the Secret.
   *
   * @shape name
   */
  readonly name: string;
  /**
   * The key in it.
   *
   * @shape text
   */
  readonly key: string;
}

/** Properties of {@link ClusterApiControlPlane}. */
export interface ClusterApiControlPlaneProps {
  /** What runs on the machines. Its `endpoint` and `firstNode` are not used: Cluster API decides both. */
  readonly controlPlane: HardenedControlPlane;
  /** What the machines are made from. */
  readonly machineTemplate: ClusterApiMachineTemplate;
  /**
   * Name of the object.
   *
   * @default - cdk8s makes one
   * @shape name
   */
  readonly name?: string;
  /**
   * Number of machines: an odd one, so that a majority of the members of etcd is left if one fails.
   *
   * @default 3
   */
  readonly replicas?: number;
  /**
   * The Secret of the management cluster that holds the EncryptionConfiguration, for the path that the control plane names.
   *
   * @default - the image of the machines has the file
   */
  readonly encryptionConfig?: ClusterApiSecretKey;
}

/**
 * `KubeadmControlPlane` of Cluster API for a `HardenedControlPlane`: its flags and mounts, and the files that they name; the configuration
 * of its kubelets is a patch of kubeadm.
 *
 * The object is written for API version `v1beta2`, which Cluster API has from 1.11 on. What it has no property for can be set with
 * `kubeadmControlPlane.addJsonPatch`: rules check the result.
 *
 * Source: https://cluster-api.sigs.k8s.io/tasks/bootstrap/kubeadm-bootstrap/
 */
export class ClusterApiControlPlane extends Construct {
  /** The object. */
  public readonly kubeadmControlPlane: ApiObject;

  /**
   * Renders a control plane for Cluster API.
   *
   * @throws Error for an even number of machines, a Secret for a file that no flag names, and kubelets with a file of their own
   */
  constructor(scope: Construct, id: string, props: ClusterApiControlPlaneProps) {
    super(scope, id);
    const { version, clusterConfiguration, files, encryptionConfigPath, kubelet, accepted } = props.controlPlane._parts;
    const replicas = props.replicas ?? 3;
    if (!Number.isInteger(replicas) || replicas < 1 || replicas % 2 === 0) {
      throw refusal(this, {
        fact: `replicas is ${replicas}`,
        consequence: 'and an even number of members of etcd survives no more failures than one less, and none runs nothing',
        remedy: 'Write an odd number, such as 3.',
      });
    }
    const secrets = this.fromSecret(props.encryptionConfig && { ...props.encryptionConfig }, encryptionConfigPath);
    const patch = kubelet && kubeletPatch(this, kubelet, ['control-plane']);
    const all = [...files, ...(patch ? [patch] : [])];
    const patches = patch ? { patches: { directory: PATCHES } } : {};
    const reasons = Object.keys(accepted).length > 0;
    this.kubeadmControlPlane = new ApiObject(this, 'control-plane', {
      apiVersion: 'controlplane.cluster.x-k8s.io/v1beta2',
      kind: 'KubeadmControlPlane',
      metadata: {
        name: props.name,
        ...(reasons && {
          annotations: {
            [REASON_ANNOTATION]: [...new Set(Object.values(accepted))].join('; '),
            [ACCEPTED_ANNOTATION]: JSON.stringify(accepted),
          },
        }),
      },
      spec: {
        version,
        replicas,
        machineTemplate: { spec: { infrastructureRef: templateRef(props.machineTemplate) } },
        kubeadmConfigSpec: {
          clusterConfiguration: withoutCluster(clusterConfiguration),
          files: Lazy.any({ produce: (): ClusterApiFile[] => [...all.map(clusterApiFile), ...secrets] }),
          ...(patch && { initConfiguration: patches, joinConfiguration: patches }),
        },
      },
    });
  }

  private fromSecret(secret: ClusterApiSecretKey | undefined, path: string | undefined): ClusterApiFile[] {
    if (!secret) return [];
    if (path !== undefined) {
      return [{ path, owner: 'root:root', permissions: '0600', contentFrom: { secret: { name: secret.name, key: secret.key } } }];
    }
    throw refusal(this, {
      fact: `encryptionConfig names Secret ${secret.name}, but the control plane has no encryptionConfigPath`,
      consequence: 'so the API server would not read it, and Secrets would not be encrypted',
      remedy: 'Give HardenedControlPlane an encryptionConfigPath.',
    });
  }
}

function templateRef({ apiGroup = 'infrastructure.cluster.x-k8s.io', kind, name }: ClusterApiMachineTemplate): object {
  return { apiGroup, kind, name };
}

/** What Cluster API says elsewhere: the kind, the release, and the address of the cluster. */
function withoutCluster(configuration: Readonly<Record<string, unknown>>): object {
  const OWN = ['apiVersion', 'kind', 'kubernetesVersion', 'controlPlaneEndpoint'];
  return Object.fromEntries(Object.entries(configuration).filter(([field]) => !OWN.includes(field)));
}
