import type { EquivalentRow } from './row';

/** Namespace segmentation and tenancy. */
export const P2: readonly EquivalentRow[] = [
  {
    name: 'namespace-default-used',
    rules: ['namespaces/default-namespace'],
    reason:
      'Objects of every namespaced kind count, with and without a namespace; in default pass what the API server keeps '
      + 'there and the policies, quotas and limits that close it; custom kinds without a namespace are unknown where their '
      + 'definition is not in the input.',
    peers: [
      'kube-linter:use-namespace',
      'checkov:CKV_K8S_21',
      'trivy:KSV-0110',
      'kubescape:C-0061',
      'kubescape:C-0212',
      'kyverno:disallow-default-namespace',
    ],
    differs: {
      'checkov:CKV_K8S_21': 'checkov looks at fifteen kinds only: a NetworkPolicy, a claim or a custom resource in default passes there.',
      'trivy:KSV-0110': 'trivy looks at workloads only.',
      'kubescape:C-0061': 'kubescape looks at workloads only.',
    },
  },
  {
    name: 'namespace-system-used',
    rules: ['namespaces/system-namespace'],
    reason:
      'The components of the control plane that kubeadm puts there pass, as do objects that run nothing, such as the Services of '
      + 'add-ons.',
    peers: ['trivy:KSV-0037'],
  },
  {
    name: 'namespace-boundaries-review',
    rules: ['namespaces/information-system'],
    reason:
      'A list for a human to look through decides nothing: instead each Namespace but those of the cluster itself has to name the one '
      + 'information system that it belongs to.',
    peers: ['kubescape:C-0209'],
  },
  {
    name: 'namespace-inventory-incomplete',
    rules: ['namespaces/resource-quota', 'namespaces/default-deny-ingress', 'namespaces/default-deny-egress'],
    reason: 'That there is one quota and one policy is not enough: the quotas have to limit all pods, and the policies to isolate them.',
    peers: ['kyverno:namespace-inventory-check'],
  },
  {
    name: 'resourcequota-incomplete',
    rules: ['namespaces/resource-quota', 'namespaces/quota-demands', 'namespaces/quota-exceeded'],
    reason:
      'The quotas of a namespace are checked together, since one may limit what another leaves out: unknown while its Namespace is not '
      + 'in the input.',
    peers: ['trivy:KSV-0040'],
  },
  {
    name: 'limitrange-incomplete',
    rules: ['namespaces/limit-range', 'namespaces/limit-range-refusal'],
    reason:
      'A default for cpu and memory is enough, or a maximum, which is the default where none is set; a minimum is not required: it '
      + 'keeps no pod from starving the others.',
    peers: ['trivy:KSV-0039'],
  },
  {
    name: 'psa-enforce-missing',
    rules: ['namespaces/pod-security-enforce'],
    reason:
      'An admission webhook elsewhere in the input does not replace the label, since what it refuses cannot be told; kube-system '
      + 'needs none, for its components are privileged.',
    peers: ['kubescape:C-0192', 'kyverno:add-psa-namespace-reporting'],
  },
  {
    name: 'psa-below-baseline',
    rules: ['namespaces/pod-security-enforce', 'namespaces/pod-security-default-level'],
    reason: 'Left out is kube-system, whose own components need to be privileged.',
    peers: [
      'kubescape:C-0193',
      'kubescape:C-0194',
      'kubescape:C-0195',
      'kubescape:C-0196',
      'kubescape:C-0199',
      'kubescape:C-0202',
      'kubescape:C-0203',
      'kubescape:C-0204',
      'kyverno:deny-privileged-profile',
    ],
  },
  {
    name: 'psa-below-restricted',
    rules: ['namespaces/pod-security-stricter'],
    reason: 'The level baseline is accepted where pods need it: only a namespace whose pods would all pass restricted is told so.',
    peers: ['kubescape:C-0197', 'kubescape:C-0198', 'kubescape:C-0200', 'kubescape:C-0201'],
  },
  {
    name: 'psp-permissive',
    rules: ['versions/served-api-version'],
    reason:
      'PodSecurityPolicy was removed in Kubernetes 1.25 and blocks nothing, so its fields are not checked: the object itself is a finding.',
    peers: [
      'checkov:CKV_K8S_1',
      'checkov:CKV_K8S_2',
      'checkov:CKV_K8S_3',
      'checkov:CKV_K8S_4',
      'checkov:CKV_K8S_5',
      'checkov:CKV_K8S_6',
      'checkov:CKV_K8S_7',
      'checkov:CKV_K8S_24',
      'checkov:CKV_K8S_32',
      'checkov:CKV_K8S_36',
      'kubescape:C-0213',
      'kubescape:C-0214',
      'kubescape:C-0215',
      'kubescape:C-0216',
      'kubescape:C-0217',
      'kubescape:C-0218',
      'kubescape:C-0219',
      'kubescape:C-0220',
    ],
  },
  {
    name: 'scc-allow-privileged',
    rules: ['workloads/scc-privileged'],
    peers: ['kube-linter:scc-deny-privileged-container'],
  },
  {
    name: 'sandbox-runtimeclass',
    rules: ['workloads/sandbox-runtime-class'],
    reason:
      'Which runtime classes there are is for a cluster to say, so only sandboxes, which are there to isolate, are checked; Kata '
      + 'Containers isolate as gVisor does, so both pass, and a RuntimeClass of the input is checked by its handler.',
    peers: ['kubescape:C-0297', 'kyverno:restrict-runtimeclass'],
  },
  {
    name: 'scheduling-controlplane',
    rules: ['workloads/control-plane-scheduling', 'workloads/control-plane-daemon-set'],
    reason:
      'Only a toleration that the taint of those nodes heeds is found (NoSchedule, without value), one of every taint too; '
      + "kube-system is left out, since the cluster's own parts run there.",
    peers: ['kyverno:restrict-controlplane-scheduling'],
  },
  {
    name: 'scheduling-node-pinning',
    rules: ['workloads/node-name', 'workloads/control-plane-scheduling'],
    reason:
      'Node selectors and affinity as such are how pods find the hardware they need, so only nodeName and the way to control-plane '
      + 'nodes are checked.',
    peers: ['kyverno:restrict-node-selection', 'kyverno:restrict-node-affinity'],
  },
  {
    name: 'uid-shared-across-workloads',
    rules: ['workloads/unique-uid'],
    reason:
      'Images fix their uid, and a user namespace (hostUsers: false) keeps pods apart without numbers of their own: such '
      + 'pods pass, and the rule asks nothing until an option names the namespaces.',
    peers: ['kyverno:require-unique-uid-per-workload'],
  },
  {
    name: 'pvc-nfs-path-escape',
    rules: ['namespaces/nfs-storage-path'],
    reason:
      'An empty path is found, as the policy has it, and one that leads out of the directory by "..", whatever the class is ' + 'called.',
    peers: ['kyverno:nfs-subdir-external-provisioner-storage-path'],
  },
  {
    name: 'priorityclass-allowlist',
    rules: ['workloads/system-priority'],
    reason:
      'Which of its own priority classes a cluster gives to whom is for it to say, by a ResourceQuota with the scope PriorityClass; '
      + 'only the classes of the system are the same everywhere.',
    peers: ['kube-linter:priority-class-name', 'kyverno:require-pod-priorityclassname', 'kyverno:allowed-podpriorities'],
  },
];
