import type { EquivalentRow } from './row';

/** Network policy and exposure. */
export const P8: readonly EquivalentRow[] = [
  {
    name: 'workload-without-networkpolicy', rules: [],
    peers: ['kube-linter:non-isolated-pod', 'checkov:CKV2_K8S_6', 'kubescape:C-0260', 'kyverno:require-network-policy'],
  },
  {
    name: 'workload-policy-not-both-directions', rules: [],
    peers: ['kubescape:C-0030'],
  },
  {
    name: 'namespace-without-networkpolicy', rules: [],
    peers: ['kubescape:C-0049', 'kubescape:C-0054', 'kubescape:C-0206'],
  },
  {
    name: 'netpol-without-selector', rules: [],
    peers: ['trivy:KSV-0038'],
  },
  {
    name: 'netpol-empty-podselector', rules: [],
    peers: ['kyverno:restrict-networkpolicy-empty-podselector'],
  },
  {
    name: 'netpol-dangling-target', rules: [],
    peers: ['kube-linter:dangling-networkpolicy', 'kubescape:C-0299'],
  },
  {
    name: 'netpol-dangling-peer', rules: [],
    peers: ['kube-linter:dangling-networkpolicypeer-podselector'],
  },
  {
    name: 'sandbox-egress-scoped', rules: [],
    peers: ['kubescape:C-0301'],
  },
  {
    name: 'service-exposed-type', rules: [],
    peers: ['kube-linter:exposed-services', 'kyverno:restrict-nodeport', 'kyverno:no-loadbalancer-service'],
  },
  {
    name: 'service-external-ips', rules: [],
    peers: ['trivy:KSV-0108', 'kyverno:restrict-external-ips'],
  },
  {
    name: 'service-externalname-localhost', rules: [],
    peers: ['kyverno:no-localhost-service'],
  },
  {
    name: 'service-port-range', rules: [],
    peers: ['kyverno:restrict-service-port-range'],
  },
  {
    name: 'service-selector-duplicate', rules: [],
    peers: ['kyverno:require-unique-service-selector'],
  },
  {
    name: 'service-dangling', rules: [],
    peers: ['kube-linter:dangling-service', 'kubescape:C-0293'],
  },
  {
    name: 'service-lb-tls', rules: [],
    peers: ['kubescape:C-0231', 'kubescape:C-0245'],
  },
  {
    name: 'hostname-claimed-twice', rules: [],
    peers: ['kyverno:unique-external-dns', 'kyverno:unique-ingress-host', 'kyverno:unique-ingress-path', 'kyverno:unique-ingress-host-and-path'],
  },
  {
    name: 'ingress-no-tls', rules: [],
    peers: ['kubescape:C-0263', 'kyverno:require-ingress-https'],
  },
  {
    name: 'ingress-host-not-in-tls', rules: [],
    peers: ['kyverno:ingress-host-match-tls'],
  },
  {
    name: 'ingress-unscoped-host', rules: [],
    peers: ['kyverno:disallow-empty-ingress-host', 'kyverno:restrict-ingress-wildcard', 'kyverno:restrict-ingress-defaultbackend'],
  },
  {
    name: 'ingress-class-allowlist', rules: [],
    peers: ['kyverno:restrict-ingress-classes'],
  },
  {
    name: 'route-dangling-backend', rules: [],
    peers: ['kube-linter:dangling-ingress', 'kubescape:C-0298', 'kubescape:C-0302'],
  },
  {
    name: 'ingress-nginx-snippets', rules: [],
    peers: ['checkov:CKV_K8S_152', 'checkov:CKV_K8S_153', 'checkov:CKV_K8S_154', 'kubescape:C-0059',
      'kyverno:check-ingress-nginx-controller-version-and-annotation-policy'],
  },
  {
    name: 'ingress-nginx-annotation-injection', rules: [],
    peers: ['trivy:KCV-0093'],
  },
  {
    name: 'workload-external-facing', rules: [],
    peers: ['kubescape:C-0256', 'kubescape:C-0266'],
  },
  {
    name: 'sensitive-interface-exposed', rules: [],
    peers: ['kubescape:C-0021'],
  },
  {
    name: 'pod-hostaliases', rules: [],
    peers: ['trivy:KSV-0007'],
  },
  {
    name: 'servicemonitor-dangling', rules: [],
    peers: ['kube-linter:dangling-servicemonitor'],
  },
];
