import type { EquivalentRow } from './row';

/** Independent audit: ownership, waivers, provenance. */
export const P10: readonly EquivalentRow[] = [
  {
    name: 'owner-label', rules: ['workloads/recommended-labels', 'namespaces/information-system'],
    peers: ['kube-linter:required-label-owner', 'kubescape:C-0076', 'kubescape:C-0077', 'kyverno:require-labels', 'kyverno:metadata-match-regex'],
    reason: 'Who owns something is said once, by the label of its namespace; which further labels are due is a convention of its owner, for a rule of its own.',
  },
  {
    name: 'contact-annotation', rules: [],
    peers: ['kube-linter:required-annotation-email', 'kyverno:require-annotations', 'kyverno:allowed-annotations', 'kyverno:restrict-annotations'],
    reason: 'Which annotations are due or allowed is a convention of the owner, for a rule of its own.',
  },
  {
    name: 'exception-scope', rules: [],
    peers: ['kyverno:policy-for-exceptions'],
    reason: 'The exceptions of another policy engine are its own matter; waivers here are judged by the rules assurance/waiver-*.',
  },
  {
    name: 'manifest-signature', rules: [],
    peers: ['kyverno:verify-manifest-integrity'],
    reason: 'The signature of a manifest is checked when it is admitted, with keys that the files do not hold.',
  },
  {
    name: 'policy-prefix-ambiguous', rules: [],
    peers: ['trivy:KSV-0124'],
    reason: 'The parameters of another policy engine are its own matter.',
  },
  {
    name: 'prod-image-not-promoted', rules: [],
    peers: ['kyverno:ensure-production-matches-staging'],
    reason: 'Which namespace is the staging of which is not in the manifests.',
  },
];
