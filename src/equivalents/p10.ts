import type { EquivalentRow } from './row';

/** Independent audit: ownership, waivers, provenance. */
export const P10: readonly EquivalentRow[] = [
  {
    name: 'owner-label', rules: [],
    peers: ['kube-linter:required-label-owner', 'kubescape:C-0076', 'kubescape:C-0077', 'kyverno:require-labels', 'kyverno:metadata-match-regex'],
  },
  {
    name: 'contact-annotation', rules: [],
    peers: ['kube-linter:required-annotation-email', 'kyverno:require-annotations', 'kyverno:allowed-annotations', 'kyverno:restrict-annotations'],
  },
  {
    name: 'exception-scope', rules: [],
    peers: ['kyverno:policy-for-exceptions'],
  },
  {
    name: 'manifest-signature', rules: [],
    peers: ['kyverno:verify-manifest-integrity'],
  },
  {
    name: 'policy-prefix-ambiguous', rules: [],
    peers: ['trivy:KSV-0124'],
  },
  {
    name: 'prod-image-not-promoted', rules: [],
    peers: ['kyverno:ensure-production-matches-staging'],
  },
];
