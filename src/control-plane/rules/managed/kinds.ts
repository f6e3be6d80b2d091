/** Clusters of EKS by AWS Controllers for Kubernetes. */
export const EKS = 'eks.services.k8s.aws/Cluster';
/** Clusters of EKS by Cluster API. */
export const CAPA = 'controlplane.cluster.x-k8s.io/AWSManagedControlPlane';
/** Nodes of EKS by Karpenter. */
export const KARPENTER = 'karpenter.k8s.aws/EC2NodeClass';
/** What node groups of EKS are made from. */
export const LAUNCH_TEMPLATE = 'ec2.services.k8s.aws/LaunchTemplate';
/** Clusters of GKE by Config Connector. */
export const GKE = 'container.cnrm.cloud.google.com/ContainerCluster';
/** Their nodes. */
export const GKE_POOL = 'container.cnrm.cloud.google.com/ContainerNodePool';
/** Clusters of AKS by Azure Service Operator. */
export const AZURE = 'containerservice.azure.com/ManagedCluster';

/** Where the fields of these kinds are described. */
export const SOURCES = {
  eks: 'https://aws-controllers-k8s.github.io/community/reference/eks/v1alpha1/cluster/',
  eksEndpoint: 'https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html',
  eksAccess: 'https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html',
  imds: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html',
  karpenter: 'https://karpenter.sh/docs/concepts/nodeclasses/',
  gke: 'https://cloud.google.com/config-connector/docs/reference/resource-docs/container/containercluster',
  gkePool: 'https://cloud.google.com/config-connector/docs/reference/resource-docs/container/containernodepool',
  aks: 'https://azure.github.io/azure-service-operator/reference/containerservice/v1api20240901/',
} as const;
