import { controlPlaneRules } from '../../../../src/control-plane/rules';
import type { AnyRule } from '../../../../src/engine/rule';
import { findings } from '../../../support/findings';

const rule = (name: string): AnyRule => controlPlaneRules.find(({ id }) => id === `control-plane/${name}`)!;
const object = (apiVersion: string, kind: string) => (spec?: unknown) => ({ apiVersion, kind, metadata: { name: 'prod' }, spec });
const eks = object('eks.services.k8s.aws/v1alpha1', 'Cluster');
const capa = object('controlplane.cluster.x-k8s.io/v1beta2', 'AWSManagedControlPlane');
const nodes = object('karpenter.k8s.aws/v1', 'EC2NodeClass');
const template = object('ec2.services.k8s.aws/v1alpha1', 'LaunchTemplate');
const gke = object('container.cnrm.cloud.google.com/v1beta1', 'ContainerCluster');
const pool = object('container.cnrm.cloud.google.com/v1beta1', 'ContainerNodePool');
const aks = object('containerservice.azure.com/v1api20240901', 'ManagedCluster');

const OPEN = 'the endpoint is public, and no list of addresses limits who reaches it';
const vpc = (config: object) => eks({ resourcesVPCConfig: config });
const access = (profile: object) => aks({ apiServerAccessProfile: profile });
const CIDRS = 'Cluster prod spec.resourcesVPCConfig.publicAccessCIDRs';

test.each<[string, object, string[]]>([
  ['EKS: private', vpc({ endpointPublicAccess: false }), []],
  ['EKS: chosen addresses', vpc({ publicAccessCIDRs: ['203.0.113.0/28', '2001:db8::/64'] }), []],
  ['EKS: nothing', eks(), [`${CIDRS}: ${OPEN}`]],
  ['EKS: empty', vpc({ endpointPublicAccess: null, publicAccessCIDRs: [] }), [`${CIDRS}: ${OPEN}`]],
  [
    'EKS: everyone among others',
    vpc({ endpointPublicAccess: true, publicAccessCIDRs: ['203.0.113.0/28', '0.0.0.0/0'] }),
    [`${CIDRS}[1]: the endpoint is public, and 0.0.0.0/0 lets the internet reach it`],
  ],
  ['EKS: a template', vpc({ publicAccessCIDRs: ['${VPN}'] }), [`? ${CIDRS}[0]: "\${VPN}" is not an address`]],
  ['EKS: no list', vpc({ publicAccessCIDRs: '203.0.113.0/28' }), [`? ${CIDRS}: the addresses that reach the endpoint are not a list`]],
  [
    'EKS: no boolean',
    vpc({ endpointPublicAccess: 'false' }),
    ['? Cluster prod spec.resourcesVPCConfig.endpointPublicAccess: whether the endpoint is public is "false", which is not a boolean'],
  ],
  ['Cluster API: private', capa({ endpointAccess: { public: false } }), []],
  ['Cluster API: nothing', capa({}), [`AWSManagedControlPlane prod spec.endpointAccess.publicCIDRs: ${OPEN}`]],
  ['GKE: private', gke({ privateClusterConfig: { enablePrivateEndpoint: true } }), []],
  ['GKE: no endpoint with an address', gke({ controlPlaneEndpointsConfig: { ipEndpointsConfig: { enabled: false } } }), []],
  ['GKE: nodes alone', gke({ masterAuthorizedNetworksConfig: {} }), []],
  ['GKE: chosen addresses', gke({ masterAuthorizedNetworksConfig: { cidrBlocks: [{ cidrBlock: '203.0.113.0/28' }] } }), []],
  [
    'GKE: everyone',
    gke({ masterAuthorizedNetworksConfig: { cidrBlocks: [{ cidrBlock: '0.0.0.0/0' }] } }),
    [
      'ContainerCluster prod spec.masterAuthorizedNetworksConfig.cidrBlocks[0]: the endpoint is public, and 0.0.0.0/0 lets the internet '
        + 'reach it',
    ],
  ],
  ['GKE: nothing', gke({}), [`ContainerCluster prod spec.masterAuthorizedNetworksConfig.cidrBlocks: ${OPEN}`]],
  ['AKS: private', access({ enablePrivateCluster: true }), []],
  ['AKS: one address', access({ authorizedIPRanges: ['203.0.113.7'] }), []],
  ['AKS: nothing', aks({}), [`ManagedCluster prod spec.apiServerAccessProfile.authorizedIPRanges: ${OPEN}`]],
])('endpoint: %s', (_, manifest, expected) => {
  expect(findings(rule('managed-endpoint'), [manifest])).toEqual(expected);
});

const KMS = 'securityProfile.azureKeyVaultKms';
const KEY = (kind: string, field: string) => [`${kind} prod spec.${field}: ${field} names no key of the owner for Secrets`];

