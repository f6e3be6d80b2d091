import { asArray, asObject, isUnset, typeName } from '../../text/json';
import { parseImageReference } from '../images/image-reference';
import type { Inventory } from '../objects/inventory';
import type { KubeObject } from '../objects/object';
import { podViews } from '../pods/pod-view';

/** A place that states a version: the run's target (no object), or a field. */
export interface StatedVersion {
  readonly object: KubeObject | undefined;
  readonly path: string;
  /** Undefined when it is unset, or no text. */
  readonly text: string | undefined;
  /** What follows while it is unset. */
  readonly unset?: string;
  /** True for a service of a cloud, which keeps releases longer than the project does. */
  readonly isManaged?: boolean;
  /** The component whose version it is: `kube-apiserver`, `kubelet`; undefined where it is that of a cluster or of a pool of nodes. */
  readonly component?: string;
}

interface Row {
  readonly groups: readonly string[];
  readonly kinds: readonly string[];
  readonly path: string;
  /** What follows while it is unset; without, another component decides, and it is no matter of this object. */
  readonly unset?: string;
  readonly isManaged?: true;
  readonly component?: string;
}

const CLUSTER_API = ['cluster.x-k8s.io'];
const CONTROL_PLANES = ['controlplane.cluster.x-k8s.io'];
const INFRASTRUCTURE = ['infrastructure.cluster.x-k8s.io'];
const BY_PROVIDER = 'so the provider chooses the release';
const upbound = (service: string) => [`${service}.upbound.io`, `${service}.m.upbound.io`];

/**
 * Where kinds state the version of a cluster or of its nodes.
 *
 * Sources: the API references of kubeadm, Cluster API and its providers, kOps, eksctl, Rancher, Gardener, Kamaji, AWS Controllers for
 * Kubernetes, Config Connector, Azure Service Operator and the Crossplane providers.
 */
const ROWS: readonly Row[] = [
  {
    groups: ['kubeadm.k8s.io'],
    kinds: ['ClusterConfiguration'],
    path: 'kubernetesVersion',
    unset: 'so kubeadm takes whatever is newest on the day it runs',
    component: 'kube-apiserver',
  },
  { groups: ['kubeadm.k8s.io'], kinds: ['UpgradeConfiguration'], path: 'apply.kubernetesVersion' },
  { groups: [''], kinds: ['Node'], path: 'status.nodeInfo.kubeletVersion', component: 'kubelet' },

  { groups: CLUSTER_API, kinds: ['Cluster'], path: 'spec.topology.version' },
  { groups: CLUSTER_API, kinds: ['Machine'], path: 'spec.version' },
  { groups: CLUSTER_API, kinds: ['MachineDeployment', 'MachinePool', 'MachineSet'], path: 'spec.template.spec.version' },
  { groups: CONTROL_PLANES, kinds: ['K0sControlPlane', 'KThreesControlPlane', 'KubeadmControlPlane'], path: 'spec.version' },
  { groups: CONTROL_PLANES, kinds: ['RKE2ControlPlane', 'TalosControlPlane'], path: 'spec.version' },
  { groups: CONTROL_PLANES, kinds: ['KubeadmControlPlane'], path: 'spec.kubeadmConfigSpec.clusterConfiguration.kubernetesVersion' },
  { groups: ['bootstrap.cluster.x-k8s.io'], kinds: ['KubeadmConfig'], path: 'spec.clusterConfiguration.kubernetesVersion' },
  { groups: CONTROL_PLANES, kinds: ['AWSManagedControlPlane', 'ROSAControlPlane'], path: 'spec.version', isManaged: true },
  { groups: INFRASTRUCTURE, kinds: ['AzureManagedControlPlane', 'GCPManagedControlPlane'], path: 'spec.version', isManaged: true },
  { groups: INFRASTRUCTURE, kinds: ['GCPManagedControlPlane'], path: 'spec.controlPlaneVersion', isManaged: true },

  { groups: ['kops.k8s.io'], kinds: ['Cluster'], path: 'spec.kubernetesVersion' },
  { groups: ['provisioning.cattle.io'], kinds: ['Cluster'], path: 'spec.kubernetesVersion' },
  { groups: ['core.gardener.cloud'], kinds: ['Shoot'], path: 'spec.kubernetes.version' },
  { groups: ['kamaji.clastix.io'], kinds: ['TenantControlPlane'], path: 'spec.kubernetes.version' },

  { groups: ['eksctl.io'], kinds: ['ClusterConfig'], path: 'metadata.version', unset: 'so eksctl chooses the release', isManaged: true },
  { groups: ['eks.services.k8s.aws'], kinds: ['Cluster'], path: 'spec.version', unset: BY_PROVIDER, isManaged: true },
  { groups: ['eks.services.k8s.aws'], kinds: ['Nodegroup'], path: 'spec.version', isManaged: true },
  {
    groups: [...upbound('eks.aws'), 'eks.aws.crossplane.io'],
    kinds: ['Cluster'],
    path: 'spec.forProvider.version',
    unset: BY_PROVIDER,
    isManaged: true,
  },
  { groups: [...upbound('eks.aws'), 'eks.aws.crossplane.io'], kinds: ['NodeGroup'], path: 'spec.forProvider.version', isManaged: true },
  { groups: upbound('container.gcp'), kinds: ['Cluster'], path: 'spec.forProvider.minMasterVersion', isManaged: true },
  { groups: upbound('container.gcp'), kinds: ['NodePool'], path: 'spec.forProvider.version', isManaged: true },
  {
    groups: upbound('containerservice.azure'),
    kinds: ['KubernetesCluster'],
    path: 'spec.forProvider.kubernetesVersion',
    unset: BY_PROVIDER,
    isManaged: true,
  },
  { groups: ['container.cnrm.cloud.google.com'], kinds: ['ContainerCluster'], path: 'spec.minMasterVersion', isManaged: true },
  { groups: ['container.cnrm.cloud.google.com'], kinds: ['ContainerNodePool'], path: 'spec.version', isManaged: true },
  {
    groups: ['containerservice.azure.com'],
    kinds: ['ManagedCluster'],
    path: 'spec.kubernetesVersion',
    unset: BY_PROVIDER,
    isManaged: true,
  },
  { groups: ['containerservice.azure.com'], kinds: ['ManagedClustersAgentPool'], path: 'spec.orchestratorVersion', isManaged: true },
];

