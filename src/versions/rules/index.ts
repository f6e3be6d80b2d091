import type { AnyRule } from '../../engine/rule';
import { supportedRelease } from './supported-release';

/** The rules of this room, in the order of the documentation. */
export const versionsRules: readonly AnyRule[] = [supportedRelease];
