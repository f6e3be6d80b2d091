import type { EquivalentRow } from './row';

/** Whom the API server lets in: authentication, authorization, admission, and keys of ServiceAccounts. */
export const API_SERVER_ACCESS: readonly EquivalentRow[] = [
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
