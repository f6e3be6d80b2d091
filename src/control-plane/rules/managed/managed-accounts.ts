import type { AnyRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { AZURE, EKS, GKE, GKE_POOL, SOURCES } from './kinds';
import { ELSEWHERE, managedRule, type ManagedRule } from './setting-rule';

const RULES: readonly ManagedRule[] = [
  {
    name: 'managed-local-accounts',
    title: 'A managed cluster must not have accounts other than those of the cloud',
    description:
      'Certificates, passwords and tokens that the cluster hands out itself are known neither to the directory nor to its log, and cannot '
      + 'be withdrawn. In EKS, entries in the ConfigMap `aws-auth` can be changed by anyone who can write it; access '
      + 'entries are kept by AWS.',
    severity: Severity.MEDIUM,
    fix: 'Turn local accounts, client certificates and passwords off; in EKS, set `accessConfig.authenticationMode: API`.',
    controls: ['CIS-EKS-1.8:4.1.7', 'CIS-GKE-1.9:5.8.1', 'CIS-AKS-1.8:5.5.1'],
    sources: [SOURCES.aks, SOURCES.gke, SOURCES.eksAccess],
    settings: [
      {
        kind: AZURE,
        field: 'disableLocalAccounts',
        accepted: [true],
        unset: false,
        consequence: 'certificates of the cluster authenticate administrators',
      },
      {
        kind: AZURE,
        field: 'aadProfile.managed',
        accepted: [true],
        unset: false,
        consequence: 'Microsoft Entra ID does not authenticate people',
      },
      {
        kind: GKE,
        field: 'masterAuth.clientCertificateConfig.issueClientCertificate',
        accepted: [false],
        unset: false,
        consequence: 'a client certificate that cannot be withdrawn is issued',
      },
      {
        kind: GKE,
        field: 'masterAuth.username',
        accepted: 'unset',
        unset: undefined,
        consequence: 'a password authenticates an administrator',
      },
      {
        kind: EKS,
        field: 'accessConfig.authenticationMode',
        accepted: ['API'],
        unset: 'CONFIG_MAP',
        consequence: 'anyone who can write the ConfigMap aws-auth can become an administrator',
      },
    ],
  },
  {
    name: 'managed-authorization',
    title: 'RBAC alone must authorize requests to a managed cluster',
    description:
      'The legacy authorization (ABAC) of GKE gives ServiceAccounts, nodes and people rights that no role shows. In AKS, RBAC can be off '
      + 'altogether. Unset passes: off in GKE, on in AKS.',
    severity: Severity.HIGH,
    fix: 'Remove `enableLegacyAbac`, or set it to false; remove `enableRBAC: false`.',
    controls: ['CIS-GKE-1.9:5.8.3'],
    sources: [SOURCES.gke, SOURCES.aks],
    settings: [
      {
        kind: GKE,
        field: 'enableLegacyAbac',
        accepted: [false],
        unset: false,
        consequence: 'ServiceAccounts have rights that no role shows',
      },
      { kind: AZURE, field: 'enableRBAC', accepted: [true], unset: true, consequence: 'every account may do everything' },
    ],
  },
  {
    name: 'managed-cloud-authorization',
    title: 'Azure must authorize requests to an AKS cluster (aadProfile.enableAzureRBAC)',
    description: 'Rights are then given, reviewed and withdrawn where those to all else are. Unset is a violation: it is off.',
    severity: Severity.LOW,
    fix: 'Set `aadProfile.enableAzureRBAC: true`.',
    controls: ['CIS-AKS-1.8:5.5.2'],
    sources: [SOURCES.aks],
    settings: [
      {
        kind: AZURE,
        field: 'aadProfile.enableAzureRBAC',
        accepted: [true],
        unset: false,
        consequence: 'rights in the cluster are not those of Azure',
      },
    ],
  },
  {
    name: 'managed-workload-identity',
    title: 'Programs in a managed cluster must be able to have identities of the cloud (workload identity)',
    description: 'Without it, programs use the identity of their node, which all pods of the node share, or keys that do not expire.',
    severity: Severity.MEDIUM,
    fix: 'Set `workloadIdentityConfig.workloadPool` in GKE; turn `oidcIssuerProfile` and `securityProfile.workloadIdentity` on in AKS.',
    controls: ['CIS-GKE-1.9:5.2.2', 'CIS-AKS-1.8:5.2.1'],
    sources: [SOURCES.gke, SOURCES.aks],
    settings: [
      {
        kind: GKE,
        field: 'workloadIdentityConfig.workloadPool',
        accepted: 'set',
        unset: undefined,
        consequence: 'programs share the identity of their node',
        unless: [['enableAutopilot', true]],
      },
      {
        kind: AZURE,
        field: 'oidcIssuerProfile.enabled',
        accepted: [true],
        unset: false,
        consequence: 'programs share the identity of their node',
      },
      {
        kind: AZURE,
        field: 'securityProfile.workloadIdentity.enabled',
        accepted: [true],
        unset: false,
        consequence: 'programs share the identity of their node',
      },
    ],
  },
  {
    name: 'managed-upgrades',
    title: 'Nodes and control plane of a managed cluster must be upgraded automatically',
    description:
      'Most clusters that are broken into run a release whose faults are known. In GKE, unset settings of '
      + 'a node pool are on by default, and '
      + 'the release channel is left to the cloud; in AKS, nothing is upgraded by default.',
    severity: Severity.MEDIUM,
    fix: 'Choose a release channel in GKE, and `autoUpgradeProfile.upgradeChannel` in AKS.',
    controls: ['CIS-GKE-1.9:5.5.2', 'CIS-GKE-1.9:5.5.3', 'CIS-GKE-1.9:5.5.4', 'NSA-CISA:upgrading-and-application-security'],
    sources: [SOURCES.gke, SOURCES.gkePool, SOURCES.aks],
    settings: [
      {
        kind: GKE,
        field: 'releaseChannel.channel',
        accepted: ['REGULAR', 'STABLE', 'RAPID', 'EXTENDED'],
        unset: ELSEWHERE,
        consequence: 'the control plane is in no release channel',
      },
      {
        kind: GKE_POOL,
        field: 'management.autoUpgrade',
        accepted: [true],
        unset: ELSEWHERE,
        consequence: 'nodes keep a release whose faults are known',
      },
      { kind: GKE_POOL, field: 'management.autoRepair', accepted: [true], unset: ELSEWHERE, consequence: 'broken nodes stay' },
      {
        kind: AZURE,
        field: 'autoUpgradeProfile.upgradeChannel',
        accepted: ['patch', 'stable', 'rapid', 'node-image'],
        unset: 'none',
        consequence: 'the cluster keeps a release whose faults are known',
      },
    ],
  },
  {
    name: 'managed-alpha-cluster',
    title: 'A GKE cluster must not be an alpha cluster (enableKubernetesAlpha)',
    description: 'Alpha clusters run unfinished features, get no upgrades, and are deleted after 30 days. Unset passes.',
    severity: Severity.MEDIUM,
    fix: 'Remove `enableKubernetesAlpha`.',
    controls: ['CIS-GKE-1.9:5.10.2'],
    sources: [SOURCES.gke],
    settings: [
      {
        kind: GKE,
        field: 'enableKubernetesAlpha',
        accepted: [false],
        unset: false,
        consequence: 'unfinished features run, and nothing is upgraded',
      },
    ],
  },
];

/** Rules about accounts, rights and upgrades of managed clusters, where these are written as objects of a cloud's operator. */
export const managedAccounts: readonly AnyRule[] = RULES.map(managedRule);
