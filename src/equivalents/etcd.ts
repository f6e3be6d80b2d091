import type { EquivalentRow } from './row';

/** Secure etcd and encryption at rest. */
export const P4: readonly EquivalentRow[] = [
  {
    name: 'etcd-cert-key',
    rules: ['etcd/client-certificates'],
    peers: ['checkov:CKV_K8S_116', 'trivy:KCV-0042', 'kubescape:C-0153'],
  },
  {
    name: 'etcd-client-cert-auth',
    rules: ['etcd/client-cert-auth', 'etcd/trusted-ca'],
    peers: ['checkov:CKV_K8S_117', 'trivy:KCV-0043', 'kubescape:C-0154'],
  },
  {
    name: 'etcd-auto-tls',
    rules: ['etcd/no-auto-tls'],
    peers: ['checkov:CKV_K8S_118', 'trivy:KCV-0044', 'kubescape:C-0155'],
  },
  {
    name: 'etcd-peer-cert-key',
    rules: ['etcd/peer-certificates'],
    peers: ['checkov:CKV_K8S_119', 'trivy:KCV-0045', 'kubescape:C-0156'],
  },
  {
    name: 'etcd-peer-client-cert-auth',
    rules: ['etcd/peer-client-cert-auth', 'etcd/peer-trusted-ca'],
    peers: ['checkov:CKV_K8S_121', 'trivy:KCV-0046', 'kubescape:C-0157'],
  },
  {
    name: 'etcd-peer-auto-tls',
    rules: ['etcd/no-peer-auto-tls'],
    peers: ['trivy:KCV-0047', 'kubescape:C-0158'],
  },
  {
    name: 'etcd-unique-ca',
    rules: ['etcd/own-ca'],
    peers: ['kubescape:C-0159'],
  },
  {
    name: 'apiserver-etcd-client-certs',
    rules: ['etcd/api-server-etcd-tls'],
    peers: ['checkov:CKV_K8S_99', 'trivy:KCV-0026', 'kubescape:C-0137'],
  },
  {
    name: 'apiserver-etcd-cafile',
    rules: ['etcd/api-server-etcd-tls'],
    peers: ['checkov:CKV_K8S_102', 'trivy:KCV-0029', 'kubescape:C-0140'],
  },
  {
    name: 'apiserver-encryption-config-set',
    rules: [],
    peers: ['checkov:CKV_K8S_104', 'trivy:KCV-0030', 'kubescape:C-0141', 'kubescape:C-0066'],
    reason: 'No rule yet: encryption at rest is not judged.',
  },
  {
    name: 'encryption-provider-strength',
    rules: [],
    peers: ['kubescape:C-0142'],
    reason: 'No rule yet: encryption at rest is not judged; kubescape passes identity as the first provider, which writes in clear.',
  },
  {
    name: 'external-secret-store',
    rules: [],
    peers: ['kubescape:C-0208', 'kubescape:C-0234'],
    reason: 'Whether secrets come from outside the cluster is a choice: that a pod mounts no secret store does not show a fault.',
  },
  {
    name: 'pv-encryption',
    rules: [],
    peers: ['kubescape:C-0264'],
    reason: 'Storage drivers have no common parameter for encryption, so nothing can be decided from the absence of one.',
  },
];
