import type { EquivalentRow } from './row';

/** Pod / workload hardening. */
export const PW: readonly EquivalentRow[] = [
  {
    name: 'privileged', rules: [],
    peers: ['kube-linter:privileged-container', 'checkov:CKV_K8S_16', 'trivy:KSV-0017', 'kubescape:C-0057', 'kubescape:C-0211',
      'kyverno:disallow-privileged-containers'],
  },
  {
    name: 'privilege-escalation', rules: [],
    peers: ['kube-linter:privilege-escalation-container', 'checkov:CKV_K8S_20', 'trivy:KSV-0001', 'kubescape:C-0016', 'kubescape:C-0211',
      'kyverno:disallow-privilege-escalation'],
  },
  {
    name: 'host-pid', rules: [],
    peers: ['kube-linter:host-pid', 'checkov:CKV_K8S_17', 'trivy:KSV-0010', 'kubescape:C-0038', 'kubescape:C-0275', 'kyverno:disallow-host-namespaces'],
  },
  {
    name: 'host-ipc', rules: [],
    peers: ['kube-linter:host-ipc', 'checkov:CKV_K8S_18', 'trivy:KSV-0008', 'kubescape:C-0038', 'kubescape:C-0276', 'kyverno:disallow-host-namespaces'],
  },
  {
    name: 'host-network', rules: [],
    peers: ['kube-linter:host-network', 'checkov:CKV_K8S_19', 'trivy:KSV-0009', 'kubescape:C-0041', 'kyverno:disallow-host-namespaces'],
  },
  {
    name: 'host-port', rules: [],
    peers: ['checkov:CKV_K8S_26', 'trivy:KSV-0024', 'kubescape:C-0044', 'kyverno:disallow-host-ports', 'kyverno:disallow-host-ports-range'],
  },
  {
    name: 'hostpath-any', rules: [],
    peers: ['trivy:KSV-0023', 'kubescape:C-0048', 'kyverno:disallow-host-path'],
  },
  {
    name: 'hostpath-sensitive', rules: [],
    peers: ['kube-linter:sensitive-host-mounts', 'trivy:KSV-0121', 'kubescape:C-0020'],
  },
  {
    name: 'hostpath-writable', rules: [],
    peers: ['kube-linter:writable-host-mount', 'kubescape:C-0045', 'kyverno:ensure-readonly-hostpath'],
  },
  {
    name: 'hostpath-allowlist', rules: [],
    peers: ['kyverno:limit-hostpath-vols', 'kyverno:limit-hostpath-type-pv'],
  },
  {
    name: 'runtime-socket', rules: [],
    peers: ['kube-linter:docker-sock', 'checkov:CKV_K8S_27', 'trivy:KSV-0006', 'kubescape:C-0074', 'kyverno:disallow-container-sock-mounts',
      'kyverno:docker-socket-check'],
  },
  {
    name: 'volume-types', rules: [],
    peers: ['trivy:KSV-0028', 'kyverno:restrict-volume-types'],
  },
  {
    name: 'proc-mount', rules: [],
    peers: ['kube-linter:unsafe-proc-mount', 'trivy:KSV-0027', 'kubescape:C-0211', 'kyverno:disallow-proc-mount'],
  },
  {
    name: 'sysctls-unsafe', rules: [],
    peers: ['kube-linter:unsafe-sysctls', 'trivy:KSV-0026', 'kubescape:C-0211', 'kyverno:restrict-sysctls'],
  },
  {
    name: 'sysctls-cr8escape', rules: [],
    peers: ['kyverno:prevent-cr8escape'],
  },
  {
    name: 'windows-options', rules: [],
    peers: ['trivy:KSV-0103', 'kubescape:C-0211', 'kyverno:disallow-host-process'],
  },
  {
    name: 'run-as-non-root', rules: [],
    peers: ['kube-linter:run-as-non-root', 'checkov:CKV_K8S_23', 'trivy:KSV-0012', 'kubescape:C-0013', 'kubescape:C-0211',
      'kyverno:require-run-as-nonroot'],
  },
  {
    name: 'run-as-user-zero', rules: [],
    peers: ['checkov:CKV_K8S_23', 'trivy:KSV-0105', 'kubescape:C-0013', 'kyverno:require-run-as-non-root-user'],
  },
  {
    name: 'run-as-high-id', rules: [],
    peers: ['checkov:CKV_K8S_40', 'trivy:KSV-0020', 'trivy:KSV-0021'],
  },
  {
    name: 'root-group', rules: [],
    peers: ['kube-linter:run-as-non-root', 'trivy:KSV-0116', 'kyverno:require-non-root-groups'],
  },
  {
    name: 'explicit-uid-gid-fsgroup', rules: [],
    peers: ['kubescape:C-0211', 'kyverno:validate-userid-groupid-fsgroup'],
  },
  {
    name: 'caps-drop-all', rules: [],
    peers: ['checkov:CKV_K8S_37', 'trivy:KSV-0003', 'trivy:KSV-0106', 'trivy:KSV-0004', 'kyverno:drop-all-capabilities',
      'kyverno:disallow-capabilities-strict'],
  },
  {
    name: 'caps-net-raw', rules: [],
    peers: ['kube-linter:drop-net-raw-capability', 'checkov:CKV_K8S_28', 'trivy:KSV-0119', 'kubescape:C-0211', 'kyverno:drop-cap-net-raw'],
  },
  {
    name: 'caps-added', rules: [],
    peers: ['checkov:CKV_K8S_25', 'trivy:KSV-0022', 'trivy:KSV-0106', 'kyverno:disallow-capabilities', 'kyverno:disallow-capabilities-strict'],
  },
  {
    name: 'caps-dangerous-added', rules: [],
    peers: ['checkov:CKV_K8S_39', 'trivy:KSV-0005', 'trivy:KSV-0120', 'kubescape:C-0046'],
  },
  {
    name: 'readonly-rootfs', rules: [],
    peers: ['kube-linter:no-read-only-root-fs', 'checkov:CKV_K8S_22', 'trivy:KSV-0014', 'kubescape:C-0017', 'kubescape:C-0211',
      'kyverno:require-ro-rootfs'],
  },
  {
    name: 'security-context-present', rules: [],
    peers: ['checkov:CKV_K8S_29', 'checkov:CKV_K8S_30', 'trivy:KSV-0118'],
  },
  {
    name: 'privileged-port', rules: [],
    peers: ['kube-linter:privileged-ports', 'trivy:KSV-0117'],
  },
  {
    name: 'image-latest', rules: [],
    peers: ['kube-linter:latest-tag', 'checkov:CKV_K8S_14', 'trivy:KSV-0013', 'kubescape:C-0304', 'kyverno:disallow-latest-tag'],
  },
  {
    name: 'image-digest', rules: [],
    peers: ['checkov:CKV_K8S_43', 'kubescape:C-0306', 'kyverno:require-image-checksum'],
  },
  {
    name: 'image-registry-allowlist', rules: ['workloads/image-registry'],
    peers: ['trivy:KSV-0125', 'trivy:KSV-0032', 'trivy:KSV-0033', 'trivy:KSV-0034', 'trivy:KSV-0035', 'kubescape:C-0001', 'kubescape:C-0078',
      'kubescape:C-0304', 'kyverno:restrict-image-registries', 'kyverno:allowed-image-repos', 'kyverno:advanced-restrict-image-registries'],
  },
  {
    name: 'image-pull-policy', rules: [],
    peers: ['checkov:CKV_K8S_15', 'kubescape:C-0075', 'kyverno:imagepullpolicy-always'],
  },
  {
    name: 'image-pull-secrets', rules: [],
    peers: ['kyverno:require-imagepullsecrets'],
  },
  {
    name: 'cpu-request', rules: [],
    peers: ['kube-linter:unset-cpu-requirements', 'checkov:CKV_K8S_10', 'trivy:KSV-0015', 'kubescape:C-0050', 'kubescape:C-0268',
      'kyverno:require-requests-limits'],
  },
  {
    name: 'cpu-limit', rules: [],
    peers: ['checkov:CKV_K8S_11', 'trivy:KSV-0011', 'kubescape:C-0050', 'kubescape:C-0009', 'kubescape:C-0270', 'kyverno:require-cpu-limits'],
  },
  {
    name: 'limits-opinions', rules: [],
    peers: ['kubescape:C-0303', 'kyverno:forbid-cpu-limits', 'kyverno:memory-requests-equal-limits', 'kyverno:require-qos-guaranteed',
      'kyverno:require-qos-burstable', 'kyverno:enforce-resources-as-ratio'],
  },
  {
    name: 'memory-request', rules: [],
    peers: ['checkov:CKV_K8S_12', 'trivy:KSV-0016', 'kubescape:C-0004', 'kubescape:C-0269', 'kyverno:require-requests-limits'],
  },
  {
    name: 'memory-limit', rules: [],
    peers: ['kube-linter:unset-memory-requirements', 'checkov:CKV_K8S_13', 'trivy:KSV-0018', 'kubescape:C-0004', 'kubescape:C-0009',
      'kubescape:C-0271', 'kyverno:require-requests-limits'],
  },
  {
    name: 'pod-shape-limits', rules: [],
    peers: ['kyverno:require-emptydir-requests-and-limits', 'kyverno:limit-containers-per-pod', 'kyverno:pod-lifetime'],
  },
  {
    name: 'liveness-probe', rules: [],
    peers: ['kube-linter:no-liveness-probe', 'checkov:CKV_K8S_8', 'kubescape:C-0056', 'kyverno:require-pod-probes'],
  },
  {
    name: 'readiness-probe', rules: [],
    peers: ['kube-linter:no-readiness-probe', 'checkov:CKV_K8S_9', 'kubescape:C-0018', 'kyverno:require-pod-probes'],
  },
  {
    name: 'probes-differ', rules: [],
    peers: ['kyverno:validate-probes'],
  },
  {
    name: 'probe-port-undeclared', rules: [],
    peers: ['kube-linter:liveness-port', 'kube-linter:readiness-port', 'kube-linter:startup-port'],
  },
  {
    name: 'secret-plain-env', rules: [],
    peers: ['kube-linter:env-var-secret', 'kubescape:C-0012', 'kubescape:C-0259'],
  },
  {
    name: 'secret-via-env', rules: [],
    peers: ['kube-linter:read-secret-from-env-var', 'checkov:CKV_K8S_35', 'kubescape:C-0207', 'kyverno:secrets-not-from-env-vars'],
  },
  {
    name: 'env-source-missing', rules: [],
    peers: ['kube-linter:env-value-from'],
  },
  {
    name: 'env-hygiene', rules: [],
    peers: ['kube-linter:duplicate-env-var', 'kubescape:C-0295', 'kyverno:check-env-vars'],
  },
  {
    name: 'configmap-sensitive', rules: [],
    peers: ['trivy:KSV-0109', 'trivy:KSV-01010', 'kubescape:C-0012'],
  },
  {
    name: 'secret-mount-restriction', rules: [],
    peers: ['kubescape:C-0255', 'kyverno:no-secrets', 'kyverno:restrict-secrets-by-name', 'kyverno:restrict-secrets-by-label'],
  },
  {
    name: 'data-mount-inventory', rules: [],
    peers: ['kubescape:C-0257', 'kubescape:C-0258'],
  },
  {
    name: 'replicas-minimum', rules: [],
    peers: ['kube-linter:minimum-three-replicas', 'kube-linter:hpa-minimum-three-replicas', 'kyverno:deployment-has-multiple-replicas'],
  },
  {
    name: 'autoscaler-consistency', rules: [],
    peers: ['kube-linter:dangling-horizontalpodautoscaler', 'kubescape:C-0300', 'kyverno:check-hpa-exists', 'kyverno:prevent-duplicate-hpa',
      'kyverno:check-vpa-configuration', 'kyverno:verify-vpa-target', 'kyverno:prevent-duplicate-vpa'],
  },
  {
    name: 'pdb-blocks-eviction', rules: [],
    peers: ['kube-linter:pdb-max-unavailable', 'kube-linter:pdb-min-available', 'kyverno:pdb-maxunavailable',
      'kyverno:pdb-maxunavailable-with-deployments', 'kyverno:pdb-minavailable-check', 'kyverno:deployment-replicas-higher-than-pdb',
      'kyverno:require-replicas-allow-disruption', 'kyverno:require-reasonable-pdbs'],
  },
  {
    name: 'pdb-required', rules: [],
    peers: ['kube-linter:pdb-unhealthy-pod-eviction-policy', 'kyverno:require-pdb'],
  },
  {
    name: 'scheduling-spread', rules: [],
    peers: ['kube-linter:no-anti-affinity', 'kube-linter:no-node-affinity', 'kyverno:topologyspreadconstraints-policy'],
  },
  {
    name: 'update-restart-policy', rules: [],
    peers: ['kube-linter:no-rolling-update-strategy', 'kube-linter:restart-policy', 'kubescape:C-0305'],
  },
  {
    name: 'naked-pod', rules: [],
    peers: ['kubescape:C-0073', 'kyverno:prevent-bare-pods'],
  },
  {
    name: 'job-hygiene', rules: [],
    peers: ['kube-linter:job-ttl-seconds-after-finished', 'kubescape:C-0026', 'kyverno:restrict-jobs'],
  },
  {
    name: 'selector-mismatch', rules: [],
    peers: ['kube-linter:mismatching-selector', 'kubescape:C-0296'],
  },
  {
    name: 'port-name-invalid', rules: [],
    peers: ['kube-linter:invalid-target-ports', 'kyverno:require-container-port-names'],
  },
  {
    name: 'style', rules: [],
    peers: ['kube-linter:dnsconfig-options', 'kube-linter:sorted-keys'],
  },
  {
    name: 'storageclass-hygiene', rules: [],
    peers: ['kyverno:require-storageclass', 'kyverno:restrict-storageclass', 'kyverno:readwriteonce-pod'],
  },
];
