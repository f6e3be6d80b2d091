/** Where objects of a kind live. */
export enum Scope {
  NAMESPACED = 'namespaced',
  CLUSTER = 'cluster',
  /** A configuration document of a node or of a tool: never sent to the API server. */
  FILE = 'file',
  /** A kind that Kubernetes does not define (a custom resource). */
  UNKNOWN = 'unknown',
}

/** Groups whose documents are files, of a node or of a tool, not API objects. */
const FILE_GROUPS = new Set([
  'audit.k8s.io',
  'kubeadm.k8s.io',
  'kubelet.config.k8s.io',
  'kubeproxy.config.k8s.io',
  'kubescheduler.config.k8s.io',
  'kubecontrollermanager.config.k8s.io',
  'apiserver.config.k8s.io',
  'apiserver.k8s.io',
  'client.authentication.k8s.io',
  'pod-security.admission.config.k8s.io',
  'eventratelimit.admission.k8s.io',
  'imagepolicy.k8s.io',
  'credentialprovider.kubelet.k8s.io',
  'kustomize.config.k8s.io',
]);

/** Built-in kinds by group. Source: the API reference of Kubernetes 1.37 and of the supported releases before it. */
const NAMESPACED: Readonly<Record<string, string>> = {
  '':
    'Binding ConfigMap Endpoints Event LimitRange PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota Secret '
    + 'Service ServiceAccount',
  'apps': 'ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet',
  'authorization.k8s.io': 'LocalSubjectAccessReview',
  'autoscaling': 'HorizontalPodAutoscaler',
  'batch': 'CronJob Job',
  'certificates.k8s.io': 'PodCertificateRequest',
  'coordination.k8s.io': 'Lease LeaseCandidate',
  'discovery.k8s.io': 'EndpointSlice',
  'events.k8s.io': 'Event',
  'extensions': 'DaemonSet Deployment Ingress NetworkPolicy ReplicaSet',
  'lifecycle.k8s.io': 'Eviction EvictionRequest',
  'networking.k8s.io': 'Ingress NetworkPolicy',
  'policy': 'PodDisruptionBudget',
  'rbac.authorization.k8s.io': 'Role RoleBinding',
  'resource.k8s.io': 'ResourceClaim ResourceClaimTemplate',
  'scheduling.k8s.io': 'CompositePodGroup PodGroup Workload',
  'storage.k8s.io': 'CSIStorageCapacity',
};

const CLUSTER: Readonly<Record<string, string>> = {
  '': 'ComponentStatus Namespace Node PersistentVolume',
  'admissionregistration.k8s.io':
    'MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration '
    + 'ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration',
  'apiextensions.k8s.io': 'CustomResourceDefinition',
  'apiregistration.k8s.io': 'APIService',
  'authentication.k8s.io': 'SelfSubjectReview TokenReview',
  'authorization.k8s.io': 'SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview',
  'certificates.k8s.io': 'CertificateSigningRequest ClusterTrustBundle',
  'extensions': 'PodSecurityPolicy',
  'flowcontrol.apiserver.k8s.io': 'FlowSchema PriorityLevelConfiguration',
  'internal.apiserver.k8s.io': 'StorageVersion',
  'networking.k8s.io': 'IngressClass IPAddress ServiceCIDR',
  'node.k8s.io': 'RuntimeClass',
  'policy': 'PodSecurityPolicy',
  'rbac.authorization.k8s.io': 'ClusterRole ClusterRoleBinding',
  'resource.k8s.io': 'DeviceClass DeviceTaintRule ResourcePoolStatusRequest ResourceSlice',
  'scheduling.k8s.io': 'PriorityClass',
  'storage.k8s.io': 'CSIDriver CSINode StorageClass VolumeAttachment VolumeAttributesClass',
  'storagemigration.k8s.io': 'StorageVersionMigration',
};

/** A kubeconfig is the one file whose kind is in the core group. */
const SCOPES = new Map<string, Scope>([['/Config', Scope.FILE]]);
for (const [group, kinds] of Object.entries(NAMESPACED)) {
  for (const kind of kinds.split(' ')) SCOPES.set(`${group}/${kind}`, Scope.NAMESPACED);
}
for (const [group, kinds] of Object.entries(CLUSTER)) for (const kind of kinds.split(' ')) SCOPES.set(`${group}/${kind}`, Scope.CLUSTER);

/** The scope of a kind, from the built-in ones; {@link Scope.UNKNOWN} for every other. */
export function scopeOf(group: string, kind: string): Scope {
  if (FILE_GROUPS.has(group)) return Scope.FILE;
  return SCOPES.get(`${group}/${kind}`) ?? Scope.UNKNOWN;
}
