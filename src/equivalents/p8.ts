import type { EquivalentRow } from './row';

/** Network policy and exposure. */
export const P8: readonly EquivalentRow[] = [
  {
    name: 'workload-without-networkpolicy', rules: ['namespaces/default-deny-ingress', 'namespaces/default-deny-egress'],
    peers: ['kube-linter:non-isolated-pod', 'checkov:CKV2_K8S_6', 'kubescape:C-0260', 'kyverno:require-network-policy'],
    reason: 'Asked of namespaces: a policy for all pods isolates each of them, where one for each workload leaves the next one open.',
  },
  {
    name: 'workload-policy-not-both-directions', rules: ['namespaces/default-deny-ingress', 'namespaces/default-deny-egress'],
    peers: ['kubescape:C-0030'],
    reason: 'Asked of namespaces: a policy for all pods isolates each of them, where one for each workload leaves the next one open.',
  },
  {
    name: 'namespace-without-networkpolicy', rules: ['namespaces/default-deny-ingress', 'namespaces/default-deny-egress'],
    peers: ['kubescape:C-0049', 'kubescape:C-0054', 'kubescape:C-0206'],
    reason: 'A policy that isolates only some pods is not enough.',
  },
  {
    name: 'netpol-without-selector', rules: ['namespaces/allow-all-policy'],
    peers: ['trivy:KSV-0038'],
    reason: 'A policy without selectors isolates every pod, as default deny must; found is what lets everything through.',
  },
  {
    name: 'netpol-empty-podselector', rules: [],
    peers: ['kyverno:restrict-networkpolicy-empty-podselector'],
    reason: 'An empty podSelector is how a policy for all pods is written, default deny among them.',
  },
  {
    name: 'netpol-dangling-target', rules: ['namespaces/policy-without-pods'],
    peers: ['kube-linter:dangling-networkpolicy', 'kubescape:C-0299'],
    reason: 'Unknown where the pods may be elsewhere: the Namespace is not in the set, or an operator may make them.',
  },
  {
    name: 'netpol-dangling-peer', rules: ['namespaces/policy-peer-without-pods'],
    peers: ['kube-linter:dangling-networkpolicypeer-podselector'],
    reason: 'Unknown where the pods may be elsewhere: the Namespace is not in the set, or an operator may make them.',
  },
  {
    name: 'sandbox-egress-scoped', rules: [],
    peers: ['kubescape:C-0301'],
    reason: 'No rule yet: room traffic.',
  },
  {
    name: 'service-exposed-type', rules: [],
    peers: ['kube-linter:exposed-services', 'kyverno:restrict-nodeport', 'kyverno:no-loadbalancer-service'],
    reason: 'No rule yet: room traffic.',
  },
  {
    name: 'service-external-ips', rules: [],
    peers: ['trivy:KSV-0108', 'kyverno:restrict-external-ips'],
    reason: 'No rule yet: room traffic.',
  },
  {
    name: 'service-externalname-localhost', rules: [],
    peers: ['kyverno:no-localhost-service'],
    reason: 'No rule yet: room traffic.',
  },
  {
    name: 'service-port-range', rules: [],
    peers: ['kyverno:restrict-service-port-range'],
    reason: 'No rule yet: room traffic.',
  },
  {
    name: 'service-selector-duplicate', rules: [],
    peers: ['kyverno:require-unique-service-selector'],
    reason: 'Two Services over the same pods are ordinary: a headless one for the names and another for the load, or two sets of ports.',
  },
  {
    name: 'service-dangling', rules: ['workloads/service-without-pods', 'workloads/service-target-port'],
    peers: ['kube-linter:dangling-service', 'kubescape:C-0293'],
    reason: 'Unknown where the pods may be elsewhere: the Namespace is not in the set, or an operator may make them.',
  },
  {
    name: 'service-lb-tls', rules: [],
    peers: ['kubescape:C-0231', 'kubescape:C-0245'],
    reason: 'No rule yet: room traffic.',
  },
  {
    name: 'hostname-claimed-twice', rules: [],
    peers: ['kyverno:unique-external-dns', 'kyverno:unique-ingress-host', 'kyverno:unique-ingress-path', 'kyverno:unique-ingress-host-and-path'],
    reason: 'No rule yet: room traffic.',
  },
  {
    name: 'ingress-no-tls', rules: [],
    peers: ['kubescape:C-0263', 'kyverno:require-ingress-https'],
    reason: 'No rule yet: room traffic.',
  },
  {
    name: 'ingress-host-not-in-tls', rules: [],
    peers: ['kyverno:ingress-host-match-tls'],
    reason: 'No rule yet: room traffic.',
  },
  {
    name: 'ingress-unscoped-host', rules: [],
    peers: ['kyverno:disallow-empty-ingress-host', 'kyverno:restrict-ingress-wildcard', 'kyverno:restrict-ingress-defaultbackend'],
    reason: 'No rule yet: room traffic.',
  },
  {
    name: 'ingress-class-allowlist', rules: [],
    peers: ['kyverno:restrict-ingress-classes'],
    reason: 'No rule yet: room traffic.',
  },
  {
    name: 'route-dangling-backend', rules: ['workloads/route-backend'],
    peers: ['kube-linter:dangling-ingress', 'kubescape:C-0298', 'kubescape:C-0302'],
    reason: 'Unknown where the Service may be elsewhere: the Namespace is not in the set, or an operator may make it.',
  },
  {
    name: 'ingress-nginx-snippets', rules: [],
    peers: ['checkov:CKV_K8S_152', 'checkov:CKV_K8S_153', 'checkov:CKV_K8S_154', 'kubescape:C-0059',
      'kyverno:check-ingress-nginx-controller-version-and-annotation-policy'],
    reason: 'No rule yet: room traffic.',
  },
  {
    name: 'ingress-nginx-annotation-injection', rules: [],
    peers: ['trivy:KCV-0093'],
    reason: 'No rule yet: room traffic.',
  },
  {
    name: 'workload-external-facing', rules: [],
    peers: ['kubescape:C-0256', 'kubescape:C-0266'],
    reason: 'No rule yet: room traffic.',
  },
  {
    name: 'sensitive-interface-exposed', rules: [],
    peers: ['kubescape:C-0021'],
    reason: 'No rule yet: room traffic.',
  },
  {
    name: 'pod-hostaliases', rules: [],
    peers: ['trivy:KSV-0007'],
    reason: 'No rule yet: room traffic.',
  },
  {
    name: 'servicemonitor-dangling', rules: ['workloads/monitor-target'],
    peers: ['kube-linter:dangling-servicemonitor'],
    reason: 'Unknown where the Service may be elsewhere: the Namespace is not in the set, or an operator may make it.',
  },
];
