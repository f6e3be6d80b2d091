import type { EquivalentRow } from './row';

/** SSH. */
export const P7: readonly EquivalentRow[] = [
  {
    name: 'container-ssh-port',
    rules: ['nodes/ssh-container'],
    reason: 'A TCP port named ssh or sshd counts, whatever its number.',
    peers: ['kube-linter:ssh-port'],
  },
  {
    name: 'service-exposes-ssh',
    rules: ['nodes/ssh-in-service'],
    peers: ['kubescape:C-0042'],
    reason: 'Port 2222 counts as SSH only when it is named so or leads to port 22.',
  },
];
