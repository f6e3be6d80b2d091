import type { EquivalentRow } from './row';

/** Kubelet access. */
export const P5: readonly EquivalentRow[] = [
  {
    name: 'kubelet-anonymous',
    rules: [],
    peers: ['checkov:CKV_K8S_138', 'trivy:KCV-0079', 'kubescape:C-0069', 'kubescape:C-0172'],
    reason: "No rule yet: the kubelet's authentication.anonymous is not checked.",
  },
  {
    name: 'kubelet-authz-alwaysallow',
    rules: [],
    peers: ['checkov:CKV_K8S_139', 'trivy:KCV-0080', 'kubescape:C-0173'],
    reason: "No rule yet: the kubelet's authorization.mode is not checked.",
  },
  {
    name: 'kubelet-client-ca',
    rules: [],
    peers: ['checkov:CKV_K8S_140', 'trivy:KCV-0081', 'kubescape:C-0070', 'kubescape:C-0174'],
    reason: "No rule yet: the kubelet's authentication.x509.clientCAFile is not checked.",
  },
  {
    name: 'kubelet-read-only-port',
    rules: [],
    peers: ['checkov:CKV_K8S_141', 'trivy:KCV-0082', 'kubescape:C-0175'],
    reason: "No rule yet: the kubelet's readOnlyPort is not checked.",
  },
  {
    name: 'kubelet-streaming-timeout',
    rules: [],
    peers: ['checkov:CKV_K8S_143', 'trivy:KCV-0085', 'kubescape:C-0176'],
    reason: "No rule yet: the kubelet's streamingConnectionIdleTimeout is not checked.",
  },
  {
    name: 'kubelet-protect-kernel-defaults',
    rules: [],
    peers: ['checkov:CKV_K8S_144', 'trivy:KCV-0083', 'kubescape:C-0177'],
    reason: "No rule yet: the kubelet's protectKernelDefaults is not checked.",
  },
  {
    name: 'kubelet-iptables-chains',
    rules: [],
    peers: ['checkov:CKV_K8S_145', 'trivy:KCV-0084', 'kubescape:C-0178'],
    reason: "No rule yet: the kubelet's makeIPTablesUtilChains is not checked.",
  },
  {
    name: 'kubelet-hostname-override',
    rules: [],
    peers: ['checkov:CKV_K8S_146', 'trivy:KCV-0086', 'kubescape:C-0179'],
    reason: "No rule yet: the kubelet's --hostname-override is not checked.",
  },
  {
    name: 'kubelet-event-qps',
    rules: [],
    peers: ['checkov:CKV_K8S_147', 'trivy:KCV-0087', 'kubescape:C-0180'],
    reason: "No rule yet: the kubelet's eventRecordQPS is not checked; tools disagree on the wanted value.",
  },
  {
    name: 'kubelet-tls-cert-key',
    rules: [],
    peers: ['checkov:CKV_K8S_148', 'trivy:KCV-0088', 'trivy:KCV-0089', 'kubescape:C-0181'],
    reason: "No rule yet: the kubelet's tlsCertFile and tlsPrivateKeyFile are not checked.",
  },
  {
    name: 'kubelet-rotate-client-cert',
    rules: [],
    peers: ['checkov:CKV_K8S_149', 'trivy:KCV-0090', 'kubescape:C-0182'],
    reason: "No rule yet: the kubelet's rotateCertificates is not checked.",
  },
  {
    name: 'kubelet-rotate-server-cert',
    rules: [],
    peers: ['trivy:KCV-0091', 'kubescape:C-0183'],
    reason: "No rule yet: the kubelet's serverTLSBootstrap is not checked.",
  },
  {
    name: 'kcm-rotate-kubelet-server-cert',
    rules: [],
    peers: ['checkov:CKV_K8S_112', 'trivy:KCV-0038', 'kubescape:C-0149'],
    reason: 'No rule yet: feature gates are not checked.',
  },
  {
    name: 'kubelet-ciphers',
    rules: [],
    peers: ['checkov:CKV_K8S_151', 'trivy:KCV-0092', 'kubescape:C-0184'],
    reason: "No rule yet: the kubelet's tlsCipherSuites is not checked.",
  },
  {
    name: 'kubelet-pod-pids-limit',
    rules: [],
    peers: ['kubescape:C-0284'],
    reason: "No rule yet: the kubelet's podPidsLimit is not checked.",
  },
  {
    name: 'kubelet-ip-address-deny',
    rules: [],
    peers: [],
    reason: 'No rule yet: the systemd unit of the kubelet is not checked.',
  },
  {
    name: 'kubelet-static-pod-path',
    rules: [],
    peers: [],
    reason: "No rule yet: the kubelet's staticPodPath is not checked.",
  },
  {
    name: 'apiserver-kubelet-client-cert',
    rules: [],
    peers: ['checkov:CKV_K8S_72', 'trivy:KCV-0005', 'kubescape:C-0116'],
    reason: "No rule yet: the API server's --kubelet-client-certificate is not checked.",
  },
  {
    name: 'apiserver-kubelet-ca',
    rules: [],
    peers: ['checkov:CKV_K8S_73', 'trivy:KCV-0006', 'kubescape:C-0117'],
    reason: "No rule yet: the API server's --kubelet-certificate-authority is not checked.",
  },
  {
    name: 'apiserver-kubelet-https',
    rules: ['versions/removed-flag'],
    reason: 'The flag is gone, and the API server speaks TLS to kubelets: no supported one starts with it, whatever the value.',
    peers: ['checkov:CKV_K8S_71', 'trivy:KCV-0004'],
  },
  {
    name: 'rbac-nodes-proxy',
    rules: ['rbac/node-proxy'],
    reason: 'Checked once, at the role that grants it, for any subject; a Role gives nothing here, since nodes are cluster-scoped.',
    peers: [
      'checkov:CKV2_K8S_2',
      'trivy:KSV-0047',
      'kubescape:C-0279',
      'kubescape:node-proxy-access-v1',
      'kyverno:restrict-clusterrole-nodesproxy',
    ],
    differs: {
      'trivy:KSV-0047': 'trivy passes update, patch and delete, which the kubelet takes as well.',
      'kubescape:C-0279':
        'kubescape reports the subjects of bindings, so that a role which nothing in the input binds passes there; so do '
        + 'update, patch and delete, which the kubelet takes as well.',
    },
  },
];
