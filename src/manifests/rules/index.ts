import { duplicateKeys } from './duplicate-keys';
import type { AnyRule } from '../../engine/rule';

/** The rules of this room, in the order of the documentation. */
export const manifestsRules: readonly AnyRule[] = [duplicateKeys];
