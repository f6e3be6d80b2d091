import type { EquivalentRow } from './row';

/** Pod / workload hardening. */
export const PW: readonly EquivalentRow[] = [
  {
    name: 'privileged',
    rules: ['workloads/privileged'],
    peers: [
      'kube-linter:privileged-container',
      'checkov:CKV_K8S_16',
      'trivy:KSV-0017',
      'kubescape:C-0057',
      'kubescape:C-0211',
      'kyverno:disallow-privileged-containers',
    ],
  },
  {
    name: 'privilege-escalation',
    rules: ['workloads/privilege-escalation', 'workloads/privileged', 'workloads/dangerous-capabilities'],
    reason:
      'Unset is found by workloads/privilege-escalation, since the default allows it; Windows pods, which have no such ' + 'field, pass.',
    peers: [
      'kube-linter:privilege-escalation-container',
      'checkov:CKV_K8S_20',
      'trivy:KSV-0001',
      'kubescape:C-0016',
      'kubescape:C-0211',
      'kyverno:disallow-privilege-escalation',
    ],
    differs: {
      'kube-linter:privilege-escalation-container':
        'kube-linter passes a container that leaves it unset, and finds privileged containers and SYS_ADMIN under this ' + 'name.',
    },
  },
  {
    name: 'host-pid',
    rules: ['workloads/host-namespaces'],
    peers: [
      'kube-linter:host-pid',
      'checkov:CKV_K8S_17',
      'trivy:KSV-0010',
      'kubescape:C-0038',
      'kubescape:C-0275',
      'kyverno:disallow-host-namespaces',
    ],
  },
  {
    name: 'host-ipc',
    rules: ['workloads/host-namespaces'],
    peers: [
      'kube-linter:host-ipc',
      'checkov:CKV_K8S_18',
      'trivy:KSV-0008',
      'kubescape:C-0038',
      'kubescape:C-0276',
      'kyverno:disallow-host-namespaces',
    ],
  },
  {
    name: 'host-network',
    rules: ['workloads/host-namespaces'],
    peers: ['kube-linter:host-network', 'checkov:CKV_K8S_19', 'trivy:KSV-0009', 'kubescape:C-0041', 'kyverno:disallow-host-namespaces'],
  },
  {
    name: 'host-port',
    rules: ['workloads/host-ports'],
    reason:
      'A range of ports that are allowed is a waiver by name, with a reason and an end date; 0 passes, and with hostNetwork '
      + 'every port of a container is one of the host.',
    peers: ['checkov:CKV_K8S_26', 'trivy:KSV-0024', 'kubescape:C-0044', 'kyverno:disallow-host-ports', 'kyverno:disallow-host-ports-range'],
  },
  {
    name: 'hostpath-any',
    rules: ['workloads/host-path-volumes', 'workloads/host-path-persistent-volume'],
    reason: 'A PersistentVolume with hostPath counts as the volume of a pod does, since its claim leads there.',
    peers: ['trivy:KSV-0023', 'kubescape:C-0048', 'kyverno:disallow-host-path'],
  },
  {
    name: 'hostpath-sensitive',
    rules: ['workloads/sensitive-host-path', 'workloads/host-path-volumes', 'workloads/host-path-persistent-volume'],
    reason:
      'The peers compare the text of the path; parents, subPath, trailing slashes and /var/run are resolved here, and reading '
      + 'harmless places such as /boot, /lib or /sys is for workloads/host-path-volumes alone.',
    peers: ['kube-linter:sensitive-host-mounts', 'trivy:KSV-0121', 'kubescape:C-0020'],
  },
  {
    name: 'hostpath-writable',
    rules: ['workloads/host-path-writable', 'workloads/host-path-submounts'],
    reason:
      'readOnly leaves filesystems that are mounted below the directory writable: where there usually are some, '
      + 'recursiveReadOnly is required.',
    peers: ['kube-linter:writable-host-mount', 'kubescape:C-0045', 'kyverno:ensure-readonly-hostpath'],
  },
  {
    name: 'hostpath-allowlist',
    rules: ['workloads/host-path-volumes', 'workloads/host-path-persistent-volume'],
    reason: 'Every path of the host is a violation; the ones that are wanted are waived by name, with a reason and an end date.',
    peers: ['kyverno:limit-hostpath-vols', 'kyverno:limit-hostpath-type-pv'],
  },
  {
    name: 'runtime-socket',
    rules: ['workloads/runtime-socket'],
    reason: 'No label excuses it, since those who write the pod write its labels: a waiver does, with a reason and an end date.',
    peers: [
      'kube-linter:docker-sock',
      'checkov:CKV_K8S_27',
      'trivy:KSV-0006',
      'kubescape:C-0074',
      'kyverno:disallow-container-sock-mounts',
      'kyverno:docker-socket-check',
    ],
  },
  {
    name: 'volume-types',
    rules: ['workloads/volume-types'],
    peers: ['trivy:KSV-0028', 'kyverno:restrict-volume-types'],
  },
  {
    name: 'proc-mount',
    rules: ['workloads/proc-mount', 'workloads/proc-mount-restricted'],
    peers: ['kube-linter:unsafe-proc-mount', 'trivy:KSV-0027', 'kubescape:C-0211', 'kyverno:disallow-proc-mount'],
  },
  {
    name: 'sysctls-unsafe',
    rules: ['workloads/sysctls'],
    reason:
      'What Pod Security calls safe passes, net.ipv4.ip_unprivileged_port_start among it, where kube-linter forbids all of net.; '
      + 'unset passes, also where older releases of C-0211 want them set.',
    peers: ['kube-linter:unsafe-sysctls', 'trivy:KSV-0026', 'kubescape:C-0211', 'kyverno:restrict-sysctls'],
  },
  {
    name: 'sysctls-cr8escape',
    rules: ['workloads/sysctl-values'],
    peers: ['kyverno:prevent-cr8escape'],
  },
  {
    name: 'windows-options',
    rules: ['workloads/windows-host-process', 'workloads/windows-administrator'],
    reason:
      'An unset user passes: runAsNonRoot makes the kubelet refuse ContainerAdministrator, also where it comes from the image, and '
      + 'gMSA is needed only for domain services; of the users that are set, ContainerAdministrator is found.',
    peers: ['trivy:KSV-0103', 'kubescape:C-0211', 'kyverno:disallow-host-process', 'kyverno:require-run-as-containeruser'],
  },
  {
    name: 'run-as-non-root',
    rules: ['workloads/run-as-non-root', 'workloads/run-as-user'],
    reason:
      'A uid above 0 does not replace runAsNonRoot, as Pod Security has it; in a user namespace (hostUsers: false) root passes '
      + 'from 1.35 on.',
    peers: [
      'kube-linter:run-as-non-root',
      'checkov:CKV_K8S_23',
      'trivy:KSV-0012',
      'kubescape:C-0013',
      'kubescape:C-0211',
      'kyverno:require-run-as-nonroot',
      'kyverno:service-mesh-require-run-as-nonroot',
    ],
  },
  {
    name: 'run-as-user-zero',
    rules: ['workloads/run-as-user'],
    reason: 'A uid is checked where it is written; in a user namespace (hostUsers: false) root passes from 1.35 on.',
    peers: ['checkov:CKV_K8S_23', 'trivy:KSV-0105', 'kubescape:C-0013', 'kyverno:require-run-as-non-root-user'],
  },
  {
    name: 'run-as-high-id',
    rules: ['workloads/user-namespace', 'workloads/run-as-user', 'workloads/run-as-non-root', 'workloads/host-namespaces'],
    reason:
      'To the kernel uid 999 has no more rights than uid 10001; a user namespace keeps every uid of a pod apart from those of the '
      + 'node, but not within namespaces of the host.',
    peers: ['checkov:CKV_K8S_40', 'trivy:KSV-0020', 'trivy:KSV-0021'],
  },
  {
    name: 'root-group',
    rules: ['workloads/root-group'],
    reason:
      'A group that is unset next to a uid is unknown, since the image may give it; where neither is stated, the image decides both '
      + 'and the pod passes, where C-0013 and C-0211 take the group for 0.',
    peers: ['kube-linter:run-as-non-root', 'trivy:KSV-0116', 'kubescape:C-0013', 'kubescape:C-0211', 'kyverno:require-non-root-groups'],
  },
  {
    name: 'explicit-uid-gid-fsgroup',
    rules: ['workloads/run-as-non-root', 'workloads/root-group', 'workloads/supplemental-groups-policy'],
    reason:
      'Which uid and groups a pod needs is in its image and its volumes: to demand that fields such as fsGroup are set, as C-0211 '
      + 'does, says nothing about their values.',
    peers: ['kubescape:C-0211', 'kyverno:validate-userid-groupid-fsgroup', 'kyverno:psp-check-supplemental-groups'],
  },
  {
    name: 'caps-drop-all',
    rules: ['workloads/capabilities-restricted'],
    reason:
      'The list has to hold ALL in upper case, as Pod Security asks: its check compares the text and rejects the pod '
      + 'otherwise; Windows pods pass.',
    peers: [
      'checkov:CKV_K8S_37',
      'trivy:KSV-0003',
      'trivy:KSV-0106',
      'trivy:KSV-0004',
      'kyverno:drop-all-capabilities',
      'kyverno:disallow-capabilities-strict',
    ],
    differs: {
      'checkov:CKV_K8S_37': 'checkov takes all in lower case and any name that contains ALL.',
      'trivy:KSV-0003': 'trivy takes ALL in any case; lower case passes there, and the API server rejects the pod at the level restricted.',
      'trivy:KSV-0004': 'trivy asks only that a list of capabilities to drop is there, whatever is in it.',
    },
  },
  {
    name: 'caps-net-raw',
    rules: ['workloads/capabilities-restricted', 'workloads/capabilities-baseline'],
    reason: 'Dropping NET_RAW alone does not pass: only dropping ALL does, as Pod Security demands.',
    peers: ['kube-linter:drop-net-raw-capability', 'checkov:CKV_K8S_28', 'trivy:KSV-0119', 'kubescape:C-0211', 'kyverno:drop-cap-net-raw'],
    differs: {
      'checkov:CKV_K8S_28': 'checkov takes ALL in lower case, and any name that contains it.',
    },
  },
  {
    name: 'caps-added',
    rules: ['workloads/capabilities-baseline', 'workloads/capabilities-restricted'],
    reason: 'NET_BIND_SERVICE may be added, as at the level restricted.',
    peers: [
      'checkov:CKV_K8S_25',
      'trivy:KSV-0022',
      'trivy:KSV-0106',
      'kyverno:disallow-capabilities',
      'kyverno:disallow-capabilities-strict',
      'kyverno:psp-restrict-adding-capabilities',
      'kyverno:service-mesh-disallow-capabilities',
    ],
    differs: {
      'checkov:CKV_K8S_25': 'checkov finds every capability that is added, NET_BIND_SERVICE too.',
    },
  },
  {
    name: 'caps-dangerous-added',
    rules: ['workloads/dangerous-capabilities', 'workloads/capabilities-baseline', 'workloads/capabilities-restricted'],
    reason:
      'Those that hand over the node are critical, all others beyond the default set high; those of the default set (SETPCAP, '
      + 'NET_BIND_SERVICE) are for the level restricted.',
    peers: ['checkov:CKV_K8S_39', 'trivy:KSV-0005', 'trivy:KSV-0120', 'kubescape:C-0046', 'kubescape:C-0057'],
    differs: {
      'checkov:CKV_K8S_39': 'checkov looks for SYS_ADMIN in exactly this spelling.',
    },
  },
  {
    name: 'readonly-rootfs',
    rules: ['workloads/read-only-root-filesystem'],
    reason: 'Windows pods, which cannot set the field, pass.',
    peers: [
      'kube-linter:no-read-only-root-fs',
      'checkov:CKV_K8S_22',
      'trivy:KSV-0014',
      'kubescape:C-0017',
      'kubescape:C-0211',
      'kyverno:require-ro-rootfs',
    ],
  },
  {
    name: 'security-context-present',
    rules: [
      'workloads/run-as-non-root',
      'workloads/privilege-escalation',
      'workloads/capabilities-restricted',
      'workloads/seccomp-restricted',
    ],
    reason:
      'That a security context is present says nothing; each field that matters has a rule, an empty context fails them, and one '
      + 'level of the two is enough.',
    peers: ['checkov:CKV_K8S_29', 'checkov:CKV_K8S_30', 'trivy:KSV-0118'],
  },
  {
    name: 'privileged-port',
    rules: ['workloads/host-ports', 'workloads/capabilities-restricted'],
    reason:
      'A low port within the network namespace of a pod gives nothing: what matters is the capability to bind it as root, and ports '
      + 'of the host.',
    peers: ['kube-linter:privileged-ports', 'trivy:KSV-0117'],
  },
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
