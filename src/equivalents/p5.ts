import type { EquivalentRow } from './row';

/** Kubelet access. */
export const P5: readonly EquivalentRow[] = [
  {
    name: 'kubelet-anonymous', rules: [],
    peers: ['checkov:CKV_K8S_138', 'trivy:KCV-0079', 'kubescape:C-0069', 'kubescape:C-0172'],
  },
  {
    name: 'kubelet-authz-alwaysallow', rules: [],
    peers: ['checkov:CKV_K8S_139', 'trivy:KCV-0080', 'kubescape:C-0173'],
  },
  {
    name: 'kubelet-client-ca', rules: [],
    peers: ['checkov:CKV_K8S_140', 'trivy:KCV-0081', 'kubescape:C-0070', 'kubescape:C-0174'],
  },
  {
    name: 'kubelet-read-only-port', rules: [],
    peers: ['checkov:CKV_K8S_141', 'trivy:KCV-0082', 'kubescape:C-0175'],
  },
  {
    name: 'kubelet-streaming-timeout', rules: [],
    peers: ['checkov:CKV_K8S_143', 'trivy:KCV-0085', 'kubescape:C-0176'],
  },
  {
    name: 'kubelet-protect-kernel-defaults', rules: [],
    peers: ['checkov:CKV_K8S_144', 'trivy:KCV-0083', 'kubescape:C-0177'],
  },
  {
    name: 'kubelet-iptables-chains', rules: [],
    peers: ['checkov:CKV_K8S_145', 'trivy:KCV-0084', 'kubescape:C-0178'],
  },
  {
    name: 'kubelet-hostname-override', rules: [],
    peers: ['checkov:CKV_K8S_146', 'trivy:KCV-0086', 'kubescape:C-0179'],
  },
  {
    name: 'kubelet-event-qps', rules: [],
    peers: ['checkov:CKV_K8S_147', 'trivy:KCV-0087', 'kubescape:C-0180'],
  },
  {
    name: 'kubelet-tls-cert-key', rules: [],
    peers: ['checkov:CKV_K8S_148', 'trivy:KCV-0088', 'trivy:KCV-0089', 'kubescape:C-0181'],
  },
  {
    name: 'kubelet-rotate-client-cert', rules: [],
    peers: ['checkov:CKV_K8S_149', 'trivy:KCV-0090', 'kubescape:C-0182'],
  },
  {
    name: 'kubelet-rotate-server-cert', rules: [],
    peers: ['trivy:KCV-0091', 'kubescape:C-0183'],
  },
  {
    name: 'kcm-rotate-kubelet-server-cert', rules: [],
    peers: ['checkov:CKV_K8S_112', 'trivy:KCV-0038', 'kubescape:C-0149'],
  },
  {
    name: 'kubelet-ciphers', rules: [],
    peers: ['checkov:CKV_K8S_151', 'trivy:KCV-0092', 'kubescape:C-0184'],
  },
  {
    name: 'kubelet-pod-pids-limit', rules: [],
    peers: ['kubescape:C-0284'],
  },
  {
    name: 'kubelet-ip-address-deny', rules: [],
    peers: [],
  },
  {
    name: 'kubelet-static-pod-path', rules: [],
    peers: [],
  },
  {
    name: 'apiserver-kubelet-client-cert', rules: [],
    peers: ['checkov:CKV_K8S_72', 'trivy:KCV-0005', 'kubescape:C-0116'],
  },
  {
    name: 'apiserver-kubelet-ca', rules: [],
    peers: ['checkov:CKV_K8S_73', 'trivy:KCV-0006', 'kubescape:C-0117'],
  },
  {
    name: 'apiserver-kubelet-https', rules: [],
    peers: ['checkov:CKV_K8S_71', 'trivy:KCV-0004'],
  },
  {
    name: 'rbac-nodes-proxy', rules: [],
    peers: ['checkov:CKV2_K8S_2', 'trivy:KSV-0047', 'kubescape:C-0279', 'kubescape:node-proxy-access-v1', 'kyverno:restrict-clusterrole-nodesproxy'],
  },
];
