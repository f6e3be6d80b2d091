import { supportedRelease } from '../../../src/versions/rules/supported-release';
import { findings } from '../../support/findings';

const config = (kubernetesVersion?: unknown) => [{ apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'ClusterConfiguration', kubernetesVersion }];

test.each<[string, string, string, string[]]>([
  ['the newest release', '1.37', '2026-11-23', []],
  ['the oldest supported release', '1.35', '2026-11-23', []],
  ['a release on its last day', '1.34', '2026-10-27', []],
  [
    'a release the day after',
    '1.34',
    '2026-10-28',
    ['(run): Kubernetes 1.34 is not supported on 2026-10-28, its support ended on 2026-10-27; supported are 1.37, 1.36, 1.35'],
  ],
  ['a release long gone', '1.28', '2026-11-23', ['(run): Kubernetes 1.28 is not supported on 2026-11-23; supported are 1.37, 1.36, 1.35']],
  [
    'a release not out yet',
    '1.37',
    '2026-08-25',
    ['? (run): Kubernetes 1.37 is newer than 1.36, the newest release known here on 2026-08-25'],
  ],
  ['a day before all data', '1.33', '2025-01-01', ['? (run): no release is known here to be supported on 2025-01-01']],
  [
    'a day where the data is thin',
    '1.33',
    '2025-12-01',
    ['? (run): it is not known here whether Kubernetes 1.33 was supported on 2025-12-01'],
  ],
  ['a day after all data', '1.37', '2030-01-01', ['? (run): no release is known here to be supported on 2030-01-01']],
])('target: %s', (_, kubernetes, asOf, expected) => {
  expect(findings(supportedRelease, [], { kubernetes, asOf })).toEqual(expected);
});

test.each<[string, unknown, string[]]>([
  ['supported', 'v1.36.2', []],
  [
    'out of support',
    'v1.30.4',
    ['ClusterConfiguration (unnamed) kubernetesVersion: Kubernetes 1.30 is not supported on 2026-11-23; supported are 1.37, 1.36, 1.35'],
  ],
  [
    'unset',
    undefined,
    [
      '? ClusterConfiguration (unnamed) kubernetesVersion: the version of Kubernetes is not stated, so kubeadm takes whatever is newest '
        + 'on the day it runs',
    ],
  ],
  ['a label', 'stable-1', ['? ClusterConfiguration (unnamed) kubernetesVersion: "stable-1" names no fixed release']],
  [
    'a number, as YAML reads 1.36',
    1.36,
    [
      '? ClusterConfiguration (unnamed) kubernetesVersion: the version of Kubernetes is not stated, since it is a number, not a string: '
        + 'write it in quotes',
    ],
  ],
])('kubeadm: %s', (_, version, expected) => {
  expect(findings(supportedRelease, config(version))).toEqual(expected);
});

const named = (apiVersion: string, kind: string, fields: object) => ({ apiVersion, kind, metadata: { name: 'a' }, ...fields });
const old = (place: string, version = '1.31') =>
  `${place}: Kubernetes ${version} is not supported on 2026-11-23; supported are 1.37, 1.36, 1.35`;
const later = (place: string, version = '1.33') =>
  `? ${place}: the project no longer supports Kubernetes ${version} on 2026-11-23, and how long the provider does is not known here`;
const CAPI = 'cluster.x-k8s.io/v1beta2';
const CONTROL = 'controlplane.cluster.x-k8s.io/v1beta2';
const template = (version?: string) => ({ spec: { template: { spec: { version } } } });
const static_ = (image: string) =>
  named('v1', 'Pod', { metadata: { name: 'a', namespace: 'kube-system' }, spec: { containers: [{ name: 'x', image }] } });
const at = 'Pod kube-system/a spec.containers[0].image';

