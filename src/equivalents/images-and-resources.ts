import type { EquivalentRow } from './row';

/** Images, CPU and memory, probes. */
export const IMAGES_AND_RESOURCES: readonly EquivalentRow[] = [
  {
    name: 'image-latest',
    rules: ['workloads/image-tag'],
    reason:
      'Tags that are moved by convention (main, stable, nightly) count as latest does, and so do variants such as '
      + 'latest-alpine; a digest passes with any tag.',
    peers: ['kube-linter:latest-tag', 'checkov:CKV_K8S_14', 'trivy:KSV-0013', 'kubescape:C-0304', 'kyverno:disallow-latest-tag'],
    differs: {
      'kubescape:C-0304': 'kubescape looks at agent sandboxes only.',
    },
  },
  {
    name: 'image-digest',
    rules: ['workloads/image-digest'],
    reason: 'Image volumes count as containers do.',
    peers: ['checkov:CKV_K8S_43', 'kubescape:C-0306', 'kyverno:require-image-checksum'],
  },
  {
    name: 'image-registry-allowlist',
    rules: ['workloads/image-registry'],
    reason:
      'Which registries are trusted is for you to say, by an ImagePolicy, the annotation of a Namespace or `check --registries`: '
      + 'without, every registry passes.',
    peers: [
      'trivy:KSV-0125',
      'trivy:KSV-0032',
      'trivy:KSV-0033',
      'trivy:KSV-0034',
      'trivy:KSV-0035',
      'kubescape:C-0001',
      'kubescape:C-0078',
      'kubescape:C-0304',
      'kyverno:restrict-image-registries',
      'kyverno:allowed-image-repos',
      'kyverno:advanced-restrict-image-registries',
    ],
  },
  {
    name: 'image-pull-policy',
    rules: ['workloads/image-pull-policy'],
    reason:
      'Always is required only where a tag moves, and Never fails without a digest: a digest or a version may stay on the node, and '
      + 'since 1.35 the kubelet verifies the credentials of each pod for private images; unset is Always with latest, as the API '
      + 'server fills it in.',
    peers: ['checkov:CKV_K8S_15', 'kubescape:C-0075', 'kyverno:imagepullpolicy-always'],
  },
  {
    name: 'image-pull-secrets',
    rules: ['workloads/image-pull-secrets'],
    reason:
      'Credentials for a registry may come from the ServiceAccount or from a credential provider of the kubelet, which is '
      + 'the better place: the rule asks nothing until an option names the registries that need them.',
    peers: ['kyverno:require-imagepullsecrets'],
    differs: {
      'kyverno:require-imagepullsecrets': 'kyverno asks every pod itself whose image is not of two registries.',
    },
  },
  {
    name: 'cpu-request',
    rules: ['workloads/resource-limits'],
    reason:
      'A limit counts as the request where that is unset, as the API server fills it in, and a request may come from a LimitRange of '
      + 'the input or from the resources of the pod as a whole; ephemeral containers cannot have resources.',
    peers: [
      'kube-linter:unset-cpu-requirements',
      'checkov:CKV_K8S_10',
      'trivy:KSV-0015',
      'kubescape:C-0050',
      'kubescape:C-0268',
      'kyverno:require-requests-limits',
    ],
  },
  {
    name: 'cpu-limit',
    rules: ['workloads/cpu-limit'],
    reason:
      'A CPU limit throttles a container while its node is idle, and requests already share the CPU when it is scarce: the '
      + 'rule requires one when its option says require, and nothing until it is set.',
    peers: [
      'checkov:CKV_K8S_11',
      'trivy:KSV-0011',
      'kubescape:C-0050',
      'kubescape:C-0009',
      'kubescape:C-0270',
      'kubescape:C-0303',
      'kyverno:require-cpu-limits',
    ],
  },
  {
    name: 'limits-opinions',
    rules: ['workloads/cpu-limit', 'workloads/limit-ratio'],
    reason:
      'Schools of tuning that contradict one another, and none is a matter of security: options state the one that a site '
      + 'follows, and nothing is asked until one is set.',
    peers: [
      'kyverno:forbid-cpu-limits',
      'kyverno:memory-requests-equal-limits',
      'kyverno:require-qos-guaranteed',
      'kyverno:require-qos-burstable',
      'kyverno:enforce-resources-as-ratio',
    ],
    differs: {
      'kyverno:forbid-cpu-limits': 'It is the option limits: forbid of workloads/cpu-limit.',
      'kyverno:memory-requests-equal-limits': 'It is the option memory: 100 of workloads/limit-ratio.',
      'kyverno:require-qos-guaranteed': 'It is the options memory: 100 and cpu: 100 of workloads/limit-ratio.',
      'kyverno:require-qos-burstable':
        'That a container has some request or limit is asked by workloads/resource-limits, of every container.',
      'kyverno:enforce-resources-as-ratio': 'It is the option memory: 250 of workloads/limit-ratio.',
    },
  },
  {
    name: 'memory-request',
    rules: ['workloads/resource-limits'],
    reason:
      'A limit counts as the request where that is unset, as the API server fills it in, and a request may come from a LimitRange of '
      + 'the input or from the resources of the pod as a whole; ephemeral containers cannot have resources.',
    peers: ['checkov:CKV_K8S_12', 'trivy:KSV-0016', 'kubescape:C-0004', 'kubescape:C-0269', 'kyverno:require-requests-limits'],
  },
  {
    name: 'memory-limit',
    rules: ['workloads/resource-limits'],
    reason:
      'A limit may come from a LimitRange of the input, or from the resources of the pod as a whole; ephemeral containers cannot have '
      + 'resources.',
    peers: [
      'kube-linter:unset-memory-requirements',
      'checkov:CKV_K8S_13',
      'trivy:KSV-0018',
      'kubescape:C-0004',
      'kubescape:C-0009',
      'kubescape:C-0271',
      'kubescape:C-0303',
      'kyverno:require-requests-limits',
    ],
    differs: {
      'kubescape:C-0303':
        'kubescape asks agent sandboxes for limits below a ceiling as well: here the ceiling is the LimitRange of the '
        + 'namespace (namespaces/limit-range-refusal).',
    },
  },
  {
    name: 'pod-shape-limits',
    rules: ['workloads/scratch-volume-limit', 'workloads/memory-volume-limit', 'workloads/container-count'],
    reason:
      'A scratch volume needs a bound, not an ephemeral-storage request; how many containers a pod may have is an option of '
      + 'workloads/container-count, which asks nothing until it is set.',
    peers: ['kyverno:require-emptydir-requests-and-limits', 'kyverno:limit-containers-per-pod', 'kyverno:pod-lifetime'],
    differs: {
      'kyverno:pod-lifetime':
        'The annotation pod.kubernetes.io/lifetime means nothing to Kubernetes and to most clusters, so it is not checked.',
    },
  },
  {
    name: 'liveness-probe',
    rules: ['workloads/liveness-probe'],
    reason: 'Jobs, CronJobs, Pods that are not started again and templates without controller are not meant to run on: exempt.',
    peers: ['kube-linter:no-liveness-probe', 'checkov:CKV_K8S_8', 'kubescape:C-0056', 'kyverno:require-pod-probes'],
  },
  {
    name: 'readiness-probe',
    rules: ['workloads/readiness-probe'],
    reason: 'Jobs, CronJobs, Pods that are not started again and templates without controller are not meant to run on: exempt.',
    peers: ['kube-linter:no-readiness-probe', 'checkov:CKV_K8S_9', 'kubescape:C-0018', 'kyverno:require-pod-probes'],
  },
  {
    name: 'probes-differ',
    rules: ['workloads/distinct-probes'],
    peers: ['kyverno:validate-probes'],
    reason: 'Probes that ask the same pass when the liveness probe has more patience.',
  },
  {
    name: 'probe-port-undeclared',
    rules: ['workloads/probe-port'],
    peers: ['kube-linter:liveness-port', 'kube-linter:readiness-port', 'kube-linter:startup-port'],
    reason:
      'A number needs no declaration where the pod declares no TCP ports at all; a port that another container of the pod declares '
      + 'counts, and a probe of another host is left alone.',
  },
];
