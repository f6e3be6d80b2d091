import { factFor } from '../../kubernetes/objects/fact';
import { withBootstrap } from '../../kubernetes/rbac/bootstrap/bootstrap-objects';
import { formatMinor, type KubernetesMinor } from '../../kubernetes/releases/versions';
import { Access } from './access';

/** Who may do what in a cluster of that release: by the input, and by what its API server makes itself. Computed once. */
export const accessOf = factFor(
  'effective permissions',
  (inventory, minor: KubernetesMinor) => new Access(withBootstrap(inventory, minor)),
  formatMinor,
);
