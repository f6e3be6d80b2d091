import type { Benchmark } from '../engine/benchmark';
import { ClusterProvider } from '../engine/cluster-provider';
import { ELSEWHERE, KUBELET_ROWS, POD_ROWS, section } from './section';

/**
 * CIS Amazon Elastic Kubernetes Service Benchmark 1.8.0. Titles are in words of our own.
 *
 * Sources: https://www.cisecurity.org/benchmark/kubernetes, and for the numbers
 * https://github.com/aquasecurity/kube-bench/tree/main/cfg/eks-1.8.0
 */
export const CIS_EKS_1_8: Benchmark = {
  name: 'cis-eks-1.8',
  title: 'CIS Amazon EKS Benchmark 1.8.0',
  prefix: 'CIS-EKS-1.8:',
  releases: [],
  provider: ClusterProvider.EKS,
  sections: [
    section('2.1', 'Logging', [
      ['1', 'Audit logs are sent to CloudWatch'],
      ['2', 'Audit logs are collected and looked at', '', ELSEWHERE.logs],
    ]),
    section(
      '3.1',
      'Files of nodes',
      [
        ['1', 'Mode of the kubeconfig of the kubelet: 644 or stricter', '4.1.5'],
        ['2', 'Owner of the kubeconfig of the kubelet: root:root', '4.1.6'],
        ['3', 'Mode of the configuration of the kubelet: 644 or stricter', '4.1.9'],
        ['4', 'Owner of the configuration of the kubelet: root:root', '4.1.10'],
      ],
      { unseen: ELSEWHERE.nodes },
    ),
    section('3.2', 'Kubelet', KUBELET_ROWS),
    section('4.1', 'RBAC and ServiceAccounts', [
      ['1', 'cluster-admin is bound only where it must be', '5.1.1'],
      ['2', 'Few may read Secrets', '5.1.2'],
      ['3', 'Few wildcards in roles', '5.1.3'],
      ['4', 'Few may create pods', '5.1.4'],
      ['5', 'ServiceAccounts named default are not used', '5.1.5'],
      ['6', 'Tokens are mounted only where they are used', '5.1.6'],
      ['7', 'Access is managed by access entries of EKS'],
      ['8', 'Few may bind, impersonate and escalate', '5.1.8'],
      ['9', 'Few may create PersistentVolumes', '5.1.9'],
      ['10', 'Few may use the proxy of nodes', '5.1.10'],
      ['11', 'Few may change admission webhooks', '5.1.12'],
      ['12', 'Few may request tokens of ServiceAccounts', '5.1.13'],
    ]),
    section('4.2', 'Pod security', POD_ROWS),
    section('4.3', 'Network policies', [
      ['1', 'The network plugin enforces NetworkPolicies', '', ELSEWHERE.plugin],
      ['2', 'Each namespace has NetworkPolicies', '5.3.2'],
    ]),
    section('4.4', 'Secrets', [
      ['1', 'Secrets are files rather than environment variables', '5.4.1'],
      ['2', 'Secrets are kept in a store outside of the cluster', '5.4.2', ELSEWHERE.store],
    ]),
    section('4.5', 'General', [
      ['1', 'Namespaces separate what belongs to different owners', '5.6.1', ELSEWHERE.owners],
      ['2', 'The namespace default is not used', '5.6.4'],
    ]),
    section('5.1', 'Registry', [
      ['1', 'Images are scanned for vulnerabilities', '', ELSEWHERE.scan],
      ['2', 'Few people may use the registry', '', ELSEWHERE.registry],
      ['3', 'The cluster may only read from the registry', '', ELSEWHERE.registry],
      ['4', 'Images come from approved registries alone', 'workloads/image-registry'],
    ]),
    section('5.2', 'Identities', [['1', 'Programs have roles of IAM of their own', 'workloads/cloud-identity']]),
    section('5.3', 'Keys', [['1', 'Secrets are encrypted with a key of the customer in KMS']]),
    section('5.4', 'Network of the cluster', [
      ['1', 'The endpoint of the API server is open to chosen addresses alone'],
      ['2', 'The endpoint is private, and not public'],
      ['3', 'Nodes have no public addresses'],
      ['4', 'NetworkPolicies are enforced', '5.3.2', ELSEWHERE.plugin],
      ['5', 'Load balancers serve TLS', '', 'certificates of load balancers are kept by AWS'],
    ]),
    section('5.5', 'Users', [['1', 'People authenticate through IAM', '', ELSEWHERE.account]]),
  ],
};
