import type { EquivalentRow } from './row';

/** RBAC least privilege, service accounts, API-server authn/z and admission. */
export const P3: readonly EquivalentRow[] = [
  {
    name: 'bind-cluster-admin',
    rules: ['rbac/cluster-admin-binding', 'rbac/built-in-role-binding'],
    reason: 'A binding without subjects grants nothing, and a Role that is called like a ClusterRole is another: both pass.',
    peers: ['kube-linter:cluster-admin-role-binding', 'trivy:KSV-0111', 'kubescape:C-0185', 'kyverno:restrict-binding-clusteradmin'],
  },
  {
    name: 'role-any-any',
    rules: ['rbac/wildcards'],
    reason: 'One of the three wildcards is enough, in any rule of a role, bound or not.',
    peers: ['trivy:KSV-0044', 'kubescape:C-0035'],
    differs: {
      'trivy:KSV-0044': 'trivy finds a rule only where groups, resources and verbs are all wildcards.',
      'kubescape:C-0035': 'kubescape reports the subjects of bindings, so that a role which nothing in the input binds passes there.',
    },
  },
  {
    name: 'role-wildcard',
    rules: ['rbac/wildcards'],
    reason:
      'Every rule of a role counts, with groups, resources, verbs and URLs; names that only look like a wildcard, such as '
      + 'pods/* and get*, are found too, since they match nothing; the roles of Kubernetes itself pass.',
    peers: [
      'kube-linter:wildcard-in-rules',
      'checkov:CKV_K8S_49',
      'trivy:KSV-0046',
      'trivy:KSV-0112',
      'trivy:KSV-0045',
      'kubescape:C-0187',
      'kyverno:restrict-wildcard-resources',
      'kyverno:restrict-wildcard-verbs',
    ],
    differs: {
      'kube-linter:wildcard-in-rules': 'kube-linter does not look at API groups and URLs.',
      'checkov:CKV_K8S_49': 'checkov looks at the first rule of a role only, and not at URLs.',
      'trivy:KSV-0046': 'trivy finds every resource with the verbs of a list, in ClusterRoles; here the resource alone is enough.',
      'trivy:KSV-0112': 'trivy finds every resource with the verbs of a list, in Roles; here the resource alone is enough.',
      'trivy:KSV-0045': 'trivy finds the verb only on the resources of a list.',
      'kubescape:C-0187':
        'kubescape finds every verb on every resource of the core group or of all groups, and only for the subjects of ' + 'bindings.',
      'kyverno:restrict-wildcard-resources':
        'kyverno looks at resources only, and passes a rule of Role and ClusterRole that has no wildcard there.',
      'kyverno:restrict-wildcard-verbs': 'kyverno looks at verbs only.',
    },
  },
  {
    name: 'rbac-secrets-read',
    rules: ['rbac/secrets-access'],
    reason: 'Said at the role, with who holds it through which binding, and only for the API group of Secrets.',
    peers: [
      'kube-linter:access-to-secrets',
      'trivy:KSV-0041',
      'trivy:KSV-0113',
      'kubescape:C-0015',
      'kubescape:C-0186',
      'kyverno:restrict-secret-role-verbs',
    ],
    differs: {
      'kubescape:C-0015': 'kubescape reports the subjects of bindings, so that a role which nothing in the input binds passes there.',
      'kubescape:C-0186': 'kubescape reports the subjects of bindings, so that a role which nothing in the input binds passes there.',
    },
  },
  {
    name: 'rbac-secrets-read-all-by-sa',
    rules: ['rbac/secrets-access'],
    reason: 'Checked once, at the role that grants it, for any subject; checkov reports the bindings of service accounts and nodes.',
    peers: ['checkov:CKV2_K8S_5'],
  },
  {
    name: 'rbac-secrets-write-privileged-ns',
    rules: ['rbac/secrets-access'],
    reason: 'Checked once, at the role that grants it, in every namespace; kubescape reports who is bound to it in kube-system.',
    peers: ['kubescape:issue-token-secrets-v1'],
  },
  {
    name: 'rbac-token-access-weak-ns',
    rules: ['rbac/secrets-access', 'rbac/token-request'],
    reason: 'Checked once, at the role that grants it, in every namespace; kubescape reports who is bound to it outside of kube-system.',
    peers: ['kubescape:weak-namespace-token-access-v1'],
  },
  {
    name: 'rbac-create-workloads',
    rules: ['rbac/workload-creation'],
    reason:
      'Deleting workloads does not allow running anything, so it passes; custom resources of which operators make pods count; said at '
      + 'the role, with who holds it through which binding, and only for the API groups in which these workloads are.',
    peers: ['kube-linter:access-to-create-pods', 'trivy:KSV-0048', 'kubescape:C-0188'],
  },
  {
    name: 'rbac-assign-sa-privileged-ns',
    rules: ['rbac/workload-creation'],
    reason: 'Checked once, at the role that grants it, in every namespace; kubescape reports who is bound to it in a privileged one.',
    peers: ['kubescape:assign-serviceaccount-to-pod-v1'],
  },
  {
    name: 'rbac-modify-pods-privileged-ns',
    rules: ['rbac/workload-creation'],
    reason: 'Checked once, at the role that grants it, in every namespace; kubescape reports who is bound to it in kube-system.',
    peers: ['kubescape:modify-privileged-pods-v1'],
  },
  {
    name: 'rbac-pod-rce-weak-ns',
    rules: ['rbac/workload-creation', 'rbac/pod-exec'],
    reason: 'Checked once, at the role that grants it, in every namespace; kubescape reports who is bound to it outside of kube-system.',
    peers: ['kubescape:weak-namespace-pod-rce-v1'],
  },
  {
    name: 'rbac-pods-exec-attach',
    rules: ['rbac/pod-exec'],
    reason: 'Checked once, at the role that grants it, for any subject; checkov reports the bindings of service accounts and nodes.',
    peers: ['checkov:CKV2_K8S_2', 'trivy:KSV-0053', 'trivy:KSV-0054', 'kubescape:C-0002'],
    differs: {
      'trivy:KSV-0053':
        'trivy passes the verb get, with which a WebSocket opens a session, and finds delete and impersonate, which give nothing.',
      'trivy:KSV-0054': 'trivy finds pods/attach only before a rule with get on pods, both with a wildcard as API group.',
      'kubescape:C-0002': 'kubescape reports the subjects of bindings, so that a role which nothing in the input binds passes there.',
    },
  },
  {
    name: 'rbac-pods-portforward',
    rules: ['rbac/pod-tunnel'],
    reason:
      'Checked once, at the role that grants it, for any subject; pods/proxy and services/proxy lead to the same ports and '
      + 'count as well.',
    peers: ['kubescape:C-0063'],
    differs: {
      'kubescape:C-0063': 'kubescape reports the subjects of bindings, so that a role which nothing in the input binds passes there.',
    },
  },
  {
    name: 'rbac-ephemeralcontainers',
    rules: ['rbac/ephemeral-containers'],
    reason: 'Checked once, at the role that grants it, for any subject; kubescape reports the subjects of bindings.',
    peers: ['kubescape:attach-ephemeral-container-v1'],
  },
  {
    name: 'rbac-impersonate',
    rules: ['rbac/escalation-verbs'],
    peers: [
      'checkov:CKV2_K8S_3',
      'trivy:KSV-0043',
      'kubescape:C-0065',
      'kubescape:C-0191',
      'kubescape:impersonate-users-groups-v1',
      'kyverno:restrict-escalation-verbs-roles',
    ],
    reason:
      'Checked at the role, on what can be impersonated (users, groups, service accounts); the verb on roles, which kyverno looks for, '
      + 'gives nothing, nor does a Role on users and groups.',
    differs: {
      'trivy:KSV-0043': 'trivy looks for groups only, in a rule whose API group is written as a wildcard.',
      'kubescape:C-0065': 'kubescape reports the subjects of bindings, so that a role which nothing in the input binds passes there.',
      'kubescape:C-0191': 'kubescape reports the subjects of bindings, so that a role which nothing in the input binds passes there.',
    },
  },
  {
    name: 'rbac-bind',
    rules: ['rbac/escalation-verbs'],
    peers: [
      'checkov:CKV_K8S_157',
      'checkov:CKV2_K8S_1',
      'trivy:KSV-0050',
      'kubescape:C-0191',
      'kubescape:bind-roles-clusterroles-v1',
      'kyverno:restrict-escalation-verbs-roles',
    ],
    reason:
      'Checked at the role, on roles and cluster roles, about which the API server asks; the verb on bindings, which checkov looks '
      + 'for, gives nothing.',
    differs: {
      'trivy:KSV-0050': 'trivy looks at roles and rolebindings in any API group, and not at clusterroles.',
      'kubescape:C-0191': 'kubescape reports the subjects of bindings, so that a role which nothing in the input binds passes there.',
    },
  },
  {
    name: 'rbac-escalate',
    rules: ['rbac/escalation-verbs'],
    reason:
      'Checked at the role, on roles and clusterroles of their API group, about which the API server asks; a Role gives '
      + 'nothing on clusterroles, which are cluster-scoped, and the roles of Kubernetes itself pass.',
    peers: [
      'checkov:CKV_K8S_158',
      'trivy:KSV-0050',
      'kubescape:C-0191',
      'kubescape:escalate-roles-clusterroles-v1',
      'kyverno:restrict-escalation-verbs-roles',
    ],
    differs: {
      'checkov:CKV_K8S_158':
        'checkov finds the verb on clusterroles in a Role as well, which gives nothing, and in the roles of Kubernetes ' + 'itself.',
      'trivy:KSV-0050':
        'trivy looks at roles and rolebindings in any API group, and not at clusterroles; the verb on rolebindings gives ' + 'nothing.',
      'kubescape:C-0191': 'kubescape reports the subjects of bindings, so that a role which nothing in the input binds passes there.',
    },
  },
  {
    name: 'rbac-binding-write',
    rules: ['rbac/rbac-write', 'rbac/escalation-verbs'],
    reason:
      'Each grant is checked by itself, whatever else the role grants: changing bindings by rbac/rbac-write, the verb bind by '
      + 'rbac/escalation-verbs.',
    peers: ['trivy:KSV-0050', 'trivy:KSV-0051', 'trivy:KSV-0052', 'trivy:KSV-0055'],
    differs: {
      'trivy:KSV-0050': 'The verbs escalate, bind and impersonate on rolebindings, which trivy looks for, give nothing.',
      'trivy:KSV-0051':
        'trivy finds it only where the rule with bind follows that with create and has "*" among its resourceNames, which '
        + 'is no wildcard there.',
      'trivy:KSV-0052':
        'trivy finds it only where the rule with bind follows that with create and has "*" among its resourceNames, which '
        + 'is no wildcard there.',
      'trivy:KSV-0055':
        'trivy finds it only with get and patch in one rule whose API group is written as a wildcard; here patch alone is ' + 'enough.',
    },
  },
  {
    name: 'rbac-delete-rights',
    rules: ['rbac/secrets-access', 'rbac/namespace-write', 'rbac/rbac-write'],
    peers: ['kubescape:C-0007'],
    reason: 'Deleting workloads is part of deploying them: what requires a reason is deleting secrets, namespaces, roles and bindings.',
    differs: {
      'kubescape:C-0007': 'kubescape reports the subjects of bindings, so that a role which nothing in the input binds passes there.',
    },
  },
  {
    name: 'rbac-configmaps-write',
    rules: ['rbac/config-map-write'],
    reason: 'Writing config maps is part of deploying, so the rule is in the profile operations, and a grant of named ones passes.',
    peers: ['trivy:KSV-0049'],
    differs: {
      'trivy:KSV-0049': 'trivy does not look at names and API groups, and finds the verb impersonate as well, which gives nothing there.',
    },
  },
  {
    name: 'rbac-critical-configmap-write',
    rules: [],
    peers: ['trivy:KSV-0115', 'kubescape:C-0037'],
    reason: 'No rule yet: the config maps that give rights or names (aws-auth, coredns) are not told from others.',
  },
  {
    name: 'rbac-networking-write',
    rules: ['rbac/endpoint-write', 'rbac/network-policy-write'],
    peers: ['trivy:KSV-0056'],
    reason: 'Writing Services and Ingresses is part of deploying and requires no reason.',
  },
  {
    name: 'rbac-status-subresource-write',
    rules: ['rbac/status-write', 'rbac/node-write'],
    reason: 'Checked once, at the role that grants it, for any subject; checkov reports the bindings of service accounts and nodes.',
    peers: [
      'checkov:CKV2_K8S_4',
      'kubescape:modify-service-status-v1',
      'kubescape:modify-pod-status-v1',
      'kubescape:modify-node-status-v1',
    ],
  },
  {
    name: 'rbac-webhook-config-write',
    rules: ['rbac/webhook-write'],
    reason:
      'Deleting all at once counts as well; a Role gives nothing on webhook configurations, which are cluster-scoped, and '
      + 'the roles of Kubernetes itself pass.',
    peers: [
      'checkov:CKV_K8S_155',
      'trivy:KSV-0114',
      'kubescape:C-0281',
      'kyverno:restrict-clusterrole-mutating-validating-admission-webhooks',
    ],
    differs: {
      'checkov:CKV_K8S_155': 'checkov passes delete and deletecollection.',
      'trivy:KSV-0114': 'trivy finds Roles and the verb impersonate as well, which give nothing there, and does not look at the API group.',
      'kubescape:C-0281':
        'kubescape reports the subjects of bindings, so that a role which nothing in the input binds passes there; so do '
        + 'patch and deletecollection.',
      'kyverno:restrict-clusterrole-mutating-validating-admission-webhooks': 'kyverno passes delete and deletecollection.',
    },
  },
  {
    name: 'rbac-csr-approve',
    rules: ['rbac/csr-approval'],
    reason:
      'Whatever issues a certificate counts: approval, the signature in the status, and the signers; a Role gives nothing '
      + 'here, since requests are cluster-scoped, and the roles of Kubernetes itself pass.',
    peers: ['checkov:CKV_K8S_156', 'kubescape:C-0280', 'kubescape:approve-csr-v1', 'kyverno:restrict-clusterrole-csr'],
    differs: {
      'checkov:CKV_K8S_156': 'checkov passes the verb sign on signers and writing the status, which holds the certificate.',
      'kubescape:C-0280':
        'kubescape reports the subjects of bindings, so that a role which nothing in the input binds passes there; so do '
        + 'patch, signers and the status.',
      'kubescape:approve-csr-v1': 'kubescape finds it only where one subject may create, approve and use the signer.',
      'kyverno:restrict-clusterrole-csr': 'kyverno passes the status, and signers with the verb sign.',
    },
  },
  {
    name: 'rbac-sa-token-create',
    rules: ['rbac/token-request'],
    reason: 'Checked once, at the role that grants it, in one namespace or in all; kubescape reports the subjects of bindings.',
    peers: ['kubescape:C-0282', 'kubescape:create-serviceaccount-token-v1'],
  },
  {
    name: 'rbac-pv-create',
    rules: ['rbac/persistent-volume-creation'],
    reason:
      'Checked once, at the role that grants it, for any subject; a Role gives nothing here, since PersistentVolumes are '
      + 'cluster-scoped.',
    peers: ['kubescape:C-0278', 'kubescape:create-persistentvolumes-v1'],
    differs: {
      'kubescape:C-0278': 'kubescape reports the subjects of bindings, so that a role which nothing in the input binds passes there.',
    },
  },
  {
    name: 'rbac-steal-pods',
    rules: ['rbac/node-write', 'rbac/status-write'],
    peers: ['kubescape:steal-privileged-pods-v1'],
    reason:
      'The right to change nodes, without which no pod can be drawn to one, requires a reason by itself; evicting pods alone does not.',
  },
  {
    name: 'rbac-edit-endpoints',
    rules: ['rbac/endpoint-write'],
    reason:
      'Every role counts, not only the one that Kubernetes aggregates into edit; EndpointSlices, which direct traffic '
      + 'today, count as well.',
    peers: ['kyverno:restrict-edit-for-endpoints'],
  },
  {
    name: 'bind-anonymous',
    rules: ['rbac/anonymous-subject'],
    reason:
      'The kind counts, since no group is called system:anonymous and no user system:unauthenticated; system:public-info-viewer, '
      + 'which the API server itself grants to every client, passes.',
    peers: ['trivy:KSV-0122', 'kubescape:C-0262', 'kyverno:restrict-binding-system-groups'],
  },
  {
    name: 'bind-authenticated',
    rules: ['rbac/authenticated-subject'],
    reason:
      'Any role but those for discovery is found, whatever it grants, by RoleBinding and ClusterRoleBinding alike, with or '
      + 'without the role in the input.',
    peers: ['trivy:KSV-01011', 'kubescape:C-0265'],
    differs: {
      'trivy:KSV-01011': 'trivy finds it only where the version of the cluster says that it is of GKE.',
      'kubescape:C-0265':
        'kubescape finds it only where the role is in the input and gives pods, workloads, nodes or secrets, and passes a '
        + 'RoleBinding of a ClusterRole.',
    },
  },
  {
    name: 'bind-masters',
    rules: ['rbac/admin-group-subject'],
    reason: 'The kind counts: a user or a service account of that name is not in the group.',
    peers: ['trivy:KSV-0123', 'kubescape:C-0246', 'kyverno:restrict-binding-system-groups'],
    differs: {
      'kubescape:C-0246': 'kubescape decides nothing here: it asks a person to look.',
    },
  },
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
  {
    name: 'apiserver-anonymous-auth',
    rules: [],
    peers: ['checkov:CKV_K8S_68', 'trivy:KCV-0001', 'kubescape:C-0113'],
    reason: "No rule yet: the API server's --anonymous-auth is not checked.",
  },
  {
    name: 'apiserver-basic-auth-file',
    rules: ['versions/removed-flag'],
    reason: 'The flag was removed in Kubernetes 1.19: no supported API server starts with it.',
    peers: ['checkov:CKV_K8S_69'],
  },
  {
    name: 'apiserver-token-auth-file',
    rules: [],
    peers: ['checkov:CKV_K8S_70', 'trivy:KCV-0002', 'kubescape:C-0114'],
    reason: "No rule yet: the API server's --token-auth-file is not checked.",
  },
  {
    name: 'apiserver-authz-alwaysallow',
    rules: [],
    peers: ['checkov:CKV_K8S_74', 'trivy:KCV-0007', 'kubescape:C-0118'],
    reason: "No rule yet: the API server's --authorization-mode is not checked.",
  },
  {
    name: 'apiserver-authz-node',
    rules: [],
    peers: ['checkov:CKV_K8S_75', 'trivy:KCV-0008', 'kubescape:C-0119'],
    reason: "No rule yet: the API server's --authorization-mode is not checked.",
  },
  {
    name: 'apiserver-authz-rbac',
    rules: [],
    peers: ['checkov:CKV_K8S_77', 'trivy:KCV-0009', 'kubescape:C-0120', 'kubescape:C-0088'],
    reason: "No rule yet: the API server's --authorization-mode is not checked.",
  },
  {
    name: 'admission-eventratelimit',
    rules: [],
    peers: ['checkov:CKV_K8S_78', 'trivy:KCV-0010', 'kubescape:C-0121'],
    reason: "No rule yet: the API server's --enable-admission-plugins is not checked.",
  },
  {
    name: 'admission-alwaysadmit',
    rules: [],
    peers: ['checkov:CKV_K8S_79', 'trivy:KCV-0011', 'kubescape:C-0122'],
    reason: "No rule yet: the API server's --enable-admission-plugins is not checked.",
  },
  {
    name: 'admission-alwayspullimages',
    rules: [],
    peers: ['checkov:CKV_K8S_80', 'trivy:KCV-0012', 'kubescape:C-0123'],
    reason: "No rule yet: the API server's --enable-admission-plugins is not checked.",
  },
  {
    name: 'admission-removed-plugins',
    rules: ['versions/removed-flag'],
    reason:
      'PodSecurityPolicy was removed in Kubernetes 1.25 and SecurityContextDeny in 1.30: an API server that names one of '
      + 'them does not start, and Pod Security admission (namespaces/pod-security-enforce) took their place.',
    peers: ['checkov:CKV_K8S_81', 'checkov:CKV_K8S_84', 'trivy:KCV-0013', 'kubescape:C-0124', 'kubescape:C-0068'],
    differs: {
      'checkov:CKV_K8S_81': 'checkov requires the plugin, with which no supported API server starts.',
      'checkov:CKV_K8S_84': 'checkov requires the plugin, with which no supported API server starts.',
      'trivy:KCV-0013': 'trivy requires SecurityContextDeny where PodSecurityPolicy is not on; no supported API server starts with either.',
      'kubescape:C-0124':
        'kubescape requires SecurityContextDeny where PodSecurityPolicy is not on; no supported API server starts with ' + 'either.',
      'kubescape:C-0068': 'kubescape requires the plugin PodSecurityPolicy, with which no supported API server starts.',
    },
  },
  {
    name: 'admission-serviceaccount',
    rules: [],
    peers: ['checkov:CKV_K8S_82', 'trivy:KCV-0014', 'kubescape:C-0125'],
    reason: "No rule yet: the API server's --disable-admission-plugins is not checked.",
  },
  {
    name: 'admission-namespacelifecycle',
    rules: [],
    peers: ['checkov:CKV_K8S_83', 'trivy:KCV-0015', 'kubescape:C-0126'],
    reason: "No rule yet: the API server's --disable-admission-plugins is not checked.",
  },
  {
    name: 'admission-noderestriction',
    rules: [],
    peers: ['checkov:CKV_K8S_85', 'trivy:KCV-0016', 'kubescape:C-0127'],
    reason: "No rule yet: the API server's --enable-admission-plugins is not checked.",
  },
  {
    name: 'admission-denyserviceexternalips',
    rules: [],
    peers: ['trivy:KCV-0003', 'kubescape:C-0283', 'kubescape:C-0115'],
    reason:
      'No rule yet: --enable-admission-plugins is not checked; trivy KCV-0003 and kubescape C-0115 fail where the plugin is on, while '
      + 'CIS 1.12 and kubescape C-0283 want it on.',
  },
  {
    name: 'admission-imagepolicywebhook',
    rules: [],
    peers: ['kubescape:C-0289'],
    reason: 'No rule yet: where images may come from and who signed them is not checked; no tool decides it.',
  },
  {
    name: 'admission-validatingwebhook',
    rules: [],
    peers: [],
    reason: "No rule yet: the API server's --disable-admission-plugins is not checked.",
  },
  {
    name: 'admission-webhooks-review',
    rules: [
      'namespaces/webhook-failure-policy',
      'namespaces/admission-object-opt-out',
      'namespaces/admission-namespace-opt-out',
      'namespaces/webhook-service',
      'rbac/webhook-write',
    ],
    peers: ['kubescape:C-0036', 'kubescape:C-0039'],
    reason:
      'A list of webhooks to be read by people is not a verdict: checked is whether they enforce what they are for, and who may change '
      + 'them.',
  },
  {
    name: 'apiserver-sa-lookup',
    rules: [],
    peers: ['checkov:CKV_K8S_96', 'trivy:KCV-0024', 'kubescape:C-0135'],
    reason: "No rule yet: the API server's --service-account-lookup is not checked.",
  },
  {
    name: 'apiserver-sa-key-file',
    rules: [],
    peers: ['checkov:CKV_K8S_97', 'trivy:KCV-0025', 'kubescape:C-0136'],
    reason: "No rule yet: the API server's --service-account-key-file is not checked.",
  },
  {
    name: 'apiserver-sa-extend-token',
    rules: [],
    peers: ['kubescape:C-0290'],
    reason: "No rule yet: the API server's --service-account-extend-token-expiration is not checked.",
  },
  {
    name: 'kcm-use-sa-credentials',
    rules: [],
    peers: ['checkov:CKV_K8S_108', 'trivy:KCV-0035', 'kubescape:C-0146'],
    reason: "No rule yet: the controller manager's --use-service-account-credentials is not checked.",
  },
  {
    name: 'kcm-sa-private-key',
    rules: [],
    peers: ['checkov:CKV_K8S_110', 'trivy:KCV-0036', 'kubescape:C-0147'],
    reason: "No rule yet: the controller manager's --service-account-private-key-file is not checked.",
  },
  {
    name: 'kcm-root-ca-file',
    rules: [],
    peers: ['checkov:CKV_K8S_111', 'trivy:KCV-0037', 'kubescape:C-0148'],
    reason: "No rule yet: the controller manager's --root-ca-file is not checked.",
  },
];
