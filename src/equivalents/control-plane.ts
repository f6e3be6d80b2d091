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
    rules: [],
    peers: ['checkov:CKV_K8S_89', 'trivy:KCV-0017', 'kubescape:C-0128'],
    reason: "No rule yet: the API server's --secure-port is not checked.",
  },
  {
    name: 'components-profiling',
    rules: [],
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
    reason: 'No rule yet: --profiling of the control plane is not checked.',
  },
  {
    name: 'apiserver-request-timeout',
    rules: [],
    peers: ['checkov:CKV_K8S_95', 'kubescape:C-0134'],
    reason: "No rule yet: the API server's --request-timeout is not checked.",
  },
  {
    name: 'apiserver-tls-cert-key',
    rules: [],
    peers: ['checkov:CKV_K8S_100', 'trivy:KCV-0027', 'kubescape:C-0138'],
    reason: "No rule yet: the API server's --tls-cert-file is not checked.",
  },
  {
    name: 'apiserver-client-ca',
    rules: [],
    peers: ['trivy:KCV-0028', 'kubescape:C-0139'],
    reason: "No rule yet: the API server's --client-ca-file is not checked.",
  },
  {
    name: 'apiserver-ciphers',
    rules: [],
    peers: ['checkov:CKV_K8S_105', 'kubescape:C-0143', 'kubescape:C-0277'],
    reason: "No rule yet: the API server's --tls-cipher-suites is not checked.",
  },
  {
    name: 'components-tls-min-version',
    rules: [],
    peers: [],
    reason: 'No rule yet: --tls-min-version of the control plane is not checked.',
  },
  {
    name: 'kcm-terminated-pod-gc',
    rules: [],
    peers: ['checkov:CKV_K8S_106', 'trivy:KCV-0033', 'kubescape:C-0144'],
    reason: "No rule yet: the controller manager's --terminated-pod-gc-threshold is not checked.",
  },
  {
    name: 'kcm-scheduler-bind-address',
    rules: [],
    peers: ['checkov:CKV_K8S_113', 'checkov:CKV_K8S_115', 'trivy:KCV-0039', 'trivy:KCV-0041', 'kubescape:C-0150', 'kubescape:C-0152'],
    reason: 'No rule yet: --bind-address of controller manager and scheduler is not checked.',
  },
  {
    name: 'kube-proxy-metrics-bind',
    rules: [],
    peers: ['kubescape:C-0291'],
    reason: "No rule yet: kube-proxy's metricsBindAddress is not checked.",
  },
];
