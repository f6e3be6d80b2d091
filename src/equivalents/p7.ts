import type { EquivalentRow } from './row';

/** SSH. */
export const P7: readonly EquivalentRow[] = [
  {
    name: 'container-ssh-port', rules: [],
    peers: ['kube-linter:ssh-port'],
  },
  {
    name: 'service-exposes-ssh', rules: [],
    peers: ['kubescape:C-0042'],
  },
];