test.each<[string, object, string[]]>([
  ['a node', named('v1', 'Node', { status: { nodeInfo: { kubeletVersion: 'v1.31.4' } } }), [old('Node a status.nodeInfo.kubeletVersion')]],
  ['a node of today', named('v1', 'Node', { status: { nodeInfo: { kubeletVersion: 'v1.37.0' } } }), []],
  ['a node without status', named('v1', 'Node', {}), []],
  [
    'a node of EKS',
    named('v1', 'Node', { status: { nodeInfo: { kubeletVersion: 'v1.33.4-eks-1a2b3c4' } } }),
    [later('Node a status.nodeInfo.kubeletVersion')],
  ],
  [
    'a node of EKS that nobody supports',
    named('v1', 'Node', { status: { nodeInfo: { kubeletVersion: 'v1.29.4-eks-1a2b3c4' } } }),
    [old('Node a status.nodeInfo.kubeletVersion', '1.29')],
  ],
  ['an API server', static_('registry.k8s.io/kube-apiserver:v1.31.2'), [old(at)]],
  ['a scheduler of a mirror', static_('mirror.example.com/k8s/kube-scheduler-amd64:v1.31.2'), [old(at)]],
  ['a kube-proxy of RKE', static_('rancher/hyperkube:v1.31.2-rancher1'), [old(at)]],
  ['a kube-proxy of EKS', static_('602401143452.dkr.ecr.eu-west-1.amazonaws.com/eks/kube-proxy:v1.33.3-eks-1.2'), [later(at)]],
  ['an API server of today', static_('registry.k8s.io/kube-apiserver:v1.37.1'), []],
  [
    'an API server without a tag',
    static_('registry.k8s.io/kube-apiserver'),
    [`? ${at}: the version of Kubernetes is not stated, so which release of Kubernetes the image is of is not known`],
  ],
  ['an API server by a word', static_('registry.k8s.io/kube-apiserver:latest'), [`? ${at}: "latest" names no fixed release`]],
  ['another image', static_('registry.example.com/kube-apiserver-exporter:v1.31.2'), []],
  ['etcd has versions of its own', static_('registry.k8s.io/etcd:3.5.1-0'), []],
  ['a Cluster', named(CAPI, 'Cluster', { spec: { topology: { version: 'v1.31.0' } } }), [old('Cluster a spec.topology.version')]],
  ['a Cluster without topology', named(CAPI, 'Cluster', { spec: {} }), []],
  ['a MachineDeployment', named(CAPI, 'MachineDeployment', template('v1.31.0')), [old('MachineDeployment a spec.template.spec.version')]],
  ['a MachineDeployment of another hand', named(CAPI, 'MachineDeployment', template()), []],
  ['a Machine', named(CAPI, 'Machine', { spec: { version: 'v1.31.0' } }), [old('Machine a spec.version')]],
  ['a control plane', named(CONTROL, 'KubeadmControlPlane', { spec: { version: 'v1.31.0' } }), [old('KubeadmControlPlane a spec.version')]],
  [
    'a version that is put in later',
    named(CONTROL, 'KubeadmControlPlane', { spec: { version: '${KUBERNETES_VERSION}' } }),
    ['? KubeadmControlPlane a spec.version: "${KUBERNETES_VERSION}" names no fixed release'],
  ],
  [
    'RKE2',
    named('provisioning.cattle.io/v1', 'Cluster', { spec: { kubernetesVersion: 'v1.31.2+rke2r1' } }),
    [old('Cluster a spec.kubernetesVersion')],
  ],
  ['kOps', named('kops.k8s.io/v1alpha2', 'Cluster', { spec: { kubernetesVersion: '1.31.2' } }), [old('Cluster a spec.kubernetesVersion')]],
  [
    'EKS by its operator',
    named('eks.services.k8s.aws/v1alpha1', 'Cluster', { spec: { version: '1.33' } }),
    [later('Cluster a spec.version')],
  ],
  [
    'EKS by its operator, unset',
    named('eks.services.k8s.aws/v1alpha1', 'Cluster', { spec: {} }),
    ['? Cluster a spec.version: the version of Kubernetes is not stated, so the provider chooses the release'],
  ],
  [
    'EKS by Crossplane',
    named('eks.aws.upbound.io/v1beta1', 'Cluster', { spec: { forProvider: { version: '1.28' } } }),
    [old('Cluster a spec.forProvider.version', '1.28')],
  ],
  [
    'AKS by Cluster API',
    named('infrastructure.cluster.x-k8s.io/v1beta1', 'AzureManagedControlPlane', { spec: { version: 'v1.37.0' } }),
    [],
  ],
  [
    'eksctl',
    { apiVersion: 'eksctl.io/v1alpha5', kind: 'ClusterConfig', metadata: { name: 'a', version: '1.28' } },
    [old('ClusterConfig a metadata.version', '1.28')],
  ],
  ['kind', named('kind.x-k8s.io/v1alpha4', 'Cluster', { nodes: [{ image: 'kindest/node:v1.31.0' }] }), [old('Cluster a nodes[0].image')]],
])('stated by %s', (_, manifest, expected) => {
  expect(findings(supportedRelease, [manifest])).toEqual(expected);
});
