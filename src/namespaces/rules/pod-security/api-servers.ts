import type { Subject } from '../../../engine/rule';
import { subject } from '../../../engine/subjects';
import { componentFlags, type ComponentFlags } from '../../../kubernetes/components/component-flags';
import { fact } from '../../../kubernetes/objects/fact';

/** The flags of each API server of the input. */
export const apiServers: Subject<ComponentFlags> = subject('API servers', ({ inventory }) => select(inventory));

const select = fact('API servers', (inventory) =>
  componentFlags(inventory)
    .filter(({ component }) => component === 'kube-apiserver')
    .map((value) => ({ value, object: value.object })),
);
