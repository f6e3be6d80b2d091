import type { Benchmark } from '../engine/benchmark';
import { ClusterProvider } from '../engine/cluster-provider';
import { ELSEWHERE, section } from './section';

/**
 * CIS Google Kubernetes Engine Benchmark 1.9.0. Titles are in words of our own.
 *
 * Sources: https://www.cisecurity.org/benchmark/kubernetes, and for the numbers
 * https://github.com/aquasecurity/kube-bench/tree/main/cfg/gke-1.9.0
 */
export const CIS_GKE_1_9: Benchmark = {
  name: 'cis-gke-1.9',
  title: 'CIS Google Kubernetes Engine Benchmark 1.9.0',
  prefix: 'CIS-GKE-1.9:',
  releases: [],
  provider: ClusterProvider.GKE,
  sections: [
    section(
      '3.1',
      'Files of nodes',
      [
        ['1', 'Mode of the kubeconfig of kube-proxy: 644 or stricter', '4.1.3'],
        ['2', 'Owner of the kubeconfig of kube-proxy: root:root', '4.1.4'],
        ['3', 'Mode of the configuration of the kubelet: 644', '4.1.9'],
        ['4', 'Owner of the configuration of the kubelet: root:root', '4.1.10'],
      ],
      { unseen: ELSEWHERE.nodes },
    ),
    section('4.1', 'RBAC and ServiceAccounts', [
      ['1', 'cluster-admin is bound only where it must be', '5.1.1'],
      ['2', 'Few may read Secrets', '5.1.2'],
      ['3', 'Few wildcards in roles', '5.1.3'],
      ['4', 'ServiceAccounts named default are not used', '5.1.5'],
      ['5', 'Tokens are mounted only where they are used', '5.1.6'],
      ['6', 'The group system:masters is not used', '5.1.7', 'groups in client certificates are not in manifests'],
      ['7', 'Few may bind, impersonate and escalate', '5.1.8'],
      ['8', 'Nothing is bound to system:anonymous', 'rbac/anonymous-subject'],
      ['9', 'Nothing is bound to system:unauthenticated', 'rbac/anonymous-subject'],
      ['10', 'Nothing is bound to system:authenticated', 'rbac/authenticated-subject'],
    ]),
    section('4.2', 'Pod security', [['1', 'Namespaces enforce the level baseline or stricter', 'namespaces/pod-security-enforce']]),
    section('4.3', 'Network policies', [
      ['1', 'The network plugin enforces NetworkPolicies', '', ELSEWHERE.plugin],
      ['2', 'Each namespace has NetworkPolicies', '5.3.2'],
    ]),
    section('4.4', 'Secrets', [
      ['1', 'Secrets are files rather than environment variables', '5.4.1'],
      ['2', 'Secrets are kept in a store outside of the cluster', '5.4.2', ELSEWHERE.store],
    ]),
    section('4.5', 'Admission of images', [['1', 'Admission checks where images come from', '', 'attestors are kept by Google']]),
    section('4.6', 'General', [
      ['1', 'Namespaces separate what belongs to different owners', '5.6.1', ELSEWHERE.owners],
      ['2', 'Pods have a seccomp profile', '5.6.2'],
      ['3', 'Pods and containers have a security context', '5.6.3'],
      ['4', 'The namespace default is not used', '5.6.4'],
    ]),
    section('5.1', 'Registry', [
      ['1', 'Images are scanned for vulnerabilities', '', ELSEWHERE.scan],
      ['2', 'Few people may use the registry', '', ELSEWHERE.registry],
      ['3', 'The cluster may only read from the registry', '', ELSEWHERE.registry],
      ['4', 'Images come from approved registries alone', 'workloads/image-registry'],
    ]),
    section('5.2', 'Identities', [
      ['1', 'Nodes do not use the default service account of Compute Engine'],
      ['2', 'Programs have identities of Google of their own'],
    ]),
    section('5.3', 'Keys', [['1', 'Secrets are encrypted with a key in Cloud KMS']]),
    section('5.4', 'Metadata of nodes', [['1', 'Pods are given the metadata server of GKE']]),
    section('5.5', 'Nodes', [
      ['1', 'Nodes run Container-Optimized OS'],
      ['2', 'Nodes are repaired automatically'],
      ['3', 'Nodes are upgraded automatically'],
      ['4', 'The cluster is in a release channel'],
      ['5', 'Nodes are shielded'],
      ['6', 'The integrity of nodes is monitored'],
      ['7', 'Nodes boot signed software alone'],
    ]),
    section('5.6', 'Network of the cluster', [
      ['1', 'Flows are logged, between pods of a node too', '', 'flow logs are a setting of the subnet'],
      ['2', 'The cluster is VPC-native'],
      ['3', 'The endpoint of the API server is open to chosen addresses alone'],
      ['4', 'The endpoint is private, and not public'],
      ['5', 'Nodes have no public addresses'],
      ['6', 'Firewalls protect nodes', 'nodes/kubelet-world-range', 'which rules a project has is seen in the account'],
      ['7', 'Load balancers serve TLS with certificates of Google', '', 'certificates of load balancers are kept by Google'],
    ]),
    section('5.7', 'Logging', [
      ['1', 'Logs and metrics are collected'],
      ['2', 'auditd logs on nodes', '', 'a program of the nodes: look there'],
    ]),
    section('5.8', 'Users', [
      ['1', 'The cluster issues no client certificate'],
      ['2', 'Roles are bound to groups of Google'],
      ['3', 'Legacy authorization (ABAC) is off'],
    ]),
    section('5.9', 'Storage', [
      ['1', 'Disks are encrypted with keys of the customer', 'workloads/storage-encryption'],
      ['2', 'Boot disks are encrypted with keys of the customer'],
    ]),
    section('5.10', 'Other settings', [
      ['1', 'The dashboard is off', 'workloads/dashboard'],
      ['2', 'The cluster is not an alpha cluster'],
      ['3', 'Untrusted pods run in a sandbox', 'workloads/sandbox-runtime-class', 'which pods are trusted is for people to say'],
      ['4', 'The security posture of the cluster is reported'],
    ]),
  ],
};
