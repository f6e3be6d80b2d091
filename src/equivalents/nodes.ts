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
    reason:
      'What the port leads to counts: port 22 by number or name, and a container that runs an SSH server; a target of 2222 '
      + 'alone is unknown, and passes where its name says that it is something else.',
    peers: ['kubescape:C-0042'],
  },
];
