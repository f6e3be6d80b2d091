import { account, clusterRole, clusterRoleBinding, namespace, of, pod, role, roleBinding, type Faults } from './objects';

const RBAC_GROUP = 'rbac.authorization.k8s.io';
const ADMISSION = 'admissionregistration.k8s.io';
const CERTIFICATES = 'certificates.k8s.io';
const AUTOMOUNT = 'automountServiceAccountToken';

const cloudAccount = (name: string) => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name, namespace: 'shop', annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/api' } },
});
const webhook = (fields: object) => ({
  apiVersion: `${ADMISSION}/v1`,
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name: 'some' },
  webhooks: [
    {
      name: 'some.example.com',
      rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
      clientConfig: { service: { namespace: 'guard', name: 'guard' } },
      sideEffects: 'None',
      admissionReviewVersions: ['v1'],
      ...fields,
    },
  ],
});

export const RBAC: Faults = {
  'bind-cluster-admin': {
    found: [clusterRoleBinding('cluster-admin', 'User/jane'), { ...clusterRoleBinding('edit', 'User/jane'), metadata: { name: 'other' } }],
    passed: [clusterRoleBinding('cluster-admin'), roleBinding('cluster-admin', 'User/jane')],
  },
  'role-any-any': { found: [clusterRole(['*', '*', '*'])] },
  'role-wildcard': {
    found: [clusterRole(['', 'pods', 'get'], ['', '*', 'get'])],
    more: [clusterRole(['', 'pods/*', 'get']), clusterRole(['', 'pods', 'get'], ['apps', 'deployments', '*'])],
  },
  'rbac-secrets-read': { found: [role(['', 'secrets', 'get'])], passed: [role(['example.com', 'secrets', 'get'])] },
  'rbac-secrets-read-all-by-sa': {
    found: [clusterRole(['', 'secrets', 'list'])],
    more: [role(['', 'secrets', 'get', { resourceNames: ['db'] }])],
  },
  'rbac-secrets-write-privileged-ns': {
    found: [{ ...role(['', 'secrets', 'create']), metadata: { name: 'some', namespace: 'kube-system' } }],
  },
  'rbac-token-access-weak-ns': { found: [role(['', 'secrets', 'get'], ['', 'serviceaccounts/token', 'create'])] },
  'rbac-create-workloads': { found: [role(['', 'pods', 'create'])], passed: [role(['', 'pods', 'delete'])] },
  'rbac-assign-sa-privileged-ns': { found: [role(['apps', 'deployments', 'update'])] },
  'rbac-modify-pods-privileged-ns': { found: [role(['', 'pods', 'patch'])] },
  'rbac-pod-rce-weak-ns': { found: [role(['', 'pods', 'patch'], ['', 'pods/exec', 'create'])] },
  'rbac-pods-exec-attach': { found: [role(['', 'pods/exec pods/attach', 'create'])] },
  'rbac-pods-portforward': { found: [role(['', 'pods/portforward', 'create'])], more: [role(['', 'services/proxy', 'get'])] },
  'rbac-ephemeralcontainers': { found: [role(['', 'pods/ephemeralcontainers', 'patch'])] },
  'rbac-impersonate': {
    found: [clusterRole(['', 'groups', 'impersonate'])],
    passed: [clusterRole([RBAC_GROUP, 'clusterroles', 'impersonate']), role(['', 'groups', 'impersonate'])],
  },
  'rbac-bind': {
    found: [clusterRole([RBAC_GROUP, 'clusterroles', 'bind'])],
    passed: [clusterRole([RBAC_GROUP, 'rolebindings clusterrolebindings', 'bind'])],
  },
  'rbac-escalate': {
    found: [clusterRole([RBAC_GROUP, 'roles', 'escalate'])],
    passed: [clusterRole([RBAC_GROUP, 'rolebindings', 'escalate']), role([RBAC_GROUP, 'clusterroles', 'escalate'])],
  },
  'rbac-binding-write': {
    found: [clusterRole([RBAC_GROUP, 'rolebindings', 'create'], [RBAC_GROUP, 'clusterroles', 'bind', { resourceNames: ['*'] }])],
    passed: [clusterRole([RBAC_GROUP, 'rolebindings', 'get']), clusterRole([RBAC_GROUP, 'rolebindings', 'impersonate'])],
    more: [clusterRole([RBAC_GROUP, 'rolebindings', 'patch'])],
  },
  'rbac-delete-rights': {
    found: [clusterRole(['', 'secrets namespaces', 'delete'], [RBAC_GROUP, 'roles', 'deletecollection'])],
    passed: [role(['apps', 'deployments', 'delete'])],
  },
  'rbac-networking-write': {
    found: [role(['', 'endpoints', 'patch'], ['networking.k8s.io', 'networkpolicies', 'delete'])],
    passed: [role(['', 'services', 'update']), role(['networking.k8s.io', 'ingresses', 'update'])],
  },
  'rbac-status-subresource-write': { found: [clusterRole(['', 'services/status pods/status nodes/status', 'patch'])] },
  'rbac-webhook-config-write': {
    found: [clusterRole([ADMISSION, 'validatingwebhookconfigurations', 'update'])],
    passed: [
      role([ADMISSION, 'validatingwebhookconfigurations', 'update']),
      clusterRole([ADMISSION, 'validatingwebhookconfigurations', 'impersonate']),
    ],
    more: [clusterRole([ADMISSION, 'mutatingwebhookconfigurations', 'deletecollection'])],
  },
  'rbac-csr-approve': {
    found: [clusterRole([CERTIFICATES, 'certificatesigningrequests/approval', 'update'])],
    passed: [role([CERTIFICATES, 'certificatesigningrequests/approval', 'update'])],
    more: [clusterRole([CERTIFICATES, 'signers', 'sign'])],
  },
  'rbac-sa-token-create': { found: [role(['', 'serviceaccounts/token', 'create'])] },
  'rbac-pv-create': { found: [clusterRole(['', 'persistentvolumes', 'create'])], passed: [role(['', 'persistentvolumes', 'create'])] },
  'rbac-nodes-proxy': { found: [clusterRole(['', 'nodes/proxy', 'get'])], passed: [role(['', 'nodes/proxy', 'get'])] },
  'rbac-steal-pods': { found: [clusterRole(['', 'nodes pods/status', 'patch'])], passed: [role(['', 'pods/eviction', 'create'])] },
  'rbac-edit-endpoints': { found: [clusterRole(['', 'endpoints', 'update'])] },
  'bind-anonymous': {
    found: [clusterRoleBinding('view', 'Group/system:unauthenticated')],
    passed: [
      clusterRoleBinding('system:public-info-viewer', 'Group/system:unauthenticated'),
      clusterRoleBinding('view', 'Group/system:anonymous'),
    ],
  },
  'bind-authenticated': {
    found: [clusterRoleBinding('edit', 'Group/system:authenticated')],
    passed: [clusterRoleBinding('system:discovery', 'Group/system:authenticated')],
    more: [clusterRoleBinding('own', 'Group/system:authenticated')],
  },
  'bind-masters': {
    found: [clusterRoleBinding('view', 'Group/system:masters')],
    passed: [clusterRoleBinding('view', 'User/system:masters')],
  },
  'sa-default-bound': {
    found: [roleBinding('some', 'ServiceAccount/default')],
    more: [
      roleBinding('some', 'User/system:serviceaccount:shop:default'),
      {
        ...roleBinding('some', 'ServiceAccount/default'),
        metadata: { name: 'some', namespace: 'shop', labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } },
      },
    ],
  },
  'sa-default-automount': {
    found: [account('default')],
    more: [namespace()],
  },
  'sa-default-used': {
    found: [namespace(), pod({}, { [AUTOMOUNT]: true }), roleBinding('some', 'ServiceAccount/default')],
    passed: [pod({}, { [AUTOMOUNT]: false })],
  },
  'sa-token-automount': {
    found: [namespace(), account('default'), pod({}, { [AUTOMOUNT]: true })],
    passed: [
      pod({}, { serviceAccountName: 'api' }),
      [account('api', { [AUTOMOUNT]: false }), pod({}, { serviceAccountName: 'api' })],
      account('api'),
    ],
  },
  'sa-allowlist': {
    found: [pod({}, { serviceAccountName: 'deployer' })],
    passed: [pod({}, { serviceAccountName: 'api' })],
    options: { accounts: ['shop/api'] },
  },
  'rbac-configmaps-write': {
    found: [role(['', 'configmaps', 'update'])],
    passed: [role(['', 'configmaps', 'update', { resourceNames: ['settings'] }])],
  },
  'rbac-dashboard-role': {
    found: [roleBinding('kubernetes-dashboard', 'ServiceAccount/default')],
    passed: [roleBinding('kubernetes-dashboard', 'ServiceAccount/kubernetes-dashboard')],
  },
  'user-authn-certs-tokens-review': {
    found: [
      of('certificates.k8s.io/v1', 'CertificateSigningRequest', { spec: { signerName: 'kubernetes.io/kube-apiserver-client' } }),
      of('v1', 'Secret', { type: 'bootstrap.kubernetes.io/token', stringData: { 'usage-bootstrap-authentication': 'true' } }),
    ],
    passed: [of('v1', 'Secret', { type: 'kubernetes.io/service-account-token' })],
  },
  'gitops-sync-env-injection': { found: [pod({ env: [{ name: 'GITSYNC_GIT', value: '/tmp/git' }] })] },
  'sa-cloud-iam-annotation': {
    found: [cloudAccount('default')],
    passed: [cloudAccount('api')],
  },
  'sa-missing': {
    found: [{ ...account('api'), metadata: { name: 'api', namespace: 'other' } }, pod({}, { serviceAccountName: 'api' })],
    passed: [pod({}, { serviceAccountName: 'api' })],
  },
  'sa-longlived-token': {
    found: [
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'some', namespace: 'shop', annotations: { 'kubernetes.io/service-account.name': 'api' } },
        type: 'kubernetes.io/service-account-token',
      },
    ],
    passed: [{ ...account('api'), secrets: [{ name: 'api-token-x7k2p' }] }],
  },
  'workload-admin-role': { found: [clusterRole(['*', '*', '*']), clusterRoleBinding('cluster-admin', 'ServiceAccount/api')] },
  'workload-takeover-role': { found: [clusterRole(['', 'pods secrets', 'create'])] },
  'admission-webhooks-review': {
    found: [
      clusterRole([ADMISSION, 'validatingwebhookconfigurations', 'update']),
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'guard', namespace: 'guard' }, spec: { ports: [{ port: 8443 }] } },
      webhook({
        failurePolicy: 'Ignore',
        objectSelector: { matchExpressions: [{ key: 'skip', operator: 'DoesNotExist' }] },
        namespaceSelector: { matchExpressions: [{ key: 'skip', operator: 'DoesNotExist' }] },
      }),
    ],
    passed: [webhook({})],
  },
};
