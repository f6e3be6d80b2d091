import type { EquivalentRow } from './row';

/** Process allowlisting. */
export const P9: readonly EquivalentRow[] = [
  {
    name: 'seccomp-unset',
    rules: ['workloads/seccomp-restricted', 'workloads/seccomp-effective'],
    reason:
      'RuntimeDefault or a Localhost profile passes, of the pod or of every container, as Pod Security has it; the annotations of '
      + 'before 1.19 have no effect since 1.27, and Windows has no seccomp.',
    peers: [
      'checkov:CKV_K8S_31',
      'trivy:KSV-0030',
      'kubescape:C-0055',
      'kubescape:C-0210',
      'kubescape:C-0211',
      'kyverno:restrict-seccomp-strict',
    ],
  },
  {
    name: 'seccomp-unconfined',
    rules: ['workloads/seccomp-baseline', 'workloads/seccomp-restricted'],
    reason:
      'Only what is written counts: a container without a profile is for workloads/seccomp-restricted; annotations of '
      + 'before 1.19 have no effect.',
    peers: ['checkov:CKV_K8S_31', 'trivy:KSV-0104', 'kyverno:restrict-seccomp'],
    differs: {
      'checkov:CKV_K8S_31': 'checkov passes RuntimeDefault only: a Localhost profile, which restricts as well, fails there.',
      'trivy:KSV-0104':
        'trivy finds a container without a profile under this id too, also where the securityContext of a Pod gives the '
        + 'profile to it, and takes the name in any case.',
    },
  },
  {
    name: 'kubelet-seccomp-default',
    rules: ['kubelet/seccomp-default'],
    reason: 'The pods of the input that have no profile without it are found by workloads/seccomp-effective.',
    peers: [],
  },
  {
    name: 'apparmor-annotation',
    rules: ['workloads/apparmor', 'workloads/apparmor-annotation'],
    reason: 'A Localhost profile passes, as Pod Security has it; the field is checked as well as the annotation.',
    peers: ['trivy:KSV-0002', 'kyverno:restrict-apparmor-profiles'],
  },
  {
    name: 'selinux-custom',
    rules: ['workloads/selinux'],
    reason:
      'That seLinuxOptions be set, as one tool asks, is not wanted: unset, the container runtime gives each container a label of its own.',
    peers: ['trivy:KSV-0025', 'kubescape:C-0211', 'kyverno:disallow-selinux'],
  },
  {
    name: 'entrypoint-sudo',
    rules: ['workloads/privilege-escalation'],
    reason: 'The word in a command decides nothing: sudo gains root only where privilege escalation is allowed, for every user.',
    peers: ['kubescape:C-0062'],
  },
  {
    name: 'exec-probe-commands',
    rules: ['workloads/probe-command'],
    reason:
      'Readiness and startup probes count as liveness probes do; which commands is an option, and the rule is in the '
      + 'profile operations.',
    peers: ['kyverno:deny-commands-in-exec-probe'],
  },
  {
    name: 'pss-aggregate',
    rules: [
      'workloads/privileged',
      'workloads/host-namespaces',
      'workloads/host-path-volumes',
      'workloads/host-ports',
      'workloads/host-probes',
      'workloads/capabilities-baseline',
      'workloads/apparmor',
      'workloads/selinux',
      'workloads/seccomp-baseline',
      'workloads/proc-mount',
      'workloads/sysctls',
      'workloads/windows-host-process',
      'workloads/capabilities-restricted',
      'workloads/privilege-escalation',
      'workloads/run-as-non-root',
      'workloads/run-as-user',
      'workloads/seccomp-restricted',
      'workloads/proc-mount-restricted',
      'workloads/volume-types',
    ],
    reason: 'Each control is a rule of its own; the profiles pss-baseline and pss-restricted run those of a level together.',
    peers: [
      'kyverno:podsecurity-subrule-baseline',
      'kyverno:podsecurity-subrule-restricted',
      'kyverno:podsecurity-subrule-restricted-seccomp',
      'kyverno:podsecurity-subrule-restricted-capabilities',
    ],
  },
];
