import type { AnyRule } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { AZURE, CAPA, GKE, GKE_POOL, KARPENTER, EKS, LAUNCH_TEMPLATE, SOURCES } from './kinds';
import { ELSEWHERE, managedRule, PUBLIC_ENDPOINT, type ManagedRule } from './setting-rule';

const CREDENTIALS = 'pods can take the credentials of the node';

const RULES: readonly ManagedRule[] = [
  {
    name: 'managed-private-endpoint',
    cause: PUBLIC_ENDPOINT,
    title: 'The API server of a managed cluster must have a private endpoint alone',
    description:
      'What is not reachable from the internet is not attacked from there: neither with a stolen token, nor through a fault of the API '
      + 'server. Read are objects of ACK, Cluster API, Config Connector and Azure Service Operator, with the defaults of the cloud.',
    severity: Severity.MEDIUM,
    fix: 'Make the endpoint private, and reach it through a VPN or a bastion.',
    controls: ['CIS-EKS-1.8:5.4.2', 'CIS-GKE-1.9:5.6.4', 'CIS-AKS-1.8:5.4.2'],
    sources: [SOURCES.eksEndpoint, SOURCES.gke, SOURCES.aks],
    settings: [
      {
        kind: EKS,
        field: 'resourcesVPCConfig.endpointPublicAccess',
        accepted: [false],
        unset: true,
        consequence: 'the internet reaches the API server',
      },
      {
        kind: EKS,
        field: 'resourcesVPCConfig.endpointPrivateAccess',
        accepted: [true],
        unset: false,
        consequence: 'nodes use the public endpoint',
      },
      { kind: CAPA, field: 'endpointAccess.public', accepted: [false], unset: true, consequence: 'the internet reaches the API server' },
      {
        kind: GKE,
        field: 'privateClusterConfig.enablePrivateEndpoint',
        accepted: [true],
        unset: false,
        consequence: 'the internet reaches the API server',
        unless: [['controlPlaneEndpointsConfig.ipEndpointsConfig.enabled', false]],
      },
      {
        kind: AZURE,
        field: 'apiServerAccessProfile.enablePrivateCluster',
        accepted: [true],
        unset: false,
        consequence: 'the internet reaches the API server',
      },
    ],
  },
  {
    name: 'managed-private-nodes',
    title: 'Nodes of a managed cluster must not have public addresses',
    description: 'A node with a public address is one port, or one firewall rule, away from the internet. It reaches out through NAT.',
    severity: Severity.MEDIUM,
    fix: 'Take the public addresses from the nodes.',
    controls: ['CIS-EKS-1.8:5.4.3', 'CIS-GKE-1.9:5.6.5', 'CIS-AKS-1.8:5.4.3'],
    sources: [SOURCES.gke, SOURCES.aks, SOURCES.karpenter],
    settings: [
      {
        kind: GKE,
        field: 'privateClusterConfig.enablePrivateNodes',
        accepted: [true],
        unset: false,
        consequence: 'nodes have public addresses',
      },
      {
        kind: AZURE,
        field: 'agentPoolProfiles[].enableNodePublicIP',
        accepted: [false],
        unset: false,
        consequence: 'nodes have public addresses',
      },
      {
        kind: KARPENTER,
        field: 'associatePublicIPAddress',
        accepted: [false],
        unset: ELSEWHERE,
        consequence: 'nodes have public addresses',
      },
    ],
  },
  {
    name: 'managed-node-metadata',
    title: 'Pods must not reach the metadata of their node (IMDSv2 with a hop limit of 1, the metadata server of GKE)',
    description:
      'The metadata service gives the credentials of the node to anyone who asks from it. IMDSv2 needs a token, and '
      + 'with a hop limit of 1 its '
      + 'answer does not reach a pod; in GKE, the mode `GKE_METADATA` answers for the pod. A Karpenter EC2NodeClass has both by default. '
      + 'Unknown where a launch template or a node pool leaves it open: it depends on the image, the account or the cluster.',
    severity: Severity.HIGH,
    fix: 'Set `httpTokens: required` and `httpPutResponseHopLimit: 1`; in GKE, `workloadMetadataConfig.mode: GKE_METADATA`.',
    controls: ['CIS-GKE-1.9:5.4.1'],
    sources: [SOURCES.karpenter, SOURCES.imds, SOURCES.gkePool],
    settings: [
      {
        kind: KARPENTER,
        field: 'metadataOptions.httpTokens',
        accepted: ['required'],
        unset: 'required',
        consequence: CREDENTIALS,
        unless: [['metadataOptions.httpEndpoint', 'disabled']],
      },
      {
        kind: KARPENTER,
        field: 'metadataOptions.httpPutResponseHopLimit',
        accepted: [1],
        unset: 1,
        consequence: CREDENTIALS,
        unless: [['metadataOptions.httpEndpoint', 'disabled']],
      },
      {
        kind: LAUNCH_TEMPLATE,
        field: 'data.metadataOptions.httpTokens',
        accepted: ['required'],
        unset: ELSEWHERE,
        consequence: CREDENTIALS,
        unless: [['data.metadataOptions.httpEndpoint', 'disabled']],
      },
      {
        kind: LAUNCH_TEMPLATE,
        field: 'data.metadataOptions.httpPutResponseHopLimit',
        accepted: [1],
        unset: ELSEWHERE,
        consequence: CREDENTIALS,
        unless: [['data.metadataOptions.httpEndpoint', 'disabled']],
      },
      {
        kind: GKE_POOL,
        field: 'nodeConfig.workloadMetadataConfig.mode',
        accepted: ['GKE_METADATA'],
        unset: ELSEWHERE,
        consequence: CREDENTIALS,
      },
    ],
  },
  {
    name: 'managed-network-policy',
    title: 'An AKS cluster must enforce NetworkPolicies (networkProfile.networkPolicy)',
    description: 'Without an engine, NetworkPolicies are accepted, and do nothing. Unset is a violation: there is none by default.',
    severity: Severity.HIGH,
    fix: 'Set `networkProfile.networkPolicy` to cilium, calico or azure.',
    controls: ['CIS-AKS-1.8:5.4.4'],
    sources: [SOURCES.aks],
    settings: [
      {
        kind: AZURE,
        field: 'networkProfile.networkPolicy',
        accepted: ['cilium', 'calico', 'azure'],
        unset: 'none',
        consequence: 'NetworkPolicies do nothing',
      },
    ],
  },
  {
    name: 'managed-shielded-nodes',
    title: 'Nodes of GKE must be shielded, with a signed boot (enableShieldedNodes, shieldedInstanceConfig)',
    description: 'A shielded node proves to the control plane who it is, and boots signed software alone. Secure boot is off by default.',
    severity: Severity.LOW,
    fix: 'Remove `enableShieldedNodes: false`; set `shieldedInstanceConfig.enableSecureBoot: true`.',
    controls: ['CIS-GKE-1.9:5.5.5', 'CIS-GKE-1.9:5.5.6', 'CIS-GKE-1.9:5.5.7'],
    sources: [SOURCES.gke, SOURCES.gkePool],
    settings: [
      { kind: GKE, field: 'enableShieldedNodes', accepted: [true], unset: true, consequence: 'a node can be impersonated' },
      {
        kind: GKE_POOL,
        field: 'nodeConfig.shieldedInstanceConfig.enableSecureBoot',
        accepted: [true],
        unset: false,
        consequence: 'nodes boot unsigned software',
      },
      {
        kind: GKE_POOL,
        field: 'nodeConfig.shieldedInstanceConfig.enableIntegrityMonitoring',
        accepted: [true],
        unset: true,
        consequence: 'changes of what boots are not seen',
      },
    ],
  },
  {
    name: 'managed-node-identity',
    title: 'Nodes of GKE must have a service account of their own (nodeConfig.serviceAccountRef)',
    description:
      'The default service account of Compute Engine may change much of the project. Unset is a violation: it is the default one.',
    severity: Severity.MEDIUM,
    fix: 'Set `nodeConfig.serviceAccountRef` to an account with the role of nodes alone.',
    controls: ['CIS-GKE-1.9:5.2.1'],
    sources: [SOURCES.gkePool],
    settings: [
      {
        kind: GKE_POOL,
        field: 'nodeConfig.serviceAccountRef',
        accepted: 'set',
        unset: undefined,
        consequence: 'nodes have the default service account of Compute Engine',
      },
    ],
  },
];

/** Rules about the network of managed clusters and about their nodes, where these are written as objects of a cloud's operator. */
export const managedNodes: readonly AnyRule[] = RULES.map(managedRule);