test.each<[string, object, string[]]>([
  ['EKS', eks({ encryptionConfig: [{ resources: ['secrets'], provider: { keyARN: 'arn:aws:kms:x' } }] }), []],
  ['EKS: by reference', eks({ encryptionConfig: [{ resources: ['secrets'], provider: { keyRef: { from: { name: 'k' } } } }] }), []],
  ['EKS: other resources', eks({ encryptionConfig: [{ resources: [], provider: { keyARN: 'a' } }] }), KEY('Cluster', 'encryptionConfig')],
  ['EKS: no key', eks({ encryptionConfig: [{ resources: ['secrets'], provider: { keyARN: '' } }] }), KEY('Cluster', 'encryptionConfig')],
  ['EKS: nothing', eks({}), KEY('Cluster', 'encryptionConfig')],
  [
    'EKS: a template',
    eks({ encryptionConfig: '${ENCRYPTION}' }),
    ['? Cluster prod spec.encryptionConfig: encryptionConfig is a string, so what it says is not known'],
  ],
  [
    'AKS: a template above',
    aks({ securityProfile: '${PROFILE}' }),
    [`? ManagedCluster prod spec.${KMS}: ${KMS} is a string, so what it says is not known`],
  ],
  ['Cluster API', capa({ encryptionConfig: { provider: 'arn:aws:kms:x', resources: ['secrets'] } }), []],
  ['Cluster API: nothing', capa({}), KEY('AWSManagedControlPlane', 'encryptionConfig')],
  ['GKE', gke({ databaseEncryption: { state: 'ALL_OBJECTS_ENCRYPTION_ENABLED', keyName: 'k' } }), []],
  ['GKE: off', gke({ databaseEncryption: { state: 'DECRYPTED', keyName: 'k' } }), KEY('ContainerCluster', 'databaseEncryption')],
  ['GKE: no key', gke({ databaseEncryption: { state: 'ENCRYPTED' } }), KEY('ContainerCluster', 'databaseEncryption')],
  ['AKS', aks({ securityProfile: { azureKeyVaultKms: { enabled: true } } }), []],
  ['AKS: nothing', aks({}), KEY('ManagedCluster', 'securityProfile.azureKeyVaultKms')],
])('encryption: %s', (_, manifest, expected) => {
  expect(findings(rule('managed-secrets-encryption'), [manifest])).toEqual(expected);
});

const UNSEEN = 'so what was done is seen by no one';
const logging = (...clusterLogging: object[]) => eks({ logging: { clusterLogging } });

test.each<[string, object, string[]]>([
  [
    'EKS: a template',
    eks({ logging: { clusterLogging: '${LOGS}' } }),
    ['? Cluster prod spec.logging.clusterLogging: logging.clusterLogging is a string, so what it says is not known'],
  ],
  [
    'Cluster API: a template',
    capa({ logging: { audit: '${AUDIT}' } }),
    ['? AWSManagedControlPlane prod spec.logging.audit: logging.audit is a string, so what it says is not known'],
  ],
  ['EKS', logging({ enabled: false, types: ['api'] }, { enabled: true, types: ['api', 'audit'] }), []],
  [
    'EKS: off',
    logging({ enabled: false, types: ['audit'] }),
    [`Cluster prod spec.logging.clusterLogging: no entry turns logs of type audit on, ${UNSEEN}`],
  ],
  ['EKS: nothing', eks({}), [`Cluster prod spec.logging.clusterLogging: no entry turns logs of type audit on, ${UNSEEN}`]],
  ['Cluster API', capa({ logging: { audit: true } }), []],
  ['Cluster API: nothing', capa({}), [`AWSManagedControlPlane prod spec.logging.audit: logging.audit is not true, ${UNSEEN}`]],
  ['GKE: nothing', gke({}), []],
  ['GKE: off', gke({ loggingService: 'none' }), [`ContainerCluster prod spec.loggingService: loggingService is none, ${UNSEEN}`]],
  [
    'GKE: no components',
    gke({ loggingConfig: { enableComponents: [] } }),
    [`ContainerCluster prod spec.loggingConfig.enableComponents: logs of SYSTEM_COMPONENTS are not collected, ${UNSEEN}`],
  ],
])('logs: %s', (_, manifest, expected) => {
  expect(findings(rule('managed-logs'), [manifest])).toEqual(expected);
});

const TAKES = 'so pods can take the credentials of the node';
const metadata = (metadataOptions?: unknown) => nodes({ metadataOptions });

