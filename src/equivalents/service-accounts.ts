import type { EquivalentRow } from './row';

/** ServiceAccounts and their tokens, and reviews of who has rights. */
export const SERVICE_ACCOUNTS: readonly EquivalentRow[] = [
  {
    name: 'sa-default-bound',
    rules: ['rbac/default-service-account-binding'],
    reason: 'The user system:serviceaccount:NAMESPACE:default is the same account and counts; a label of the binding excuses nothing.',
    peers: ['checkov:CKV_K8S_42', 'kubescape:C-0225', 'kubescape:C-0239'],
    differs: {
      'kubescape:C-0225': 'kubescape passes bindings with the label kubernetes.io/bootstrapping, which anyone can set.',
      'kubescape:C-0239':
        'kubescape passes bindings with the label kubernetes.io/bootstrapping, which anyone can set; a dedicated account '
        + 'for each workload is required here by the same rule.',
    },
  },
  {
    name: 'sa-default-automount',
    rules: ['namespaces/default-service-account-token'],
    reason:
      'A Namespace of the input whose account default is not in the input is found as well, since Kubernetes makes that '
      + 'account with a token.',
    peers: ['checkov:CKV_K8S_41', 'kubescape:C-0189', 'kubescape:C-0225'],
  },
  {
    name: 'sa-default-used',
    rules: [
      'workloads/default-service-account',
      'workloads/service-account-token',
      'namespaces/default-service-account-token',
      'rbac/default-service-account-binding',
    ],
    reason: 'A pod that runs as default without a token passes: the account then gives it nothing.',
    peers: ['kube-linter:default-service-account', 'kubescape:C-0189'],
    differs: {
      'kubescape:C-0189': 'A namespace that has no account but default passes here as long as no pod gets a token of it.',
    },
  },
  {
    name: 'sa-token-automount',
    rules: ['workloads/service-account-token', 'namespaces/default-service-account-token'],
    reason:
      'A pod that leaves it unset has what its ServiceAccount says, and is unknown where that is not in the input; an account other '
      + 'than default is checked by the pods that use it, since their own field comes first.',
    peers: [
      'checkov:CKV_K8S_38',
      'trivy:KSV-0036',
      'kubescape:C-0034',
      'kubescape:C-0190',
      'kubescape:C-0261',
      'kyverno:restrict-automount-sa-token',
      'kyverno:restrict-sa-automount-sa-token',
    ],
    differs: {
      'checkov:CKV_K8S_38': 'checkov asks every pod to say false itself.',
      'trivy:KSV-0036': 'trivy finds only a pod that says true, or that mounts something at the place of the token.',
    },
  },
  {
    name: 'sa-missing',
    rules: ['workloads/missing-service-account'],
    reason: 'An account that is not in the input may be in the cluster: unknown, unless it is in another namespace of the input.',
    peers: ['kube-linter:non-existent-service-account', 'kubescape:C-0307'],
  },
  {
    name: 'sa-allowlist',
    rules: ['workloads/allowed-service-accounts'],
    reason:
      "Which pod may run as which account is a site's own policy, which an option of the rule states by namespace and name: "
      + 'it asks nothing until it is set.',
    peers: ['kyverno:restrict-service-account'],
    differs: {
      'kyverno:restrict-service-account': 'kyverno says by account which image may use it; here it is the namespace.',
    },
  },
  {
    name: 'sa-longlived-token',
    rules: ['workloads/long-lived-token'],
    peers: ['kyverno:deny-secret-service-account-token-type', 'kyverno:check-serviceaccount-secrets'],
    reason: 'A finding of the Secret; where it is not in the input, the name that a ServiceAccount lists or a pod uses is unknown.',
  },
  {
    name: 'sa-cloud-iam-annotation',
    rules: ['workloads/cloud-identity'],
    reason:
      'An identity by annotation takes the place of cloud keys in Secrets, which is better: found is one on the account '
      + 'default, which every pod of the namespace gets; what the cloud grants to an identity is not in the manifests.',
    peers: ['kubescape:provider-iam-assumption-v1'],
  },
  {
    name: 'sa-permissions-review',
    rules: [],
    reason: 'A list to be read by people is not a verdict: each role and each binding is checked by the rules of rbac instead.',
    peers: ['kubescape:C-0053'],
  },
  {
    name: 'workload-admin-role',
    rules: ['rbac/wildcards', 'rbac/cluster-admin-binding'],
    peers: ['kubescape:C-0272'],
    reason: 'The role and its binding are findings whether or not a pod of the input uses the account.',
    differs: {
      'kubescape:C-0272': 'kubescape finds a workload whose account is bound to such a role.',
    },
  },
  {
    name: 'workload-takeover-role',
    rules: ['rbac/workload-creation', 'rbac/secrets-access'],
    peers: ['kubescape:C-0267'],
    reason: 'The role is a finding whether or not a pod of the input uses the account.',
  },
  {
    name: 'rbac-dashboard-role',
    rules: ['rbac/dashboard-role'],
    reason: 'The account of the dashboard passes, in any namespace; a role of another name is checked for what it grants.',
    peers: ['kubescape:C-0014'],
    differs: {
      'kubescape:C-0014':
        'kubescape also finds workloads of another name that run as the account kubernetes-dashboard; those that run the '
        + 'dashboard are found by workloads/dashboard.',
    },
  },
  {
    name: 'user-authn-certs-tokens-review',
    rules: ['rbac/client-certificate', 'rbac/bootstrap-token'],
    reason:
      'What manifests show of it is checked: requests for client certificates of users, and bootstrap tokens that stay '
      + 'valid; how people authenticate otherwise is not in the manifests, and kubescape asks a person to look.',
    peers: ['kubescape:C-0286', 'kubescape:C-0287', 'kubescape:C-0288'],
  },
  {
    name: 'gitops-sync-env-injection',
    rules: ['workloads/git-sync-command'],
    reason: 'A variable without a value means git itself and passes.',
    peers: ['checkov:CKV_K8S_159'],
  },
];
