import type { EquivalentRow } from './row';

/** Rights with which an account gets more: everything, Secrets, workloads, processes in pods, other identities, and other rights. */
export const RBAC_ESCALATION: readonly EquivalentRow[] = [
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
];
