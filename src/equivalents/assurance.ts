import type { EquivalentRow } from './row';

/** Independent audit: ownership, waivers, provenance. */
export const P10: readonly EquivalentRow[] = [
  {
    name: 'owner-label',
    rules: ['workloads/recommended-labels', 'namespaces/information-system'],
    peers: [
      'kube-linter:required-label-owner',
      'kubescape:C-0076',
      'kubescape:C-0077',
      'kyverno:require-labels',
      'kyverno:metadata-match-regex',
    ],
    reason:
      'Who owns something is said once, by the label of its namespace; which further labels are due is a convention of its owner, for '
      + 'a rule of its own.',
  },
  {
    name: 'contact-annotation',
    rules: ['workloads/annotations'],
    reason:
      'Which annotations are due or allowed is a convention of the owner, which options of the rule state: it asks nothing '
      + 'until one is set; one on the workload or on its pods is enough.',
    peers: [
      'kube-linter:required-annotation-email',
      'kyverno:require-annotations',
      'kyverno:allowed-annotations',
      'kyverno:restrict-annotations',
    ],
    differs: {
      'kube-linter:required-annotation-email': 'kube-linter requires an address as value; here any value but an empty one will do.',
      'kyverno:require-annotations': 'kyverno requires the annotation of the pod.',
    },
  },
  {
    name: 'exception-scope',
    rules: ['namespaces/policy-exception-scope'],
    reason:
      'One policy, named rules and named resources are required; a namespace only for kinds that live in one; our own '
      + 'waivers are checked by assurance/waiver-over-broad.',
    peers: ['kyverno:policy-for-exceptions'],
    differs: {
      'kyverno:policy-for-exceptions':
        'kyverno requires a subject as well, and for an exception in the namespace of its resources, which here may differ.',
    },
  },
  {
    name: 'manifest-signature',
    rules: [],
    reason:
      'A signature is worth what its verifier is: without the key, which is not in the manifest, a forged annotation looks '
      + 'like a good one; the pipeline or the cluster verifies it.',
    peers: ['kyverno:verify-manifest-integrity'],
  },
  {
    name: 'policy-prefix-ambiguous',
    rules: ['namespaces/allowed-repos-prefix'],
    reason: 'An entry has to end with a slash, or to name a tag or digest; registries in which everyone can publish need a path.',
    peers: ['trivy:KSV-0124'],
    differs: {
      'trivy:KSV-0124': 'trivy passes an entry with a slash or a colon anywhere, unless it is of docker.io.',
    },
  },
  {
    name: 'prod-image-not-promoted',
    rules: ['workloads/promoted-image'],
    reason:
      "Which namespace is staging for which is a site's own policy, which an option states: the rule asks nothing until it "
      + 'is set; a workload that is not in the input is unknown.',
    peers: ['kyverno:ensure-production-matches-staging'],
    differs: {
      'kyverno:ensure-production-matches-staging': 'kyverno compares the names of the images of Deployments, without tags.',
    },
  },
];
