import type { EquivalentRow } from './row';

/** Secrets and other data of pods, replicas, and how workloads fit together. */
export const WORKLOAD_CONFIGURATION: readonly EquivalentRow[] = [
  {
    name: 'secret-plain-env',
    rules: ['workloads/literal-credentials'],
    reason:
      'A name counts where it ends like that of a credential (CLIENT_SECRET, not SECRET_NAME); references, paths, addresses without '
      + 'password, switches and names of Secrets are not credentials; what comes from a Secret is for workloads/secret-environment.',
    peers: ['kube-linter:env-var-secret', 'kubescape:C-0012', 'kubescape:C-0259'],
  },
  {
    name: 'secret-via-env',
    rules: ['workloads/secret-environment'],
    reason: 'A whole Secret in envFrom counts as a single key does, also where it is optional.',
    peers: [
      'kube-linter:read-secret-from-env-var',
      'checkov:CKV_K8S_35',
      'kubescape:C-0012',
      'kubescape:C-0207',
      'kubescape:C-0259',
      'kyverno:secrets-not-from-env-vars',
    ],
    differs: {
      'kube-linter:read-secret-from-env-var': 'kube-linter does not look at envFrom.',
      'kubescape:C-0012': 'kubescape looks for credentials in plain text under this id: see secret-plain-env.',
      'kubescape:C-0259': 'kubescape looks for credentials in plain text under this id: see secret-plain-env.',
    },
  },
  {
    name: 'env-source-missing',
    rules: ['workloads/missing-source'],
    reason: 'What is not in the input may be in the cluster: unknown, and said only where the input holds others of its kind.',
    peers: ['kube-linter:env-value-from'],
  },
  {
    name: 'env-hygiene',
    rules: ['workloads/duplicate-environment'],
    reason:
      'A later entry that builds on the earlier passes, as in the warning of the API server; check-env-vars forbids one variable of '
      + 'one product.',
    peers: ['kube-linter:duplicate-env-var', 'kubescape:C-0295', 'kyverno:check-env-vars'],
  },
  {
    name: 'configmap-sensitive',
    rules: ['workloads/config-map-credentials'],
    reason:
      'Personal data such as names and addresses are not looked for: nothing tells them from configuration; names that only hold such '
      + 'a word (bypass, tokens), empty values, paths and placeholders in files pass.',
    peers: ['trivy:KSV-0109', 'trivy:KSV-01010', 'kubescape:C-0012'],
  },
  {
    name: 'secret-mount-restriction',
    rules: ['workloads/allowed-secrets'],
    reason:
      "Secrets mounted as files are what CIS requires; which pod may use which is a site's own policy, which an option of "
      + 'the rule states by namespace and name: it asks nothing until it is set.',
    peers: ['kubescape:C-0255', 'kyverno:no-secrets', 'kyverno:restrict-secrets-by-name', 'kyverno:restrict-secrets-by-label'],
    differs: {
      'kubescape:C-0255': 'kubescape lists every workload that mounts a Secret, for people to read.',
      'kyverno:restrict-secrets-by-label': 'kyverno goes by a label of the Secret, here it is the name.',
    },
  },
  {
    name: 'data-mount-inventory',
    rules: [],
    reason:
      'A list of workloads with volumes, for people to read: that a pod has a volume or a setting is no fault, and there is '
      + 'nothing to decide.',
    peers: ['kubescape:C-0257', 'kubescape:C-0258'],
  },
  {
    name: 'replicas-minimum',
    rules: ['workloads/minimum-replicas'],
    peers: ['kube-linter:minimum-three-replicas', 'kube-linter:hpa-minimum-three-replicas', 'kyverno:deployment-has-multiple-replicas'],
    reason:
      'Two pods are enough, the minimum of an autoscaler counts, and StatefulSets, Deployments of strategy Recreate and those with 0 '
      + 'replicas, which are switched off, are exempt; an autoscaler whose workload is not in the input is unknown.',
  },
  {
    name: 'autoscaler-consistency',
    rules: [
      'workloads/autoscaler-target',
      'workloads/autoscaler-overlap',
      'workloads/autoscaler-replicas',
      'workloads/autoscaler-requests',
    ],
    peers: [
      'kube-linter:dangling-horizontalpodautoscaler',
      'kubescape:C-0300',
      'kyverno:check-hpa-exists',
      'kyverno:prevent-duplicate-hpa',
      'kyverno:check-vpa-configuration',
      'kyverno:verify-vpa-target',
      'kyverno:prevent-duplicate-vpa',
    ],
    reason:
      'A workload needs no autoscaler; one whose target is not in the input is unknown; a VerticalPodAutoscaler of mode Off only '
      + 'recommends, so a second next to it passes.',
  },
  {
    name: 'pdb-blocks-eviction',
    rules: ['workloads/disruption-budget-blocks', 'workloads/disruption-budget-void', 'workloads/disruption-budget-overlap'],
    reason:
      'What counts is how many pods may go at once, with percentages of what is scaled to, as the controller counts: one is enough, '
      + 'no certain share is required, and a workload with 0 replicas has none to keep.',
    peers: [
      'kube-linter:pdb-max-unavailable',
      'kube-linter:pdb-min-available',
      'kyverno:pdb-maxunavailable',
      'kyverno:pdb-maxunavailable-with-deployments',
      'kyverno:pdb-minavailable-check',
      'kyverno:deployment-replicas-higher-than-pdb',
      'kyverno:require-replicas-allow-disruption',
      'kyverno:require-reasonable-pdbs',
    ],
  },
  {
    name: 'pdb-required',
    rules: ['workloads/disruption-budget', 'workloads/disruption-budget-unhealthy-pods'],
    reason: 'A workload of one pod needs none, since a budget could only block it; both values of unhealthyPodEvictionPolicy pass.',
    peers: ['kube-linter:pdb-unhealthy-pod-eviction-policy', 'kyverno:require-pdb'],
  },
  {
    name: 'scheduling-spread',
    rules: ['workloads/spread'],
    peers: ['kube-linter:no-anti-affinity', 'kube-linter:no-node-affinity', 'kyverno:topologyspreadconstraints-policy'],
    reason:
      'One constraint or anti-affinity that selects the pods is enough, over hosts or zones; which nodes a workload runs on is left '
      + 'to it: node affinity is not required.',
  },
  {
    name: 'update-restart-policy',
    rules: ['workloads/update-strategy', 'workloads/restart-policy'],
    peers: ['kube-linter:no-rolling-update-strategy', 'kube-linter:restart-policy', 'kubescape:C-0305'],
    reason: 'Recreate passes where there is a single pod; an unset restartPolicy is Always, and Never is as good for Jobs and Pods.',
  },
  {
    name: 'naked-pod',
    rules: ['workloads/naked-pod'],
    reason: 'Only an owner that controls the Pod counts; static Pods and hooks of Helm and Argo CD pass.',
    peers: ['kubescape:C-0073', 'kyverno:prevent-bare-pods'],
  },
  {
    name: 'job-hygiene',
    rules: ['workloads/job-cleanup', 'workloads/cronjob-concurrency', 'workloads/cronjob-deadline', 'workloads/cronjob-history'],
    peers: ['kube-linter:job-ttl-seconds-after-finished', 'kubescape:C-0026', 'kyverno:restrict-jobs'],
    reason:
      'Jobs and CronJobs are ordinary: that there are some is not a finding, nor is a CronJob whose Jobs have a time to live and the '
      + 'limits of its history.',
  },
  {
    name: 'selector-mismatch',
    rules: ['workloads/workload-selector'],
    reason:
      'What the API server demands of each kind counts: a Job that sets a selector of its own, and an empty selector, are ' + 'found too.',
    peers: ['kube-linter:mismatching-selector', 'kubescape:C-0296'],
  },
  {
    name: 'port-name-invalid',
    rules: ['workloads/port-name', 'workloads/service-target-port'],
    peers: ['kube-linter:invalid-target-ports', 'kyverno:require-container-port-names'],
    reason: 'A port needs no name, and an empty targetPort is the port itself.',
  },
  {
    name: 'style',
    rules: ['workloads/dns-ndots'],
    reason:
      'The best value of ndots depends on the names that a workload looks up: an option states it, and nothing is asked '
      + 'until it is set.',
    peers: ['kube-linter:dnsconfig-options', 'kube-linter:sorted-keys'],
    differs: {
      'kube-linter:dnsconfig-options': 'kube-linter requires one value of one option, whatever the dnsPolicy.',
      'kube-linter:sorted-keys': 'The order of keys means nothing to Kubernetes, and a formatter keeps it: no rule checks it.',
    },
  },
  {
    name: 'storageclass-hygiene',
    rules: ['workloads/storage-class', 'workloads/shared-volume'],
    peers: ['kyverno:require-storageclass', 'kyverno:restrict-storageclass', 'kyverno:readwriteonce-pod'],
    reason:
      'Delete as reclaim policy loses data and ReadWriteOncePod is not for every volume, so neither is required; found is a workload '
      + "whose pods wait for each other's volume; an empty class, which requests a volume that is there, passes.",
  },
];
