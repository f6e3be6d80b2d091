import { servedApiVersion } from './served-api-version';
import { supportedRelease } from './supported-release';
import type { AnyRule } from '../../engine/rule';

/** The rules of this room, in the order of the documentation. */
export const versionsRules: readonly AnyRule[] = [supportedRelease, servedApiVersion];
