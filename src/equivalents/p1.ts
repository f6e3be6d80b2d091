import type { EquivalentRow } from './row';

/** Supported version / deprecated APIs / vulnerable components. */
export const P1: readonly EquivalentRow[] = [
  {
    name: 'api-deprecated', rules: [],
    peers: ['kube-linter:no-extensions-v1beta', 'trivy:KSV-0107', 'kyverno:check-deprecated-apis'],
  },
  {
    name: 'schema-strict', rules: [],
    peers: ['kube-linter:schema-validation'],
  },
  {
    name: 'k8s-version-unsupported', rules: [],
    peers: ['kubescape:C-0273'],
  },
  {
    name: 'feature-gate-alpha-or-removed', rules: [],
    peers: [],
  },
  {
    name: 'field-deprecated-serviceaccount', rules: ['workloads/service-account-alias', 'workloads/service-account-conflict'],
    peers: ['kube-linter:deprecated-service-account-field', 'kubescape:C-0294'],
  },
  {
    name: 'image-registry-retired', rules: ['workloads/retired-registry'],
    peers: ['kubescape:C-0253', 'kyverno:restrict-deprecated-registry'],
  },
  {
    name: 'component-eol-or-vulnerable-image', rules: [],
    peers: ['kubescape:C-0292', 'kubescape:C-0081', 'kubescape:C-0090', 'kubescape:C-0091',
      'kyverno:check-ingress-nginx-controller-version-and-annotation-policy'],
  },
  {
    name: 'component-tiller', rules: ['workloads/tiller'],
    reason: 'Tiller is refused altogether, so where it listens does not matter.',
    peers: ['checkov:CKV_K8S_34', 'checkov:CKV_K8S_44', 'checkov:CKV_K8S_45', 'trivy:KSV-0102', 'kyverno:disallow-helm-tiller'],
  },
  {
    name: 'component-dashboard', rules: ['workloads/dashboard'],
    peers: ['checkov:CKV_K8S_33'],
  },
  {
    name: 'cve-conditional-on-version', rules: [],
    peers: ['kubescape:C-0058', 'kubescape:C-0089'],
  },
];
