import type { EquivalentRow } from './row';

/** Rights to change what others rely on, and bindings to groups that everyone, or everything, is in. */
export const RBAC_WRITES: readonly EquivalentRow[] = [
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
];
