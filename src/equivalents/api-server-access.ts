import type { EquivalentRow } from './row';

/** Whom the API server lets in: authentication, authorization, admission, and keys of ServiceAccounts. */
export const API_SERVER_ACCESS: readonly EquivalentRow[] = [
  {
    name: 'apiserver-anonymous-auth',
    rules: ['control-plane/anonymous-access'],
    peers: ['checkov:CKV_K8S_68', 'trivy:KCV-0001', 'kubescape:C-0113'],
    reason: 'An AuthenticationConfiguration that limits anonymous requests to health checks passes.',
  },
  {
    name: 'apiserver-basic-auth-file',
    rules: ['versions/removed-flag'],
    reason: 'The flag was removed in Kubernetes 1.19: no supported API server starts with it.',
    peers: ['checkov:CKV_K8S_69'],
  },
  {
    name: 'apiserver-token-auth-file',
    rules: ['control-plane/token-auth-file'],
    peers: ['checkov:CKV_K8S_70', 'trivy:KCV-0002', 'kubescape:C-0114'],
    reason: 'An empty value counts as unset.',
  },
  {
    name: 'apiserver-authz-alwaysallow',
    rules: ['control-plane/authorization-always-allow'],
    peers: ['checkov:CKV_K8S_74', 'trivy:KCV-0007', 'kubescape:C-0118'],
    reason:
      'Unset counts as AlwaysAllow in a container, and kubeadm sets Node and RBAC itself; an AuthorizationConfiguration is read as '
      + 'well.',
  },
  {
    name: 'apiserver-authz-node',
    rules: ['control-plane/authorization-node'],
    peers: ['checkov:CKV_K8S_75', 'trivy:KCV-0008', 'kubescape:C-0119'],
    reason: 'kubeadm sets Node itself; an AuthorizationConfiguration is read as well.',
  },
  {
    name: 'apiserver-authz-rbac',
    rules: ['control-plane/authorization-rbac'],
    peers: ['checkov:CKV_K8S_77', 'trivy:KCV-0009', 'kubescape:C-0120', 'kubescape:C-0088'],
    reason: 'kubeadm sets RBAC itself; an AuthorizationConfiguration is read as well.',
  },
  {
    name: 'admission-eventratelimit',
    rules: ['control-plane/event-rate-limit'],
    peers: ['checkov:CKV_K8S_78', 'trivy:KCV-0010', 'kubescape:C-0121'],
    reason: 'Run by the profiles cis-1.12 and operations; the limits in the AdmissionConfiguration are not checked.',
  },
  {
    name: 'admission-alwaysadmit',
    rules: ['control-plane/always-admit'],
    peers: ['checkov:CKV_K8S_79', 'trivy:KCV-0011', 'kubescape:C-0122'],
  },
  {
    name: 'admission-alwayspullimages',
    rules: ['control-plane/always-pull-images'],
    peers: ['checkov:CKV_K8S_80', 'trivy:KCV-0012', 'kubescape:C-0123'],
    reason:
      'Run by the profiles cis-1.12 and operations: from Kubernetes 1.35 on kubelets verify credentials for images that are on the '
      + 'node.',
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
    rules: ['control-plane/service-account-plugin'],
    peers: ['checkov:CKV_K8S_82', 'trivy:KCV-0014', 'kubescape:C-0125'],
    reason: 'Unset passes, since the plugin is on by default; --admission-control, which lists every plugin, is read as well.',
  },
  {
    name: 'admission-namespacelifecycle',
    rules: ['control-plane/namespace-lifecycle-plugin'],
    peers: ['checkov:CKV_K8S_83', 'trivy:KCV-0015', 'kubescape:C-0126'],
    reason: 'Unset passes, since the plugin is on by default; --admission-control, which lists every plugin, is read as well.',
  },
  {
    name: 'admission-noderestriction',
    rules: ['control-plane/node-restriction'],
    peers: ['checkov:CKV_K8S_85', 'trivy:KCV-0016', 'kubescape:C-0127'],
    reason: 'kubeadm enables the plugin itself, unless the flag is set without it.',
  },
  {
    name: 'admission-denyserviceexternalips',
    rules: ['control-plane/deny-service-external-ips'],
    peers: ['trivy:KCV-0003', 'kubescape:C-0283', 'kubescape:C-0115'],
    reason: 'CIS 1.12 and kubescape C-0283 want the plugin on.',
    differs: {
      'trivy:KCV-0003': 'trivy fails where the plugin is on.',
      'kubescape:C-0115': 'kubescape C-0115 fails where the plugin is on.',
    },
  },
  {
    name: 'admission-imagepolicywebhook',
    rules: [],
    peers: ['kubescape:C-0289'],
    reason: 'No rule yet: where images may come from and who signed them is not checked; no tool decides it.',
  },
  {
    name: 'admission-validatingwebhook',
    rules: ['control-plane/policy-plugins'],
    peers: [],
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
    rules: ['control-plane/service-account-lookup'],
    peers: ['checkov:CKV_K8S_96', 'trivy:KCV-0024', 'kubescape:C-0135'],
    reason: 'Unset passes, since the default is true.',
  },
  {
    name: 'apiserver-sa-key-file',
    rules: ['control-plane/service-account-key-file'],
    peers: ['checkov:CKV_K8S_97', 'trivy:KCV-0025', 'kubescape:C-0136'],
    reason: 'An external signer (--service-account-signing-endpoint) passes, and kubeadm sets the flag itself.',
  },
  {
    name: 'apiserver-sa-extend-token',
    rules: ['control-plane/service-account-token-expiration'],
    peers: ['kubescape:C-0290'],
    reason: 'Unset is a violation, since the default is true.',
  },
  {
    name: 'kcm-use-sa-credentials',
    rules: ['control-plane/controller-credentials'],
    peers: ['checkov:CKV_K8S_108', 'trivy:KCV-0035', 'kubescape:C-0146'],
    reason: 'Unset is a violation in a container, since the default is false; kubeadm sets it.',
  },
  {
    name: 'kcm-sa-private-key',
    rules: ['control-plane/service-account-private-key-file'],
    peers: ['checkov:CKV_K8S_110', 'trivy:KCV-0036', 'kubescape:C-0147'],
    reason: 'An empty value counts as unset, and kubeadm sets the flag itself.',
  },
  {
    name: 'kcm-root-ca-file',
    rules: ['control-plane/root-ca-file'],
    peers: ['checkov:CKV_K8S_111', 'trivy:KCV-0037', 'kubescape:C-0148'],
    reason: 'An empty value counts as unset, and kubeadm sets the flag itself.',
  },
];
