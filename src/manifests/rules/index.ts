import type { AnyRule } from '../../engine/rule';
import { duplicateKeys } from './duplicate-keys';
import { schema } from './schema';

/** The rules of this practice, in the order of the documentation. */
export const manifestsRules: readonly AnyRule[] = [duplicateKeys, schema];
