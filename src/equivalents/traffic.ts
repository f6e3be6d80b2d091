import type { EquivalentRow } from './row';

/** Network policy and exposure. */
export const P8: readonly EquivalentRow[] = [
  {
    name: 'workload-without-networkpolicy',
    rules: ['namespaces/default-deny-ingress', 'namespaces/default-deny-egress'],
    peers: ['kube-linter:non-isolated-pod', 'checkov:CKV2_K8S_6', 'kubescape:C-0260', 'kyverno:require-network-policy'],
    reason: 'Checked for the namespace, once: a policy for all of its pods is required, so that the next pod is covered too.',
  },
  {
    name: 'workload-policy-not-both-directions',
    rules: ['namespaces/default-deny-ingress', 'namespaces/default-deny-egress'],
    peers: ['kubescape:C-0030'],
    reason: 'Checked for the namespace: a policy for all of its pods is required in each direction.',
  },
  {
    name: 'namespace-without-networkpolicy',
    rules: ['namespaces/default-deny-ingress', 'namespaces/default-deny-egress'],
    peers: ['kubescape:C-0049', 'kubescape:C-0054', 'kubescape:C-0206'],
    reason: 'A policy alone does not pass: all pods must be isolated, in both directions.',
  },
  {
    name: 'netpol-without-selector',
    rules: ['namespaces/allow-all-policy'],
    peers: ['trivy:KSV-0038'],
    reason: 'A policy without podSelector selects every pod of its namespace, which is sound; what it allows is checked instead.',
  },
  {
    name: 'netpol-empty-podselector',
    rules: ['namespaces/allow-all-policy'],
    peers: ['kyverno:restrict-networkpolicy-empty-podselector'],
    reason: 'Default-deny is a policy for all pods, whatever its name; one for all pods is a fault only where it allows everything.',
  },
  {
    name: 'netpol-dangling-target',
    rules: ['namespaces/policy-without-pods'],
    peers: ['kube-linter:dangling-networkpolicy', 'kubescape:C-0299'],
    reason:
      'Unknown where the pods may be elsewhere: the Namespace is not in the input, or an operator may make them; a policy for all pods, '
      + 'such as one that denies by default, waits for pods to come and passes.',
  },
  {
    name: 'netpol-dangling-peer',
    rules: ['namespaces/policy-peer-without-pods'],
    peers: ['kube-linter:dangling-networkpolicypeer-podselector'],
    reason:
      'Unknown where the pods may be elsewhere: the Namespace is not in the input, or an operator may make them; a peer that is all '
      + 'pods passes.',
  },
  {
    name: 'sandbox-egress-scoped',
    rules: [],
    peers: ['kubescape:C-0301'],
    reason: 'No rule yet: of sandboxes for agents the pods are checked, not the network policy that their operator makes.',
  },
  {
    name: 'service-exposed-type',
    rules: [],
    reason:
      'No rule yet: which traffic reaches a workload from outside the cluster is not checked, except SSH '
      + '(nodes/ssh-in-service, nodes/ssh-world-range).',
    peers: ['kube-linter:exposed-services', 'kyverno:restrict-nodeport', 'kyverno:no-loadbalancer-service'],
  },
  {
    name: 'service-external-ips',
    rules: [],
    peers: ['trivy:KSV-0108', 'kyverno:restrict-external-ips'],
    reason: 'No rule yet: which traffic reaches a workload from outside the cluster is not checked.',
  },
  {
    name: 'service-externalname-localhost',
    rules: [],
    peers: ['kyverno:no-localhost-service'],
    reason: 'No rule yet: which traffic reaches a workload from outside the cluster is not checked.',
  },
  {
    name: 'service-port-range',
    rules: ['workloads/service-port-range'],
    reason: "Which ports Services may have is a site's own policy, which an option of the rule states: it asks nothing until it is set.",
    peers: ['kyverno:restrict-service-port-range'],
  },
  {
    name: 'service-selector-duplicate',
    rules: ['workloads/service-selector-overlap'],
    reason:
      'Two Services for the same pods are sound where they differ in type or ports, or one is headless: found is one with a '
      + 'port of the same number; the rule is in the profile operations.',
    peers: ['kyverno:require-unique-service-selector'],
  },
  {
    name: 'service-dangling',
    rules: ['workloads/service-without-pods', 'workloads/service-target-port'],
    peers: ['kube-linter:dangling-service', 'kubescape:C-0293'],
    reason:
      'Unknown where the pods may be elsewhere: the Namespace is not in the input, or an operator may make them; a Service without '
      + 'selector has endpoints that something else writes, and passes.',
  },
  {
    name: 'service-lb-tls',
    rules: [],
    peers: ['kubescape:C-0231', 'kubescape:C-0245'],
    reason: 'No rule yet: annotations of cloud load balancers are not checked.',
  },
  {
    name: 'hostname-claimed-twice',
    rules: [],
    peers: [
      'kyverno:unique-external-dns',
      'kyverno:unique-ingress-host',
      'kyverno:unique-ingress-path',
      'kyverno:unique-ingress-host-and-path',
    ],
    reason: 'No rule yet: Ingresses and routes are not checked.',
  },
  {
    name: 'ingress-no-tls',
    rules: [],
    peers: ['kubescape:C-0263', 'kyverno:require-ingress-https'],
    reason: 'No rule yet: Ingresses and routes are not checked.',
  },
  {
    name: 'ingress-host-not-in-tls',
    rules: [],
    peers: ['kyverno:ingress-host-match-tls'],
    reason: 'No rule yet: Ingresses and routes are not checked.',
  },
  {
    name: 'ingress-unscoped-host',
    rules: [],
    peers: ['kyverno:disallow-empty-ingress-host', 'kyverno:restrict-ingress-wildcard', 'kyverno:restrict-ingress-defaultbackend'],
    reason: 'No rule yet: Ingresses and routes are not checked.',
  },
  {
    name: 'ingress-class-allowlist',
    rules: ['workloads/ingress-class'],
    reason:
      "Which ingress classes there are is a site's own matter, which an option of the rule states: it asks nothing until it " + 'is set.',
    peers: ['kyverno:restrict-ingress-classes'],
    differs: {
      'kyverno:restrict-ingress-classes': 'kyverno reads the annotation of before 1.18 alone; here ingressClassName comes first.',
    },
  },
  {
    name: 'route-dangling-backend',
    rules: ['workloads/route-backend'],
    peers: ['kube-linter:dangling-ingress', 'kubescape:C-0298', 'kubescape:C-0302'],
    reason: 'Unknown where the Service may be elsewhere: the Namespace is not in the input, or an operator may make it.',
  },
  {
    name: 'ingress-nginx-snippets',
    rules: [],
    peers: [
      'checkov:CKV_K8S_152',
      'checkov:CKV_K8S_153',
      'checkov:CKV_K8S_154',
      'kubescape:C-0059',
      'kyverno:check-ingress-nginx-controller-version-and-annotation-policy',
      'kyverno:disallow-ingress-nginx-custom-snippets',
      'kyverno:restrict-ingress-paths',
    ],
    reason:
      'No rule yet: annotations of ingress-nginx and paths of Ingresses are not checked; the controller itself has had no support '
      + 'since March 2026.',
  },
  {
    name: 'ingress-nginx-annotation-injection',
    rules: [],
    peers: ['trivy:KCV-0093'],
    reason: 'No rule yet: annotations of ingress-nginx are not checked; the controller itself has had no support since March 2026.',
  },
  {
    name: 'workload-external-facing',
    rules: [],
    peers: ['kubescape:C-0256', 'kubescape:C-0266'],
    reason: 'No rule yet: which traffic reaches a workload from outside the cluster is not checked.',
  },
  {
    name: 'sensitive-interface-exposed',
    rules: [],
    reason:
      'No rule yet: which traffic reaches a workload from outside the cluster is not checked; namespaces are asked to deny '
      + 'ingress by default (namespaces/default-deny-ingress).',
    peers: ['kubescape:C-0021'],
  },
  {
    name: 'pod-hostaliases',
    rules: ['workloads/host-aliases'],
    reason: 'hostAliases give the pod no right, so the rule is in the profile operations.',
    peers: ['trivy:KSV-0007'],
  },
  {
    name: 'servicemonitor-dangling',
    rules: ['workloads/monitor-target'],
    peers: ['kube-linter:dangling-servicemonitor'],
    reason:
      'Unknown where the Service may be elsewhere: the Namespace is not in the input, or an operator may make it; an empty selector is '
      + 'every Service of the namespace.',
  },
];