test.each<[string, string, object, string[]]>([
  ['Karpenter: nothing', 'managed-node-metadata', metadata(), []],
  ['Karpenter: stated', 'managed-node-metadata', metadata({ httpTokens: 'required', httpPutResponseHopLimit: 1 }), []],
  [
    'Karpenter: optional, two hops',
    'managed-node-metadata',
    metadata({ httpTokens: 'optional', httpPutResponseHopLimit: 2 }),
    [
      `EC2NodeClass prod spec.metadataOptions.httpPutResponseHopLimit: metadataOptions.httpPutResponseHopLimit is 2, ${TAKES}`,
      `EC2NodeClass prod spec.metadataOptions.httpTokens: metadataOptions.httpTokens is optional, ${TAKES}`,
    ],
  ],
  ['Karpenter: off', 'managed-node-metadata', metadata({ httpEndpoint: 'disabled', httpTokens: 'optional' }), []],
  [
    'Karpenter: a text for a number',
    'managed-node-metadata',
    metadata({ httpPutResponseHopLimit: '1' }),
    [
      '? EC2NodeClass prod spec.metadataOptions.httpPutResponseHopLimit: '
        + 'metadataOptions.httpPutResponseHopLimit is "1", which is not of the '
        + 'type of the field',
    ],
  ],
  [
    'Karpenter: a template',
    'managed-node-metadata',
    metadata({ httpTokens: '${TOKENS}' }),
    [
      '? EC2NodeClass prod spec.metadataOptions.httpTokens: metadataOptions.httpTokens is "${TOKENS}", '
        + 'which is not of the type of the field',
    ],
  ],
  [
    'a launch template: nothing',
    'managed-node-metadata',
    template({ data: { metadataOptions: { httpTokens: 'required' } } }),
    [
      '? LaunchTemplate prod spec.data.metadataOptions.httpPutResponseHopLimit: '
        + 'data.metadataOptions.httpPutResponseHopLimit is not set, and '
        + 'what it is then is not in this object',
    ],
  ],
  ['a node pool', 'managed-node-metadata', pool({ nodeConfig: { workloadMetadataConfig: { mode: 'GKE_METADATA' } } }), []],
  [
    'a node pool: open',
    'managed-node-metadata',
    pool({ nodeConfig: { workloadMetadataConfig: { mode: 'GCE_METADATA' } } }),
    [
      `ContainerNodePool prod spec.nodeConfig.workloadMetadataConfig.mode: `
        + `nodeConfig.workloadMetadataConfig.mode is GCE_METADATA, ${TAKES}`,
    ],
  ],
  ['AKS pools: nothing', 'managed-private-nodes', aks({ agentPoolProfiles: [{}, { enableNodePublicIP: false }] }), []],
  [
    'AKS pools: the second is public',
    'managed-private-nodes',
    aks({ agentPoolProfiles: [{}, { enableNodePublicIP: true }] }),
    [
      'ManagedCluster prod spec.agentPoolProfiles[1].enableNodePublicIP: '
        + 'agentPoolProfiles.enableNodePublicIP is true, so nodes have public '
        + 'addresses',
    ],
  ],
  ['EKS: API', 'managed-local-accounts', eks({ accessConfig: { authenticationMode: 'API' } }), []],
  [
    'EKS: nothing',
    'managed-local-accounts',
    eks({}),
    [
      'Cluster prod spec.accessConfig.authenticationMode: accessConfig.authenticationMode is not set, and '
        + 'CONFIG_MAP by default, so anyone '
        + 'who can write the ConfigMap aws-auth can become an administrator',
    ],
  ],
  ['GKE: nothing', 'managed-local-accounts', gke({ masterAuth: { username: '' } }), []],
  [
    'GKE: a password',
    'managed-local-accounts',
    gke({ masterAuth: { username: 'admin' } }),
    ['ContainerCluster prod spec.masterAuth.username: masterAuth.username is set, so a password authenticates an administrator'],
  ],
  ['GKE: identities', 'managed-workload-identity', gke({ workloadIdentityConfig: { workloadPool: 'acme.svc.id.goog' } }), []],
  ['GKE: Autopilot', 'managed-workload-identity', gke({ enableAutopilot: true }), []],
  [
    'GKE: no identities',
    'managed-workload-identity',
    gke({}),
    [
      'ContainerCluster prod spec.workloadIdentityConfig.workloadPool: workloadIdentityConfig.workloadPool '
        + 'is not set, so programs share the '
        + 'identity of their node',
    ],
  ],
  ['GKE: ABAC unset', 'managed-authorization', gke(), []],
])('settings: %s', (_, name, manifest, expected) => {
  expect(findings(rule(name), [manifest])).toEqual(expected);
});

test('every rule of managed clusters finds its bad example and passes the good one', () => {
  const managed = controlPlaneRules.filter(({ id }) => id.startsWith('control-plane/managed-'));
  expect(managed.length).toBe(15);
  for (const each of managed) {
    expect([each.id, findings(each, each.bad).length > 0, findings(each, each.good)]).toEqual([each.id, true, []]);
  }
});
