import type { EquivalentRow } from './row';

/** Supported version / deprecated APIs / vulnerable components. */
export const P1: readonly EquivalentRow[] = [
  {
    name: 'api-deprecated',
    rules: ['versions/served-api-version'],
    peers: ['kube-linter:no-extensions-v1beta', 'trivy:KSV-0107', 'kyverno:check-deprecated-apis'],
    reason: 'Violated by versions that the release does not serve; one that is deprecated and still served passes.',
  },
  {
    name: 'schema-strict',
    rules: ['manifests/schema', 'manifests/duplicate-keys', 'versions/served-api-version'],
    peers: ['kube-linter:schema-validation'],
    reason: 'Objects of custom kinds are not validated: their schema is in their definition.',
  },
  {
    name: 'k8s-version-unsupported',
    rules: ['versions/supported-release'],
    reason:
      'Supported is what has not ended on the day of the run, and any field that states a release counts, not only that of '
      + 'Nodes; kubescape has a fixed list of releases.',
    peers: ['kubescape:C-0273'],
  },
  {
    name: 'feature-gate-alpha-or-removed',
    rules: ['control-plane/unfinished-features', 'control-plane/known-feature-gates'],
    peers: [],
    reason: 'Every feature in alpha is found, and every gate that the release does not have.',
  },
  {
    name: 'field-deprecated-serviceaccount',
    rules: ['workloads/service-account-alias', 'workloads/service-account-conflict'],
    reason: 'The alias passes where both fields have the same value, as the API server returns them.',
    peers: ['kube-linter:deprecated-service-account-field', 'kubescape:C-0294'],
  },
  {
    name: 'image-registry-retired',
    rules: ['workloads/retired-registry'],
    reason: 'gcr.io/google_containers, frozen since 2020, and the regional names count as k8s.gcr.io does.',
    peers: ['kubescape:C-0253', 'kyverno:restrict-deprecated-registry'],
  },
  {
    name: 'component-eol-or-vulnerable-image',
    rules: ['workloads/vulnerable-component', 'workloads/ingress-nginx'],
    reason:
      'Found are the vulnerabilities that the tools look for in Argo CD, Grafana and Kyverno, in any workload and registry, '
      + 'and every version of ingress-nginx since its end of life; for the vulnerabilities of today a scanner with a current '
      + 'database is needed.',
    peers: [
      'kubescape:C-0292',
      'kubescape:C-0081',
      'kubescape:C-0090',
      'kubescape:C-0091',
      'kyverno:check-ingress-nginx-controller-version-and-annotation-policy',
    ],
    differs: {
      'kubescape:C-0081': 'kubescape looks at Deployments only, and at images whose name has argocd:v in it.',
      'kubescape:C-0090': 'kubescape looks at Deployments only.',
      'kubescape:C-0091': 'kubescape looks at Deployments only.',
      'kyverno:check-ingress-nginx-controller-version-and-annotation-policy':
        'kyverno passes the newest versions of ingress-nginx, which get no fixes either.',
    },
  },
  {
    name: 'component-tiller',
    rules: ['workloads/tiller', 'workloads/tiller-service'],
    reason: 'Tiller is refused altogether, so where it listens does not matter; the label app: helm alone does not tell it.',
    peers: ['checkov:CKV_K8S_34', 'checkov:CKV_K8S_44', 'checkov:CKV_K8S_45', 'trivy:KSV-0102', 'kyverno:disallow-helm-tiller'],
  },
  {
    name: 'component-dashboard',
    rules: ['workloads/dashboard'],
    reason: 'Every image and label of the project counts, that of its metrics scraper too.',
    peers: ['checkov:CKV_K8S_33'],
  },
  {
    name: 'cve-conditional-on-version',
    rules: ['versions/supported-release'],
    peers: ['kubescape:C-0058', 'kubescape:C-0089'],
    reason:
      'CVE-2021-25741 and CVE-2022-3172 were fixed in 1.22.2 and 1.25.1: every release that is supported has the fixes, and subPath '
      + 'and aggregated APIs are not fault by themselves.',
  },
];
