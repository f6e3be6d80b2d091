import type { EquivalentRow } from './row';

/** What confines the processes of a pod. */
export const POD_CONFINEMENT: readonly EquivalentRow[] = [
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
];
