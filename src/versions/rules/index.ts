import type { AnyRule } from '../../engine/rule';
import { removedFlag } from './removed-flag';
import { servedApiVersion } from './served-api-version';
import { supportedRelease } from './supported-release';
import { versionSkew } from './version-skew';

/** The rules of this practice, in the order of the documentation. */
export const versionsRules: readonly AnyRule[] = [supportedRelease, servedApiVersion, removedFlag, versionSkew];
