import { asObject, asString } from '../../text/json';
import { Scope } from './kinds';
import type { KubeObject } from './object';

/**
 * Cluster-scoped kinds that others define, by group: manifests of them are common, and their CustomResourceDefinitions seldom
 * come with them. A `*` stands for every kind of the group. A name is no sign: ClusterClass and ClusterResourceSet of Cluster API are
 * namespaced.
 *
 * Source: `spec.scope` of the CustomResourceDefinitions of each project; of the constraints of Gatekeeper, which it generates:
 * https://open-policy-agent.github.io/gatekeeper/website/docs/howto
 */
const CLUSTER_KINDS: Readonly<Record<string, string>> = {
  'apiextensions.crossplane.io': 'CompositeResourceDefinition Composition CompositionRevision EnvironmentConfig',
  'aquasecurity.github.io':
    'ClusterComplianceReport ClusterConfigAuditReport ClusterInfraAssessmentReport ClusterRbacAssessmentReport ClusterSbomReport '
    + 'ClusterVulnerabilityReport',
  'argoproj.io': 'ClusterAnalysisTemplate ClusterWorkflowTemplate',
  'capsule.clastix.io': 'Tenant',
  'cert-manager.io': 'ClusterIssuer',
  'cilium.io':
    'CiliumCIDRGroup CiliumClusterwideEnvoyConfig CiliumClusterwideNetworkPolicy CiliumEgressGatewayPolicy CiliumIdentity '
    + 'CiliumL2AnnouncementPolicy CiliumLoadBalancerIPPool CiliumNode TracingPolicy',
  'constraints.gatekeeper.sh': '*',
  'crd.antrea.io': 'ClusterNetworkPolicy ClusterGroup Tier',
  'crd.projectcalico.org':
    'BGPConfiguration BGPPeer FelixConfiguration GlobalNetworkPolicy GlobalNetworkSet HostEndpoint IPPool StagedGlobalNetworkPolicy Tier',
  'external-secrets.io': 'ClusterExternalSecret ClusterPushSecret ClusterSecretStore',
  'gateway.networking.k8s.io': 'GatewayClass',
  'karpenter.azure.com': 'AKSNodeClass',
  'karpenter.k8s.aws': 'EC2NodeClass',
  'karpenter.sh': 'NodeClaim NodePool',
  'keda.sh': 'ClusterTriggerAuthentication',
  'kueue.x-k8s.io': 'AdmissionCheck ClusterQueue ResourceFlavor WorkloadPriorityClass',
  'kyverno.io': 'ClusterCleanupPolicy ClusterPolicy GlobalContextEntry',
  'machineconfiguration.openshift.io': 'ContainerRuntimeConfig KubeletConfig MachineConfig MachineConfigPool',
  'mutations.gatekeeper.sh': 'Assign AssignImage AssignMetadata ModifySet',
  'networking.k8s.aws': 'ClusterNetworkPolicy',
  'nvidia.com': 'ClusterPolicy',
  'operator.tigera.io': 'APIServer Installation',
  'pkg.crossplane.io': 'Configuration Function Provider',
  'policies.kubewarden.io': 'ClusterAdmissionPolicy ClusterAdmissionPolicyGroup PolicyServer',
  'policies.kyverno.io': 'DeletingPolicy GeneratingPolicy ImageValidatingPolicy MutatingPolicy ValidatingPolicy',
  'policy.networking.k8s.io': 'AdminNetworkPolicy BaselineAdminNetworkPolicy ClusterNetworkPolicy',
  'postgresql.cnpg.io': 'ClusterImageCatalog',
  'projectcalico.org':
    'BGPConfiguration BGPPeer FelixConfiguration GlobalNetworkPolicy GlobalNetworkSet HostEndpoint IPPool StagedGlobalNetworkPolicy Tier',
  'security.openshift.io': 'SecurityContextConstraints',
  'snapshot.storage.k8s.io': 'VolumeSnapshotClass VolumeSnapshotContent',
  'spire.spiffe.io': 'ClusterFederatedTrustDomain ClusterSPIFFEID ClusterStaticEntry',
  'templates.gatekeeper.sh': 'ConstraintTemplate',
  'tekton.dev': 'ClusterTask',
  'trust.cert-manager.io': 'Bundle',
  'wgpolicyk8s.io': 'ClusterPolicyReport',
};

const CLUSTER: ReadonlySet<string> = new Set(
  Object.entries(CLUSTER_KINDS).flatMap(([group, kinds]) => kinds.split(' ').map((kind) => `${group}/${kind}`)),
);

/** The scopes of custom kinds, by `group/Kind`: as the definitions say that are among the objects, else from a table of known kinds. */
export function customScopes(objects: readonly KubeObject[]): (group: string, kind: string) => Scope {
  const defined = new Map<string, Scope>();
  for (const { group, kind, json } of objects) {
    if (kind !== 'CustomResourceDefinition' || group !== 'apiextensions.k8s.io') continue;
    const spec = asObject(json.spec);
    const name = `${asString(spec.group)}/${asString(asObject(spec.names).kind)}`;
    if (spec.scope === 'Cluster') defined.set(name, Scope.CLUSTER);
    if (spec.scope === 'Namespaced') defined.set(name, Scope.NAMESPACED);
  }
  return (group, kind) =>
    defined.get(`${group}/${kind}`) ?? (CLUSTER.has(`${group}/${kind}`) || CLUSTER.has(`${group}/*`) ? Scope.CLUSTER : Scope.UNKNOWN);
}
