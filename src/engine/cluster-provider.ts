/** Who runs the control plane of the cluster that the manifests are for. */
export enum ClusterProvider {
  /** Its owner does: all of the control plane is for them to decide. */
  SELF_MANAGED = 'self-managed',
  /** Amazon EKS. */
  EKS = 'eks',
  /** Google Kubernetes Engine. */
  GKE = 'gke',
  /** Azure Kubernetes Service. */
  AKS = 'aks',
}
