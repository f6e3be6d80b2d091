import type { AnyRule } from '../../engine/rule';
import { duplicateKeys } from './duplicate-keys';

/** The rules of this room, in the order of the documentation. */
export const manifestsRules: readonly AnyRule[] = [duplicateKeys];
