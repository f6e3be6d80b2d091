import type { EquivalentRow } from './row';

/** Process allowlisting. */
export const P9: readonly EquivalentRow[] = [
  {
    name: 'seccomp-unset', rules: [],
    peers: ['checkov:CKV_K8S_31', 'trivy:KSV-0030', 'kubescape:C-0055', 'kubescape:C-0210', 'kubescape:C-0211', 'kyverno:restrict-seccomp-strict'],
  },
  {
    name: 'seccomp-unconfined', rules: [],
    peers: ['checkov:CKV_K8S_31', 'trivy:KSV-0104', 'kyverno:restrict-seccomp'],
  },
  {
    name: 'kubelet-seccomp-default', rules: [],
    peers: [],
  },
  {
    name: 'apparmor-annotation', rules: [],
    peers: ['trivy:KSV-0002', 'kyverno:restrict-apparmor-profiles'],
  },
  {
    name: 'selinux-custom', rules: [],
    peers: ['trivy:KSV-0025', 'kubescape:C-0211', 'kyverno:disallow-selinux'],
  },
  {
    name: 'entrypoint-sudo', rules: [],
    peers: ['kubescape:C-0062'],
  },
  {
    name: 'exec-probe-commands', rules: [],
    peers: ['kyverno:deny-commands-in-exec-probe'],
  },
  {
    name: 'pss-aggregate', rules: [],
    peers: ['kyverno:podsecurity-subrule-baseline', 'kyverno:podsecurity-subrule-restricted', 'kyverno:podsecurity-subrule-restricted-seccomp',
      'kyverno:podsecurity-subrule-restricted-capabilities'],
  },
];
