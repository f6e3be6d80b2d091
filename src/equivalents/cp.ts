import type { EquivalentRow } from './row';

/** Other control-plane hardening. */
export const CP: readonly EquivalentRow[] = [
  {
    name: 'apiserver-insecure-port', rules: [],
    peers: ['checkov:CKV_K8S_86', 'checkov:CKV_K8S_88', 'kubescape:C-0005'],
  },
  {
    name: 'apiserver-secure-port', rules: [],
    peers: ['checkov:CKV_K8S_89', 'trivy:KCV-0017', 'kubescape:C-0128'],
  },
  {
    name: 'components-profiling', rules: [],
    peers: ['checkov:CKV_K8S_90', 'checkov:CKV_K8S_107', 'checkov:CKV_K8S_114', 'trivy:KCV-0018', 'trivy:KCV-0034', 'trivy:KCV-0040',
      'kubescape:C-0129', 'kubescape:C-0145', 'kubescape:C-0151'],
  },
  {
    name: 'apiserver-request-timeout', rules: [],
    peers: ['checkov:CKV_K8S_95', 'kubescape:C-0134'],
  },
  {
    name: 'apiserver-tls-cert-key', rules: [],
    peers: ['checkov:CKV_K8S_100', 'trivy:KCV-0027', 'kubescape:C-0138'],
  },
  {
    name: 'apiserver-client-ca', rules: [],
    peers: ['trivy:KCV-0028', 'kubescape:C-0139'],
  },
  {
    name: 'apiserver-ciphers', rules: [],
    peers: ['checkov:CKV_K8S_105', 'kubescape:C-0143', 'kubescape:C-0277'],
  },
  {
    name: 'components-tls-min-version', rules: [],
    peers: [],
  },
  {
    name: 'kcm-terminated-pod-gc', rules: [],
    peers: ['checkov:CKV_K8S_106', 'trivy:KCV-0033', 'kubescape:C-0144'],
  },
  {
    name: 'kcm-scheduler-bind-address', rules: [],
    peers: ['checkov:CKV_K8S_113', 'checkov:CKV_K8S_115', 'trivy:KCV-0039', 'trivy:KCV-0041', 'kubescape:C-0150', 'kubescape:C-0152'],
  },
  {
    name: 'kube-proxy-metrics-bind', rules: [],
    peers: ['kubescape:C-0291'],
  },
];
