import type { EquivalentRow } from './row';

/** Other control-plane hardening. */
export const CP: readonly EquivalentRow[] = [
  {
    name: 'apiserver-insecure-port',
    rules: ['versions/removed-flag'],
    reason: 'Both flags were removed in Kubernetes 1.24: no supported API server starts with them, whatever the value.',
    peers: ['checkov:CKV_K8S_86', 'checkov:CKV_K8S_88', 'kubescape:C-0005'],
    differs: {
      'checkov:CKV_K8S_88': 'checkov requires --insecure-port=0, with which no supported API server starts.',
    },
  },
  {
    name: 'apiserver-secure-port',
    rules: ['control-plane/secure-port'],
    peers: ['checkov:CKV_K8S_89', 'trivy:KCV-0017', 'kubescape:C-0128'],
    reason: 'With zero no supported API server starts; unset passes, since it is 6443 then.',
  },
  {
    name: 'components-profiling',
    rules: ['control-plane/profiling'],
    peers: [
      'checkov:CKV_K8S_90',
      'checkov:CKV_K8S_107',
      'checkov:CKV_K8S_114',
      'trivy:KCV-0018',
      'trivy:KCV-0034',
      'trivy:KCV-0040',
      'kubescape:C-0129',
      'kubescape:C-0145',
      'kubescape:C-0151',
    ],
    reason:
      'Unset is a violation, since the default is true; a scheduler with --config is checked by enableProfiling of its file; the '
      + 'three components have one rule.',
  },
  {
    name: 'apiserver-request-timeout',
    rules: ['control-plane/request-timeout'],
    peers: ['checkov:CKV_K8S_95', 'kubescape:C-0134'],
    reason: 'Unset passes, since the default is one minute; more than five minutes is a violation.',
  },
  {
    name: 'apiserver-tls-cert-key',
    rules: ['control-plane/serving-certificate'],
    peers: ['checkov:CKV_K8S_100', 'trivy:KCV-0027', 'kubescape:C-0138'],
    reason: 'An empty value counts as unset, and kubeadm sets both flags itself.',
  },
  {
    name: 'apiserver-client-ca',
    rules: ['control-plane/client-ca-file'],
    peers: ['trivy:KCV-0028', 'kubescape:C-0139'],
    reason: 'An empty value counts as unset, and kubeadm sets the flag itself.',
  },
  {
    name: 'apiserver-ciphers',
    rules: ['control-plane/cipher-suites'],
    peers: ['checkov:CKV_K8S_105', 'kubescape:C-0143', 'kubescape:C-0277'],
    reason: 'Suites with forward secrecy and authenticated encryption pass, and so does TLS 1.3 as the minimum; unset is a violation.',
  },
  {
    name: 'components-tls-min-version',
    rules: ['control-plane/tls-minimum'],
    peers: [],
  },
  {
    name: 'kcm-terminated-pod-gc',
    rules: ['control-plane/terminated-pods'],
    peers: ['checkov:CKV_K8S_106', 'trivy:KCV-0033', 'kubescape:C-0144'],
    reason: 'Unset passes, since 12,500 is the default.',
  },
  {
    name: 'kcm-scheduler-bind-address',
    rules: ['control-plane/bind-address'],
    peers: ['checkov:CKV_K8S_113', 'checkov:CKV_K8S_115', 'trivy:KCV-0039', 'trivy:KCV-0041', 'kubescape:C-0150', 'kubescape:C-0152'],
    reason: 'Unset is a violation in a container, since the default is every address; kubeadm sets loopback.',
  },
  {
    name: 'kube-proxy-metrics-bind',
    rules: ['kubelet/proxy-metrics-address'],
    peers: ['kubescape:C-0291'],
  },
];
