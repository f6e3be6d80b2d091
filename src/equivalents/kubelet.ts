import type { EquivalentRow } from './row';

/** Kubelet access. */
export const P5: readonly EquivalentRow[] = [
  {
    name: 'kubelet-anonymous',
    rules: ['kubelet/anonymous-access'],
    peers: ['checkov:CKV_K8S_138', 'trivy:KCV-0079', 'kubescape:C-0069', 'kubescape:C-0172'],
    reason: 'Peers look for a container whose command is the kubelet, which no cluster has; here the files of the kubelet are read, too.',
  },
  {
    name: 'kubelet-authz-alwaysallow',
    rules: ['kubelet/authorization-mode'],
    peers: ['checkov:CKV_K8S_139', 'trivy:KCV-0080', 'kubescape:C-0173'],
  },
  {
    name: 'kubelet-client-ca',
    rules: ['kubelet/client-ca'],
    peers: ['checkov:CKV_K8S_140', 'trivy:KCV-0081', 'kubescape:C-0070', 'kubescape:C-0174'],
    reason: 'kubeadm sets the CA itself, so a KubeletConfiguration next to its documents passes without one.',
  },
  {
    name: 'kubelet-read-only-port',
    rules: ['kubelet/read-only-port'],
    peers: ['checkov:CKV_K8S_141', 'trivy:KCV-0082', 'kubescape:C-0175'],
    reason: 'Unset passes with a file, where the default is 0, and not on a bare command line, where it is 10255.',
  },
  {
    name: 'kubelet-streaming-timeout',
    rules: ['kubelet/streaming-timeout'],
    peers: ['checkov:CKV_K8S_143', 'trivy:KCV-0085', 'kubescape:C-0176'],
    reason: 'Zero in a KubeletConfiguration counts as unset, which means 4 hours: only the flag takes it for no timeout.',
  },
  {
    name: 'kubelet-protect-kernel-defaults',
    rules: ['kubelet/protect-kernel-defaults'],
    peers: ['checkov:CKV_K8S_144', 'trivy:KCV-0083', 'kubescape:C-0177'],
  },
  {
    name: 'kubelet-iptables-chains',
    rules: ['kubelet/iptables-util-chains'],
    peers: ['checkov:CKV_K8S_145', 'trivy:KCV-0084', 'kubescape:C-0178'],
    reason: 'Unset passes, since the default is true.',
  },
  {
    name: 'kubelet-hostname-override',
    rules: ['kubelet/hostname-override'],
    peers: ['checkov:CKV_K8S_146', 'trivy:KCV-0086', 'kubescape:C-0179'],
  },
  {
    name: 'kubelet-event-qps',
    rules: ['kubelet/event-qps'],
    peers: ['checkov:CKV_K8S_147', 'trivy:KCV-0087', 'kubescape:C-0180'],
    reason: 'Peers disagree on the wanted value; here any limit passes, and none, which is 0, does not.',
  },
  {
    name: 'kubelet-tls-cert-key',
    rules: ['kubelet/serving-certificate'],
    peers: ['checkov:CKV_K8S_148', 'trivy:KCV-0088', 'trivy:KCV-0089', 'kubescape:C-0181'],
    reason: 'A serving certificate by bootstrap (serverTLSBootstrap) passes without the files.',
  },
  {
    name: 'kubelet-rotate-client-cert',
    rules: ['kubelet/rotate-certificates'],
    peers: ['checkov:CKV_K8S_149', 'trivy:KCV-0090', 'kubescape:C-0182'],
    reason: 'The default is false, so unset is found, too; kubeadm always sets true.',
  },
  {
    name: 'kubelet-rotate-server-cert',
    rules: ['kubelet/rotate-serving-certificate'],
    peers: ['trivy:KCV-0091', 'kubescape:C-0183'],
  },
  {
    name: 'kcm-rotate-kubelet-server-cert',
    rules: ['control-plane/protective-features'],
    peers: ['checkov:CKV_K8S_112', 'trivy:KCV-0038', 'kubescape:C-0149'],
    reason: 'Unset passes, since the gate is on by default; other gates that limit access are checked as well.',
  },
  {
    name: 'kubelet-ciphers',
    rules: ['kubelet/strong-ciphers'],
    peers: ['checkov:CKV_K8S_151', 'trivy:KCV-0092', 'kubescape:C-0184'],
    reason: 'A least version of TLS 1.3 passes without suites, which then have no effect.',
  },
  {
    name: 'kubelet-pod-pids-limit',
    rules: ['kubelet/pod-pids-limit'],
    peers: ['kubescape:C-0284'],
    reason: 'The field podPidsLimit of the file is read as well as the flag.',
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
    reason:
      'kubeadm sets staticPodPath on every node, and which node is a worker is not in the file; '
      + 'kubelet/static-pod-url finds pods that come '
      + 'from elsewhere.',
  },
  {
    name: 'apiserver-kubelet-client-cert',
    rules: ['control-plane/kubelet-client-certificate'],
    peers: ['checkov:CKV_K8S_72', 'trivy:KCV-0005', 'kubescape:C-0116'],
    reason: 'An empty value counts as unset, and kubeadm sets both flags itself.',
  },
  {
    name: 'apiserver-kubelet-ca',
    rules: ['control-plane/kubelet-certificate-authority'],
    peers: ['checkov:CKV_K8S_73', 'trivy:KCV-0006', 'kubescape:C-0117'],
    reason: 'An empty value counts as unset; kubeadm does not set the flag, so that its configuration is checked too.',
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
