import type { Subject } from '../../../engine/rule';
import { subject } from '../../../engine/subjects';
import { componentFlags, type ComponentFlags } from '../../../kubernetes/components/component-flags';
import type { Inventory } from '../../../kubernetes/objects/inventory';

/** The flags of each API server of the set. */
export const apiServers: Subject<ComponentFlags> = subject('API servers', ({ inventory }) => inventory.derive(select));

function select(inventory: Inventory) {
  return componentFlags(inventory)
    .filter(({ component }) => component === 'kube-apiserver')
    .map((value) => ({ value, object: value.object }));
}
