import type { AnyRule } from '../../engine/rule';

/** The rules of this room, in the order of the documentation. */
export const etcdRules: readonly AnyRule[] = [
];
