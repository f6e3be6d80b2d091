import type { Faults } from './objects';

/** What the peers read: a container whose command is the kubelet. */
const container = (...flags: readonly string[]): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'kubelet', namespace: 'kube-system' },
  spec: { containers: [{ name: 'kubelet', command: ['kubelet', ...flags] }] },
});

const file = (fields: object): object => ({ apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration', ...fields });

export const KUBELET: Faults = {
  'kube-proxy-metrics-bind': {
    found: [{ apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', metricsBindAddress: '0.0.0.0:10249' }],
  },
  'kubelet-anonymous': {
    found: [container('--anonymous-auth=true')],
    more: [file({ authentication: { anonymous: { enabled: true } } })],
  },
  'kubelet-authz-alwaysallow': { found: [container('--authorization-mode=AlwaysAllow')] },
  'kubelet-client-ca': {
    found: [container()],
    passed: [[file({}), { apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'ClusterConfiguration' }]],
  },
  'kubelet-read-only-port': { found: [container('--read-only-port=10255')], passed: [file({})], more: [container()] },
  'kubelet-streaming-timeout': {
    found: [container('--streaming-connection-idle-timeout=0')],
    passed: [file({ streamingConnectionIdleTimeout: '0s' })],
  },
  'kubelet-protect-kernel-defaults': { found: [container('--protect-kernel-defaults=false')] },
  'kubelet-iptables-chains': { found: [container('--make-iptables-util-chains=false')], passed: [container()] },
  'kubelet-hostname-override': { found: [container('--hostname-override=node')] },
  'kubelet-event-qps': { found: [container('--event-qps=0')], passed: [container('--event-qps=50')] },
  'kubelet-tls-cert-key': { found: [container()], passed: [container('--rotate-server-certificates=true')] },
  'kubelet-rotate-client-cert': { found: [container('--rotate-certificates=false')], more: [container()] },
  'kubelet-rotate-server-cert': { found: [container('--feature-gates=RotateKubeletServerCertificate=false')] },
  'kubelet-ciphers': {
    found: [container('--tls-cipher-suites=TLS_RSA_WITH_RC4_128_SHA')],
    passed: [container('--tls-min-version=VersionTLS13')],
  },
  'kubelet-pod-pids-limit': { found: [file({})], more: [container('--pod-max-pids=-1')] },
  'kubelet-seccomp-default': { found: [file({ seccompDefault: false })] },
};
