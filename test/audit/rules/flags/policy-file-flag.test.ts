import { policyFileFlag } from '../../../../src/audit/rules/flags/policy-file-flag';
import { apiServerPod, cluster } from '../../../support/audit';
import { findings } from '../../../support/findings';

test.each<[string, object, string[]]>([
  ['set, kubeadm', cluster({ 'audit-policy-file': '/a.yaml' }), []],
  ['set, static pod', apiServerPod(['--audit-policy-file=/a.yaml']), []],
  ['set as two words', apiServerPod(['--audit-policy-file', '/a.yaml']), []],
  [
    'unset, kubeadm',
    cluster({}),
    ['ClusterConfiguration cluster apiServer.extraArgs: --audit-policy-file is not set, so the API server records no request'],
  ],
  [
    'no apiServer at all',
    { ...cluster({}), apiServer: undefined },
    ['ClusterConfiguration cluster apiServer.extraArgs: --audit-policy-file is not set, so the API server records no request'],
  ],
  [
    'a mapping of flags (v1beta3)',
    { ...cluster({}), apiVersion: 'kubeadm.k8s.io/v1beta3', apiServer: { extraArgs: { 'audit-policy-file': '/a.yaml' } } },
    [],
  ],
  [
    'unset, static pod',
    apiServerPod([]),
    ['Pod kube-system/kube-apiserver spec.containers[0].command: --audit-policy-file is not set, so the API server records no request'],
  ],
  [
    'empty',
    cluster({ 'audit-policy-file': '' }),
    ['ClusterConfiguration cluster apiServer.extraArgs[0].value: --audit-policy-file is empty, so the API server records no request'],
  ],
  [
    'a webhook alone records nothing',
    cluster({ 'audit-webhook-config-file': '/w' }),
    ['ClusterConfiguration cluster apiServer.extraArgs: --audit-policy-file is not set, so the API server records no request'],
  ],
  [
    'a Cluster API control plane',
    {
      apiVersion: 'controlplane.cluster.x-k8s.io/v1beta1',
      kind: 'KubeadmControlPlane',
      metadata: { name: 'c', namespace: 'n' },
      spec: { kubeadmConfigSpec: { clusterConfiguration: {} } },
    },
    [
      'KubeadmControlPlane n/c spec.kubeadmConfigSpec.clusterConfiguration.apiServer.extraArgs: --audit-policy-file is not set, so '
        + 'the API server records no request',
    ],
  ],
  [
    'no text',
    { ...cluster({}), apiServer: { extraArgs: [{ name: 'audit-policy-file', value: { toString: null } }] } },
    [
      '? ClusterConfiguration cluster apiServer.extraArgs[0].value: --audit-policy-file is not known: its value is not a string, so '
        + 'kubeadm rejects it',
    ],
  ],
  [
    'another program',
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' }, spec: { containers: [{ name: 'kube-apiserver', command: ['nginx'] }] } },
    [],
  ],
])('%s', (_, manifest, expected) => {
  expect(findings(policyFileFlag, [manifest])).toEqual(expected);
});

test('flags that are not all known decide nothing', () => {
  const found = findings(policyFileFlag, [
    apiServerPod(['$(FLAGS)'], {}, { env: [{ name: 'FLAGS', valueFrom: { configMapKeyRef: { name: 'flags', key: 'flags' } } }] }),
  ]);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/^\? Pod kube-system\/kube-apiserver .*--audit-policy-file is not seen, but /);
});
