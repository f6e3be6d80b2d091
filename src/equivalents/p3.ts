import type { EquivalentRow } from './row';

/** RBAC least privilege, service accounts, API-server authn/z and admission. */
export const P3: readonly EquivalentRow[] = [
  {
    name: 'bind-cluster-admin', rules: [],
    peers: ['kube-linter:cluster-admin-role-binding', 'trivy:KSV-0111', 'kubescape:C-0185', 'kyverno:restrict-binding-clusteradmin'],
  },
  {
    name: 'role-any-any', rules: [],
    peers: ['trivy:KSV-0044', 'kubescape:C-0035'],
  },
  {
    name: 'role-wildcard', rules: [],
    peers: ['kube-linter:wildcard-in-rules', 'checkov:CKV_K8S_49', 'trivy:KSV-0046', 'trivy:KSV-0112', 'trivy:KSV-0045', 'kubescape:C-0187',
      'kyverno:restrict-wildcard-resources', 'kyverno:restrict-wildcard-verbs'],
  },
  {
    name: 'rbac-secrets-read', rules: [],
    peers: ['kube-linter:access-to-secrets', 'trivy:KSV-0041', 'trivy:KSV-0113', 'kubescape:C-0015', 'kubescape:C-0186',
      'kyverno:restrict-secret-role-verbs'],
  },
  {
    name: 'rbac-secrets-read-all-by-sa', rules: [],
    peers: ['checkov:CKV2_K8S_5'],
  },
  {
    name: 'rbac-secrets-write-privileged-ns', rules: [],
    peers: ['kubescape:issue-token-secrets-v1'],
  },
  {
    name: 'rbac-token-access-weak-ns', rules: [],
    peers: ['kubescape:weak-namespace-token-access-v1'],
  },
  {
    name: 'rbac-create-workloads', rules: [],
    peers: ['kube-linter:access-to-create-pods', 'trivy:KSV-0048', 'kubescape:C-0188'],
  },
  {
    name: 'rbac-assign-sa-privileged-ns', rules: [],
    peers: ['kubescape:assign-serviceaccount-to-pod-v1'],
  },
  {
    name: 'rbac-modify-pods-privileged-ns', rules: [],
    peers: ['kubescape:modify-privileged-pods-v1'],
  },
  {
    name: 'rbac-pod-rce-weak-ns', rules: [],
    peers: ['kubescape:weak-namespace-pod-rce-v1'],
  },
  {
    name: 'rbac-pods-exec-attach', rules: [],
    peers: ['checkov:CKV2_K8S_2', 'trivy:KSV-0053', 'trivy:KSV-0054', 'kubescape:C-0002'],
  },
  {
    name: 'rbac-pods-portforward', rules: [],
    peers: ['kubescape:C-0063'],
  },
  {
    name: 'rbac-ephemeralcontainers', rules: [],
    peers: ['kubescape:attach-ephemeral-container-v1'],
  },
  {
    name: 'rbac-impersonate', rules: [],
    peers: ['checkov:CKV2_K8S_3', 'trivy:KSV-0043', 'kubescape:C-0065', 'kubescape:C-0191', 'kubescape:impersonate-users-groups-v1',
      'kyverno:restrict-escalation-verbs-roles'],
  },
  {
    name: 'rbac-bind', rules: [],
    peers: ['checkov:CKV_K8S_157', 'checkov:CKV2_K8S_1', 'trivy:KSV-0050', 'kubescape:C-0191', 'kubescape:bind-roles-clusterroles-v1',
      'kyverno:restrict-escalation-verbs-roles'],
  },
  {
    name: 'rbac-escalate', rules: [],
    peers: ['checkov:CKV_K8S_158', 'trivy:KSV-0050', 'kubescape:C-0191', 'kubescape:escalate-roles-clusterroles-v1',
      'kyverno:restrict-escalation-verbs-roles'],
  },
  {
    name: 'rbac-binding-write', rules: [],
    peers: ['trivy:KSV-0051', 'trivy:KSV-0052', 'trivy:KSV-0055'],
  },
  {
    name: 'rbac-delete-rights', rules: [],
    peers: ['kubescape:C-0007'],
  },
  {
    name: 'rbac-configmaps-write', rules: [],
    peers: ['trivy:KSV-0049'],
  },
  {
    name: 'rbac-critical-configmap-write', rules: [],
    peers: ['trivy:KSV-0115', 'kubescape:C-0037'],
  },
  {
    name: 'rbac-networking-write', rules: [],
    peers: ['trivy:KSV-0056'],
  },
  {
    name: 'rbac-status-subresource-write', rules: [],
    peers: ['checkov:CKV2_K8S_4', 'kubescape:modify-service-status-v1', 'kubescape:modify-pod-status-v1', 'kubescape:modify-node-status-v1'],
  },
  {
    name: 'rbac-webhook-config-write', rules: [],
    peers: ['checkov:CKV_K8S_155', 'trivy:KSV-0114', 'kubescape:C-0281', 'kyverno:restrict-clusterrole-mutating-validating-admission-webhooks'],
  },
  {
    name: 'rbac-csr-approve', rules: [],
    peers: ['checkov:CKV_K8S_156', 'kubescape:C-0280', 'kubescape:approve-csr-v1', 'kyverno:restrict-clusterrole-csr'],
  },
  {
    name: 'rbac-sa-token-create', rules: [],
    peers: ['kubescape:C-0282', 'kubescape:create-serviceaccount-token-v1'],
  },
  {
    name: 'rbac-pv-create', rules: [],
    peers: ['kubescape:C-0278', 'kubescape:create-persistentvolumes-v1'],
  },
  {
    name: 'rbac-steal-pods', rules: [],
    peers: ['kubescape:steal-privileged-pods-v1'],
  },
  {
    name: 'rbac-edit-endpoints', rules: [],
    peers: ['kyverno:restrict-edit-for-endpoints'],
  },
  {
    name: 'bind-anonymous', rules: [],
    peers: ['trivy:KSV-0122', 'kubescape:C-0262', 'kyverno:restrict-binding-system-groups'],
  },
  {
    name: 'bind-authenticated', rules: [],
    peers: ['trivy:KSV-01011', 'kubescape:C-0265'],
  },
  {
    name: 'bind-masters', rules: [],
    peers: ['trivy:KSV-0123', 'kubescape:C-0246', 'kyverno:restrict-binding-system-groups'],
  },
  {
    name: 'sa-default-bound', rules: [],
    peers: ['checkov:CKV_K8S_42', 'kubescape:C-0225', 'kubescape:C-0239'],
  },
  {
    name: 'sa-default-automount', rules: [],
    peers: ['checkov:CKV_K8S_41', 'kubescape:C-0189'],
  },
  {
    name: 'sa-default-used',
    rules: ['workloads/default-service-account', 'workloads/service-account-token', 'namespaces/default-service-account-token', 'rbac/default-service-account-binding'],
    reason: 'A pod that runs as default without a token passes: the account then gives it nothing.',
    peers: ['kube-linter:default-service-account', 'kubescape:C-0189'],
  },
  {
    name: 'sa-token-automount', rules: [],
    peers: ['checkov:CKV_K8S_38', 'trivy:KSV-0036', 'kubescape:C-0034', 'kubescape:C-0190', 'kubescape:C-0261',
      'kyverno:restrict-automount-sa-token', 'kyverno:restrict-sa-automount-sa-token'],
  },
  {
    name: 'sa-missing', rules: ['workloads/missing-service-account'],
    reason: 'An account that is not in the set may be in the cluster: unknown, unless it stands in another namespace of the set.',
    peers: ['kube-linter:non-existent-service-account', 'kubescape:C-0307'],
  },
  {
    name: 'sa-allowlist', rules: [],
    peers: ['kyverno:restrict-service-account'],
  },
  {
    name: 'sa-longlived-token', rules: [],
    peers: ['kyverno:deny-secret-service-account-token-type', 'kyverno:check-serviceaccount-secrets'],
  },
  {
    name: 'sa-cloud-iam-annotation', rules: [],
    peers: ['kubescape:provider-iam-assumption-v1'],
  },
  {
    name: 'sa-permissions-review', rules: [],
    peers: ['kubescape:C-0053'],
  },
  {
    name: 'workload-admin-role', rules: [],
    peers: ['kubescape:C-0272'],
  },
  {
    name: 'workload-takeover-role', rules: [],
    peers: ['kubescape:C-0267'],
  },
  {
    name: 'rbac-dashboard-role', rules: [],
    peers: ['kubescape:C-0014'],
  },
  {
    name: 'user-authn-certs-tokens-review', rules: [],
    peers: ['kubescape:C-0286', 'kubescape:C-0287', 'kubescape:C-0288'],
  },
  {
    name: 'gitops-sync-env-injection', rules: [],
    peers: ['checkov:CKV_K8S_159'],
  },
  {
    name: 'apiserver-anonymous-auth', rules: [],
    peers: ['checkov:CKV_K8S_68', 'trivy:KCV-0001', 'kubescape:C-0113'],
  },
  {
    name: 'apiserver-basic-auth-file', rules: [],
    peers: ['checkov:CKV_K8S_69'],
  },
  {
    name: 'apiserver-token-auth-file', rules: [],
    peers: ['checkov:CKV_K8S_70', 'trivy:KCV-0002', 'kubescape:C-0114'],
  },
  {
    name: 'apiserver-authz-alwaysallow', rules: [],
    peers: ['checkov:CKV_K8S_74', 'trivy:KCV-0007', 'kubescape:C-0118'],
  },
  {
    name: 'apiserver-authz-node', rules: [],
    peers: ['checkov:CKV_K8S_75', 'trivy:KCV-0008', 'kubescape:C-0119'],
  },
  {
    name: 'apiserver-authz-rbac', rules: [],
    peers: ['checkov:CKV_K8S_77', 'trivy:KCV-0009', 'kubescape:C-0120', 'kubescape:C-0088'],
  },
  {
    name: 'admission-eventratelimit', rules: [],
    peers: ['checkov:CKV_K8S_78', 'trivy:KCV-0010', 'kubescape:C-0121'],
  },
  {
    name: 'admission-alwaysadmit', rules: [],
    peers: ['checkov:CKV_K8S_79', 'trivy:KCV-0011', 'kubescape:C-0122'],
  },
  {
    name: 'admission-alwayspullimages', rules: [],
    peers: ['checkov:CKV_K8S_80', 'trivy:KCV-0012', 'kubescape:C-0123'],
  },
  {
    name: 'admission-removed-plugins', rules: [],
    peers: ['checkov:CKV_K8S_81', 'checkov:CKV_K8S_84', 'trivy:KCV-0013', 'kubescape:C-0124', 'kubescape:C-0068'],
  },
  {
    name: 'admission-serviceaccount', rules: [],
    peers: ['checkov:CKV_K8S_82', 'trivy:KCV-0014', 'kubescape:C-0125'],
  },
  {
    name: 'admission-namespacelifecycle', rules: [],
    peers: ['checkov:CKV_K8S_83', 'trivy:KCV-0015', 'kubescape:C-0126'],
  },
  {
    name: 'admission-noderestriction', rules: [],
    peers: ['checkov:CKV_K8S_85', 'trivy:KCV-0016', 'kubescape:C-0127'],
  },
  {
    name: 'admission-denyserviceexternalips', rules: [],
    peers: ['trivy:KCV-0003', 'kubescape:C-0283', 'kubescape:C-0115'],
  },
  {
    name: 'admission-imagepolicywebhook', rules: [],
    peers: ['kubescape:C-0289'],
  },
  {
    name: 'admission-validatingwebhook', rules: [],
    peers: [],
  },
  {
    name: 'admission-webhooks-review', rules: [],
    peers: ['kubescape:C-0036', 'kubescape:C-0039'],
  },
  {
    name: 'apiserver-sa-lookup', rules: [],
    peers: ['checkov:CKV_K8S_96', 'trivy:KCV-0024', 'kubescape:C-0135'],
  },
  {
    name: 'apiserver-sa-key-file', rules: [],
    peers: ['checkov:CKV_K8S_97', 'trivy:KCV-0025', 'kubescape:C-0136'],
  },
  {
    name: 'apiserver-sa-extend-token', rules: [],
    peers: ['kubescape:C-0290'],
  },
  {
    name: 'kcm-use-sa-credentials', rules: [],
    peers: ['checkov:CKV_K8S_108', 'trivy:KCV-0035', 'kubescape:C-0146'],
  },
  {
    name: 'kcm-sa-private-key', rules: [],
    peers: ['checkov:CKV_K8S_110', 'trivy:KCV-0036', 'kubescape:C-0147'],
  },
  {
    name: 'kcm-root-ca-file', rules: [],
    peers: ['checkov:CKV_K8S_111', 'trivy:KCV-0037', 'kubescape:C-0148'],
  },
];