/** Every place of the input that states a version of Kubernetes. */
export function statedVersions(inventory: Inventory): readonly StatedVersion[] {
  return [
    ...ROWS.flatMap((row) =>
      row.groups.flatMap((group) => row.kinds.flatMap((kind) => inventory.byKind(group, kind).flatMap((object) => inField(object, row)))),
    ),
    ...inventory.byKind('kind.x-k8s.io', 'Cluster').flatMap(inNodeImages),
    ...podViews(inventory).flatMap(({ object, containers }) =>
      containers.flatMap(({ spec, path }) => inImage(object, spec.image, `${path}.image`, COMPONENT)),
    ),
  ];
}

function inField(object: KubeObject, { path, unset, isManaged, component }: Row): readonly StatedVersion[] {
  const fields = path.split('.');
  const last = fields.pop()!;
  const value = fields.reduce((holder, field) => asObject(holder[field]), object.json)[last];
  const isAbsent = isUnset(value) || value === '';
  if (isAbsent && unset === undefined) return [];
  if (!isAbsent && typeof value !== 'string') {
    return [{ object, path, text: undefined, unset: `since it is ${typeName(value)}, not a string: write it in quotes` }];
  }
  const text = isAbsent ? undefined : value;
  return [{ object, path, text, unset, isManaged: isManaged || MANAGED_NODE.test(text ?? ''), component }];
}

/** How EKS and GKE mark their builds. */
const MANAGED_NODE = /-(?:eks|gke)[-.]/;

/** Images whose tag is the release of Kubernetes. */
const COMPONENT =
  /(?:^|[/-])(kube-apiserver|kube-controller-manager|kube-scheduler|kube-proxy|hyperkube|kubelet)(?:-(?:amd64|arm64|arm|ppc64le|s390x))?$/;
const KIND_NODE = /(?:^|\/)kindest\/node$/;

function inImage(object: KubeObject, image: unknown, path: string, repository: RegExp): readonly StatedVersion[] {
  if (typeof image !== 'string' || !image.includes('k')) return [];
  const reference = parseImageReference(image);
  const named = reference && repository.exec(reference.repository);
  if (!named) return [];
  const { tag } = reference;
  const unset = 'so which release of Kubernetes the image is of is not known';
  return [{ object, path, text: tag, unset, isManaged: MANAGED_NODE.test(tag ?? ''), component: named[1] }];
}

function inNodeImages(object: KubeObject): readonly StatedVersion[] {
  return asArray(object.json.nodes).flatMap((node, index) => inImage(object, asObject(node).image, `nodes[${index}].image`, KIND_NODE));
}
